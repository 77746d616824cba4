#include "cli/explain_print.hpp"

#include <algorithm>
#include <ostream>

#include "cli/table.hpp"
#include "cli/words.hpp"

namespace sanhuan::cli {
namespace {

using State = ObligationOutcome::State;

class ExplanationPrinter {
 public:
  ExplanationPrinter(const Explanation& explanation, Session& session)
      : x_(explanation), out_(session.out), voice_(session.voice) {}

  void print() {
    head();
    if (!x_.timeline.empty()) {
      out_ << "\n" << voice_(Text{"一、经过", "1. What happened"}) << "\n";
      for (const Moment& moment : x_.timeline) print(moment);
    }
    if (x_.obligations.empty()) return;
    out_ << "\n" << voice_(Text{"二、时限怎么算的", "2. How the deadlines were counted"}) << "\n";
    for (const ExplainedObligation& o : x_.obligations) print(o);
  }

 private:
  std::string text(Text t) const { return std::string(voice_(t)); }
  std::string_view stop() const { return voice_(Text{"；", "; "}); }
  std::string instant(Instant at) const { return show_instant(at, x_.zone, voice_); }
  std::string due(Instant at) const { return show_end(at, x_.zone, voice_); }
  std::string quoted(const std::string& s) const { return voice_("「{}」", "\"{}\"", s); }

  // Labels are four cells in Chinese and eight in English, so that what follows stands in one column.
  std::string label(Text t, std::size_t indent = 0) const { return std::string(indent, ' ') + text(t) + "  "; }

  // ---- where it stands -----------------------------------------------------------------------------------------------

  void head() {
    out_ << voice_("说明  {}  {}，算到 {}\n", "explain  {}  {}, as of {}\n", x_.id, x_.case_type, instant(x_.at));
    out_ << std::string(page_cells, '=') << "\n";
    if (!x_.opened) {
      out_ << wrapped(label({"现在", "now     "}), text({"还没有开立", "it was never opened"}));
      return;
    }
    const CaseOutcome& outcome = x_.outcome;
    std::string now = outcome.stage_name;
    if (!x_.ring.empty()) now = x_.ring + " / " + now;
    if (outcome.closed) now += text({"（已结案）", " (closed)"});
    if (outcome.level != Level::unknown) now += voice_("，层级 {}", ", level {}", level_name(outcome.level, voice_));
    out_ << wrapped(label({"现在", "now     "}), now);
    bool owes = false;
    for (const ExplainedObligation& o : x_.obligations) {
      if (o.outcome.state != State::open || o.outcome.right) continue;
      out_ << wrapped(owes ? std::string(voice_.chinese() ? 6 : 10, ' ') : label({"还欠", "owed    "}), owed(o));
      owes = true;
    }
    if (!owes) out_ << wrapped(label({"还欠", "owed    "}), text({"没有", "nothing"}));
    if (outcome.closed) return;
    std::string next;
    for (const std::string& event : x_.accepts) {
      if (!next.empty()) next += voice_(Text{"、", ", "});
      next += event;
    }
    out_ << wrapped(label({"可办", "may come"}), next.empty() ? text({"没有事件可来", "no event"}) : next);
  }

  std::string owed(const ExplainedObligation& o) const {
    const std::string whom = holder_text(o.outcome.holder, o.outcome.holder_name, voice_);
    const std::string name = whom.empty() ? o.outcome.name : voice_("{}（{}）", "{} ({})", o.outcome.name, whom);
    if (o.outcome.unjudged) return name + text({"，未判定", ", unjudged"});
    if (o.suspended) return name + text({"，时钟停着", ", its clock stands still"});
    if (o.outcome.due == Instant::never()) return name + text({"，尚未起算", ", not started"});
    return voice_("{}，期限 {}{}", "{}, due {}{}", name, due(o.outcome.due),
                  o.outcome.breached ? text({"，已逾期", ", overdue"}) : std::string());
  }

  // ---- the timeline ----------------------------------------------------------------------------------------------------

  std::string rung_text(const ExplainedRung& rung) const {
    const std::string length = show_length(rung.length, voice_);
    if (rung.follows) return voice_("此后每 {}", "then every {}", length);
    switch (rung.kind) {
      case ExplainedRung::Kind::remaining: return voice_("剩余 {}", "{} remaining", length);
      case ExplainedRung::Kind::breach: return text({"逾期", "overdue"});
      case ExplainedRung::Kind::after_full: return voice_("逾期 满 {}", "overdue for {}", length);
      case ExplainedRung::Kind::nth_day:
        return voice_("逾期 第{}个工作日", "overdue, working day {}", rung.length.count);
    }
    return {};
  }

