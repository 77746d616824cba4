// Cases on a ledger: each call is a piece of work in a commit that those who wait together share. Semantics 6, 7.
#include <algorithm>

#include "lib/base/wire.hpp"
#include "lib/engine/case_list.hpp"
#include "lib/engine/case_view.hpp"
#include "lib/engine/impl.hpp"
#include "lib/engine/ledger_work.hpp"
#include "lib/engine/migration.hpp"
#include "lib/engine/refold.hpp"
#include "sanhuan/write_queue.hpp"

namespace sanhuan {

namespace {

constexpr std::int64_t clock_kept_every_ms = 60'000;
constexpr std::size_t cases_per_commit = 500;  // of those a revision is taken account of

// What the engines of a ledger keep in the head of its own stream.
struct StreamState {
  Instant clock = Instant::before_all();  // the latest `now`, to the minute
  std::uint32_t accounted = 0;            // revisions that every open case has seen
};
StreamState read_stream(Reader& reader) {
  StreamState state;
  CaseHead head;
  if (!reader.find(ledger_stream, head)) return state;
  WireReader from(head.snapshot);
  if (from.byte() != 1) return state;
  state.clock = Instant{from.signed_number()};
  state.accounted = from.number_up_to<std::uint32_t>(UINT32_MAX);
  return from.finished() ? state : StreamState{};
}
void write_stream(Transaction& t, const StreamState& state) {
  CaseRecord record;
  record.closed = true;
  WireWriter to(record.snapshot);
  to.byte(1);
  to.signed_number(state.clock.ms);
  to.number(state.accounted);
  t.put(ledger_stream, record);
}

class LedgerEngine final : public Engine::Impl {
 public:
  LedgerEngine(std::vector<std::shared_ptr<const Rulebook>> rulebooks, std::shared_ptr<Store> store, Instant now,
               DurableOptions options)
      : store_(std::move(store)), queue_(*store_), books_(std::move(rulebooks)), clock_(now), options_(std::move(options)) {
    queue_.run([&](Transaction& t) { books_.enter(t, now); });
    take_account_of_all();
  }

  Answer submit(const Submission& s) override {
    Answer answer;
    queue_.run([&](Transaction& t) { answer = LedgerWork(t, books_, memory_).not_after(latest()).submit(s); });
    return answer;
  }

  std::vector<Answer> submit(std::span<const Submission> all) override {
    std::vector<Answer> answers;
    answers.reserve(all.size());
    queue_.run([&](Transaction& t) {
      answers.clear();
      LedgerWork(t, books_, memory_).not_after(latest()).submit(all, answers);
    });
    return answers;
  }

  Advanced advance(Instant now, const AdvanceLimits& limits) override {
    Advanced sum;
    const std::int64_t began = elapsed();
    do {
      Advanced part;
      queue_.run([&](Transaction& t) { part = drain(t, now, limits.timers - sum.fired, limits.clock_confirmed); });
      sum.fired += part.fired;
      sum.more = part.more;
      sum.held = part.held;
      sum.clock = part.clock;
    } while (sum.more && sum.fired < limits.timers && elapsed() - began < limits.ms);
    return sum;
  }

  Instant next_due() override {
    Instant next;
    queue_.alone([&](Store& store) { next = store.next_due(); });
    return next;
  }

  std::vector<Effect> effects(std::size_t most) override {
    std::vector<StoredEffect> stored;
    queue_.alone([&](Store& store) { stored = store.effects(most); });
    std::vector<Effect> effects;
    effects.reserve(stored.size());
    for (const StoredEffect& s : stored) {
      std::optional<Effect> effect = decode_effect(s.body);
      if (!effect) throw Error(Failure::damaged, Commit::not_done, Sentence{"an effect in the outbox cannot be read", "一个待取的效果读不懂"});
      effect->id.entry = s.key.sequence;
      effect->id.position = s.key.position;
      effects.push_back(std::move(*effect));
    }
    return effects;
  }

  void acknowledge(std::span<const EffectId> done) override {
    queue_.run([&](Transaction& t) {
      CaseHead head;
      for (const EffectId& id : done)
        if (head.id == id.case_id || t.find(id.case_id, head)) t.acknowledge({head.number, id.entry, id.position});
    });
  }

  std::optional<CaseView> find(std::string_view id) override {
    std::optional<CaseView> view;
    queue_.alone([&](Store& store) {
      StoredCase c;
      if (load(store, id, c))
        view = view_of(*c.book->rulebook, c.book->stepper.layout(c.state.head().type), c.state, id);
    });
    return view;
  }

  std::size_t size() override {
    std::size_t n = 0;
    queue_.alone([&](Store& store) { store.cases(1, [&](const CaseHead&) { return ++n, true; }); });
    return n;
  }

