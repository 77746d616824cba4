#include "lib/core/migrate.hpp"

#include <algorithm>
#include <optional>

namespace sanhuan {

using model::ClockRule;
using model::Deadline;

namespace {

bool is_leaf(const model::Process& process, ScopeId s) noexcept {
  const auto inside = [&](const model::Scope& scope) { return scope.parent == s; };
  return process.scopes[s.value].kind != model::ScopeKind::final && std::none_of(process.scopes.begin(), process.scopes.end(), inside);
}

// What is left of such a clock is counted in the same things: days of one kind, or time of one kind.
bool measured_alike(LengthUnit a, LengthUnit b) noexcept {
  if (counts_elapsed(a) || counts_elapsed(b))
    return counts_elapsed(a) && counts_elapsed(b) && (a == LengthUnit::working_hour) == (b == LengthUnit::working_hour);
  return counts_working_days(a) == counts_working_days(b);
}

class Carrier {
 public:
  Carrier(const Context& before, Context& after, const Counterparts& to, const Past& past) noexcept
      : before_(before), after_(after), old_(before.state()), now_(after.state()), to_(to), past_(past) {}

  Obstacles run() {
    if (!stage()) return std::move(found_);
    facts();
    anchors();
    counters();
    obligations();
    beside();
    if (!found_.empty()) return std::move(found_);
    clocks();
    open_missing();
    if (after_.bound_reached()) in_the_way(ObstacleKind::bound, 0);
    return std::move(found_);
  }

 private:
  void in_the_way(ObstacleKind kind, std::uint32_t what) {
    const Obstacle o{kind, what};
    if (std::find(found_.begin(), found_.end(), o) == found_.end()) found_.push_back(o);
  }

  // ---- where it is ---------------------------------------------------------------------------------------------------

  ScopeId leaf(ScopeId before) {
    const ScopeId now = to_.scope(before);
    if (now && is_leaf(after_.process(), now)) return now;
    in_the_way(ObstacleKind::stage, before.value);
    return {};
  }

  bool stage() {
    const CaseState::Header& from = old_.head();
    CaseState::Header& h = now_.head();
    h.leaf = leaf(from.leaf);
    if (from.sleeping) h.sleeping = leaf(from.sleeping);
    if (h.leaf && after_.scope(h.leaf).side != from.sleeping.valid()) in_the_way(ObstacleKind::stage, from.leaf.value);
    h.level = from.level;
    h.begun = from.begun;
    h.migrated = true;
    h.breaches = from.breaches;
    h.opened = from.opened;
    return found_.empty();
  }

  // ---- what is known -------------------------------------------------------------------------------------------------

  void facts() {
    for (std::uint32_t i = 0; i < before_.type().facts.count; ++i) {
      const FactId id(i);
      const model::Fact& f = before_.fact(id);
      const FactId counterpart = to_.fact(id);
      if (f.type.list) list(id, f, counterpart);
      else if (f.type.kind == FactKind::text) text(id, f, counterpart);
      else scalar(id, f, counterpart);
    }
  }

  // The counterpart, if it can take what was known; null, and said, where it cannot.
  const model::Fact* taker(FactId id, const model::Fact& f, FactId counterpart) {
    if (!counterpart) {
      if (!to_.drops(id)) in_the_way(ObstacleKind::fact, id.value);
      return nullptr;
    }
    const model::Fact& other = after_.fact(counterpart);
    if (other.type.kind == f.type.kind && other.type.list == f.type.list) return &other;
    in_the_way(ObstacleKind::value, id.value);
    return nullptr;
  }

  std::optional<std::int64_t> fitting(FactId id, const model::Fact& f, const model::Fact& other, std::int64_t value) {
    const auto now = to_.value(f.type, other.type, value);
    if (now && *now >= other.low && *now <= other.high) return now;
    in_the_way(ObstacleKind::value, id.value);
    return std::nullopt;
  }

  void scalar(FactId id, const model::Fact& f, FactId counterpart) {
    const Scalar known = old_.fact(before_.layout(), f.slot);
    if (!known.known) {  // unknown it stays, whatever a new case would begin with
      if (counterpart && !after_.fact(counterpart).type.list && after_.fact(counterpart).type.kind == f.type.kind)
        now_.set_fact(after_.layout(), after_.fact(counterpart).slot, Scalar::unknown());
      return;
    }
    const model::Fact* const other = taker(id, f, counterpart);
    if (other == nullptr) return;
    if (const auto value = fitting(id, f, *other, known.bits)) now_.set_fact(after_.layout(), other->slot, Scalar::of(*value));
  }