  std::string who(const Moment& m) const {
    return holder_text({m.actor, {}, {}}, m.unit.empty() || m.role.empty() ? m.unit + m.role : m.unit + " " + m.role, voice_);
  }
  std::string whom(const ExplainedChange& c) const { return holder_text(c.holder, c.whom, voice_); }

  std::string headline(const Moment& m) const {
    switch (m.kind) {
      case MomentKind::opened: return text({"开立", "opened"});
      case MomentKind::timer: {
        std::string what = m.deadline;
        if (m.rung) what += " " + rung_text(*m.rung);
        return voice_("到时：{}", "timer: {}", what);
      }
      case MomentKind::recomputed: return text({"日历有变，重算期限", "the calendar changed: dues counted again"});
      case MomentKind::child: return text({"子件结案", "a child case closed"});
      case MomentKind::migration:
        return voice_("转到新规则 {}；这里照一部规则从头说", "came under new rules, {}; told here by one set of rules", m.event);
      case MomentKind::event:
      case MomentKind::refusal:
      case MomentKind::not_recorded: break;
    }
    std::string what = who(m).empty() ? m.event : who(m) + " " + m.event;
    if (m.occurred != Instant::never())
      what += voice_("（补录，发生于 {}）", " (entered late, happened {})", show_instant(m.occurred, x_.zone, voice_));
    if (m.assumed) what += text({"（补入，没有人记过）", " (assumed: nobody recorded it)"});
    return what;
  }

  std::string refusal(const Moment& m) const {
    if (!m.conditions.empty()) return text({"没有收，什么也没有变", "refused, nothing changed"});
    std::string reason(m.refused == Refused::malformed ? malformed_name(m.malformed, voice_)
                                                       : refusal_name(m.refused, voice_));
    const std::string detail = !m.missing.empty() ? voice_("缺 {}", "{} is not known", m.missing)
                               : !m.owed.empty()  ? m.owed
                                                  : m.detail;
    if (!detail.empty()) reason += voice_("：{}", ": {}", detail);
    return voice_("没有收，什么也没有变。{}", "refused, nothing changed: {}", reason);
  }

  // 第 92 行：不成立（金额 为 800、紧急 不知道）
  std::string condition(const ExplainedCondition& c) const {
    std::string facts;
    for (const auto& [name, value] : c.facts) {
      if (!facts.empty()) facts += voice_(Text{"、", ", "});
      facts += !value           ? voice_("{} 不知道", "{} is not known", name)
               : value->empty() ? voice_("{} 空着", "{} is empty", name)
                                : voice_("{} 为 {}", "{} is {}", name, *value);
    }
    const std::string_view why = unmet_name(c.why, voice_);
    const std::string line = citation(c.rule);
    return facts.empty() ? voice_("{}：{}", "{}: {}", line, why) : voice_("{}：{}（{}）", "{}: {} ({})", line, why, facts);
  }

  // ---- what a moment changed, by kind --------------------------------------------------------------------------------

  struct Lines {
    std::string brought, done, breached, stage, clocks, effects;
  };

  void add(std::string& line, const std::string& part) const {
    if (part.empty()) return;
    if (!line.empty()) line += stop();
    line += part;
  }

  // What becomes owed is said with its due, which may be a change of its own.
  std::string owed_from_now(const Moment& m, const ExplainedChange& opened) const {
    const bool passed_on = opened.kind == ChangeKind::reassigned;
    std::string what = opened.name;
    if (!whom(opened).empty()) what = voice_("{}（{}）", "{} ({})", what, whom(opened));
    if (opened.right) what += text({"，是权利", ", a right"});
    if (passed_on) what = voice_("{} 转到 {}", "{} passes to {}", opened.name, whom(opened));
    const auto say_due = [&](const ExplainedChange& c) {
      what += voice_("，期限 {}{}", ", due {}{}", due(c.at), provisional(c));
    };
    if (!passed_on && opened.at != Instant::never()) say_due(opened);
    for (const ExplainedChange& c : m.changes)
      if (c.serial == opened.serial && c.kind == ChangeKind::armed) say_due(c);
    if (opened.unjudged) what += text({"，未判定：只有补入的事件能完成它", ", unjudged: only assumed events could fulfil it"});
    return what;
  }