  std::vector<CaseListing> list(const CaseFilter& filter, std::size_t most, const CaseListing* after) override {
    std::vector<CaseListing> listed;
    queue_.alone([&](Store& store) {
      books_.refresh(store);
      CaseList kept(filter, key_of_unit(filter.unit), most, after);
      if (filter.state == CaseFilter::State::open && filter.text.empty()) list_by_index(store, filter, kept);
      else list_all(store, filter, kept);
      listed = kept.take();
    });
    return listed;
  }

  std::optional<Entries> entries(std::string_view id) override {
    std::optional<Entries> entries;
    queue_.alone([&](Store& store) {
      CaseHead head;
      if (store.find(id, head)) entries = read_entries(store, head.number);
    });
    return entries;
  }

  std::shared_ptr<const Rulebook> rulebook_of(std::string_view id) override {
    std::shared_ptr<const Rulebook> found;
    queue_.alone([&](Store& store) {
      CaseHead head;
      books_.refresh(store);
      if (store.find(id, head)) found = books_.of(store, head.rulebook).rulebook;
    });
    return found;
  }

  std::size_t erase_personal(std::string_view id, Instant at, const Actor& by, std::string_view reason) override {
    std::size_t erased = 0;
    queue_.run([&](Transaction& t) { erased = LedgerWork(t, books_, memory_).erase(id, at, by, reason); });
    return erased;
  }

  MigrationPlan plan_migration(const Rulebook& to, Instant at) override {
    MigrationPlan plan;
    queue_.alone([&](Store& store) {
      Books books(books_.given());
      books.refresh(store);
      books.assume_taken_up(at);
      plan = sanhuan::plan_migration(store, books, books.of(store, ledger_name(to.hash())), at);
    });
    return plan;
  }

  MigrationPlan migrate(const Rulebook& to, Instant at, const Actor& by) override {
    // Looked at before a timer fires: where something stands in the way, or all has been done, nothing is.
    MigrationPlan plan = plan_migration(to, at);
    if (!plan.clear() || plan.moves == 0) return plan;
    Advanced advanced;
    do advanced = advance(at, {});
    while (advanced.more);
    if (advanced.held != ClockHeld::no) return plan.refused = MigrationPlan::Refused::clock, plan;
    queue_.run([&](Transaction& t) {
      LedgerWork work(t, books_, memory_);
      Book& book = books_.of(t, ledger_name(to.hash()));
      for (bool more = true; more;)
        work.drain(at, options_.timers_per_commit_max, [](std::size_t) { return false; }, more);
      plan = sanhuan::plan_migration(t, books_, book, at);
      if (!plan.clear()) return;
      for (const CaseNumber number : open_cases(t)) work.migrate(number, book, at, by);
    });
    return plan;
  }

  std::size_t take_up(Instant at) override {
    // Timers that stand before it fire under what was known until then (2.3b).
    bool new_ones = false;
    queue_.alone([&](Store& store) {
      books_.refresh(store);
      new_ones = !books_.to_take_up(at).empty();
    });
    if (!new_ones) return 0;
    for (bool more = true; more;) {
      queue_.run([&](Transaction& t) { drain_until(t, at - 1, SIZE_MAX, more); });
    }
    queue_.run([&](Transaction& t) {
      books_.refresh(t);
      for (const Revision& revision : books_.to_take_up(at)) t.take_up(revision);
    });
    return take_account_of_all();
  }

 private:
  // Of a host that tells the time (`advance`), what lies far behind it is not believed either.
  Instant latest() const noexcept {
    return told_ && clock_.ms <= INT64_MAX - options_.clock_ahead_ms ? clock_ + options_.clock_ahead_ms : Instant::never();
  }
  std::int64_t elapsed() const { return options_.stopwatch ? options_.stopwatch() : 0; }

  bool load(Reader& reader, std::string_view id, StoredCase& c) {
    books_.refresh(reader);
    if (!reader.find(id, c.head) || c.head.sequence == 0) return false;
    c.book = &books_.of(reader, c.head.rulebook);
    return read_snapshot(c) || refold(reader, books_, c).same();
  }

  std::string key_of_unit(std::string_view name) const {
    if (books_.registers() == 0 || name.empty()) return {};
    const Organisation& units = books_.organisation(books_.registers());
    const UnitId unit = units.find(name);
    return unit ? units.unit(unit).key : std::string();
  }

  static void list_by_index(Store& store, const CaseFilter& filter, CaseList& kept) {
    CaseQuery query;
    if (!filter.type.empty()) query.type = filter.type;
    if (!filter.stage.empty()) query.stage = filter.stage;
    if (filter.level) query.level = static_cast<std::int32_t>(*filter.level);
    query.due_before = filter.due_before;
    if (!filter.unit.empty()) query.unit = kept.unit();
    store.query(query, [&](const CaseHead& head) {
      if (kept.fits(head.columns, false)) kept.add(listing_of(head.id, head.columns, false));
      return !kept.full();
    });
  }

