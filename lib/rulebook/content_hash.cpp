// The content hash of a rulebook: over everything that `step` can see, so that two packs that differ in layout,
// remarks, bases or the order of the string pool alone have one hash. Not over places.
#include <bit>
#include <type_traits>
#include <utility>

#include "lib/rulebook/duties.hpp"

namespace sanhuan {

namespace {

using namespace model;

class Digest {
 public:
  explicit Digest(const RulebookData& rules) : rules_(rules) {}

  void number(std::uint64_t v) noexcept {
    // The round of xxHash64.
    state_ ^= std::rotl(v * 0xc2b2ae3d27d4eb4fULL, 31) * 0x9e3779b185ebca87ULL;
    state_ = std::rotl(state_, 27) * 0x9e3779b185ebca87ULL + 0x85ebca77c2b2ae63ULL;
  }
  void text(StringId id) noexcept {
    if (!id) return number(0);
    const std::string_view s = rules_.text(id);
    number(s.size() + 1);
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
      word = word << 8 | static_cast<unsigned char>(s[i]);
      if (i % 8 == 7) number(std::exchange(word, 0));
    }
    number(word);
  }
  std::uint64_t value() const noexcept {
    std::uint64_t h = state_;
    h = (h ^ h >> 33) * 0xc2b2ae3d27d4eb4fULL;
    h = (h ^ h >> 29) * 0x165667b19e3779f9ULL;
    return h ^ h >> 32;
  }

  template <class... T>
  void all(const T&... parts) noexcept {
    (add(parts), ...);
  }
  template <class T>
  void each(const std::vector<T>& items) noexcept {
    number(items.size());
    for (const T& item : items) add(item);
  }

 private:
  template <class T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T>
  void add(T v) noexcept { number(static_cast<std::uint64_t>(v)); }
  template <class Tag, class Integer>
  void add(StrongId<Tag, Integer> id) noexcept { number(id.value); }
  void add(StringId id) noexcept { text(id); }
  void add(Range r) noexcept { all(r.first, r.count); }
  void add(const FactType& t) noexcept { all(t.kind, t.list, t.enumeration); }
  void add(const Length& l) noexcept { all(l.count, l.unit, l.roll); }
  void add(const Named& n) noexcept { all(n.name, n.key); }
  void add(const Enumeration& e) noexcept { named(e), add(e.values); }
  void add(const EnumValue& v) noexcept { named(v); }
  void add(const Fact& f) noexcept { named(f), all(f.type, f.optional, f.personal, f.has_default, f.default_value, f.slot, f.low, f.high); }
  void add(const CaseType& t) noexcept {
    named(t), all(t.facts, t.process, t.channel, t.channels_as_received);
  }
  void add(const Field& f) noexcept { all(f.name, f.type, f.required, f.personal, f.low, f.high), each(f.fact); }
  void add(const Event& e) noexcept { named(e), all(e.fields, e.late_days, e.late_by, e.anchor_latest, e.anchor_first); }
  void add(const Ref& r) noexcept { all(r.kind, r.unit, r.fact, r.level, r.role, r.inner); }
  void add(const Code& c) noexcept {
    // A string is hashed as its text: the order of the pool means nothing.
    if (c.op == Op::text_const) return all(c.op, StringId(c.a));
    if (c.op == Op::text_is || c.op == Op::text_contains) return all(c.op, c.a, StringId(c.b));
    all(c.op, c.a, c.b);
  }
  void add(const Expression& e) noexcept { all(e.code, e.type); }
  void add(const Interval& i) noexcept { all(i.low, i.high); }
  void add(const TableColumn& c) noexcept { all(c.name, c.input, c.type); }
  void add(const TableCell& c) noexcept { all(c.intervals, c.any); }
  void add(const TableOutput& o) noexcept { all(o.name, o.type, o.fact); }
  void add(const Table& t) noexcept { named(t), all(t.case_type, t.policy, t.columns, t.outputs, t.rows); }
  void add(const TableRow& r) noexcept { all(r.first_cell, r.first_result); }
  void add(const Directory& d) noexcept { named(d), add(d.enumeration), each(d.unit); }
  void add(const Action& a) noexcept {
    all(a.verb, a.to, a.by, a.text, a.points, a.fact, a.value, a.members, a.event, a.recount, a.case_type, a.assigns,
        a.all_deadlines, a.deadlines, a.host_name);
  }
  void add(const Assign& a) noexcept { all(a.fact, a.value, a.members); }
  void add(Day d) noexcept { number(static_cast<std::uint64_t>(d.value)); }
  void add(const Validity& v) noexcept { all(v.from, v.to); }
  void add(const Consequence& c) noexcept {
    all(c.actions, c.move, c.target, c.at_most, c.afterwards);
    if (c.named) add(c.named);  // a rulebook without one is hashed as it always was
  }
  void add(const Scope& s) noexcept {
    named(s), all(s.kind, s.parent, s.depth, s.initial, s.side, s.deadlines, s.transitions, s.on_entry, s.on_exit);
    each(s.suspends);
  }
  void add(const Responsibility& r) noexcept { named(r), all(r.holder, r.each, r.auxiliary); }
  void add(const Transition& t) noexcept {
    all(t.scope, t.event, t.actor, t.guard, t.otherwise, t.group, t.powers, t.valid, t.then);
  }
  void add(const Rung& r) noexcept { all(r.kind, r.length, r.after, r.silent, r.then); }
  void add(const Extension& e) noexcept {
    all(e.times, e.at_most, e.approver, e.grant, e.ask, e.refuse, e.decide_within, e.before_expiry, e.from_rolled,
        e.measure, e.decision, e.then);
  }
  void add(const Exclusion& e) noexcept { all(e.from, e.to); }
  void add(const ClassLimit& l) noexcept { all(l.when, l.length); }
  void add(const Bound& b) noexcept { all(b.kind, b.anchor, b.anchor_events, b.length); }
  void add(const Deadline& d) noexcept {
    named(d);
    all(d.scope, d.responsibility, d.statutory, d.as_received, d.only_if, d.anchor, d.anchor_events, d.length, d.modal,
        d.by, d.fulfilled_by, d.rungs, d.breach_rung, d.extension, d.exclusions, d.restart, d.calendar_change,
        d.class_limits, d.class_change, d.bound, d.valid, d.request, d.extends);
  }
  void add(const std::pair<DeadlineId, ReturnPolicy>& p) noexcept { all(p.first, p.second); }
  void add(const Return& r) noexcept {
    all(r.scope, r.target, r.ask, r.consent, r.refuse, r.anchor, r.anchor_events, r.window, r.decide_within,
        r.decider, r.overdue, r.in_total, r.per_unit, r.decision);
    each(r.deadlines), all(r.rest, r.has_rest);
  }
  void add(const std::pair<DeadlineId, ReopenPolicy>& p) noexcept { all(p.first, p.second); }
  void add(const Reopening& r) noexcept {
    each(r.finals), all(r.window, r.actor, r.event, r.then), each(r.deadlines), add(r.rest);
  }
  void add(const Process& p) noexcept {
    named(p), all(p.case_type, p.locality, p.fallback, p.at_top, p.initial, p.anchor_slots);
    each(p.scopes), each(p.responsibilities), each(p.deadlines), each(p.transitions), each(p.returns);
    each(p.reopenings), all(p.late_when, p.late_responsibility, p.persons);
  }
  template <class Id>
  void add(const std::pair<StringId, Id>& p) noexcept { all(p.first, p.second); }
  void add(const Migration::Clock& c) noexcept { all(c.deadline, c.rule); }
  void add(const Migration& m) noexcept {
    all(m.case_type, m.from), each(m.scopes), each(m.deadlines), each(m.facts), each(m.events), each(m.clocks);
    all(m.rest, m.opens_all), each(m.opens);
  }
  void add(const PromiseLine& l) noexcept { all(l.kind, l.where, l.must, l.anchor, l.anchor_events, l.length); }
  void add(const Promise& p) noexcept { named(p), all(p.case_type, p.only_if, p.lines), each(p.excluded); }
  void add(const SeasonSpan& s) noexcept {
    all(s.from_month, s.from_day, s.to_month, s.to_day, s.holiday, s.before, s.after);
  }
  void add(const Season& s) noexcept { named(s), add(s.spans); }
  void add(const Frequency& f) noexcept { all(f.cycle, f.times); }
  void add(const LevelFrequency& f) noexcept { all(f.level, f.frequency); }
  void add(const DutyItem& i) noexcept {
    named(i), all(i.kind, i.group, i.lead, i.support, i.look, i.ask, i.record, i.must_not, i.frequency, i.season,
                  i.rest, i.piles_up, i.handling, i.channel, i.evidence, i.opens, i.sensitivity, i.batch, i.valid);
  }
  void add(const Campaign& c) noexcept { named(c), all(c.season, c.frequency, c.rest, c.items, c.valid); }
  void add(const Standing& s) noexcept {
    named(s), all(s.frequencies, s.spans, s.event, s.rest, s.finding, s.overdue, s.valid);
  }
  void named(const Named& n) noexcept { all(n.name, n.key); }

