#include "lib/engine/migration.hpp"

#include <algorithm>

#include "lib/base/sentence.hpp"
#include "lib/engine/refold.hpp"
#include "lib/ledger/codec.hpp"
#include "sanhuan/error.hpp"

namespace sanhuan {

Obstacles migrate_case(Books& books, StoredCase& c, Book& to, const Counterparts& counterparts, const Past& past, Instant at, Holder by) {
  books.see(to, c.registers);
  CaseState after;
  AskedEffects listener(*to.rulebook, to.stepper, c.head.id, c.asked);
  Obstacles obstacles = to.stepper.migrate(c.book->stepper, c.state, counterparts, past, at, by, after, c.written, &listener);
  if (!obstacles.empty()) return obstacles;
  c.state = std::move(after);
  c.book = &to;
  return obstacles;
}

Past past_of(Reader& reader, Books& books, CaseNumber number) {
  Past past;
  std::vector<DecodedEntry> entries;
  reader.entries(number, 1, [&](const StoredEntry& e) {
    auto entry = decode_entry(static_cast<EntryKind>(e.kind), e.at, e.sequence, e.body);
    if (!entry) throw Error(Failure::damaged, Commit::not_done, sentence("entry {} cannot be read", "第 {} 条读不懂", e.sequence));
    entries.push_back(std::move(*entry));
    return true;
  });
  CaseTypeId type;
  for (const DecodedEntry& e : entries) {
    if (e.entry.kind == EntryKind::opened) type = e.type;
    if (e.entry.kind != EntryKind::migration) {
      past.read(e.entry, e.changes);
      continue;
    }
    const Book& before = books.of(reader, ledger_name(e.rulebook_before));
    if (const Counterparts* const to = books.counterparts(before, books.of(reader, ledger_name(e.rulebook)), type)) {
      past.carry(*to);
      type = to->type();
    }
  }
  return past;
}

std::vector<CaseNumber> open_cases(Reader& reader) {
  std::vector<CaseNumber> open;
  reader.cases(1, [&](const CaseHead& head) {
    if (!head.closed && head.sequence != 0) open.push_back(head.number);
    return true;
  });
  return open;
}

namespace {

class Planner {
 public:
  Planner(Reader& reader, Books& books, Book& to, Instant at) : reader_(reader), books_(books), to_(to), at_(at) {}

  MigrationPlan run() {
    const RulebookData& rules = to_.rulebook->data();
    plan_.version = rules.version;
    const Calendar& calendar = to_.rulebook->calendar();
    if (calendar.local_day(at_) < rules.effective) plan_.refused = MigrationPlan::Refused::not_in_force;
    else if (!books_.has(to_.rulebook->organisation())) plan_.refused = MigrationPlan::Refused::other_units;
    if (plan_.refused != MigrationPlan::Refused::no) return std::move(plan_);
    for (const CaseNumber number : open_cases(reader_)) consider(number);
    return std::move(plan_);
  }

 private:
  void consider(CaseNumber number) {
    StoredCase& c = case_;
    c.forget_written();
    if (!reader_.find(number, c.head)) return;
    ++plan_.open;
    if (c.head.rulebook == to_.hash) return void(++plan_.already);
    c.book = &books_.of(reader_, c.head.rulebook);
    if (!read_snapshot(c))
      if (const Refolded again = refold(reader_, books_, c); !again.same())
        throw Error(Failure::damaged, Commit::not_done,
                    sentence("case `{0}`, entry {1}: {2}", "`{0}` 第 {1} 条：{3}", c.head.id, again.sequence, again.wrong.en, again.wrong.zh));
    const Counterparts* const counterparts = books_.counterparts(*c.book, to_, c.state.head().type);
    if (counterparts == nullptr) return stays(c);
    bring_up(c);
    if (c.state.head().closed) return;  // its timers do that before
    ++plan_.moves;
    Past past;
    if (counterparts->asks_the_past()) {
      past = past_of(reader_, books_, number);
      for (const Entry& e : c.written.entries)
        past.read(e, std::span(c.written.changes).subspan(e.first_change, e.change_count));
    }
    c.forget_written();
    before_ = CaseState();
    before_.assign(c.state);
    const Book& was = *c.book;
    describe(c, was, *counterparts, migrate_case(books_, c, to_, *counterparts, past, at_, as_holder(Actor::system())));
  }

  void stays(const StoredCase& c) {
    const RulebookData& rules = c.book->rulebook->data();
    const std::string_view type = rules.text(rules.case_types[c.state.head().type.value].key);
    for (MigrationPlan::Staying& s : plan_.staying)
      if (s.version == rules.version && s.type == type) return void(++s.cases);
    plan_.staying.push_back({rules.version, std::string(type), 1});
  }

  // What happens to it by itself until then: timers, revisions of the registers. Only here, nothing is stored.
  void bring_up(StoredCase& c) {
    Stepper& stepper = c.book->stepper;
    const std::uint32_t wanted = books_.registers_at(at_);
    while (c.registers < wanted) {
      const std::uint32_t next = books_.next_group(c.registers, wanted);
      const Instant taken_up = books_.taken_up(next);
      books_.see(*c.book, c.registers);
      while (stepper.advance(c.state, taken_up - 1, c.written) != 0) {}
      books_.see(*c.book, next);
      c.registers = next;
      stepper.recount(c.state, taken_up, c.written);
    }
    books_.see(*c.book, c.registers);
    while (stepper.advance(c.state, at_, c.written) != 0) {}
  }

  // ---- in words ------------------------------------------------------------------------------------------------------

