#include "lib/rulebook/dump.hpp"

#include <iterator>
#include <limits>

namespace sanhuan {

namespace {

using namespace model;

constexpr const char* kinds[] = {"integer", "decimal", "money", "boolean", "text", "date",
                                 "instant", "unit", "grid", "role", "enum", "level"};
constexpr const char* units[] = {"minutes", "hours", "working_hours", "same_day", "next_day", "working_days",
                                 "calendar_days", "months", "years", "nth_working_day", "nth_calendar_day"};
constexpr const char* levels[] = {"unknown", "grid", "village", "town", "district"};
constexpr const char* ops[] = {
    "push", "push_unknown", "fact", "level", "ancestor", "list_has", "list_empty", "list_size", "known", "text_known",
    "eq", "ne", "lt", "le", "gt", "ge", "in_set", "in_range", "and", "or", "not", "deadline_done", "deadline_count",
    "deadline_rung", "deadline_armed", "deadline_due", "ever_overdue", "table", "lookup", "text", "plus", "minus", "times",
    "list_in_set", "list_contains", "text_is", "text_contains", "inside", "today", "anchor", "day_of", "working_days",
    "calendar_days", "children", "table_sum", "table_maximum", "table_minimum", "table_rows", "table_list", "list_copy",
    "text_copy", "first_known", "this_unit", "list_without", "happened", "closed", "running_clock", "held"};
static_assert(std::size(ops) == static_cast<std::size_t>(Op::held) + 1);
constexpr const char* verbs[] = {"?", "set", "notify", "inform", "urge", "supervise", "escalate", "yellow_card",
                                 "red_card", "penalise", "reward", "end", "suspend", "resume", "interrupt", "deem",
                                 "open_case", "merge", "designate", "host", "set_level", "transfer", "delegate",
                                 "recall"};
static_assert(std::size(verbs) == static_cast<std::size_t>(Verb::recall) + 1);
constexpr const char* policies[] = {"unique", "first", "priority", "all"};
constexpr const char* rung_kinds[] = {"remaining", "breach", "after_full", "nth_day"};
constexpr const char* scope_kinds[] = {"process", "ring", "stage", "substage", "final"};
constexpr const char* clock_rules[] = {"old_rule", "new_rule", "better_rule"};
constexpr const char* return_policies[] = {"unaffected", "carry_over", "recount"};
constexpr const char* reopen_policies[] = {"unaffected", "recount", "leave_out"};
constexpr const char* calendar_changes[] = {"recount", "never_earlier", "unchanged"};
constexpr const char* class_changes[] = {"unchanged", "recount", "restart"};
constexpr const char* bound_kinds[] = {"none", "no later than", "no earlier than"};
constexpr const char* late_words[] = {"any", "all", "those of"};

template <class E, std::size_t N>
const char* word(const char* const (&words)[N], E value) {
  const auto i = static_cast<std::size_t>(value);
  return i < N ? words[i] : "?";
}

class Writer {
 public:
  Writer(const RulebookData& rules, const Organisation& organisation) : rules_(rules), organisation_(organisation) {}

  std::string run() {
    for (const Enumeration& e : rules_.enumerations) {
      line(0, "enum " + named(e) + ":");
      for (std::uint32_t i = 0; i < e.values.count; ++i)
        out_ += (i == 0 ? " " : ", ") + named(rules_.enum_values[e.values.first + i]);
    }
    for (const CaseType& t : rules_.case_types) write(t);
    for (const model::Event& e : rules_.events) write(e);
    for (const Directory& d : rules_.directories) write(d);
    for (const Table& t : rules_.tables) write(t);
    for (const Process& p : rules_.processes) write(p);
    for (const Migration& m : rules_.migrations) write(m);
    for (const Promise& p : rules_.promises) write(p);
    return out_ + "\n";
  }

