#include "lib/engine/refold.hpp"

#include <algorithm>

#include "lib/base/sentence.hpp"
#include "lib/engine/migration.hpp"
#include "lib/engine/waiting_effects.hpp"
#include "lib/ledger/codec.hpp"
#include "sanhuan/engine.hpp"

namespace sanhuan {

namespace {

// In place of what was erased, something of its type: it was known, and the erasure clears it again.
Value made_up(const FactType& type, std::int64_t low, std::int64_t high) {
  if (type.list) return Value::of(std::vector<std::int64_t>{});
  if (type.kind == FactKind::text) return Value::of(std::string());
  return Value::of(std::clamp<std::int64_t>(0, low, high));
}
void make_up(DecodedEntry& e, const RulebookData& rules) {
  for (const std::uint32_t position : e.apart) {
    if (e.entry.kind == EntryKind::opened && !e.facts[position].second.known()) {
      if (!e.type || e.type.value >= rules.case_types.size()) continue;
      const model::Range facts = rules.case_types[e.type.value].facts;
      if (e.facts[position].first.value >= facts.count) continue;
      const model::Fact& fact = rules.facts[facts.first + e.facts[position].first.value];
      e.facts[position].second = made_up(fact.type, fact.low, fact.high);
    } else if (e.entry.kind != EntryKind::opened && !e.payload[position].value.known()) {
      if (e.entry.event.value >= rules.events.size()) continue;
      const model::Range fields = rules.events[e.entry.event.value].fields;
      if (e.payload[position].field >= fields.count) continue;
      const model::Field& field = rules.fields[fields.first + e.payload[position].field];
      e.payload[position].value = made_up(field.type, field.low, field.high);
    }
  }
}

class Refold {
 public:
  // `waiting`: effects to be looked at on the way; none.
  Refold(Reader& reader, Books& books, StoredCase& c, WaitingEffects* waiting = nullptr)
      : reader_(reader), books_(books), case_(c), waiting_(waiting) {}

  Refolded run() {
    std::vector<Stored> entries;
    reader_.entries(case_.head.number, 1, [&](const StoredEntry& e) {
      entries.push_back({e.sequence, e.at, static_cast<EntryKind>(e.kind), std::string(e.body)});
      erased_ = erased_ || entries.back().kind == EntryKind::erasure;
      return true;
    });
    if (entries.empty()) wrong(1, {"the case has no entry", "这件没有条目"});
    for (const Stored& e : entries) {
      if (!out_.same()) break;
      take(e);
    }
    if (out_.same() && case_.book->hash != case_.head.rulebook) wrong(last_, {"the case runs under other rules than its entries say", "这件说是照别的规则办的，条目里不是"});
    // What it took account of after its last entry, without one.
    if (out_.same()) see(std::min(registers_of_snapshot(case_), books_.registers()));
    if (out_.same() && next_ != case_.written.entries.size()) wrong(last_ + 1, {"the fold writes one entry more", "重算多出一条"});
    case_.forget_written();
    return std::move(out_);
  }

 private:
  struct Stored {
    std::uint32_t sequence;
    Instant at;
    EntryKind kind;
    std::string body;
  };

  void wrong(std::uint32_t sequence, Sentence what) {
    if (!out_.same()) return;
    out_.wrong = std::move(what);
    out_.sequence = sequence;
  }

  bool pending() const noexcept { return next_ < case_.written.entries.size(); }

  void take(const Stored& stored) {
    if (stored.sequence != ++last_) return wrong(last_, {"an entry is missing", "少了一条"});
    auto decoded = decode_entry(stored.kind, stored.at, stored.sequence, stored.body);
    if (!decoded) return wrong(stored.sequence, {"the entry cannot be read", "这一条读不懂"});
    if (last_ == 1 && !begin(*decoded)) return;
    if (!decoded->apart.empty()) out_.erased += restore(*decoded, stored.sequence);
    if (decoded->registers > books_.registers()) return wrong(last_, {"it names a register revision that is not there", "它说的那版底册不在"});
    see(decoded->registers);
    if (!pending()) step(*decoded);
    if (!pending()) return wrong(last_, {"the fold writes no such entry", "重算没有这一条"});
    compare(stored, *decoded);
    if (stored.kind != EntryKind::migration) past_.read(decoded->entry, decoded->changes);
  }

