#include "cli/migrate_print.hpp"

#include <algorithm>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/table.hpp"
#include "cli/words.hpp"

namespace sanhuan::cli {

namespace {

using Json = nlohmann::ordered_json;
using Refused = MigrationPlan::Refused;
using What = MigratedClock::What;

constexpr std::size_t cases_shown = 20;

std::string_view keyword(ObstacleKind kind) {
  switch (kind) {
    case ObstacleKind::stage: return "stage";
    case ObstacleKind::fact: return "fact";
    case ObstacleKind::value: return "value";
    case ObstacleKind::role: return "role";
    case ObstacleKind::deadline: return "deadline";
    case ObstacleKind::scope: return "scope";
    case ObstacleKind::modal: return "modal";
    case ObstacleKind::suspended: return "suspended";
    case ObstacleKind::scored: return "scored";
    case ObstacleKind::child: return "child";
    case ObstacleKind::bound: return "bound";
  }
  return "";
}

std::string_view keyword(What what) {
  switch (what) {
    case What::moved: return "moved";
    case What::started: return "started";
    case What::left: return "left";
    case What::opened: return "opened";
    case What::dropped: return "dropped";
  }
  return "";
}

std::string_view keyword(Refused refused) {
  switch (refused) {
    case Refused::no: break;
    case Refused::not_in_force: return "not_in_force";
    case Refused::other_units: return "other_units";
    case Refused::clock: return "clock";
  }
  return "";
}

// What stands in the way, and the way out.
std::string reason(const MigrationObstacle& o, Voice voice) {
  const std::string& n = o.name;
  switch (o.kind) {
    case ObstacleKind::stage:
      return voice("新规则里没有「{0}」这样的环节：写 环节 {0} 为 …", "there is no stage like `{0}`: write stage {0} = …", n);
    case ObstacleKind::fact:
      return voice("记着「{0}」，新规则里没有：写 要素 {0} 为 … 或 要素 {0} 废止", "`{0}` is known and has no place: write fact {0} = … or fact {0} drop", n);
    case ObstacleKind::value: return voice("「{0}」现在的值，新规则里不能有", "the new rules do not allow the value that `{0}` has", n);
    case ObstacleKind::role: return voice("有人以「{0}」的身份欠着事，新规则里没有这个角色", "somebody owes something as `{0}`, a role that is not there", n);
    case ObstacleKind::deadline:
      return voice("「{0}」还开着，新规则里没有：写 时限 {0} 为 … 或 时限 {0} 废止", "`{0}` is open and has no place: write deadline {0} = … or deadline {0} drop", n);
    case ObstacleKind::scope: return voice("「{0}」在新规则里属于别的环节，这件不在那里", "`{0}` belongs to another stage there, where the case is not", n);
    case ObstacleKind::modal: return voice("「{0}」欠着的事成了权利，或者反过来：写 时限 {0} 废止，用别的名", "what is owed under `{0}` is a right there, or the other way round", n);
    case ObstacleKind::suspended: return voice("「{0}」正停着，新规则里没有让它停的那一段", "`{0}` stands still for a span that the new rules do not know", n);
    case ObstacleKind::scored: return voice("「{0}」扣过的分，新规则里没有一样的，要收回时收不回", "a score under `{0}` has none like it there to take it back by", n);
    case ObstacleKind::child: return voice("它立的子件是「{0}」，新规则里没有", "it opened a case of the type `{0}`, which is not there", n);
    case ObstacleKind::bound: break;
  }
  return std::string(voice(Text{"到了一件所能容的上限", "a limit of what a case can hold is reached"}));
}

// Two stand in a row: without the weekdays they fit the page.
std::string end(Instant at, Zone zone) {
  return at == Instant::never() ? std::string("-") : to_string(end_day(at, zone)) + ' ' + show_end_time(at, zone);
}

std::string_view change(const MigratedClock& c, Voice voice) {
  switch (c.what) {
    case What::moved: return c.after < c.before ? voice(Text{"提前", "sooner"}) : voice(Text{"推后", "later"});
    case What::started: return voice(Text{"起算", "starts"});
    case What::left: return voice(Text{"停着，剩的变了", "still, with another rest"});
    case What::opened: return voice(Text{"补开", "opened"});
    case What::dropped: return voice(Text{"废止", "dropped"});
  }
  return "";
}

class Printer {
 public:
  Printer(const MigrationPage& page, Session& session) : page_(page), plan_(page.plan), out_(session.out), voice_(session.voice) {}