 private:
  void line(int depth, const std::string& text) {
    if (!out_.empty()) out_ += "\n";
    out_ += std::string(static_cast<std::size_t>(depth) * 2, ' ') + text;
  }
  std::string text(StringId id) const { return std::string(rules_.text(id)); }
  std::string named(const Named& n) const {
    return n.key == n.name ? text(n.name) : text(n.name) + " #" + text(n.key);
  }
  std::string name(UnitId u) const { return u ? organisation_.unit(u).name : "nobody"; }
  std::string event(EventId e) const { return e ? text(rules_.events[e.value].name) : "-"; }
  std::string type(const FactType& t) const {
    std::string shown = t.kind == FactKind::enumeration ? text(rules_.enumerations[t.enumeration.value].name)
                                                        : std::string(word(kinds, t.kind));
    return t.list ? "list of " + shown : shown;
  }
  static std::string length(const Length& l) {
    const char* roll = l.roll == Roll::roll ? " rolled" : l.roll == Roll::no_roll ? " not rolled" : "";
    return std::to_string(l.count) + " " + word(units, l.unit) + roll;
  }
  std::string fact(FactId f) const {
    return f ? text(rules_.facts[rules_.case_types[type_.value].facts.first + f.value].name) : "-";
  }
  std::string scalar_of_slot(std::uint32_t slot, bool list, bool is_text) const {
    const CaseType& t = rules_.case_types[type_.value];
    for (std::uint32_t i = 0; i < t.facts.count; ++i) {
      const Fact& f = rules_.facts[t.facts.first + i];
      if (f.slot == slot && f.type.list == list && (list || (f.type.kind == FactKind::text) == is_text))
        return text(f.name);
    }
    return "?" + std::to_string(slot);
  }
  std::string deadline(std::uint32_t d) const { return process_ ? text(process_->deadlines[d].name) : "?"; }

  std::string code(const Code& c) const {
    const std::string op = word(ops, c.op);
    const auto constant = [&](std::uint32_t i) { return std::to_string(rules_.constants[i]); };
    switch (c.op) {
      case Op::push: return constant(c.a);
      case Op::fact: return scalar_of_slot(c.a, false, false);
      case Op::ancestor: return op + ":" + word(levels, c.a);
      case Op::list_has: return op + ":" + scalar_of_slot(c.a, true, false) + ":" + constant(c.b);
      case Op::list_empty: case Op::list_size: return op + ":" + scalar_of_slot(c.a, true, false);
      case Op::known: return op + ":" + scalar_of_slot(c.a, false, false);
      case Op::text_known: return op + ":" + scalar_of_slot(c.a, false, true);
      case Op::in_set: {
        std::string set = op + ":{";
        for (std::uint32_t i = 0; i < c.b; ++i) set += (i == 0 ? "" : ",") + constant(c.a + i);
        return set + "}";
      }
      case Op::in_range: return op + ":[" + constant(c.a) + "," + constant(c.b) + "]";
      case Op::deadline_done: case Op::deadline_armed: case Op::deadline_due: return op + ":" + deadline(c.a);
      case Op::deadline_count: case Op::deadline_rung: return op + ":" + deadline(c.a) + ":" + std::to_string(c.b);
      case Op::ever_overdue: return c.a == 1 ? "never_overdue" : op;
      case Op::table: return op + ":" + text(rules_.tables[c.a].name) + "." +
                             text(rules_.outputs[rules_.tables[c.a].outputs.first + c.b].name);
      case Op::lookup: return op + ":" + text(rules_.directories[c.a].name);
      case Op::text_const: return "\"" + text(StringId(c.a)) + "\"";
      case Op::text_is: case Op::text_contains:
        return op + ":" + scalar_of_slot(c.a, false, true) + ":\"" + text(StringId(c.b)) + "\"";
      case Op::text_copy: return op + ":" + scalar_of_slot(c.a, false, true);
      case Op::list_contains: case Op::list_copy: return op + ":" + scalar_of_slot(c.a, true, false);
      case Op::list_in_set: {
        std::string set = op + ":" + scalar_of_slot(c.a, true, false) + ":{";
        for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(rules_.constants[c.b]); ++i)
          set += (i == 0 ? "" : ",") + constant(c.b + 1 + i);
        return set + "}";
      }
      case Op::anchor: case Op::happened: return op + ":" + event(EventId(c.a));
      case Op::children: return op + ":" + (c.a == any_children ? "any" : std::to_string(c.a));
      case Op::table_sum: case Op::table_maximum: case Op::table_minimum: case Op::table_list:
        return op + ":" + text(rules_.tables[c.a].name) + "." +
               text(rules_.outputs[rules_.tables[c.a].outputs.first + c.b].name);
      case Op::table_rows: return op + ":" + text(rules_.tables[c.a].name);
      default: return op;
    }
  }
  std::string expression(ExpressionId id) const {
    if (!id) return "always";
    std::string shown;
    const Range range = rules_.expressions[id.value].code;
    for (std::uint32_t i = 0; i < range.count; ++i) shown += (i == 0 ? "" : " ") + code(rules_.code[range.first + i]);
    return shown;
  }

