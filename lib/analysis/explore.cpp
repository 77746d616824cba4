#include "lib/analysis/explore.hpp"

#include <algorithm>
#include <deque>
#include <unordered_set>

#include "lib/analysis/state_key.hpp"
#include "lib/core/step.hpp"
#include "lib/promises/judge.hpp"

namespace sanhuan {

namespace {

constexpr std::int64_t beside_office = 30 * ms_per_minute;  // before the office opens, after it has opened or closed
constexpr int published_years = 3;

Instant whole_minute(Instant at) noexcept { return {at.ms - ((at.ms % ms_per_minute) + ms_per_minute) % ms_per_minute}; }
Instant next_whole_minute(Instant at) noexcept { return whole_minute(at + (ms_per_minute - 1)); }

// Where a day is tried: before the office opens, in office hours, after closing; a day of rest at noon. Where there are no
// office hours, early, at noon and late.
std::vector<Instant> slots_of(const Calendar& calendar, Day day) {
  const Instant midnight = calendar.zone().midnight(day), noon = midnight + ms_per_day / 2;
  if (!calendar.has_office_hours()) return {midnight + beside_office, noon, midnight + ms_per_day - beside_office};
  if (!calendar.works(day)) return {noon};
  std::vector<Instant> slots;
  const Instant opens = calendar.opening(day), closes = calendar.closing(day);
  if (opens - beside_office > midnight) slots.push_back(opens - beside_office);
  slots.push_back(std::min(opens + beside_office, closes));
  if (closes + beside_office < midnight + ms_per_day) slots.push_back(closes + beside_office);
  return slots;
}

class Explorer {
 public:
  using Confirmed = std::function<bool(const Exploration::Run&)>;

  // `timeless`: any clock may reach its next rung at any moment. More can happen so than any calendar allows: what holds
  // then holds, and what breaks then says nothing.
  Explorer(const Rulebook& rulebook, std::uint32_t promise, const ProofBounds& bounds, const Confirmed& confirmed, bool timeless)
      : rules_(rulebook.data()), calendar_(rulebook.calendar()), bounds_(bounds), confirmed_(confirmed),
        type_(rules_.promises[promise].case_type),
        stepper_(rules_, {rulebook.calendar_register(), rulebook.organisation_register()}), judge_(rules_, promise),
        relevance_(rules_, rules_.promises[promise], calendar_), values_(relevance_, rulebook.organisation()),
        moves_(relevance_, values_, rulebook.organisation(), stepper_.layout(type_)),
        outlook_(relevance_), timeless_(timeless), keys_(relevance_, outlook_, stepper_.layout(type_), calendar_, timeless) {}

  bool asks_order_alone() const noexcept { return relevance_.asks_order_alone(); }

  Exploration run() {
    found_.children = relevance_.children;
    found_.complete = values_.complete() && moves_.complete();
    open_all();
    while (!found_.run && !full_ && !level_.empty()) {
      while (!level_.empty() && !found_.run && !full_) {
        const State state = std::move(level_.front());
        level_.pop_front();
        happen(state);
        if (full_) break;
        if (timeless_) fire_any(state);
        else pass(state);
      }
      std::swap(level_, next_level_);
    }
    found_.states = seen_.size();
    found_.closed = !full_ && !found_.run;
    return std::move(found_);
  }

 private:
  // What led to a state, to tell it again.
  struct Trail {
    std::uint32_t before = 0;
    Instant at;
    PossibleMove move;       // event none: opened, or time passed
    std::uint32_t facts = 0;  // of the opening
  };
  struct State {
    CaseState state;
    PromiseWatch watch;
    Instant now;
    std::uint32_t trail = 0;
  };

  void open_all() {
    if (timeless_ || !relevance_.time) return open_on(some_working_day());
    for (const int year : years_of(calendar_, bounds_))
      for (Day day = day_of({year, 1, 1}); day <= day_of({year, 12, 31}) && !full_ && !found_.run; day = day + 1) open_on(day);
  }