  std::string provisional(const ExplainedChange& c) const {
    return c.provisional ? text({"（暂定）", " (provisional)"}) : std::string();
  }

  // Whether the moment opens or passes on the obligation that `c` is about; its due is then said there.
  static bool said_with_opening(const Moment& m, const ExplainedChange& c) {
    return std::ranges::any_of(m.changes, [&c](const ExplainedChange& o) {
      const bool opening = o.kind == ChangeKind::opened || o.kind == ChangeKind::reassigned;
      return opening && o.serial == c.serial;
    });
  }

  void sort(const Moment& m, const ExplainedChange& c, Lines& lines) const {
    const std::string& name = c.name;
    switch (c.kind) {
      case ChangeKind::moved:
        lines.stage = c.closes ? voice_("{}，结案", "{}, closed", name) : name;
        if (c.sleeps) add(lines.clocks, voice_("{} 先放着", "{} sleeps meanwhile", c.former));
        return;
      case ChangeKind::fact:
        add(lines.brought, c.value.empty() ? voice_("{} 变为不知道", "{} is no longer known", name)
                                           : voice_("{} 为 {}", "{} is {}", name, c.value));
        return;
      case ChangeKind::level:
        if (!escalates(m)) add(lines.brought, voice_("层级 为 {}", "level is {}", level_name(c.level, voice_)));
        return;
      case ChangeKind::opened:
      case ChangeKind::reassigned: add(lines.clocks, owed_from_now(m, c)); return;
      case ChangeKind::armed:
        if (!said_with_opening(m, c)) {
          add(lines.clocks, voice_("{} 起算，期限 {}{}", "{} starts, due {}{}", name, due(c.at), provisional(c)));
        }
        return;
      case ChangeKind::resumed:
        add(lines.clocks, voice_("{} 恢复，期限 {}{}", "{} runs again, due {}{}", name, due(c.at), provisional(c)));
        return;
      case ChangeKind::extended:
        add(lines.clocks, voice_("{} 延期到 {}{}", "{} is extended to {}{}", name, due(c.at), provisional(c)));
        return;
      case ChangeKind::recounted:
        add(lines.clocks, voice_("{} 重新计算，期限 {}{}", "{} is counted again, due {}{}", name, due(c.at), provisional(c)));
        return;
      case ChangeKind::asked: add(lines.clocks, voice_("{} 已申请延期，{} 以前答复", "{}: an extension is asked for, to be decided by {}", name, due(c.at))); return;
      case ChangeKind::declined: add(lines.clocks, voice_("{} 不予延期", "{} is not extended", name)); return;
      case ChangeKind::reversed: add(lines.clocks, voice_("{} 的逾期撤销", "the breach of {} is taken back", name)); return;
      case ChangeKind::delegated: add(lines.clocks, voice_("{} 委派 {} 办", "{} is delegated to {}", name, whom(c))); return;
      case ChangeKind::recalled: add(lines.clocks, voice_("{} 的委派收回", "the delegation of {} is recalled", name)); return;
      case ChangeKind::merged: add(lines.clocks, voice_("{} 的首次时刻提前到 {}", "the first {} is now {}", name, due(c.at))); return;
      case ChangeKind::child: add(lines.effects, voice_("另开一件 {}（{}/{}）", "a case is opened: {} ({}/{})", name, x_.id, c.value)); return;
      case ChangeKind::child_closed: add(lines.done, voice_("子件 {} 结案（{}/{}）", "child case {} closed ({}/{})", name, x_.id, c.value)); return;
      case ChangeKind::suspended: add(lines.clocks, voice_("{} 中止", "{} is suspended", name)); return;
      case ChangeKind::fulfilled: add(lines.done, name); return;
      case ChangeKind::waived: add(lines.clocks, voice_("{} 终止", "{} is waived", name)); return;
      case ChangeKind::returned: add(lines.clocks, voice_("{} 退回", "{} is returned", name)); return;
      case ChangeKind::lapsed: add(lines.clocks, voice_("{} 期满", "{} lapses", name)); return;
      case ChangeKind::breached: add(lines.breached, name); return;
      case ChangeKind::escalated: add(lines.effects, escalation(c)); return;
      case ChangeKind::effect:
        if (c.key != "escalate") add(lines.effects, effect(c));
        return;
      case ChangeKind::deemed: add(lines.effects, voice_("视为 {}", "deemed {}", quoted(c.value))); return;
      case ChangeKind::rung: return;  // said by what else the moment holds
    }
  }

