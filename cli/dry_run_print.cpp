#include "cli/dry_run_print.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <set>

#include "cli/deadline_totals.hpp"
#include "cli/table.hpp"
#include "cli/words.hpp"
#include "lib/rulebook/keywords.hpp"

namespace sanhuan::cli {
namespace {

constexpr std::size_t groups_shown = 10, dues_shown = 4, rules_shown = 20;

const DeadlineTotals& totals_of(const Totals& totals, const std::string& key) {
  static const DeadlineTotals none;
  const auto found = totals.deadlines.find(key);
  return found == totals.deadlines.end() ? none : found->second;
}

std::uint64_t value_of(const std::map<std::string, std::uint64_t>& counts, const std::string& key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

std::uint64_t sum_of(const std::map<std::string, std::uint64_t>& counts) {
  std::uint64_t sum = 0;
  for (const auto& [key, n] : counts) sum += n;
  return sum;
}

std::int64_t change(std::uint64_t from, std::uint64_t to) {
  return static_cast<std::int64_t>(to) - static_cast<std::int64_t>(from);
}

// Sections are numbered as they are printed, so none is missing when one has nothing to say.
class PagePrinter {
 public:
  PagePrinter(const DryRunPage& page, Session& session)
      : page_(page), report_(page.report), out_(session.out), voice_(session.voice),
        keys_(keys_in_order(page.baseline.deadlines, page.candidate.deadlines)) {}

  void print() {
    head();
    ledger();
    consequences();
    groups();
    levels();
    cases();
    refused();
    unchanged();
    to_decide();
  }

 private:
  std::string text(Text t) const { return std::string(voice_(t)); }

  void section(Text title) { section(text(title)); }
  void section(const std::string& title) {
    static constexpr std::string_view numbers[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    ++section_;
    out_ << "\n" << (voice_.chinese() ? fmt::format("{}、{}", numbers[section_ - 1], title)
                                      : fmt::format("{}. {}", section_, title)) << "\n";
  }

  // 改了    …: a label of eight cells, then the text wrapped beside it.
  void item(Text label, const std::string& what) { out_ << wrapped(fmt::format("{}  ", text(label)), what); }

  void further(const std::string& what) {
    out_ << wrapped(std::string(voice_.chinese() ? 8 : 10, ' ') + "- ", what);
  }

  // ---- the first lines ---------------------------------------------------------------------------------------------

  void head() {
    out_ << wrapped(text({"试运行  现行  ", "dry-run   base       "}), title_of(page_.baseline))
         << wrapped(text({"        草案  ", "          candidate  "}), title_of(page_.candidate))
         << std::string(page_cells, '=') << "\n";
    verdict();
    changed_rules();
    premises();
  }

  std::string title_of(const SideOfRules& side) const {
    const std::string name = side.title.empty() ? side.name : side.title;
    return voice_("{}（{} {}）", "{} ({} {})", name, side.name, side.version);
  }

  void verdict() {
    const DeadlineTotals base = sum(report_.baseline), cand = sum(report_.candidate);
    const std::uint64_t base_up = sum_of(report_.baseline.escalations);
    const std::uint64_t cand_up = sum_of(report_.candidate.escalations);
    const auto compared = [this](Text what, std::uint64_t from, std::uint64_t to) {
      if (from == to) return voice_("{}仍是 {}", "{}: still {}", voice_(what), to);
      return from < to ? voice_("{}多 {}（{} -> {}）", "{}: {} more ({} -> {})", voice_(what), to - from, from, to)
                       : voice_("{}少 {}（{} -> {}）", "{}: {} fewer ({} -> {})", voice_(what), from - to, from, to);
    };
    item({"一句话", "verdict "},
         voice_("按草案重算 {} 件：{}，{}，{}。期限或结果有变的 {} 件，没有变的 {} 件。",
                "the candidate over {} cases. {}; {}; {}. Cases with another due or outcome: {}; without: {}.",
                report_.cases, compared({"逾期的时限", "deadlines breached"}, base.breached, cand.breached),
                compared({"整件逾期", "cases late"}, report_.baseline.late, report_.candidate.late),
                compared({"提级督办", "escalations"}, base_up, cand_up), report_.changed,
                report_.cases - report_.changed));
  }

  const DeadlineLine* line_of(const SideOfRules& side, const std::string& key) const {
    const auto found = std::ranges::find(side.deadlines, key, &DeadlineLine::key);
    return found == side.deadlines.end() ? nullptr : &*found;
  }

  std::string length_of(const DeadlineLine* line) const {
    return line == nullptr ? text({"无", "none"}) : show_length(line->length, voice_);
  }

  bool occurred(const std::string& key) const {
    return sum(totals_of(report_.baseline, key)) + sum(totals_of(report_.candidate, key)) > 0;
  }

  void changed_rules() {
    Table table({Align::left, Align::left, Align::left, Align::left}, voice_.chinese() ? 8 : 10);
    table.row({text({"时限", "deadline"}), text({"现行", "base"}), text({"草案", "candidate"}), text({"规则", "rule"})});
    std::size_t listed = 0, unused = 0, all = 0;
    for (const std::string& key : keys_) {
      const DeadlineLine* base = line_of(page_.baseline, key);
      const DeadlineLine* cand = line_of(page_.candidate, key);
      if (base != nullptr && cand != nullptr && base->length == cand->length) continue;
      ++all;
      if (!occurred(key)) {
        ++unused;
        continue;
      }
      if (++listed > rules_shown) continue;
      const DeadlineLine* named = cand != nullptr ? cand : base;
      table.row({named->name, length_of(base), length_of(cand), show_line_in_pack(named->place, voice_)});
    }
    item({"改了  ", "changed "}, voice_("{} 处时限；其中 {} 处这批事项用到了", "deadlines: {}; these cases have {} of them",
                                        all, listed));
    if (listed > 0) out_ << table.text();
    if (unused > 0) {
      further(voice_("另有 {} 处这批事项没有用到，照此算不出它的影响",
                     "not in these cases: {}; nothing can be said of them", unused));
    }
  }

  void premises() {
    item({"前提  ", "premises"}, text({"当时谁在何时做了什么，照原样不变。收紧以后大家可能提速，这里算不出。",
                                       "people are taken to have acted as they did. Under tighter rules they may act "
                                       "sooner: that cannot be computed."}));
    for (const std::string& note : page_.header.notes) further(note);
    if (page_.problem_lines > 0) {
      further(voice_("事件文件里有 {} 行看不懂，没有算进来", "lines of the event file that could not be read and are left out: {}",
                     page_.problem_lines));
    }
    const std::uint64_t assumed = report_.candidate.assumed_events;
    if (assumed > 0) {
      const std::uint64_t base = sum(report_.baseline).unjudged, cand = sum(report_.candidate).unjudged;
      item({"未判定", "unjudged"},
           voice_("{} 个事件中有 {} 个没有人记过，是补入的。只由它们完成的时限不算按期也不算逾期：现行 {} 项，草案 {} 项。",
                  "of {} events {} were recorded by nobody and are assumed. What only they fulfil is neither kept nor "
                  "breached: {} under the base, {} under the candidate.",
                  report_.candidate.events, assumed, base, cand));
    }
    item({"算到  ", "until   "}, show_instant(page_.until, page_.zone, voice_) +
                                   text({"；那时还没有届满的列在「未到期」", "; what was not due by then is `open`"}));
  }

  // ---- figures -----------------------------------------------------------------------------------------------------

  void ledger() {
    section(Text{"总账（一项是一件事项里的一个时限）", "Deadlines (each counts once a case)"});
    using enum Align;
    Table table({left, left, right, right, right, right, right, right, right, right}, 2, 2);
    table.row({text({"时限", "deadline"}), "", text({"按期", "kept"}), text({"逾期", "late"}), text({"未到期", "open"}),
               text({"未判定", "unjudged"}), text({"其他", "other"}), text({"合计", "total"}),
               text({"逾期率", "rate"}), text({"晚(天)", "days"})});
    const auto row = [&](std::string name, std::string side, const DeadlineTotals& t) {
      table.row({std::move(name), std::move(side), fmt::format("{}", t.kept), fmt::format("{}", t.breached),
                 fmt::format("{}", t.open), fmt::format("{}", t.unjudged), fmt::format("{}", t.other),
                 fmt::format("{}", sum(t)), breach_rate(t), days_late(t)});
    };
    const auto none = [&](std::string name, std::string side) {
      table.row({std::move(name), std::move(side), text({"无", "none"})});
    };
    const std::string base = text({"现行", "base"}), cand = text({"草案", "cand."});
    const auto both_rows = [&](const std::string& name, const DeadlineTotals* b, const DeadlineTotals* c) {
      b != nullptr ? row(name, base, *b) : none(name, base);
      c != nullptr ? row("", cand, *c) : none("", cand);
    };
    for (const std::string& key : keys_) {
      if (!occurred(key)) continue;
      const DeadlineTotals &b = totals_of(report_.baseline, key), &c = totals_of(report_.candidate, key);
      const std::string& name = c.name.empty() ? b.name : c.name;
      if (b == c) row(name, text({"两边", "both"}), b);
      else both_rows(name, line_of(page_.baseline, key) != nullptr ? &b : nullptr,
                line_of(page_.candidate, key) != nullptr ? &c : nullptr);
    }
    const DeadlineTotals b = sum(report_.baseline), c = sum(report_.candidate);
    both_rows(text({"合计", "total"}), &b, &c);
    table.row({"", text({"增减", "change"}), signed_number(change(b.kept, c.kept)),
               signed_number(change(b.breached, c.breached)), signed_number(change(b.open, c.open)),
               signed_number(change(b.unjudged, c.unjudged)), signed_number(change(b.other, c.other)),
               signed_number(change(sum(b), sum(c)))});
    out_ << table.text()
         << text({"  逾期率 = 逾期 / (按期 + 逾期)；晚 = 逾期的平均晚几天；其他 = 终止、退回\n",
                  "  rate = late / (kept + late); days: mean delay; other: waived, returned\n"});
  }

  Table two_sides() const {
    using enum Align;
    return Table({left, right, right, right}, 2, 4);
  }

  void compare_row(Table& table, std::string name, std::uint64_t from, std::uint64_t to) const {
    table.row({std::move(name), fmt::format("{}", from), fmt::format("{}", to), signed_number(change(from, to))});
  }

  void heading(Table& table, Text what) const {
    table.row({text(what), text({"现行", "base"}), text({"草案", "candidate"}), text({"增减", "change"})});
  }

  std::string level_text(const std::string& key) const {
    static constexpr Level levels[] = {Level::grid, Level::village, Level::town, Level::district};
    static constexpr std::string_view names[] = {"grid", "village", "town", "district"};
    for (std::size_t i = 0; i < std::size(levels); ++i) if (names[i] == key) return std::string(level_name(levels[i], voice_));
    return text({"没有层级", "no level"});
  }

  static std::set<std::string> keys_of(const std::map<std::string, std::uint64_t>& a,
                                       const std::map<std::string, std::uint64_t>& b) {
    std::set<std::string> keys;
    for (const auto& [key, n] : a) keys.insert(key);
    for (const auto& [key, n] : b) keys.insert(key);
    return keys;
  }

  void consequences() {
    const Totals &b = report_.baseline, &c = report_.candidate;
    const auto kinds = keys_of(b.effects, c.effects);
    const auto levels = keys_of(b.escalations, c.escalations);
    if (kinds.empty() && levels.empty()) return;
    section(Text{"提级督办、红黄牌和其他（次）", "Escalations, cards and the rest (times)"});
    Table table = two_sides();
    heading(table, {"做什么", "what"});
    for (const char* key : {"grid", "village", "town", "district", "unknown"}) {
      if (!levels.contains(key)) continue;
      compare_row(table, voice_("提级督办到{}级", "escalated to {}", level_text(key)), value_of(b.escalations, key),
                  value_of(c.escalations, key));
    }
    if (!levels.empty()) {
      compare_row(table, text({"提级督办合计", "escalated, total"}), sum_of(b.escalations), sum_of(c.escalations));
    }
    // The gravest first; what a host added last.
    static constexpr std::string_view order[] = {"red_card", "yellow_card", "supervise", "urge", "penalise", "reward", "notify", "inform"};
    std::vector<std::string> sorted;
    for (const std::string_view kind : order) if (kinds.contains(std::string(kind))) sorted.emplace_back(kind);
    for (const std::string& kind : kinds) {
      if (kind != "escalate" && std::ranges::find(order, kind) == std::end(order)) sorted.push_back(kind);
    }
    for (const std::string& kind : sorted) {
      compare_row(table, std::string(effect_name(kind, voice_)), value_of(b.effects, kind), value_of(c.effects, kind));
    }
    out_ << table.text();
  }

  void groups() {
    if (report_.groups.empty()) return;
    struct Row {
      std::string name;
      std::uint64_t cases = 0;
      DeadlineTotals base, cand;
      std::int64_t more() const { return change(base.breached, cand.breached); }
    };
    std::vector<Row> rows;
    for (const auto& [name, totals] : report_.groups) {
      rows.push_back({name, totals.second.cases, sum(totals.first), sum(totals.second)});
    }
    std::ranges::stable_sort(rows, [](const Row& x, const Row& y) { return x.more() > y.more(); });
    section(rows.size() > groups_shown ? voice_("落到哪些地方（按新增逾期排，前 {} 个，其余合并）",
                                                "Where (by new breaches; the first {}, the rest summed)", groups_shown)
                                       : text({"落到哪些地方（按新增逾期排）", "Where (by new breaches)"}));
    using enum Align;
    Table table({left, right, right, right, right, right, right}, 2, 3);
    table.row({text({"地方", "place"}), text({"件数", "cases"}), text({"未判定", "unjudged"}),
               text({"现行逾期", "late, base"}), text({"草案逾期", "late, cand."}), text({"新增", "more"}),
               text({"逾期率", "rate"})});
    const auto print_row = [&](const Row& row) {
      table.row({row.name, fmt::format("{}", row.cases), fmt::format("{}", row.cand.unjudged),
                 fmt::format("{}", row.base.breached), fmt::format("{}", row.cand.breached), signed_number(row.more()),
                 fmt::format("{} -> {}", breach_rate(row.base), breach_rate(row.cand))});
    };
    const auto add = [](Row& into, const Row& row) {
      into.cases += row.cases;
      for (auto [to, from] : {std::pair{&into.base, &row.base}, std::pair{&into.cand, &row.cand}}) {
        to->kept += from->kept;
        to->breached += from->breached;
        to->unjudged += from->unjudged;
      }
    };
    Row rest, all;
    all.name = text({"合计", "total"});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i < groups_shown) print_row(rows[i]);
      else add(rest, rows[i]);
      add(all, rows[i]);
    }
    if (rows.size() > groups_shown) {
      rest.name = voice_("其余 {} 个", "{} others", rows.size() - groups_shown);
      print_row(rest);
    }
    print_row(all);
    out_ << table.text() << text({"  逾期、未判定按项；逾期率 = 逾期 / (按期 + 逾期)\n",
                                  "  late and unjudged count deadlines; rate = late / (kept + late)\n"});
  }

  void levels() {
    const Totals &b = report_.baseline, &c = report_.candidate;
    if (b.load_by_level.empty() && c.load_by_level.empty()) return;
    section(Text{"各级的负担（承担的时限加上督办，项）", "Load by level (deadlines held, and supervised)"});
    Table table = two_sides();
    heading(table, {"层级", "level"});
    for (const char* key : {"grid", "village", "town", "district", "unknown"}) {
      const std::uint64_t from = value_of(b.load_by_level, key), to = value_of(c.load_by_level, key);
      if (from + to > 0) compare_row(table, level_text(key), from, to);
    }
    compare_row(table, text({"合计", "total"}), sum_of(b.load_by_level), sum_of(c.load_by_level));
    out_ << table.text();
  }

  // ---- cases -------------------------------------------------------------------------------------------------------

  std::string days_text(const DecidingDays& days) const {
    using Kind = DecidingDays::Kind;
    const std::string first = to_string(days.first).substr(5), last = to_string(days.last).substr(5);
    switch (days.kind) {
      case Kind::holiday:
        if (days.first == days.last) return voice_("{} 放假不计", "{} is a holiday", first);
        return voice_("{} 至 {} 放假不计", "{} to {} are holidays", first, last);
      case Kind::weekend: return voice_("周末 {} 天不计", "{} weekend days left out", days.days);
      case Kind::make_up: return voice_("{} 补班照计", "{} is a make-up working day", first);
      case Kind::rolled: return voice_("届满日 {} 休息，顺延到 {}", "{} is a rest day, rolled to {}", first, last);
    }
    return {};
  }

  std::string outcome_text(const DueOnOneSide& side) const {
    if (side.unjudged) return text({"未判定", "unjudged"});
    std::string result;
    if (side.breached) {
      result = text({"逾期", "breached"});
      if (side.red_card) {
        result += voice_("，{}亮红牌", ", red card {}", show_short_day(page_.zone.day(*side.red_card), voice_));
      }
      return result;
    }
    return side.fulfilled ? text({"按期", "kept"}) : text({"未到期", "open"});
  }

  std::string due_text(const DueOnOneSide& side) const {
    if (side.due == Instant::never()) return text({"尚未起算", "not started"});
    std::string result = show_end(side.due, page_.zone, voice_);
    const Day day = end_day(side.due, page_.zone);
    const bool make_up = std::ranges::any_of(side.days, [day](const DecidingDays& d) {
      return d.kind == DecidingDays::Kind::make_up && d.first == day;
    });
    if (make_up) result += text({"（补班日）", " (make-up day)"});
    if (side.provisional) result += text({"（暂定）", " (provisional)"});
    return result;
  }

  void print_side(Text label, const std::optional<DueOnOneSide>& side) {
    const std::string head = "      " + text(label) + "  ";
    if (!side) {
      out_ << wrapped(head, text({"无这个时限", "no such deadline"}));
      return;
    }
    out_ << wrapped(head, voice_("{}，期限 {}  {}", "{}, due {}  {}", show_length(side->length, voice_), due_text(*side),
                                 outcome_text(*side)));
  }

  std::string story(const DueInFull& due) const {
    const DueOnOneSide& side = due.candidate ? *due.candidate : *due.baseline;
    std::string result = due.name;
    if (side.anchor != Instant::before_all()) {
      const std::string from = side.anchor_event.empty() ? text({"进入环节", "entry"}) : side.anchor_event;
      result += voice_("：{} {}", ": {} {}", show_instant(side.anchor, page_.zone, voice_), from);
    }
    if (side.fulfilled) {
      result += voice_("，{} 完成", ", done {}", show_instant(side.settled, page_.zone, voice_));
    }
    return result;
  }

  void print_due(const DueInFull& due) {
    out_ << wrapped("    ", story(due));
    print_side({"现行", "base  "}, due.baseline);
    print_side({"草案", "cand. "}, due.candidate);
    const DueOnOneSide& side = due.candidate ? *due.candidate : *due.baseline;
    std::string reason = show_line_in_pack(side.place, voice_);
    if (side.deemed != side.anchor && side.deemed != Instant::before_all()) {
      reason += voice_("；{} 起算", "; counted from {}", show_instant(side.deemed, page_.zone, voice_));
    }
    for (const DecidingDays& days : side.days) reason += std::string(voice_(Text{"；", "; "})) + days_text(days);
    out_ << wrapped("      " + text({"原因", "why   "}) + "  ", reason);
  }

  // What changed most comes first: a breach that is new, then any other difference.
  static int weight(const DueInFull& due) {
    const bool base = due.baseline && due.baseline->breached, cand = due.candidate && due.candidate->breached;
    if (cand && !base) return 0;
    if (base && !cand) return 1;
    const bool judged = (due.candidate && !due.candidate->unjudged) || (due.baseline && !due.baseline->unjudged);
    return judged ? 2 : 3;
  }

  void cases() {
    const std::vector<std::size_t> chosen = worth_showing(report_);
    if (chosen.empty()) return;
    section(voice_("哪一件、为什么（{} 件，变了的共 {} 件，--json 列出全部）",
                   "Which case, and why ({} of {} that changed; --json lists all)", chosen.size(), report_.changed));
    for (const std::size_t i : chosen) {
      const std::uint64_t position = report_.differences[i].position;
      const auto found = std::ranges::find(page_.cases, position, &CaseInFull::position);
      if (found == page_.cases.end()) continue;
      std::vector<DueInFull> dues = found->dues;
      std::ranges::stable_sort(dues, {}, weight);
      out_ << "  " << found->id << (found->group.empty() ? "" : "  " + found->group) << "\n";
      // Where something is newly breached or no longer so, that is the story; else whatever else differs.
      const int told = std::max(weight(dues.empty() ? DueInFull{} : dues.front()), 1);
      std::size_t shown = 0, judged_besides = 0, unjudged = 0;
      for (const DueInFull& due : dues) {
        if (weight(due) == 3) ++unjudged;
        else if (weight(due) <= told && shown < dues_shown) ++shown, print_due(due);
        else ++judged_besides;
      }
      if (judged_besides > 0) {
        out_ << voice_("    另有 {} 个时限也有出入\n", "    more deadlines that differ: {}\n", judged_besides);
      }
      if (unjudged > 0) {
        out_ << voice_("    另有 {} 个时限未判定\n", "    more deadlines, unjudged: {}\n", unjudged);
      }
    }
  }

  void refused() {
    const Totals &b = report_.baseline, &c = report_.candidate;
    const auto reasons = keys_of(b.rejected, c.rejected);
    const auto assumed = keys_of(b.rejected_assumed, c.rejected_assumed);
    if (reasons.empty() && assumed.empty()) return;
    section(Text{"规则没有收的事件（个）", "Events that the rules refused"});
    Table table = two_sides();
    heading(table, {"为什么", "why"});
    for (const std::string& reason : reasons) {
      compare_row(table, reason_text(reason), value_of(b.rejected, reason), value_of(c.rejected, reason));
    }
    for (const std::string& reason : assumed) {
      compare_row(table, voice_("补入的：{}", "assumed: {}", reason_text(reason)),
                  value_of(b.rejected_assumed, reason), value_of(c.rejected_assumed, reason));
    }
    out_ << table.text();
  }

  std::string reason_text(const std::string& key) const {
    constexpr auto last = static_cast<std::uint8_t>(Refused::designated);
    for (std::uint8_t reason = 1; reason <= last; ++reason)
      if (keyword(Refused{reason}) == key) return std::string(refusal_name(Refused{reason}, voice_));
    return key;
  }

  void unchanged() {
    std::string names;
    for (const std::string& key : keys_) {
      const DeadlineLine *b = line_of(page_.baseline, key), *c = line_of(page_.candidate, key);
      if (b == nullptr || c == nullptr || b->right || !occurred(key)) continue;
      if (totals_of(report_.baseline, key) != totals_of(report_.candidate, key)) continue;
      if (!names.empty()) names += voice_(Text{"、", ", "});
      names += c->name;
    }
    section(Text{"两边算出来一样的", "The same under both"});
    out_ << wrapped("  ", names.empty() ? text({"没有：凡用到的时限都有变化", "none: every deadline that occurs differs"})
                                        : voice_("{}：按期、逾期、未判定的数目一个不变",
                                                 "{}: not one more or fewer is kept, late or unjudged", names));
  }

  // ---- what only a person can decide -------------------------------------------------------------------------------

  void to_decide() {
    std::vector<std::string> questions;
    const std::uint64_t open = report_.candidate.cases - report_.candidate.closed;
    if (open > 0) {
      questions.push_back(voice_("草案下在办的 {} 件用旧限还是新限？规则里没有写，发布前必须写明从旧或从新。",
                                 "cases that are open under the candidate: {}. Old limits or new? The rules do not say, "
                                 "and must before they are published.",
                                 open));
    }
    worst_group(questions);
    unjudged_deadlines(questions);
    if (page_.candidate.presumed_bases > 0) {
      questions.push_back(voice_("草案有 {} 处依据是推定的，施行前要由业务主管部门逐条核定。",
                                 "bases of the candidate that are presumed: {}. The department in charge must confirm each.",
                                 page_.candidate.presumed_bases));
    }
    const std::uint64_t refused = sum_of(report_.candidate.rejected), before = sum_of(report_.baseline.rejected);
    if (refused > before) {
      questions.push_back(voice_("有 {} 个当时办成的事件草案不收，是规则漏写了，还是本来就不该这样办？",
                                 "events that the base took and the candidate refuses: {}. Is a rule missing, or "
                                 "should they not have happened?",
                                 refused - before));
    }
    if (questions.empty()) return;
    section(Text{"请定夺", "To be decided by a person"});
    for (std::size_t i = 0; i < questions.size(); ++i) out_ << wrapped(fmt::format("  {} ", i + 1), questions[i]);
  }

  // Places with too few judged deadlines say nothing by their rate.
  void worst_group(std::vector<std::string>& questions) const {
    constexpr std::uint64_t judged_min = 30;
    const std::string* worst = nullptr;
    DeadlineTotals of_worst;
    for (const auto& [name, totals] : report_.groups) {
      const DeadlineTotals base = sum(totals.first), cand = sum(totals.second);
      if (judged(cand) < judged_min || cand.breached <= base.breached) continue;
      const bool worse = worst == nullptr || cand.breached * judged(of_worst) > of_worst.breached * judged(cand);
      if (!worse) continue;
      worst = &name;
      of_worst = cand;
    }
    if (worst == nullptr) return;
    questions.push_back(voice_("{} 的逾期率到了 {}（{} 项里 {} 项），是否先给过渡期，或先加人手？",
                               "the rate of {} reaches {} ({} judged, {} late): a transition period, or more staff first?",
                               *worst, breach_rate(of_worst), judged(of_worst), of_worst.breached));
  }

  void unjudged_deadlines(std::vector<std::string>& questions) const {
    std::string names;
    for (const std::string& key : keys_) {
      const DeadlineTotals& t = totals_of(report_.candidate, key);
      if (t.unjudged == 0 || judged(t) > 0) continue;
      if (!names.empty()) names += voice_(Text{"、", ", "});
      names += t.name;
    }
    if (names.empty()) return;
    questions.push_back(voice_("{} 做没做到，材料里没有记录，一项也判定不了。今后要不要登记这些时刻？",
                               "whether {} were kept was recorded nowhere, so none is judged. Shall these moments be "
                               "recorded from now on?",
                               names));
  }

  const DryRunPage& page_;
  const DryRunReport& report_;
  std::ostream& out_;
  Voice voice_;
  std::vector<std::string> keys_;
  std::size_t section_ = 0;
};

}  // namespace

void print_page(const DryRunPage& page, Session& session) { PagePrinter(page, session).print(); }

}  // namespace sanhuan::cli