  Day some_working_day() const {
    const std::vector<int> years = years_of(calendar_, bounds_);
    return calendar_.next_working_day(day_of({years.empty() ? 2000 : years.back(), 3, 1}));
  }

  void open_on(Day day) {
    if (!calendar_.covers(day)) return;
    const std::vector<Instant> slots = slots_of(calendar_, day);
    for (const Instant at : slots) {
      for (std::uint32_t facts = 0; facts < moves_.openings().size(); ++facts) {
        State opened{stepper_.make(type_), {}, at, 0};
        entries_.clear();
        const Opening opening{type_, at, Actor::system(), moves_.openings()[facts]};
        if (stepper_.open(opened.state, opening, entries_).rejected()) continue;
        judge_.settled(stepper_, opened.state, entries_, 0, opened.watch);
        const auto itself = static_cast<std::uint32_t>(trails_.size());  // nothing is before it
        arrive(std::move(opened), {itself, at, {}, facts}, level_);
      }
      if (timeless_ || !relevance_.time) return;
    }
  }

  // A state that is new is to be gone on from; one that breaks the promise ends the search.
  void arrive(State&& state, Trail&& trail, std::deque<State>& to) {
    if (found_.run || full_) return;
    if (!state.watch.breaches.empty()) {
      trails_.push_back(std::move(trail));
      Exploration::Run run = told(static_cast<std::uint32_t>(trails_.size()) - 1, state.now);
      if (confirmed_(run)) found_.run = std::move(run);
      else found_.undone = true;
      return;
    }
    if (timeless_) begin_anew(state);
    if (!seen_.insert(keys_.of(state.state, state.watch, state.now)).second) return;
    if (seen_.size() > bounds_.states_max) {
      full_ = true;
      return;
    }
    trails_.push_back(std::move(trail));
    state.trail = static_cast<std::uint32_t>(trails_.size()) - 1;
    if (is_settled(state)) return;
    to.push_back(std::move(state));
  }

  // Nothing that comes can break it any more.
  bool is_settled(const State& state) const {
    if (!state.watch.counting.empty()) return false;
    if (state.state.head().closed && relevance_.process.reopenings.empty()) return true;
    return !state.state.head().sleeping && !outlook_.may_begin(state.state.head().leaf);
  }

  // Whatever whoever may bring, now.
  void happen(const State& from) {
    moves_.possible(from.state, possible_);
    for (const PossibleMove& move : possible_) {
      State after{{}, from.watch, from.now, 0};
      after.state.assign(from.state);
      entries_.clear();
      Event event;
      event.event = move.event;
      event.at = from.now;
      event.by = move.by;
      event.payload = moves_.payload(move.payload);
      if (stepper_.step(after.state, event, entries_).rejected()) continue;
      judge_.settled(stepper_, after.state, entries_, 0, after.watch);
      arrive(std::move(after), {from.trail, from.now, move, 0}, next_level_);
      if (found_.run || full_) return;
    }
  }

  // Some clock has come to its next rung, whichever it is.
  void fire_any(const State& from) {
    for (std::size_t i = 0; i < from.state.obligations().size(); ++i) {
      const Obligation& o = from.state.obligations()[i];
      if (relevance_.timed[o.deadline.value] == 0 || o.clock != ClockState::running || o.next_timer == Instant::never()) continue;
      State after{{}, from.watch, from.now, 0};
      after.state.assign(from.state);
      Obligation& moved = after.state.obligations()[i];
      moved.due = moved.due + (from.now - moved.next_timer);
      moved.next_timer = from.now;
      entries_.clear();
      advance(stepper_, after.state, from.now, entries_, judge_, after.watch);
      arrive(std::move(after), {from.trail, from.now, {}, 0}, level_);
    }
  }

  // What has happened may have happened just now: no window has passed, and no clock is late when it starts.
  void begin_anew(State& of) const {
    const CaseLayout& layout = stepper_.layout(type_);
    for (std::uint16_t slot = 0; slot < relevance_.process.anchor_slots; ++slot)
      if (of.state.anchor(layout, slot) != Instant::before_all()) of.state.set_anchor(layout, slot, of.now);
    if (Cold* cold = of.state.cold(); cold != nullptr && of.state.head().closed) cold->closed_at = of.now;
  }