  void text(FactId id, const model::Fact& f, FactId counterpart) {
    if (old_.cold() == nullptr || old_.cold()->text_known[f.slot] == 0) return;
    const model::Fact* const other = taker(id, f, counterpart);
    if (other == nullptr) return;
    after_.cold().text[other->slot] = old_.cold()->text[f.slot];
    after_.cold().text_known[other->slot] = 1;
  }

  void list(FactId id, const model::Fact& f, FactId counterpart) {
    if (old_.cold() == nullptr || old_.cold()->lists[f.slot].empty()) return;
    const model::Fact* const other = taker(id, f, counterpart);
    if (other == nullptr) return;
    for (const std::int64_t member : old_.cold()->lists[f.slot])
      if (const auto value = fitting(id, f, *other, member)) after_.cold().lists[other->slot].push_back(*value);
  }

  // ---- what has happened ---------------------------------------------------------------------------------------------

  // As the state kept it; where it did not, as the entries say.
  void anchors() {
    const auto& events = after_.rules().events;
    for (std::size_t e = 0; e < before_.rules().events.size(); ++e) {
      const EventId now = to_.event(EventId(e));
      if (!now) continue;
      const model::Event &from = before_.rules().events[e], &into = events[now.value];
      const auto keep = [&](std::uint16_t slot, std::uint16_t was, Instant in_entries) {
        if (slot != 0xffff) now_.set_anchor(after_.layout(), slot, was != 0xffff ? old_.anchor(before_.layout(), was) : in_entries);
      };
      keep(into.anchor_latest, from.anchor_latest, past_.of(EventId(e)).latest);
      keep(into.anchor_first, from.anchor_first, past_.of(EventId(e)).first);
    }
  }

  void counters() {
    const model::Process& process = after_.process();
    for (std::size_t s = 0; s < before_.process().scopes.size(); ++s)
      if (const ScopeId now = to_.scope(ScopeId(s)))
        now_.set_entries(after_.layout(), now, old_.entries_of(before_.layout(), ScopeId(s)));
    // What was not counted before has been entered at least the once that the case is in it.
    for (std::size_t s = 0; s < process.scopes.size(); ++s)
      if (after_.is_entered(ScopeId(s)) && now_.entries_of(after_.layout(), ScopeId(s)) == 0) now_.count_entry(after_.layout(), ScopeId(s));
    const Day today = after_.calendar().local_day(after_.now());
    for (std::size_t d = 0; d < before_.process().deadlines.size(); ++d) {
      const DeadlineSummary* const was = old_.summary(before_.layout(), DeadlineId(d));
      const DeadlineId now = was == nullptr ? DeadlineId{} : to_.deadline(DeadlineId(d), today);
      DeadlineSummary* const summary = now ? now_.summary(after_.layout(), now) : nullptr;
      if (summary != nullptr) *summary = *was;
    }
  }

  // ---- what is owed --------------------------------------------------------------------------------------------------

  void obligations() {
    for (const Obligation& o : old_.obligations()) obligation(o);
    now_.head().last_serial = old_.head().last_serial;
  }

  Day day_of(const Obligation& o) const noexcept {
    return after_.calendar().local_day(o.clock == ClockState::waiting ? after_.now() : o.anchor);
  }

  void obligation(const Obligation& o) {
    if (to_.drops(o.deadline)) return dropped_.push_back(o.serial);
    const DeadlineId id = to_.deadline(o.deadline, day_of(o));
    if (!id) return in_the_way(ObstacleKind::deadline, o.deadline.value);
    const Deadline& d = after_.deadline(id);
    if (!after_.is_entered(d.scope)) return in_the_way(ObstacleKind::scope, o.deadline.value);
    if (o.right != (d.modal == model::Modal::may)) return in_the_way(ObstacleKind::modal, o.deadline.value);
    const RoleId role = to_.role(o.role);
    if (o.role && !role) return in_the_way(ObstacleKind::role, o.role.value);
    Obligation& now = now_.add_obligation();
    now = o;
    now.deadline = id;
    now.role = role;
    now.fired = 0;
    const std::vector<std::uint8_t> rungs = to_.rungs(o.deadline, id);
    for (std::size_t r = 0; r < rungs.size(); ++r)
      if (rungs[r] != 0xff) now.set_fired(rungs[r], o.has_fired(static_cast<std::uint32_t>(r)));
  }