  void describe(const StoredCase& c, const Book& was, const Counterparts& counterparts, const Obstacles& obstacles) {
    last_serial_ = 0;
    const RulebookData &old = was.rulebook->data(), &now = to_.rulebook->data();
    const CaseTypeId type = before_.head().type;
    const model::Process& process = old.processes[old.case_types[type.value].process.value];
    MigratedCase said;
    said.id = c.head.id;
    said.type = old.text(old.case_types[type.value].key);
    said.stage = said.stage_after = old.text(process.scopes[before_.head().leaf.value].name);
    for (const Obstacle& o : obstacles) said.obstacles.push_back(obstacle(old, process, type, o));
    if (!obstacles.empty()) {
      ++plan_.obstructed;
      plan_.cases.push_back(std::move(said));
      return;
    }
    const model::Process& process_now = now.processes[now.case_types[counterparts.type().value].process.value];
    said.stage_after = now.text(process_now.scopes[c.state.head().leaf.value].name);
    const Entry& entry = c.written.entries.front();
    for (std::uint32_t i = 0; i < entry.change_count; ++i) clock(old, process, process_now, c.written.changes[entry.first_change + i], said);
    kept(c, process_now, counterparts);
    if (!said.clocks.empty() || said.stage != said.stage_after) plan_.cases.push_back(std::move(said));
  }

  static MigrationObstacle obstacle(const RulebookData& old, const model::Process& process, CaseTypeId type, const Obstacle& o) {
    const auto named = [&](const model::Named& n) {
      return MigrationObstacle{o.kind, std::string(old.text(n.name)), std::string(old.text(n.key))};
    };
    switch (o.kind) {
      case ObstacleKind::stage: return named(process.scopes[o.what]);
      case ObstacleKind::fact:
      case ObstacleKind::value: return named(old.facts[old.case_types[type.value].facts.first + o.what]);
      case ObstacleKind::role: return named(old.roles[o.what]);
      case ObstacleKind::child: return named(old.case_types[o.what]);
      case ObstacleKind::bound: return {o.kind, {}, {}};
      case ObstacleKind::deadline:
      case ObstacleKind::scope:
      case ObstacleKind::modal:
      case ObstacleKind::suspended:
      case ObstacleKind::scored: break;
    }
    return named(process.deadlines[o.what]);
  }

  // What an obligation was due before; never() where it waited, stood still or was not there.
  Instant due_before(std::uint32_t serial) const noexcept {
    for (const Obligation& o : before_.obligations())
      if (o.serial == serial && o.clock == ClockState::running) return o.due;
    return Instant::never();
  }

  void clock(const RulebookData& old, const model::Process& process, const model::Process& process_now, const Change& c, MigratedCase& said) {
    const RulebookData& now = to_.rulebook->data();
    MigratedClock clock;
    const auto add = [&](MigratedClock::What what, Instant after) {
      const bool gone = what == MigratedClock::What::dropped;
      const model::Deadline& d = (gone ? process : process_now).deadlines[c.a];
      clock.what = what;
      clock.name = (gone ? old : now).text(d.name);
      clock.key = (gone ? old : now).text(d.key);
      clock.before = due_before(c.b);
      clock.after = after;
      if (c.rule) clock.line = line(c.rule);
      said.clocks.push_back(std::move(clock));
    };
    switch (c.kind) {
      case ChangeKind::recounted:
        // One that was opened or started with the migration is counted again where it would end before the night.
        for (MigratedClock& known : said.clocks)
          if (known.what != MigratedClock::What::moved && known.key == now.text(process_now.deadlines[c.a].key) && c.b == last_serial_)
            return void(known.after = c.at);
        return add(MigratedClock::What::moved, c.at);
      case ChangeKind::armed: return last_serial_ = c.b, add(MigratedClock::What::started, c.at);
      case ChangeKind::opened: return last_serial_ = c.b, add(MigratedClock::What::opened, c.at);
      case ChangeKind::suspended:
        // What is opened or started while the case stands in a side stage stands still from the first.
        return c.b == last_serial_ ? void(said.clocks.back().after = Instant::never()) : add(MigratedClock::What::left, Instant::never());
      case ChangeKind::waived:
      case ChangeKind::lapsed: return add(MigratedClock::What::dropped, Instant::never());
      default: return;  // the stage
    }
  }

  std::string line(RuleId rule) const {
    const Place place = to_.rulebook->place(rule);
    return place.known() ? std::string(to_.rulebook->file(place.file)) + ':' + std::to_string(place.line) : std::string();
  }

  // Clocks that would have another due, and of which no line says that they keep the one they have.
  void kept(const StoredCase& c, const model::Process& process, const Counterparts& counterparts) {
    if (c.state.cold() == nullptr) return;
    const RulebookData& rules = to_.rulebook->data();
    for (const Obligation& o : c.state.obligations()) {
      const auto& all = c.state.cold()->kept;
      const bool keeps = std::any_of(all.begin(), all.end(), [&](const Cold::Kept& k) { return k.serial == o.serial; });
      if (!keeps || o.breached || counterparts.says(o.deadline) || process.deadlines[o.deadline.value].request) continue;
      const model::Deadline& d = process.deadlines[o.deadline.value];
      const auto same = std::find_if(plan_.kept.begin(), plan_.kept.end(), [&](const auto& k) { return k.key == rules.text(d.key); });
      if (same != plan_.kept.end()) ++same->clocks;
      else plan_.kept.push_back({std::string(rules.text(d.name)), std::string(rules.text(d.key)), 1});
    }
  }

  Reader& reader_;
  Books& books_;
  Book& to_;
  Instant at_;
  MigrationPlan plan_;
  StoredCase case_;
  CaseState before_;
  std::uint32_t last_serial_ = 0;  // of what was opened or started last in the case at hand
};

}  // namespace

MigrationPlan plan_migration(Reader& reader, Books& books, Book& to, Instant at) { return Planner(reader, books, to, at).run(); }

}  // namespace sanhuan