  std::string ref(const Ref& r) const {
    std::string shown;
    switch (r.kind) {
      case RefKind::none: shown = "none"; break;
      case RefKind::unit: shown = name(r.unit); break;
      case RefKind::fact: shown = fact(r.fact); break;
      case RefKind::fact_level: shown = fact(r.fact) + "." + word(levels, r.level); break;
      case RefKind::each_of: shown = "each " + fact(r.fact); break;
      case RefKind::holder: shown = "holder"; break;
      case RefKind::superior:
        shown = (r.inner == 0 ? std::string("holder") : ref(rules_.refs[r.inner - 1])) + ".superior";
        break;
      case RefKind::responsible: shown = "case"; break;
      case RefKind::petitioner: return "petitioner";
      case RefKind::system: return "system";
    }
    return r.role ? shown + "." + text(rules_.roles[r.role.value].name) : shown;
  }
  std::string refs(Refs range) const {
    std::string shown;
    for (std::uint32_t i = 0; i < range.count; ++i)
      shown += (i == 0 ? "" : " or ") + ref(rules_.refs[range.first + i]);
    return range.count == 0 ? "anybody" : shown;
  }
  std::string events(Range range) const {
    std::string shown;
    for (std::uint32_t i = 0; i < range.count; ++i)
      shown += (i == 0 ? "" : " or ") + event(rules_.event_lists[range.first + i]);
    return shown;
  }
  std::string action(const Action& a) const {
    std::string shown = word(verbs, a.verb);
    if (a.verb == Verb::host) shown = text(a.host_name);
    if (a.fact) shown += " " + fact(a.fact);
    if (a.value) shown += " = " + expression(a.value);
    shown += results(a.members);
    if (a.event) shown += " " + event(a.event);
    if (a.case_type) shown += " " + text(rules_.case_types[a.case_type.value].name);
    for (std::uint32_t i = 0; i < a.assigns.count; ++i) {
      const Assign& assign = rules_.assigns[a.assigns.first + i];
      const CaseType& of = rules_.case_types[a.case_type.value];
      shown += " with " + text(rules_.facts[of.facts.first + assign.fact.value].name);
      if (assign.value) shown += " = " + expression(assign.value);
      shown += results(assign.members);
    }
    if (a.recount) shown += " recount";
    if (!a.to.empty()) shown += " " + refs(a.to);
    if (!a.by.empty()) shown += " by " + refs(a.by);
    if (a.points != 0) shown += " " + std::to_string(a.points);
    if (a.text) shown += " \"" + text(a.text) + "\"";
    if (a.all_deadlines) shown += " all";
    for (std::uint32_t i = 0; i < a.deadlines.count; ++i)
      shown += " " + deadline(rules_.deadline_lists[a.deadlines.first + i].value);
    return shown;
  }
  std::string results(Range range) const {
    std::string shown;
    for (std::uint32_t i = 0; i < range.count; ++i)
      shown += (i == 0 ? " = [" : ", ") + expression(rules_.results[range.first + i]);
    return range.count == 0 ? shown : shown + "]";
  }
  static std::string range(std::int64_t low, std::int64_t high) {
    if (low == std::numeric_limits<std::int64_t>::min() && high == std::numeric_limits<std::int64_t>::max()) return {};
    return " from " + std::to_string(low) + " to " + std::to_string(high);
  }
  static std::string valid(const Validity& v) {
    if (v.always()) return {};
    return " valid " + to_string(v.from) + (v.to == last_day ? std::string() : " to " + to_string(v.to));
  }
  std::string consequence(const Consequence& c) const {
    std::string shown;
    for (std::uint32_t i = 0; i < c.actions.count; ++i) shown += "; " + action(rules_.actions[c.actions.first + i]);
    if (c.move == Move::back) shown += "; back";
    if (c.move == Move::go) shown += "; go " + scope(c.target);
    if (c.at_most > 0) shown += " at most " + std::to_string(c.at_most) + (c.named ? " of " + scope(c.named) : std::string());
    if (c.afterwards) shown += ", then " + scope(c.afterwards);
    return shown.empty() ? "nothing" : shown.substr(2);
  }
  std::string scope(ScopeId s) const { return s ? text(process_->scopes[s.value].name) : "-"; }