  static bool escalates(const Moment& m) {
    return std::ranges::any_of(m.changes, [](const ExplainedChange& c) { return c.kind == ChangeKind::escalated; });
  }

  std::string escalation(const ExplainedChange& c) const {
    const std::string_view from = level_name(c.from, voice_), to = level_name(c.level, voice_);
    if (c.from == c.level && whom(c).empty()) return voice_("提级督办，已经到{}", "escalated, already at {}", to);
    if (c.from == c.level) return voice_("提级督办，由 {}", "escalated, by {}", whom(c));
    return whom(c).empty() ? voice_("提级督办，从{}到{}", "escalated from {} to {}", from, to)
                          : voice_("提级督办，从{}到{}，由 {}", "escalated from {} to {}, by {}", from, to, whom(c));
  }

  std::string effect(const ExplainedChange& c) const {
    std::string what(effect_name(c.key, voice_));
    if (!whom(c).empty()) what += " " + whom(c);
    if (c.points != 0) what += voice_(" {}分", " {} points", c.points);
    if (!c.value.empty()) what += " " + quoted(c.value);
    return what;
  }

  std::string citation(const CitedRule& rule) const {
    std::string cited = show_line(rule.place, voice_);
    for (const CitedRule::Basis& basis : rule.bases) {
      cited += std::string(stop()) + (basis.presumed ? text({"推定 ", "presumed: "}) : std::string()) + basis.text;
    }
    return cited;
  }

  // A breach stands a millisecond after the due (2.4b); people read the due.
  Instant stood_at(const Moment& m) const {
    const bool breach = m.rung && m.rung->kind == ExplainedRung::Kind::breach && !m.rung->follows;
    return m.kind == MomentKind::timer && breach ? m.stood_at - 1 : m.stood_at;
  }

  void print(const Moment& m) {
    out_ << wrapped("  " + instant(m.at == m.stood_at ? stood_at(m) : m.at) + "  ", headline(m));
    if (m.stood_at != m.at) out_ << wrapped("    ", voice_("本应在 {}", "it stood at {}", instant(stood_at(m))));
    if (m.refused != Refused::none) {
      out_ << wrapped("    ", refusal(m));
      for (const ExplainedCondition& c : m.conditions) out_ << wrapped(label({"条件", "because "}, 4), condition(c));
    } else {
      print(lines_of(m));
    }
    if (!m.rule.place.empty() && m.conditions.empty()) out_ << wrapped(label({"规则", "rule    "}, 4), citation(m.rule));
  }

  Lines lines_of(const Moment& m) const {
    Lines lines;
    // What became a fact is said as the fact it became; the rest of what was written, as it was written.
    const auto is_fact = [&m](const std::string& name) {
      return std::ranges::any_of(m.changes, [&name](const ExplainedChange& c) {
        return c.kind == ChangeKind::fact && c.name == name;
      });
    };
    for (const auto& [name, value] : m.facts) {
      if (m.kind != MomentKind::opened && !is_fact(name)) add(lines.brought, voice_("{} 为 {}", "{} is {}", name, one_line(value)));
    }
    for (const ExplainedChange& change : m.changes) sort(m, change, lines);
    return lines;
  }

  // Members of a list are joined by a control character (sanhuan/dry_run.hpp), and a text may have line ends.
  std::string one_line(std::string value) const {
    std::ranges::replace(value, '\n', ' ');
    for (std::size_t at; (at = value.find('\x1f')) != std::string::npos;) value.replace(at, 1, voice_(Text{"、", ", "}));
    return value;
  }

  void print(const Lines& lines) {
    const auto line = [this](Text name, const std::string& what) {
      if (!what.empty()) out_ << wrapped(label(name, 4), what);
    };
    line({"填了", "with    "}, lines.brought);
    line({"完成", "done    "}, lines.done);
    line({"逾期", "breached"}, lines.breached);
    line({"到了", "stage   "}, lines.stage);
    line({"时限", "clocks  "}, lines.clocks);
    line({"做了", "then    "}, lines.effects);
  }

  // ---- deadlines -------------------------------------------------------------------------------------------------------