  const RulebookData& rules_;
  std::uint64_t state_ = 0x27d4eb2f165667c5ULL;
};

}  // namespace

std::uint64_t RulebookData::content_hash() const noexcept {
  Digest digest(*this);
  digest.each(enumerations);
  digest.each(enum_values);
  digest.each(case_types);
  digest.each(facts);
  digest.each(fields);
  digest.each(events);
  digest.each(roles);
  digest.each(refs);
  digest.each(code);
  digest.each(constants);
  digest.each(expressions);
  digest.each(tables);
  digest.each(columns);
  digest.each(outputs);
  digest.each(table_rows);
  digest.each(cells);
  digest.each(intervals);
  digest.each(results);
  digest.each(directories);
  digest.each(actions);
  digest.each(rungs);
  digest.each(event_lists);
  digest.each(deadline_lists);
  digest.each(exclusions);
  digest.each(class_limits);
  digest.each(assigns);
  digest.each(processes);
  if (duties != nullptr) {  // a pack without them keeps the hash that it had before there were any
    digest.number(static_cast<std::uint64_t>(duties->owed_by));
    digest.each(duties->kinds);
    digest.each(duties->items);
    digest.each(duties->seasons);
    digest.each(duties->spans);
    digest.each(duties->units);
    digest.each(duties->campaigns);
    digest.each(duties->item_lists);
    digest.each(duties->standings);
    digest.each(duties->frequencies);
  }
  if (!migrations.empty()) {  // the same
    constexpr std::uint64_t they_follow = 0x6d69'6772'6174'6573;
    digest.number(they_follow);
    digest.each(migrations);
  }
  if (!promises.empty()) {  // likewise
    digest.each(promises);
    digest.each(promise_lines);
  }
  return digest.value();
}

}  // namespace sanhuan