  void write(const CaseType& t) {
    type_ = CaseTypeId(&t - rules_.case_types.data());
    line(0, "case " + named(t));
    if (t.channel) out_ += " channel " + fact(t.channel) + " as received " + std::to_string(t.channels_as_received);
    for (std::uint32_t i = 0; i < t.facts.count; ++i) {
      const Fact& f = rules_.facts[t.facts.first + i];
      line(1, "fact " + named(f) + ": " + type(f.type) + " @" + std::to_string(f.slot));
      out_ += range(f.low, f.high);
      if (f.personal) out_ += " personal";
      if (f.optional) out_ += " optional";
      if (f.has_default) out_ += " default " + std::to_string(f.default_value);
    }
  }
  void write(const model::Event& e) {
    line(0, "event " + named(e));
    if (e.anchor_latest != 0xffff) out_ += " latest@" + std::to_string(e.anchor_latest);
    if (e.anchor_first != 0xffff) out_ += " first@" + std::to_string(e.anchor_first);
    for (std::uint32_t i = 0; i < e.fields.count; ++i) {
      const Field& f = rules_.fields[e.fields.first + i];
      out_ += std::string(i == 0 ? ": " : ", ") + text(f.name) + (f.required ? " " : "? ") + type(f.type) +
              range(f.low, f.high) + (f.personal ? " personal" : "");
    }
    if (e.late_days > 0) out_ += " late by " + std::to_string(e.late_days) + " working days, " + refs(e.late_by);
  }
  void write(const Directory& d) {
    line(0, "directory " + text(d.name) + ":");
    for (std::size_t i = 0; i < d.unit.size(); ++i)
      if (d.unit[i]) out_ += " " + std::to_string(i) + "=" + name(d.unit[i]);
  }
  std::string cell(const TableCell& c) const {
    if (c.any) return "any";
    std::string shown;
    for (std::uint32_t i = 0; i < c.intervals.count; ++i) {
      const Interval& v = rules_.intervals[c.intervals.first + i];
      const auto end = [](std::int64_t x) {
        if (x == std::numeric_limits<std::int64_t>::min()) return std::string("-inf");
        return x == std::numeric_limits<std::int64_t>::max() ? std::string("inf") : std::to_string(x);
      };
      shown += (i == 0 ? "" : ",") + (v.low == v.high ? end(v.low) : end(v.low) + ".." + end(v.high));
    }
    return shown;
  }
  void write(const Table& t) {
    type_ = t.case_type;
    line(0, "table " + named(t) + " " + word(policies, t.policy));
    line(1, "|");
    for (std::uint32_t c = 0; c < t.columns.count; ++c)
      out_ += " " + expression(rules_.columns[t.columns.first + c].input) + " |";
    for (std::uint32_t o = 0; o < t.outputs.count; ++o) {
      const TableOutput& output = rules_.outputs[t.outputs.first + o];
      out_ += " -> " + text(output.name) + ": " + type(output.type);
    }
    for (std::uint32_t r = 0; r < t.rows.count; ++r) {
      const TableRow& row = rules_.table_rows[t.rows.first + r];
      line(1, "|");
      for (std::uint32_t c = 0; c < t.columns.count; ++c) out_ += " " + cell(rules_.cells[row.first_cell + c]) + " |";
      for (std::uint32_t o = 0; o < t.outputs.count; ++o)
        out_ += " -> " + expression(rules_.results[row.first_result + o]);
    }
  }
  void write(const Process& p) {
    process_ = &p;
    type_ = p.case_type;
    line(0, "process " + named(p) + " locality " + fact(p.locality) + " fallback " + name(p.fallback) + " initial " +
                scope(p.initial) + " anchors " + std::to_string(p.anchor_slots));
    line(1, "at top: " + consequence(p.at_top));
    if (p.late_when != LateWhen::any)
      line(1, std::string("late when: ") + word(late_words, p.late_when) +
                  (p.late_responsibility ? " " + text(p.responsibilities[p.late_responsibility.value].name) : ""));
    if (p.persons) line(1, "persons: " + fact(p.persons));
    for (const Responsibility& r : p.responsibilities)
      line(1, "responsibility " + named(r) + ": " + refs(r.holder) + (r.auxiliary ? " auxiliary" : ""));
    for (const Scope& s : p.scopes) write(s);
    for (const Return& r : p.returns) write(r);
    for (const Reopening& r : p.reopenings) write(r);
  }
  void write(const Scope& s) {
    const int depth = s.depth + 1;
    line(depth, std::string(word(scope_kinds, s.kind)) + " " + named(s) + (s.initial ? " initial" : "") +
                    (s.side ? " side" : ""));
    for (DeadlineId d : s.suspends) out_ += " suspends " + deadline(d.value);
    if (!s.on_entry.actions.empty()) line(depth + 1, "on entry: " + consequence(s.on_entry));
    if (!s.on_exit.actions.empty()) line(depth + 1, "on exit: " + consequence(s.on_exit));
    for (std::uint32_t d = 0; d < s.deadlines.count; ++d) write(process_->deadlines[s.deadlines.first + d], depth + 1);
    for (std::uint32_t t = 0; t < s.transitions.count; ++t) {
      const Transition& transition = process_->transitions[s.transitions.first + t];
      std::string head = transition.event ? "when " + refs(transition.actor) + " " + event(transition.event) : "once";
      if (transition.guard) head += " if " + expression(transition.guard);
      if (transition.otherwise) head += " else";
      if (transition.powers != 0) head += " powers " + std::to_string(transition.powers);
      head += valid(transition.valid);
      line(depth + 1, head + " [" + std::to_string(transition.group) + "]: " + consequence(transition.then));
    }
  }
  void write(const Deadline& d, int depth) {
    std::string head = "deadline " + named(d) + " under " +
                       text(process_->responsibilities[d.responsibility.value].name);
    if (d.statutory) head += " statutory";
    else if (d.as_received) head += " as received";
    if (d.request) head += d.extends ? " request to extend " + deadline(d.extends.value) : std::string(" request to return");
    head += valid(d.valid);
    line(depth, head);
    if (d.only_if) line(depth + 1, "only if " + expression(d.only_if));
    const std::string from = d.anchor == AnchorKind::entry ? "entry"
                             : d.anchor == AnchorKind::first ? "first " + events(d.anchor_events)
                                                             : events(d.anchor_events);
    line(depth + 1, "from " + from + " within " + length(d.length) + " " + (d.by.empty() ? "holder" : refs(d.by)) +
                        (d.modal == Modal::may ? " may " : " shall ") + events(d.fulfilled_by));
    for (std::uint32_t r = 0; r < d.rungs.count; ++r) {
      const Rung& rung = rules_.rungs[d.rungs.first + r];
      std::string shown = word(rung_kinds, rung.kind);
      if (rung.kind != RungKind::breach) shown += " " + length(rung.length);
      if (rung.after >= 0) shown += " after rung " + std::to_string(rung.after);
      if (rung.silent) shown += " silent";
      line(depth + 1, shown + ": " + consequence(rung.then));
    }
    if (d.extension.ask)
      line(depth + 1, "asked with " + event(d.extension.ask) + ", decided within " + length(d.extension.decide_within) + " or " +
                          event(d.extension.refuse));
    if (d.extension.times > 0)
      line(depth + 1, "extension " + std::to_string(d.extension.times) + " x " + length(d.extension.at_most) + " by " +
                          refs(d.extension.approver) + " " + event(d.extension.grant) +
                          (d.extension.before_expiry ? " before expiry" : "") +
                          (d.extension.from_rolled ? " from the rolled end" : "") + ": " +
                          consequence(d.extension.then));
    for (std::uint32_t i = 0; i < d.exclusions.count; ++i) {
      const Exclusion& e = rules_.exclusions[d.exclusions.first + i];
      line(depth + 1, "excludes " + event(e.from) + " to " + event(e.to));
    }
    if (d.restart) line(depth + 1, "restarts with " + event(d.restart));
    for (std::uint32_t i = 0; i < d.class_limits.count; ++i) {
      const ClassLimit& limit = rules_.class_limits[d.class_limits.first + i];
      line(depth + 1, "if " + expression(limit.when) + " within " + length(limit.length));
    }
    if (d.class_limits.count > 0) line(depth + 1, std::string("class change: ") + word(class_changes, d.class_change));
    if (d.bound.kind != BoundKind::none)
      line(depth + 1, std::string(word(bound_kinds, d.bound.kind)) + " from " +
                          (d.bound.anchor == AnchorKind::entry   ? "entry"
                           : d.bound.anchor == AnchorKind::first ? "first " + events(d.bound.anchor_events)
                                                                 : events(d.bound.anchor_events)) +
                          " within " + length(d.bound.length));
    if (d.calendar_change != CalendarChange::recount)
      line(depth + 1, std::string("calendar change: ") + word(calendar_changes, d.calendar_change));
  }
  void write(const Return& r) {
    line(1, "return from " + scope(r.scope) + " to " + scope(r.target) + ": from " + events(r.anchor_events) +
                " within " + length(r.window) + " " + event(r.ask) + "; " + refs(r.decider) + " " + event(r.consent) +
                " or " + event(r.refuse) + " within " + length(r.decide_within) + "; in total " +
                std::to_string(r.in_total) + ", per unit " + std::to_string(r.per_unit));
    for (const auto& [d, policy] : r.deadlines)
      line(2, std::string(word(return_policies, policy)) + " " + deadline(d.value));
    if (r.has_rest) line(2, std::string(word(return_policies, r.rest)) + " rest");
    line(2, "overdue: " + consequence(r.overdue));
  }

