#include "tests/engine/scripts.hpp"

#include <algorithm>

#include "tests/support/pack.hpp"

namespace sanhuan::test {

namespace {

struct Line {
  const char* event;
  const char* by;  // a unit; empty: the petitioner
};
constexpr Line lines[] = {
    {"登记", "甲区"}, {"交办", "甲区"}, {"答复", "甲镇"}, {"答复", "乙局"},     {"提交意见", "乙局"}, {"提交意见", "丙局"},
    {"办结", "甲区"}, {"改派", "甲区"}, {"补正", ""},     {"要求补正", "甲镇"}, {"见面", "甲村"},     {"撤回", ""},
};

class Writer {
 public:
  Writer(const Rulebook& rules, unsigned seed) : rules_(rules), random_(seed) {
    type_ = rules.case_type("petition");
  }

  std::vector<Sent> write(int cases, int events) {
    std::vector<Sent> sent;
    Instant now = at("2026-03-02 08:00");
    for (int n = 0; n < cases * (events + 1); ++n) {
      now = now + static_cast<std::int64_t>(below(4) == 0 ? below(static_cast<unsigned>(2 * ms_per_day))
                                                          : below(static_cast<unsigned>(ms_per_hour)));
      const std::string id = "C-" + std::to_string(below(static_cast<unsigned>(cases)));
      const bool there = std::any_of(sent.begin(), sent.end(), [&](const Sent& s) { return s.case_id == id; });
      sent.push_back(there ? event_of(id, now, n) : opening(id, now));
    }
    return sent;
  }

 private:
  unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }
  Value of_unit(const char* name) const { return Value::of(static_cast<std::int64_t>(rules_.unit(name).value)); }

  Sent opening(const std::string& id, Instant now) {
    Sent s;
    s.case_id = id;
    s.open = Opening{type_, now, Actor::system(), {}};
    s.facts.emplace_back(rules_.fact(type_, "所在网格"), of_unit("甲格"));
    if (below(2) == 0) s.facts.emplace_back(rules_.fact(type_, "人数"), Value::of(static_cast<std::int64_t>(below(20))));
    return s;
  }

  Sent event_of(std::string id, Instant now, int n) {
    // Mostly the line that fits next; often another one, to be refused.
    const Line& line = lines[below(below(3) == 0 ? static_cast<unsigned>(std::size(lines)) : 9u)];
    if (below(5) == 0) id += "/" + std::to_string(2 + below(12)) + ".0";  // a child, if there is one
    Sent s;
    s.case_id = std::move(id);
    s.key = "k" + std::to_string(n);
    Event e;
    e.event = rules_.event(line.event);
    e.at = now - (below(10) == 0 ? 500 : 0);  // a little early: lifted
    e.by = *line.by == '\0' ? Actor::petitioner() : Actor::of(rules_.unit(line.by));
    s.event = e;
    const std::string name = line.event;
    const auto give = [&](std::uint16_t field, Value value) { s.payload.push_back({field, std::move(value)}); };
    if (name == "登记") {
      give(0, of_unit("甲格"));
      if (below(4) != 0) give(2, Value::of(std::int64_t{below(3) == 0 ? 1 : 0}));
    } else if (name == "交办" || name == "改派") {
      if (below(8) != 0) give(0, of_unit(below(2) == 0 ? "甲镇" : "乙局"));
      if (below(3) == 0)
        give(1, Value::of(std::vector<std::int64_t>{static_cast<std::int64_t>(rules_.unit("乙局").value),
                                                    static_cast<std::int64_t>(rules_.unit("丙局").value)}));
    } else if (name == "答复" && below(2) == 0) {
      give(0, Value::of("说明 " + std::to_string(n)));
    }
    return s;
  }

  const Rulebook& rules_;
  std::mt19937 random_;
  CaseTypeId type_;
};

}  // namespace

std::vector<Sent> script(const Rulebook& rules, unsigned seed, int cases, int events) {
  return Writer(rules, seed).write(cases, events);
}

std::string family_process() {
  std::string text = wide_process();
  text = with(text, "当 承办单位 答复 则 转 待办结",
              "当 承办单位 答复 则 录入 诉求 填 所在网格 为 所在网格 通知 甲区 “{编号}：{说明}” 转 待办结");
  text = with(text, "人数（整数，可缺）", "人数（整数，可缺，个人信息）");
  return with(text, "说明（文本，可缺）", "说明（文本，可缺，个人信息）");
}

std::shared_ptr<const Rulebook> family_pack() {
  static const std::shared_ptr<const Rulebook> rulebook = load(family_process());
  return rulebook;
}

std::string describe(const Answer& a) {
  return std::to_string(static_cast<int>(a.refused)) + " " + std::to_string(static_cast<int>(a.detail)) + " " +
         std::to_string(a.field) + " " + std::to_string(a.missing.value) + " " + std::to_string(a.owed.value) + " " +
         std::to_string(a.rule.value) + " " + std::to_string(a.sequence);
}

std::string seen(Engine& engine, std::string_view id) {
  const auto view = engine.find(id);
  if (!view) return "no such case";
  std::string out = view->type + " " + view->stage + (view->closed ? " closed" : "") + " level " +
                    std::to_string(static_cast<int>(view->level)) + " " + show(view->opened) + " " + show(view->last) + "\n";
  for (const auto& [name, value] : view->facts) out += name + "=" + value + "\n";
  for (const ObligationView& o : view->obligations)
    out += o.key + " " + std::to_string(o.holder.packed()) + " " + show(o.due) + (o.waiting ? " waits" : "") +
           (o.suspended ? " stands" : "") + (o.right ? " right" : "") + (o.breached ? " breached" : "") + "\n";
  const std::optional<Entries> entries = engine.entries(id);
  if (!entries) return out + "no entries";
  for (const Entry& e : entries->entries) {
    out += std::to_string(e.sequence) + " " + std::to_string(static_cast<int>(e.kind)) + " " + std::to_string(e.at.ms) + " " +
           std::to_string(e.stood_at.ms) + " " + std::to_string(e.event.value) + " " + std::to_string(e.deadline.value) + " " +
           std::to_string(static_cast<int>(e.refused)) + " " + std::to_string(e.actor.packed()) + ":";
    for (std::uint32_t i = 0; i < e.change_count; ++i) {
      const Change& c = entries->changes[e.first_change + i];
      const bool fact = c.kind == ChangeKind::fact;  // a personal one is not in the entry
      out += " (" + std::to_string(static_cast<int>(c.kind)) + " " + std::to_string(c.flags) + " " + std::to_string(c.a) + " " +
             std::to_string(c.b) + " " + std::to_string(c.at.ms) + " " + (fact ? "-" : std::to_string(c.value)) + " " +
             std::to_string(c.rule.value) + " " + std::to_string(c.extra) + " " + std::to_string(c.holder) + ")";
    }
    out += "\n";
  }
  return out;
}

}  // namespace sanhuan::test