  const Obligation* open_before(std::uint16_t serial) const noexcept {
    for (const Obligation& o : old_.obligations())
      if (o.serial == serial) return &o;
    return nullptr;
  }

  // What few cases have, by the serials that stay what they were.
  void beside() {
    const Cold* const from = old_.cold();
    if (from == nullptr) return;
    Cold& cold = after_.cold();
    cold.history = from->history, cold.suspended = from->suspended, cold.counted = from->counted, cold.opened = from->opened;
    cold.asked = from->asked, cold.breached = from->breached, cold.scored = from->scored, cold.causes = from->causes;
    cold.delegated = from->delegated, cold.kept = from->kept, cold.returned_by = from->returned_by;
    cold.carried = from->carried, cold.children = from->children;
    cold.supervisor = from->supervisor, cold.last_escalation = from->last_escalation, cold.closed_at = from->closed_at;
    for (const std::uint16_t serial : dropped_) cold.forget(serial);
    for (Cold::Suspended& s : cold.suspended) spans(s);
    for (Cold::Befell& b : cold.history) holders(b);
    for (Cold::Scored& s : cold.scored) score(s);
    for (Cold::Child& c : cold.children) {
      const CaseTypeId type = to_.type(c.type);
      if (!type) in_the_way(ObstacleKind::child, c.type.value);
      else c.type = type;
    }
    std::erase_if(cold.carried, [&](Cold::Carried& c) { return !left(c); });
  }

  // The lines of 不计入 among who holds a clock, by their places among the lines of its deadline; nullopt where one is
  // none of these rules.
  std::optional<std::uint8_t> lines_of(const Obligation& was, const Obligation& now, std::uint8_t before) const {
    std::uint8_t by = before & static_cast<std::uint8_t>(suspended_by_exclusion - 1);
    for (std::uint32_t k = 0; k < exclusions_told_apart; ++k) {
      if ((before & suspended_by_exclusion << k) == 0) continue;
      const auto line = to_.exclusion(was.deadline, now.deadline, k);
      if (!line) return std::nullopt;
      by |= static_cast<std::uint8_t>(suspended_by_exclusion << std::min(*line, exclusions_told_apart - 1));
    }
    return by;
  }

  void spans(Cold::Suspended& s) {
    const Obligation* const now = after_.find(s.serial);
    const Obligation* const was = open_before(s.serial);
    if (now == nullptr) return;
    if (const auto by = lines_of(*was, *now, s.by)) s.by = *by;
    else in_the_way(ObstacleKind::suspended, was->deadline.value);
  }

  // A span that is over stays what it was, also one of a line that is none any more.
  void holders(Cold::Befell& b) {
    const Obligation* const now = after_.find(b.serial);
    if (now == nullptr || (b.event.kind != ClockEventKind::suspended && b.event.kind != ClockEventKind::resumed)) return;
    constexpr int of_rules_before = 16;  // bits of no line
    if (b.event.left >= std::int64_t{1} << of_rules_before) return;
    const auto by = lines_of(*open_before(b.serial), *now, static_cast<std::uint8_t>(b.event.left));
    b.event.left = by ? *by : b.event.left << of_rules_before;
  }

  void score(Cold::Scored& s) {
    const Obligation* const now = after_.find(s.serial);
    if (now == nullptr) return;
    const auto action = to_.score(s.action, now->deadline);
    if (!action) return in_the_way(ObstacleKind::scored, open_before(s.serial)->deadline.value);
    s.action = *action;
  }

  // What the next obligation of a deadline begins with (续算); whole where it would be counted in something else.
  bool left(Cold::Carried& c) {
    const DeadlineId id = to_.drops(c.deadline) ? DeadlineId{} : to_.deadline(c.deadline, after_.calendar().local_day(after_.now()));
    if (!id) {
      if (!to_.drops(c.deadline)) in_the_way(ObstacleKind::deadline, c.deadline.value);
      return false;
    }
    const LengthUnit was = before_.deadline(c.deadline).length.unit;
    c.deadline = id;
    return measured_alike(was, after_.deadline(id).length.unit);
  }