  void write(const Reopening& r) {
    std::string from;
    for (const ScopeId s : r.finals) from += (from.empty() ? "" : ", ") + scope(s);
    line(1, "reopening of " + from + " within " + length(r.window) + " " + refs(r.actor) + " " + event(r.event) + ": " +
                consequence(r.then));
    for (const auto& [d, policy] : r.deadlines)
      line(2, std::string(word(reopen_policies, policy)) + " " + deadline(d.value));
    line(2, std::string(word(reopen_policies, r.rest)) + " rest");
  }

  void write(const Migration& m) {
    type_ = m.case_type;
    process_ = &rules_.processes[rules_.case_types[m.case_type.value].process.value];
    line(0, "migration of " + text(rules_.case_types[m.case_type.value].name) + " from " + text(m.from));
    for (const auto& [old, scope_now] : m.scopes) line(1, "stage " + text(old) + " is " + scope(scope_now));
    for (const auto& [old, now] : m.deadlines) line(1, "deadline " + text(old) + (now ? " is " + deadline(now.value) : " is dropped"));
    for (const auto& [old, now] : m.facts) line(1, "fact " + text(old) + (now ? " is " + fact(now) : " is dropped"));
    for (const auto& [old, now] : m.events) line(1, "event " + text(old) + " is " + event(now));
    for (const Migration::Clock& c : m.clocks) line(1, std::string(word(clock_rules, c.rule)) + " " + deadline(c.deadline.value));
    if (m.rest_line) line(1, std::string(word(clock_rules, m.rest)) + " rest");
    if (m.opens_all) line(1, "opens what is missing");
    for (const DeadlineId d : m.opens) line(1, "opens " + deadline(d.value));
  }
  void write(const Promise& p) {
    type_ = p.case_type;
    process_ = &rules_.processes[rules_.case_types[p.case_type.value].process.value];
    line(0, "promise " + named(p) + " of " + text(rules_.case_types[p.case_type.value].name) + ":");
    if (p.only_if) line(1, "only if " + expression(p.only_if));
    for (std::uint32_t i = 0; i < p.lines.count; ++i) {
      const PromiseLine& l = rules_.promise_lines[p.lines.first + i];
      const std::string from = (l.anchor == AnchorKind::first ? "from first " : "from ") + events(l.anchor_events);
      switch (l.kind) {
        case PromiseKind::whenever: line(1, "whenever " + expression(l.where) + ": " + expression(l.must)); break;
        case PromiseKind::never: line(1, "never " + expression(l.where)); break;
        case PromiseKind::within: line(1, from + " within " + length(l.length) + ": " + expression(l.must)); break;
      }
    }
    for (const ScopeId s : p.excluded) line(1, "not counting " + scope(s));
  }

  const RulebookData& rules_;
  const Organisation& organisation_;
  const Process* process_ = nullptr;
  CaseTypeId type_{0};
  std::string out_;
};

}  // namespace

std::string dump(const RulebookData& rules, const Organisation& organisation) {
  return Writer(rules, organisation).run();
}

}  // namespace sanhuan
