#include "lib/engine/ledger_work.hpp"

#include <algorithm>
#include <tuple>

#include "lib/base/sentence.hpp"
#include "lib/core/kin.hpp"
#include "lib/core/message.hpp"
#include "lib/engine/effects.hpp"
#include "lib/engine/impl.hpp"
#include "lib/engine/migration.hpp"
#include "lib/engine/rebase.hpp"
#include "lib/engine/refold.hpp"

namespace sanhuan {

// A case out of the memory, given back at the end of the scope.
class LedgerWork::Lease {
 public:
  explicit Lease(WorkMemory& memory) : memory_(memory) {
    if (memory.in_use == memory.cases.size()) memory.cases.push_back(std::make_unique<StoredCase>());
    case_ = memory.cases[memory.in_use++].get();
    case_->forget_written();
  }
  ~Lease() { --memory_.in_use; }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  StoredCase& operator*() const noexcept { return *case_; }
  StoredCase* operator->() const noexcept { return case_; }

 private:
  WorkMemory& memory_;
  StoredCase* case_;
};

LedgerWork::LedgerWork(Transaction& t, Books& books, WorkMemory& memory) : t_(t), books_(books), memory_(memory) {
  memory.in_use = 0;
  books.refresh(t);
}

// ---- reading ------------------------------------------------------------------------------------------------------------

// `c` has its head.
bool LedgerWork::load(StoredCase& c) {
  if (c.head.number == ledger_stream || c.head.sequence == 0) return false;
  c.book = &books_.of(t_, c.head.rulebook);
  if (read_snapshot(c)) return true;
  const Refolded again = refold(t_, books_, c);
  if (!again.same())
    throw Error(Failure::damaged, Commit::not_done,
                sentence("case `{0}`, entry {1}: {2}", "`{0}` 第 {1} 条：{3}", c.head.id, again.sequence, again.wrong.en, again.wrong.zh));
  return true;
}

Answer LedgerWork::first_answer(const StoredCase& c, std::uint32_t sequence, const Event* event, const Opening* opening) {
  std::optional<DecodedEntry> first;
  t_.entries(c.head.number, sequence, [&](const StoredEntry& e) {
    first = decode_entry(static_cast<EntryKind>(e.kind), e.at, e.sequence, e.body);
    return false;
  });
  if (!first)
    throw Error(Failure::damaged, Commit::not_done,
                sentence("case `{}`, entry {} cannot be read", "`{}` 第 {} 条读不懂", c.head.id, sequence));
  if (!first->apart.empty()) give_back(*first, t_.personal(c.head.number, sequence));
  if (c.state.head().migrated) rebase(t_, books_, c.head.number, *first);
  if (event != nullptr ? !same_content(*first, *event) : !same_content(*first, *opening)) return key_conflict();
  Answer answer;
  answer.refused = first->entry.refused;
  answer.missing = first->missing;
  answer.owed = first->owed;
  answer.rule = first->rule;
  answer.sequence = sequence;
  answer.repeated = true;
  return answer;
}

// ---- writing ------------------------------------------------------------------------------------------------------------

void LedgerWork::write_entry(StoredCase& c, const Entry& entry, const Given& given) {
  const CaseTypeId type = c.state.head().type;
  EntryToWrite e;
  e.entry = entry;
  e.registers = c.registers;
  e.changes = std::span(c.written.changes).subspan(entry.first_change, entry.change_count);
  e.personal_facts = c.book->personal_facts[type.value];
  std::vector<char> personal;
  std::string_view key;
  switch (entry.kind) {
    case EntryKind::opened:
      e.rulebook = c.book->rulebook->hash();
      e.type = given.opening->type;
      e.by = given.opening->by;
      e.facts = given.opening->facts;
      if (!e.personal_facts.empty())
        for (const GivenFact& fact : e.facts) personal.push_back(e.personal_facts[fact.first.value]);
      break;
    case EntryKind::event:
    case EntryKind::refusal: {
      e.by = given.event->by;
      e.payload = given.event->payload;
      e.missing = given.answer.missing;
      e.owed = given.answer.owed;
      e.rule = given.answer.rule;
      key = given.event->key;
      const std::vector<char>& fields = c.book->personal_fields[entry.event.value];
      if (!fields.empty())
        for (const PayloadField& field : e.payload) personal.push_back(fields[field.field]);
      break;
    }
    case EntryKind::child:
      e.child_entry = given.child_entry;
      e.child_position = given.child_position;
      break;
    case EntryKind::migration:
      e.rulebook_before = given.rulebook_before;
      e.rulebook = c.book->rulebook->hash();
      e.by = given.event->by;
      break;
    case EntryKind::erasure:
      e.by = given.event->by;
      e.reason = given.reason;
      break;
    case EntryKind::timer:
    case EntryKind::recomputed: break;
  }
  e.personal = personal;
  encode(e, memory_.encoded);
  memory_.personal.clear();
  for (const auto& [position, value] : memory_.encoded.personal) memory_.personal.push_back({position, value});
  NewEntry row;
  row.sequence = entry.sequence;
  row.at = entry.at;
  row.kind = static_cast<std::uint8_t>(entry.kind);
  row.body = memory_.encoded.body;
  row.key = key;
  row.personal = memory_.personal;
  t_.append(c.head.number, row);
}

// The entries that steps wrote, with their effects.
void LedgerWork::write(StoredCase& c, const Given& given) {
  for (const Entry& entry : c.written.entries) write_entry(c, entry, given);
  for (const Effect& effect : c.asked)
    t_.add_effect({c.head.number, effect.id.entry, effect.id.position}, encode_effect(effect));
  c.asked.clear();
  c.written.entries.clear();
  c.written.changes.clear();
  c.written.unmet.clear();
}

void LedgerWork::store(StoredCase& c) {
  describe(books_, c, memory_.record);
  t_.put(c.head.number, memory_.record);
  unstored_ = false;
  if (woken_ != nullptr && memory_.record.next_due <= draining_)
    woken_->push_back({memory_.record.next_due, c.head.id, c.head.number});
}

// ---- registers ----------------------------------------------------------------------------------------------------------

// Revisions that the case has not seen yet (2.3b): timers that stand before one fire under what was known until then.
bool LedgerWork::bring_up(StoredCase& c, Instant at) {
  const std::uint32_t wanted = books_.registers_at(at);
  Stepper& stepper = c.book->stepper;
  AskedEffects listener = c.listener();
  bool moved = false;
  while (c.registers < wanted) {
    const std::uint32_t next = books_.next_group(c.registers, wanted);
    const Instant taken_up = books_.taken_up(next);
    books_.see(*c.book, c.registers);
    while (stepper.advance(c.state, taken_up - 1, c.written, nullptr, 1, &listener) != 0) {
      const std::vector<ChildOpening> children = std::exchange(c.written.children, {});
      write(c, {});
      if (children.empty()) continue;
      store(c);
      for (const ChildOpening& child : children) open_child(c, child);
      // One that closed at once has told it so, in the ledger.
      const std::string id = c.head.id;
      if (!t_.find(id, c.head) || !load(c)) return moved;
    }
    books_.see(*c.book, next);
    c.registers = next;
    moved |= stepper.recount(c.state, taken_up, c.written, nullptr, &listener);
    write(c, {});
  }
  books_.see(*c.book, c.registers);
  return moved;
}

bool LedgerWork::take_account(CaseNumber number, Instant at) {
  Lease c(memory_);
  if (!t_.find(number, c->head) || !load(*c) || c->registers == books_.registers_at(at)) return false;
  const bool was_closed = c->state.head().closed;
  const bool moved = bring_up(*c, at);
  store(*c);
  settle_family(*c, was_closed);
  return moved;
}

// ---- steps --------------------------------------------------------------------------------------------------------------

Answer LedgerWork::submit(const Submission& s) {
  Lease c(memory_);
  return submit(s, *c);
}

void LedgerWork::submit(std::span<const Submission> all, std::vector<Answer>& answers) {
  Lease c(memory_);
  together_ = true;
  for (const Submission& s : all) {
    if (unstored_ && c->head.id != s.case_id) store(*c);
    answers.push_back(submit(s, *c));
  }
  if (unstored_) store(*c);
  together_ = false;
}

Answer LedgerWork::submit(const Submission& s, StoredCase& c) {
  if (const Answer wrong = look_at(s, latest_); wrong.rejected()) return wrong;
  const Event* const event = s.event ? &*s.event : nullptr;
  if (!unstored_) {
    c.forget_written();  // of an opening that was not to be
    if (!t_.find(s.case_id, c.head) || !load(c)) return s.open ? open(c, s.case_id, *s.open, event) : malformed(Malformed::not_open);
  }
  if (s.open) {
    const Answer first = first_answer(c, 1, nullptr, &*s.open);
    if (first.rejected() || event == nullptr) return first;
  }
  return event != nullptr ? handle(c, *event) : malformed(Malformed::not_open);
}

Answer LedgerWork::open(StoredCase& c, std::string_view id, const Opening& opening, const Event* event) {
  Book* const book = books_.for_opening(opening.at);
  if (book == nullptr || !opening.type || opening.type.value >= book->blank.size()) return malformed(Malformed::not_open);
  if (kinship(id)) return malformed(Malformed::reserved_id);
  c.book = book;
  c.registers = books_.registers_at(opening.at);
  books_.see(*book, c.registers);
  c.state.assign(book->blank[opening.type.value]);
  c.head = {};
  c.head.id = id;
  AskedEffects listener = c.listener();
  Answer answer = book->stepper.open(c.state, opening, c.written, nullptr, &listener);
  // Together or not at all (3.0).
  if (answer.accepted() && event != nullptr) answer = book->stepper.step(c.state, *event, c.written, nullptr, &listener);
  if (answer.rejected()) return answer.sequence = 0, answer;
  c.head.number = t_.open(id);
  write(c, {&opening, event, answer, 0, 0, {}, 0});
  stepped(c, false);
  return answer;
}

Answer LedgerWork::handle(StoredCase& c, const Event& given) {
  if (!given.key.empty())
    if (const auto used = t_.key(c.head.number, given.key)) return first_answer(c, used->sequence, &given, nullptr);
  Event event = given;
  lift(event, c.state.head().last);
  if (may_wait_for_others(c)) {
    // What is malformed moves nothing, not even the timers of others (3.3.2).
    books_.see(*c.book, books_.registers_at(event.at));
    if (const Answer form = c.book->stepper.form(c.state, event); form.rejected()) return form;
  }
  if (advance_family(c, event.at)) {
    const CaseNumber number = c.head.number;
    if (!t_.find(number, c.head) || !load(c)) return malformed(Malformed::not_open);
  }
  const std::uint32_t seen = c.registers;
  const bool was_closed = c.state.head().closed;
  bring_up(c, event.at);
  AskedEffects listener = c.listener();
  const Answer answer = c.book->stepper.step(c.state, event, c.written, nullptr, &listener);
  if (answer.refused == Refused::malformed && c.registers == seen) return answer;  // answered and forgotten
  write(c, {nullptr, &event, answer, 0, 0, {}, 0});
  stepped(c, was_closed);
  return answer;
}

// Where a step has been written: the case is stored, and its family settled. In a batch that can wait for the next event of
// the case, but for what others look for before.
void LedgerWork::stepped(StoredCase& c, bool was_closed) {
  unstored_ = together_ && !may_wait_for_others(c);
  if (unstored_) return;
  store(c);
  settle_family(c, was_closed);
}

std::size_t LedgerWork::fire(const DueCase& due) {
  Lease c(memory_);
  if (!t_.find(due.number, c->head) || c->head.next_due != due.at || !load(*c)) return 0;
  const bool was_closed = c->state.head().closed;
  const std::uint32_t seen = c->registers;
  bring_up(*c, due.at);
  // A timer may open a case that lives on before the next timer of this one.
  Stepper& stepper = c->book->stepper;
  const std::uint32_t at_once = stepper.opens_cases(c->state.head().type) ? 1 : timers_per_step_max;
  AskedEffects listener = c->listener();
  const std::size_t fired = stepper.advance(c->state, due.at, c->written, nullptr, at_once, &listener);
  if (fired == 0 && c->registers == seen)
    throw Error(Failure::damaged, Commit::not_done, sentence("case `{}` is due, and has no timer that is", "`{}` 说到点了，却没有到点的时限", c->head.id));
  write(*c, {});
  store(*c);
  settle_family(*c, was_closed);
  return fired;
}

// ---- other rules (8.2) --------------------------------------------------------------------------------------------------

bool LedgerWork::migrate(CaseNumber number, Book& to, Instant at, const Actor& by) {
  Lease c(memory_);
  if (!t_.find(number, c->head) || !load(*c) || c->state.head().closed || c->book == &to) return false;
  const Book& before = *c->book;
  const Counterparts* const counterparts = books_.counterparts(before, to, c->state.head().type);
  if (counterparts == nullptr) return false;
  bring_up(*c, at);
  if (c->state.head().closed) {  // by what a revision moved
    store(*c);
    settle_family(*c, false);
    return false;
  }
  const Past past = counterparts->asks_the_past() ? past_of(t_, books_, number) : Past{};
  if (!migrate_case(books_, *c, to, *counterparts, past, at, as_holder(by)).empty())
    throw Error(Failure::conflict, Commit::not_done, sentence("something stands in the way of case `{}`", "`{}` 转不过去", c->head.id));
  Event event;
  event.by = by;
  write(*c, {nullptr, &event, {}, 0, 0, {}, before.rulebook->hash()});
  store(*c);
  settle_family(*c, false);
  return true;
}

// ---- the family (3.6) ---------------------------------------------------------------------------------------------------

// What a step leaves to be done, in the same transaction: cases to be opened, a closing to be told. `c` is stored; what
// follows may change it in the ledger, so it is not looked at again.
void LedgerWork::settle_family(StoredCase& c, bool was_closed) {
  for (const ChildOpening& child : std::exchange(c.written.children, {})) open_child(c, child);
  if (!was_closed && c.state.head().closed) tell_parent(c);
}

bool LedgerWork::has_kin(const StoredCase& c) {
  return kinship(c.head.id).has_value() || (c.state.cold() != nullptr && !c.state.cold()->children.empty());
}

bool LedgerWork::may_wait_for_others(const StoredCase& c) { return has_kin(c) || c.book->stepper.opens_cases(c.state.head().type); }

// What stands up to an event in its family fires before it, in the order of a drain: what one case does about another may
// have to wait for it. True where something fired. Of a case that may open others, and has not, those are its own timers.
bool LedgerWork::advance_family(const StoredCase& c, Instant until) {
  if (!may_wait_for_others(c)) return false;
  if ((has_kin(c) ? t_.next_due() : c.head.next_due) > until) return false;
  const std::string root(root_of(c.head.id));
  for (bool any = false;; any = true) {
    DueCase earliest{Instant::never(), {}, 0};
    find_earliest(root, earliest);
    if (earliest.at > until) return any;
    fire(earliest);
  }
}

void LedgerWork::find_earliest(const std::string& id, DueCase& earliest) {
  Lease c(memory_);
  if (!t_.find(id, c->head) || !load(*c)) return;
  if (std::tie(c->head.next_due, id) < std::tie(earliest.at, earliest.id)) earliest = {c->head.next_due, id, c->head.number};
  if (const Cold* const cold = c->state.cold())
    for (const Cold::Child& child : cold->children) find_earliest(id + child_tail(child.entry, child.position), earliest);
}

void LedgerWork::open_child(StoredCase& parent, const ChildOpening& opened) {
  Lease c(memory_);
  c->book = parent.book;
  const Opening opening = opening_of(opened);
  c->registers = parent.registers;
  books_.see(*c->book, c->registers);
  c->state.assign(c->book->blank[opened.type.value]);
  c->head = {};
  c->head.id = parent.head.id + child_tail(opened.entry, opened.position);
  AskedEffects listener = c->listener();
  if (c->book->stepper.open(c->state, opening, c->written, nullptr, &listener).rejected()) return;
  c->head.number = t_.open(c->head.id, parent.head.number);
  write(*c, {&opening, nullptr, {}, 0, 0, {}, 0});
  store(*c);
  settle_family(*c, false);
}

void LedgerWork::tell_parent(const StoredCase& child) {
  const auto kin = kinship(child.head.id);
  if (!kin) return;
  Lease parent(memory_);
  if (!t_.find(kin->parent, parent->head) || !load(*parent)) return;
  const Cold* const cold = parent->state.cold();
  if (cold == nullptr) return;
  const bool waits = std::any_of(cold->children.begin(), cold->children.end(), [&](const Cold::Child& known) {
    return known.entry == kin->entry && known.position == kin->position && !known.closed;
  });
  if (!waits) return;  // told before, of a child that was opened again
  const bool was_closed = parent->state.head().closed;
  const Instant at = child.state.head().last;
  bring_up(*parent, at);
  AskedEffects listener = parent->listener();
  parent->book->stepper.child_closed(parent->state, kin->entry, kin->position, at, parent->written, nullptr, &listener);
  write(*parent, {nullptr, nullptr, {}, kin->entry, kin->position, {}, 0});
  store(*parent);
  settle_family(*parent, was_closed);
}

// ---- personal data ------------------------------------------------------------------------------------------------------

namespace {

// Whether a rule's text fills in a personal fact or field.
bool says_personal(const Book& book, CaseTypeId type, std::string_view text) {
  const Rulebook& rulebook = *book.rulebook;
  const RulebookData& rules = rulebook.data();
  return text_names(text, [&](std::string_view name) {
    if (const FactId fact = rulebook.fact(type, name)) return rules.facts[rules.case_types[type.value].facts.first + fact.value].personal;
    return std::any_of(rules.fields.begin(), rules.fields.end(),
                       [&](const model::Field& field) { return field.personal && rules.text(field.name) == name; });
  });
}

}  // namespace

// An effect that waits and said what was erased says what the case still knows.
void LedgerWork::forget_in_effect(const StoredCase& c, const EffectKey& key, std::string_view text) {
  const auto body = t_.effect(key);
  std::optional<Effect> effect = body ? decode_effect(*body) : std::nullopt;
  if (!effect) return;
  const Rulebook& rulebook = *c.book->rulebook;
  effect->text = fill_text(rulebook, c.book->stepper.layout(c.state.head().type), c.state, c.head.id, nullptr, text);
  t_.rewrite_effect(key, encode_effect(*effect));
}

std::size_t LedgerWork::erase(std::string_view case_id, Instant at, const Actor& by, std::string_view reason) {
  Lease c(memory_);
  if (!t_.find(case_id, c->head) || !load(*c)) return 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> apart;
  struct Said {
    EffectKey key;
    std::string_view text;
  };
  std::vector<Said> said;
  std::vector<DecodedEntry> entries;
  t_.entries(c->head.number, 1, [&](const StoredEntry& e) {
    if (auto entry = decode_entry(static_cast<EntryKind>(e.kind), e.at, e.sequence, e.body)) entries.push_back(std::move(*entry));
    return true;
  });
  RulesOfEntries rules_of(t_, books_, *c->book);
  for (const DecodedEntry& entry : entries) {
    const RulesOfEntries::Rules under = rules_of.at(entry);
    const RulebookData& rules = under.book->rulebook->data();
    for (const std::uint32_t field : entry.apart) apart.emplace_back(entry.entry.sequence, field);
    std::uint32_t position = 0;
    for (const Change& change : entry.changes) {
      if (change.kind != ChangeKind::effect) continue;
      const StringId text = change.b < rules.actions.size() ? rules.actions[change.b].text : StringId();
      if (text && says_personal(*under.book, under.type, rules.text(text)))
        said.push_back({{c->head.number, entry.entry.sequence, position}, rules.text(text)});
      ++position;
    }
  }
  std::size_t erased = 0;
  for (const auto& [sequence, field] : apart) erased += t_.erase(c->head.number, sequence, field) ? 1 : 0;
  Event event;
  event.by = by;
  bring_up(*c, at);
  c->book->stepper.forget_personal(c->state, at, as_holder(by), c->written);
  for (const Said& effect : said) forget_in_effect(*c, effect.key, effect.text);
  write(*c, {nullptr, &event, {}, 0, 0, reason, 0});
  store(*c);
  if (const Cold* const cold = c->state.cold())
    for (const Cold::Child& child : cold->children)
      erased += erase(c->head.id + child_tail(child.entry, child.position), at, by, reason);
  return erased;
}

}  // namespace sanhuan