  std::size_t restore(DecodedEntry& e, std::uint32_t sequence) {
    const std::size_t missing = give_back(e, reader_.personal(case_.head.number, sequence));
    if (missing != 0) make_up(e, case_.book->rulebook->data());
    return missing;
  }

  bool begin(const DecodedEntry& opened) {
    if (opened.entry.kind == EntryKind::opened) case_.book = &books_.of(reader_, ledger_name(opened.rulebook));
    const auto& types = case_.book->rulebook->data().case_types;
    if (opened.entry.kind != EntryKind::opened || !opened.type || opened.type.value >= types.size())
      return wrong(1, {"the first entry opens no case", "第一条不是立案"}), false;
    case_.state.assign(case_.book->blank[opened.type.value]);
    case_.forget_written();
    case_.registers = opened.registers;
    return true;
  }

  // What the engine did when it met a case after a revision.
  void see(std::uint32_t registers) {
    while (case_.registers < registers) {
      const std::uint32_t next = books_.next_group(case_.registers, registers);
      books_.see(*case_.book, next);
      drop_compared();
      AskedEffects listener = case_.listener();
      case_.book->stepper.recount(case_.state, books_.taken_up(next), case_.written, nullptr, &listener);
      case_.registers = next;
    }
    if (case_.registers != 0) books_.see(*case_.book, case_.registers);
  }

  void drop_compared() {
    if (pending()) return;
    case_.forget_written();
    next_ = 0;
  }

  void step(const DecodedEntry& e) {
    drop_compared();
    Stepper& stepper = case_.book->stepper;
    AskedEffects listener = case_.listener();
    switch (e.entry.kind) {
      case EntryKind::opened:
        answer_ = stepper.open(case_.state, {e.type, e.entry.at, e.by, e.facts}, case_.written, nullptr, &listener);
        return;
      case EntryKind::event:
      case EntryKind::refusal: {
        Event event{e.entry.event, e.entry.at, e.by, e.payload, {}, e.entry.assumed, e.entry.occurred};
        if (e.entry.stood_at != e.entry.at) event.reported = e.entry.stood_at;
        answer_ = stepper.step_again(case_.state, event, case_.written, nullptr, &listener);
        return;
      }
      case EntryKind::timer:
        stepper.advance(case_.state, case_.state.next_timer(), case_.written, nullptr, 1, &listener);
        return;
      case EntryKind::recomputed: return;
      case EntryKind::child:
        stepper.child_closed(case_.state, e.child_entry, e.child_position, e.entry.at, case_.written, nullptr, &listener);
        return;
      case EntryKind::migration: return migrate(e);
      case EntryKind::erasure: stepper.forget_personal(case_.state, e.entry.at, as_holder(e.by), case_.written); return;
    }
  }

  void migrate(const DecodedEntry& e) {
    if (ledger_name(e.rulebook_before) != case_.book->hash) return;
    Book& to = books_.of(reader_, ledger_name(e.rulebook));
    const Counterparts* const counterparts = books_.counterparts(*case_.book, to, case_.state.head().type);
    if (counterparts == nullptr) return;
    if (migrate_case(books_, case_, to, *counterparts, past_, e.entry.at, as_holder(e.by)).empty()) past_.carry(*counterparts);
  }