  void list_all(Store& store, const CaseFilter& filter, CaseList& kept) {
    StoredCase c;
    store.cases(1, [&](const CaseHead& head) {
      if (!kept.fits(head.columns, head.closed)) return true;
      CaseListing listing = listing_of(head.id, head.columns, head.closed);
      if (!kept.wanted(listing)) return true;
      if (!filter.text.empty()) {
        c.head = head;
        c.book = &books_.of(store, head.rulebook);
        if (!read_snapshot(c) && !refold(store, books_, c).same()) return true;
        if (!kept.has_text(view_of(*c.book->rulebook, c.book->stepper.layout(c.state.head().type), c.state, head.id))) return true;
      }
      kept.add(std::move(listing));
      return true;
    });
  }

  std::size_t drain_until(Transaction& t, Instant until, std::size_t most, bool& more) {
    LedgerWork work(t, books_, memory_);
    const std::int64_t began = elapsed();
    const std::size_t enough = std::min(most, options_.timers_per_commit_max);
    return work.drain(
        until, options_.timers_per_commit_max,
        [&](std::size_t fired) { return fired >= enough || elapsed() - began >= options_.lock_ms; }, more);
  }

  Advanced drain(Transaction& t, Instant now, std::size_t most, bool confirmed) {
    Advanced part;
    StreamState stream = read_stream(t);
    part.clock = std::max(stream.clock, clock_);
    const bool known = part.clock != Instant::before_all();
    if (known && !confirmed) {
      if (now < part.clock - options_.clock_back_ms) part.held = ClockHeld::back;
      else if (now - part.clock > options_.clock_ahead_ms) part.held = ClockHeld::ahead;
      if (part.held != ClockHeld::no) return part;
    }
    part.fired = drain_until(t, now, most, part.more);
    // A clock that somebody confirmed stands, even where it went back.
    const bool back = confirmed && now < part.clock;
    if (stream.clock == Instant::before_all() || back || now - stream.clock >= clock_kept_every_ms) {
      stream.clock = now;
      write_stream(t, stream);
    }
    clock_ = part.clock = back ? now : std::max(part.clock, now);
    told_ = !confirmed;  // who confirms each, as a replay does, comes from any day to any other
    return part;
  }

  // Goes on where an engine that took up a revision was interrupted.
  std::size_t take_account_of_all() {
    std::size_t moved = 0;
    std::uint32_t registers = 0;
    Instant at;
    CaseNumber next = 1;
    const auto outstanding = [&](Store& store) {
      books_.refresh(store);
      registers = books_.registers();
      if (registers != 0) at = books_.taken_up(registers);
      return read_stream(store).accounted < registers;
    };
    bool more = false;
    queue_.alone([&](Store& store) { more = outstanding(store); });
    while (more) {
      std::vector<CaseNumber> open;
      queue_.alone([&](Store& store) {
        store.cases(next, [&](const CaseHead& head) {
          next = head.number + 1;
          if (!head.closed) open.push_back(head.number);
          return open.size() < cases_per_commit;
        });
      });
      more = open.size() == cases_per_commit;
      std::size_t part = 0;
      queue_.run([&](Transaction& t) {
        part = 0;
        LedgerWork work(t, books_, memory_);
        for (const CaseNumber number : open) part += work.take_account(number, at) ? 1 : 0;
        if (more) return;
        StreamState stream = read_stream(t);
        stream.accounted = registers;
        write_stream(t, stream);
      });
      moved += part;
    }
    return moved;
  }

  static Entries read_entries(Reader& reader, CaseNumber number) {
    Entries read;
    reader.entries(number, 1, [&](const StoredEntry& stored) {
      const auto e = decode_entry(static_cast<EntryKind>(stored.kind), stored.at, stored.sequence, stored.body);
      if (!e) throw Error(Failure::damaged, Commit::not_done, Sentence{"an entry cannot be read", "一条条目读不懂"});
      Entry& entry = read.entries.emplace_back(e->entry);
      entry.first_change = static_cast<std::uint32_t>(read.changes.size());
      read.changes.insert(read.changes.end(), e->changes.begin(), e->changes.end());
      return true;
    });
    return read;
  }

  std::shared_ptr<Store> store_;
  WriteQueue queue_;
  // Whoever leads the queue uses these, one at a time.
  Books books_;
  WorkMemory memory_;
  Instant clock_;          // the latest `now`
  bool told_ = false;      // by the last `advance`, in this process, and not confirmed
  DurableOptions options_;
};

}  // namespace

MigrationPlan plan_migration(Store& store, std::shared_ptr<const Rulebook> to, Instant at) {
  const std::string hash = ledger_name(to->hash());
  Books books({std::move(to)});
  books.refresh(store);
  books.assume_taken_up(at);
  return plan_migration(store, books, books.of(store, hash), at);
}

std::unique_ptr<Engine::Impl> engine_on_ledger(std::vector<std::shared_ptr<const Rulebook>> rulebooks,
                                               std::shared_ptr<Store> store, Instant now, DurableOptions options) {
  return std::make_unique<LedgerEngine>(std::move(rulebooks), std::move(store), now, std::move(options));
}

}  // namespace sanhuan