  std::string outcome_text(const ExplainedObligation& o) const {
    const ObligationOutcome& outcome = o.outcome;
    if (outcome.unjudged) return text({"未判定", "unjudged"});
    std::string result;
    // What its own breach ends (2.4b) ends for people at the due.
    const Instant settled = outcome.breached && outcome.settled == outcome.due + 1 ? outcome.due : outcome.settled;
    switch (outcome.state) {
      case State::open: result = text({"还没有做", "not done yet"}); break;
      case State::fulfilled: result = voice_("{} 完成", "done {}", instant(settled)); break;
      case State::waived: result = voice_("{} 终止", "waived {}", instant(settled)); break;
      case State::returned: result = voice_("{} 退回", "returned {}", instant(settled)); break;
      case State::lapsed: result = voice_("{} 期满", "lapsed {}", instant(settled)); break;
      case State::reassigned: result = voice_("{} 改由别家", "passed on {}", instant(settled)); break;
    }
    if (outcome.right) return result;
    if (outcome.breached) return result + text({"，逾期", ", breached"});
    return outcome.state == State::fulfilled ? result + text({"，按期", ", kept"}) : result;
  }

  std::string days_text(const Trace& trace) const {
    std::string line;
    std::int32_t counted = 0, passed = 0;
    for (const TraceDay& day : trace.days) {
      const std::string date = to_string(day.day).substr(5);
      counted += day.ordinal > 0 ? 1 : 0;
      passed += day.role == TraceDay::Role::passed ? 1 : 0;
      if (day.counts && day.reason == DayReason::make_up_work) add(line, voice_("{} 补班照计", "{} is a make-up working day", date));
    }
    for (std::size_t i = 0; i < trace.days.size();) {
      std::size_t end = i;
      while (end < trace.days.size() && trace.days[end].role == TraceDay::Role::passed && !trace.days[end].name.empty()) ++end;
      if (end == i) {
        ++i;
        continue;
      }
      const std::string first = to_string(trace.days[i].day).substr(5), last = to_string(trace.days[end - 1].day).substr(5);
      add(line, voice_("{} 至 {} {}不计", "{} to {}: {}, not counted", first, last, trace.days[i].name));
      i = end;
    }
    if (passed > 0) add(line, voice_("计 {} 天，跳过 {} 天", "{} days counted, {} passed over", counted, passed));
    if (trace.result.day != trace.result.raw) {
      add(line, voice_("{} 遇休息日，顺延到 {}", "{} is a rest day, rolled to {}", to_string(trace.result.raw).substr(5),
                 to_string(trace.result.day).substr(5)));
    }
    return line;
  }

  void print(const ExplainedObligation& o) {
    const std::string whom = holder_text(o.outcome.holder, o.outcome.holder_name, voice_);
    std::string title = o.outcome.name;
    if (o.outcome.ordinal > 1) title += voice_("（第{}次）", " (no. {})", o.outcome.ordinal);
    if (o.statutory) title += text({"（法定）", " (statutory)"});
    if (!whom.empty()) title += "  " + whom;
    out_ << wrapped("  ", title);
    out_ << wrapped(label({"长度", "length  "}, 4), show_length(o.length, voice_) + std::string(stop()) + citation(o.rule));
    if (o.anchor == Instant::before_all()) {
      out_ << wrapped(label({"起算", "from    "}, 4), text({"尚未起算", "not started"}));
      return;
    }
    std::string from = o.anchor_event.empty() ? text({"进入环节", "entry"}) : o.anchor_event;
    from += " " + instant(o.anchor);
    if (o.deemed != o.anchor) from += voice_("，视为 {}", ", taken as {}", instant(o.deemed));
    out_ << wrapped(label({"起算", "from    "}, 4), from);
    if (o.trace) {
      const std::string days = days_text(*o.trace);
      if (!days.empty()) out_ << wrapped(label({"日子", "days    "}, 4), days);
    }
    std::string end = o.outcome.due == Instant::never() ? text({"停着", "stands still"}) : due(o.outcome.due);
    if (o.outcome.provisional) end += text({"（暂定）", " (provisional)"});
    out_ << wrapped(label({"期限", "due     "}, 4), end);
    out_ << wrapped(label({"结果", "outcome "}, 4), outcome_text(o));
  }

  const Explanation& x_;
  std::ostream& out_;
  Voice voice_;
};

}  // namespace

void print_explanation(const Explanation& explanation, Session& session) {
  ExplanationPrinter(explanation, session).print();
}

}  // namespace sanhuan::cli