  void print() {
    verdict();
    if (plan_.refused != Refused::no) return;
    totals();
    by_deadline();
    kept();
    cases();
  }

 private:
  void verdict() {
    const std::string version = page_.title + " " + plan_.version;
    switch (plan_.refused) {
      case Refused::not_in_force: out_ << voice_("{}还没有施行，一件也没有转\n", "{} is not in force yet: nothing was done\n", version); return;
      case Refused::other_units: out_ << voice_("{}的单位和台账底册的对不上，一件也没有转\n", "the units of {} are not those of the ledger: nothing was done\n", version); return;
      case Refused::clock: out_ << voice_(Text{"时刻早于台账，或者远远超前，一件也没有转；用 --时刻 写明是哪一刻\n", "the time lies before the ledger's or far after it: nothing was done; say with --at when it is\n"}); return;
      case Refused::no: break;
    }
    if (plan_.moves == 0) out_ << voice_("没有要转到 {0} 的\n", "there is nothing to bring under {0}\n", version);
    else if (plan_.obstructed != 0)
      out_ << voice_("有 {0} 件转不到 {1}，一件也没有转\n", "{0} cases cannot come under {1}: nothing was done\n", plan_.obstructed, version);
    else if (page_.done) out_ << voice_("{0} 件转到了 {1}\n", "{0} cases came under {1}\n", plan_.moves, version);
    else out_ << voice_("可以把 {0} 件转到 {1}；这是预演，还没有转\n", "{0} cases can come under {1}; this is the plan, nothing was done\n", plan_.moves, version);
  }

  void totals() {
    Table table({Align::left, Align::right});
    const auto row = [&](const Both& what, std::size_t n) {
      if (n != 0) table.row({voice_(what), std::to_string(n)});
    };
    row(Text{"在办", "open"}, plan_.open);
    row(Text{"要转的", "to move"}, plan_.moves);
    row(Text{"其中转不过去的", "of these in the way"}, plan_.obstructed);
    row(Text{"已经在新规则下的", "under the new rules already"}, plan_.already);
    for (const auto& s : plan_.staying) row(both("留在 {} 的（{}）", "staying under {} ({})", s.version, s.type), s.cases);
    out_ << table.text();
  }

  void by_deadline() {
    struct Sum {
      std::string name;
      std::size_t sooner = 0, later = 0, opened = 0, dropped = 0, other = 0;
    };
    std::vector<Sum> sums;
    for (const MigratedCase& c : plan_.cases)
      for (const MigratedClock& clock : c.clocks) {
        auto found = std::find_if(sums.begin(), sums.end(), [&](const Sum& s) { return s.name == clock.name; });
        if (found == sums.end()) found = sums.insert(sums.end(), Sum{clock.name});
        switch (clock.what) {
          case What::moved: ++(clock.after < clock.before ? found->sooner : found->later); break;
          case What::opened: ++found->opened; break;
          case What::dropped: ++found->dropped; break;
          case What::started:
          case What::left: ++found->other; break;
        }
      }
    if (sums.empty()) return;
    out_ << voice_(Text{"\n时限\n", "\ndeadlines\n"});
    Table table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
    table.row({"", std::string(voice_(Text{"提前", "sooner"})), std::string(voice_(Text{"推后", "later"})), std::string(voice_(Text{"补开", "opened"})),
               std::string(voice_(Text{"废止", "dropped"})), std::string(voice_(Text{"其他", "other"}))});
    const auto cell = [](std::size_t n) { return n == 0 ? std::string("-") : std::to_string(n); };
    for (const Sum& s : sums) table.row({s.name, cell(s.sooner), cell(s.later), cell(s.opened), cell(s.dropped), cell(s.other)});
    out_ << table.text();
  }