  void compare(const Stored& stored, const DecodedEntry& was) {
    const Entry& entry = case_.written.entries[next_++];
    if (entry.kind != stored.kind) return wrong(last_, {"the fold writes an entry of another kind", "重算出来是另一种条目"});
    if (entry.at != stored.at) return wrong(last_, {"the fold writes it at another instant", "重算出来的时刻不同"});
    EntryToWrite again = to_write(was, personal_);
    again.entry = entry;
    again.changes = std::span(case_.written.changes).subspan(entry.first_change, entry.change_count);
    again.personal_facts = case_.book->personal_facts[case_.state.head().type.value];
    if (entry.kind == EntryKind::refusal) {
      again.missing = answer_.missing;
      again.owed = answer_.owed;
      again.rule = answer_.rule;
    }
    encode(again, encoded_);
    if (encoded_.body != stored.body) return wrong(last_, {"the fold comes to another entry", "重算出来的内容不同"});
    if (waiting_ != nullptr && !waiting_->fit(case_.head.number, entry.sequence, case_.asked, !erased_))
      wrong(last_, {"an effect that waits is not the one that it asks for", "待取的效果不是这一条要的"});
  }

  Reader& reader_;
  Books& books_;
  StoredCase& case_;
  WaitingEffects* waiting_;
  bool erased_ = false;  // personal values of the case, and what effects said of them
  Refolded out_;
  Past past_;
  std::uint32_t last_ = 0;  // sequence of the entry at hand
  std::size_t next_ = 0;    // of case_.written.entries: not compared yet
  Answer answer_;
  std::vector<char> personal_;
  EncodedEntry encoded_;
};

}  // namespace

Refolded refold(Reader& reader, Books& books, StoredCase& c) { return Refold(reader, books, c).run(); }

FoldVerified verify_fold(Store& store, std::span<const std::shared_ptr<const Rulebook>> rulebooks, std::size_t most) {
  const std::shared_ptr<void> still = store.hold_still();
  Books books({rulebooks.begin(), rulebooks.end()});
  books.refresh(store);
  FoldVerified out;
  WaitingEffects waiting(store);
  StoredCase c;
  CaseRecord again;
  CaseNumber next = 1;
  // A head is read by itself: while cases are listed nothing else is asked.
  const auto find_next = [&] {
    bool found = false;
    store.cases(next, [&](const CaseHead& head) {
      c.head = head;
      next = head.number + 1;
      found = true;
      return false;
    });
    return found;
  };
  while (out.findings.size() < most && find_next()) {
    ++out.cases;
    out.entries += c.head.sequence;
    const auto wrong = [&](std::uint32_t sequence, Sentence text) {
      out.findings.push_back({c.head.id, sequence, std::move(text.en), std::move(text.zh)});
    };
    try {
      c.book = &books.of(store, c.head.rulebook);
    } catch (const Error& error) {
      wrong(0, {error.what(), error.chinese()});
      waiting.leave_out(c.head.number);
      continue;
    }
    const Refolded folded = Refold(store, books, c, &waiting).run();
    out.erased += folded.erased;
    if (!folded.same()) {
      wrong(folded.sequence, folded.wrong);
      waiting.leave_out(c.head.number);
      continue;
    }
    describe(books, c, again);
    const CaseRecord& kept = c.head;
    if (again.snapshot != kept.snapshot) wrong(c.head.sequence, {"the stored state is not what its entries come to", "存着的状态不是各条算出来的"});
    else if (again.next_due != kept.next_due) wrong(c.head.sequence, {"the stored timer is not what its entries come to", "存着的到点时刻不是各条算出来的"});
    else if (again.columns != kept.columns || again.closed != kept.closed)
      wrong(c.head.sequence, {"the columns it is listed by are not what its entries come to", "列表用的各栏不是各条算出来的"});
  }
  for (const auto& [key, body] : waiting.left()) {
    if (out.findings.size() >= most) break;
    c.head.id.clear();
    store.find(key.case_number, c.head);
    out.findings.push_back({c.head.id, key.sequence, "an effect waits that no entry asks for", "有一个待取的效果，没有哪一条要过"});
  }
  return out;
}

}  // namespace sanhuan