  // ---- what becomes of the clocks ------------------------------------------------------------------------------------

  void clocks() {
    after_.change(ChangeKind::moved, now_.head().leaf.value, old_.head().leaf.value, 0, to_.lines().rule).flags = change_flag::carried;
    for (const Obligation& was : old_.obligations()) {
      Obligation* const now = after_.find(was.serial);
      if (now == nullptr) end_dropped(was);
      else clock(was, *now);
    }
    // Once all of them are there: what is held back waits for the end of another clock.
    for (const Obligation& was : old_.obligations())
      if (Obligation* const now = after_.find(was.serial)) after_.pass_over(*now, had(to_.rungs(was.deadline, now->deadline)));
  }

  // In the words of the rules before: the others have none for it.
  void end_dropped(const Obligation& was) {
    const bool lapses = was.right || before_.deadline(was.deadline).request;
    Change& ended = after_.change(lapses ? ChangeKind::lapsed : ChangeKind::waived, was);
    ended.flags = static_cast<std::uint8_t>((was.breached ? change_flag::late : 0) | (was.right ? change_flag::right : 0));
  }

  static std::uint32_t had(const std::vector<std::uint8_t>& rungs) noexcept {
    std::uint32_t bits = 0;
    for (const std::uint8_t r : rungs) bits |= r == 0xff ? 0 : std::uint32_t{1} << r;
    return bits;
  }

  void clock(const Obligation& was, Obligation& now) {
    const Context::Measure measure = before_.measure_of(was);
    RuleId line;
    ClockRule rule = to_.rule_for(now.deadline, line);
    // A due that was broken stays broken; who was asked for a decision has the time he was given.
    if (was.breached || after_.deadline(now.deadline).request) rule = ClockRule::old_rule;
    if (began_with_what_was_left(was.serial) && !measured_alike(measure.first.unit, after_.deadline(now.deadline).length.unit))
      rule = ClockRule::old_rule;
    if (before_.has_kept_measure(was) || !counted_by_alike_lines(was.deadline, now.deadline)) after_.take_over(now, measure, rule, line);
    after_.start_if_it_may(now, line);
  }

  // Then it makes no difference which of the two it is counted by.
  bool counted_by_alike_lines(DeadlineId before, DeadlineId after) const noexcept {
    const Deadline &a = before_.deadline(before), &b = after_.deadline(after);
    if (a.length != b.length || a.as_received != b.as_received || a.class_limits.count != b.class_limits.count) return false;
    if (a.bound.kind != b.bound.kind || a.bound.length != b.bound.length) return false;
    for (std::uint32_t i = 0; i < a.class_limits.count; ++i)
      if (before_.rules().class_limits[a.class_limits.first + i].length != after_.rules().class_limits[b.class_limits.first + i].length) return false;
    return true;
  }

  bool began_with_what_was_left(std::uint16_t serial) const noexcept {
    const Cold* const cold = old_.cold();
    return cold != nullptr && std::any_of(cold->history.begin(), cold->history.end(), [&](const Cold::Befell& b) {
      return b.serial == serial && b.event.kind == ClockEventKind::carried;
    });
  }

  // Deadlines that only the new rules have, in scopes that are entered already.
  void open_missing() {
    for (std::size_t i = 0; i < after_.process().deadlines.size(); ++i) {
      const DeadlineId id(i);
      const Deadline& d = after_.deadline(id);
      if (!to_.is_new(id) || !to_.opens(id) || !after_.is_entered(d.scope)) continue;
      if (after_.in_thread(d) && d.anchor != model::AnchorKind::entry && !after_.anchor_of(d, after_.now())) continue;
      const std::uint32_t before = now_.head().last_serial;
      after_.open_obligation(id, after_.now());
      for (Obligation& o : now_.obligations())
        if (o.serial > before) after_.not_before_tonight(o, {});
    }
  }

  const Context& before_;
  Context& after_;
  const CaseState& old_;
  CaseState& now_;
  const Counterparts& to_;
  const Past& past_;
  std::vector<std::uint16_t> dropped_;  // serials of what is 废止
  Obstacles found_;
};

}  // namespace

Obstacles carry(const Context& before, Context& after, const Counterparts& to, const Past& past) {
  return Carrier(before, after, to, past).run();
}

}  // namespace sanhuan