  void kept() {
    if (plan_.kept.empty()) return;
    out_ << voice_(Text{"\n新规则里期限不一样、又没有写怎么办的，照旧限走完（从旧）\n",
                        "\ncounted otherwise by the new rules, and no line says so: kept (old_rule)\n"});
    Table table({Align::left, Align::right});
    for (const auto& k : plan_.kept) table.row({k.name, std::to_string(k.clocks)});
    out_ << table.text();
  }

  void cases() {
    if (plan_.cases.empty()) return;
    out_ << "\n";
    // What stands in the way first: nothing happens before that is seen to.
    std::vector<const MigratedCase*> order;
    for (const bool obstructed : {true, false})
      for (const MigratedCase& c : plan_.cases)
        if (c.obstacles.empty() != obstructed) order.push_back(&c);
    const std::size_t shown = page_.all ? order.size() : std::min(order.size(), cases_shown);
    for (std::size_t i = 0; i < shown; ++i) print(*order[i]);
    if (shown < order.size())
      out_ << voice_("另有 {} 件，加 --全列 列出\n", "{} more; --all lists them\n", order.size() - shown);
  }

  void print(const MigratedCase& c) {
    const bool renamed = c.stage != c.stage_after;
    out_ << c.id << "  " << c.stage << (renamed ? " -> " + c.stage_after : std::string()) << "\n";
    for (const MigrationObstacle& o : c.obstacles) out_ << wrapped("  ", reason(o, voice_));
    Table table({Align::left, Align::left, Align::left, Align::left});
    for (const MigratedClock& clock : c.clocks) {
      const std::string due = clock.what == What::moved ? end(clock.before, page_.zone) + " -> " + end(clock.after, page_.zone)
                                                        : end(clock.what == What::dropped ? clock.before : clock.after, page_.zone);
      table.row({clock.name, std::string(change(clock, voice_)), due, clock.line.empty() ? "" : show_line(clock.line, voice_)});
    }
    out_ << table.text();
  }

  const MigrationPage& page_;
  const MigrationPlan& plan_;
  std::ostream& out_;
  Voice voice_;
};

Json instant(Instant at, Zone zone) { return at == Instant::never() ? Json(nullptr) : Json(to_string(at, zone)); }

}  // namespace

void print_migration(const MigrationPage& page, Session& session) { Printer(page, session).print(); }

Json migration_json(const MigrationPage& page) {
  const MigrationPlan& plan = page.plan;
  Json staying = Json::array(), kept = Json::array(), cases = Json::array();
  for (const auto& s : plan.staying) staying.push_back({{"version", s.version}, {"type", s.type}, {"cases", s.cases}});
  for (const auto& k : plan.kept) kept.push_back({{"deadline", k.key}, {"name", k.name}, {"clocks", k.clocks}});
  for (const MigratedCase& c : plan.cases) {
    Json clocks = Json::array(), obstacles = Json::array();
    for (const MigratedClock& clock : c.clocks)
      clocks.push_back({{"what", keyword(clock.what)}, {"deadline", clock.key}, {"name", clock.name}, {"before", instant(clock.before, page.zone)},
                        {"after", instant(clock.after, page.zone)}, {"line", clock.line}});
    for (const MigrationObstacle& o : c.obstacles) obstacles.push_back({{"kind", keyword(o.kind)}, {"key", o.key}, {"name", o.name}});
    cases.push_back({{"case", c.id}, {"type", c.type}, {"stage", c.stage}, {"stage_after", c.stage_after}, {"clocks", std::move(clocks)},
                     {"obstacles", std::move(obstacles)}});
  }
  return {{"version", plan.version}, {"done", page.done},
          {"refused", plan.refused == Refused::no ? Json(nullptr) : Json(keyword(plan.refused))},
          {"open", plan.open}, {"moves", plan.moves}, {"already", plan.already}, {"obstructed", plan.obstructed},
          {"staying", std::move(staying)}, {"kept", std::move(kept)}, {"cases", std::move(cases)}};
}

}  // namespace sanhuan::cli