  // Nobody does anything before the next moment that may make a difference.
  void pass(const State& from) {
    const Instant to = next_moment(from);
    if (to == Instant::never()) return;
    State after{{}, from.watch, to, 0};
    after.state.assign(from.state);
    entries_.clear();
    advance(stepper_, after.state, to, entries_, judge_, after.watch);
    arrive(std::move(after), {from.trail, to, {}, 0}, level_);
  }

  Instant next_moment(const State& from) const {
    Instant next = Instant::never();
    const auto offer = [&](Instant at) {
      if (at > from.now) next = std::min(next, at);
    };
    // Each side of a timer, and of the end of what is promised. Where nothing depends on when, there is no before.
    const auto sides = [&](Instant at) {
      if (at == Instant::never()) return;
      if (relevance_.time) offer(whole_minute(at - 1));
      offer(next_whole_minute(at));
    };
    if (!from.state.head().closed)
      for (const Obligation& o : from.state.obligations())
        if (relevance_.timed[o.deadline.value] != 0) sides(o.next_timer);
    for (const PromiseWatch::Counting& c : from.watch.counting)
      if (c.end != Instant::never()) sides(c.end + 1);
    if (!relevance_.time) return next;
    const Day today = calendar_.local_day(from.now);
    for (Day day = today; day <= today + 1; day = day + 1)
      for (const Instant slot : slots_of(calendar_, day)) offer(slot);
    return next;
  }

  Exploration::Run told(std::uint32_t last, Instant until) const {
    Exploration::Run run;
    run.until = until;
    for (std::uint32_t at = last;; at = trails_[at].before) {
      const Trail& trail = trails_[at];
      ExploredStep step;
      step.at = trail.at;
      step.event = trail.move.event;
      if (step.event) {
        step.by = trail.move.by;
        const auto payload = moves_.payload(trail.move.payload);
        step.payload.assign(payload.begin(), payload.end());
      }
      const bool first = at == trail.before;
      if (step.event || first) run.steps.push_back(std::move(step));
      if (!first) continue;
      run.facts = moves_.openings()[trail.facts];
      break;
    }
    std::reverse(run.steps.begin(), run.steps.end());
    return run;
  }

  const RulebookData& rules_;
  const Calendar& calendar_;
  const ProofBounds& bounds_;
  const Confirmed& confirmed_;
  const CaseTypeId type_;
  Stepper stepper_;
  const PromiseJudge judge_;
  const Relevance relevance_;
  const Representatives values_;
  const Moves moves_;
  const Outlook outlook_;
  const bool timeless_;
  StateKeys keys_;
  Exploration found_;
  std::deque<State> level_, next_level_;  // after so many events, and after one more
  std::unordered_set<StateKey, StateKeyHash> seen_;
  std::vector<Trail> trails_;
  std::vector<PossibleMove> possible_;
  Entries entries_;
  bool full_ = false;
};

}  // namespace

std::vector<int> years_of(const Calendar& calendar, const ProofBounds& bounds) {
  if (!bounds.years.empty()) return bounds.years;
  std::vector<int> years;
  const int last = civil(calendar.data().last).year;
  for (int year = last - published_years + 1; year <= last; ++year)
    if (calendar.covers(day_of({year, 1, 1}))) years.push_back(year);
  return years;
}

Exploration explore(const Rulebook& rulebook, std::uint32_t promise, const ProofBounds& bounds,
                    const std::function<bool(const Exploration::Run&)>& confirmed) {
  const std::function<bool(const Exploration::Run&)> as_it_is = [](const Exploration::Run&) { return true; };
  Explorer any_time(rulebook, promise, bounds, as_it_is, true);
  if (any_time.asks_order_alone())
    if (Exploration found = any_time.run(); found.closed) return found;
  return Explorer(rulebook, promise, bounds, confirmed, false).run();
}

}  // namespace sanhuan
