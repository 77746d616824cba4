#include "lib/engine/books.hpp"

#include <algorithm>

#include "lib/base/sentence.hpp"
#include "lib/base/wire.hpp"
#include "lib/rulebook/binary.hpp"
#include "lib/rulebook/revisions.hpp"

namespace sanhuan {

std::string ledger_name(std::uint64_t hash) {
  std::string name;
  WireWriter(name).fixed(hash);
  return name;
}

Book::Book(std::shared_ptr<const Rulebook> book, Registers first)
    : rulebook(std::move(book)), hash(ledger_name(rulebook->hash())), stepper(rulebook->data(), std::move(first)) {
  const RulebookData& rules = rulebook->data();
  const auto flags = [](std::uint32_t count, auto personal) {
    std::vector<char> of(count);
    bool any = false;
    for (std::uint32_t i = 0; i < count; ++i) any |= (of[i] = personal(i)) != 0;
    if (!any) of.clear();
    return of;
  };
  for (std::size_t type = 0; type < rules.case_types.size(); ++type) {
    blank.push_back(stepper.make(CaseTypeId(type)));
    const model::Range facts = rules.case_types[type].facts;
    personal_facts.push_back(flags(facts.count, [&](std::uint32_t i) { return rules.facts[facts.first + i].personal; }));
  }
  for (const model::Event& event : rules.events) {
    const auto personal = [&](std::uint32_t i) {
      const model::Field& field = rules.fields[event.fields.first + i];
      if (field.personal) return true;
      for (std::size_t type = 0; type < field.fact.size(); ++type)
        if (field.fact[type] && !personal_facts[type].empty() && personal_facts[type][field.fact[type].value] != 0) return true;
      return false;
    };
    personal_fields.push_back(flags(event.fields.count, personal));
  }
}

Book& Books::add(std::shared_ptr<const Rulebook> rulebook) {
  return books_.emplace_back(std::move(rulebook), taken_up_.front().registers);
}

void Books::refresh(Reader& reader) {
  if (!reader.find(ledger_stream, head_) || head_.hash == stream_) return;
  const std::vector<Revision> revisions = reader.revisions();
  std::size_t same = 0;
  while (same < std::min(taken_up_.size(), revisions.size()) && taken_up_[same].hash == revisions[same].hash &&
         taken_up_[same].at == revisions[same].taken_up)
    ++same;
  if (same < taken_up_.size())
    for (Book& book : books_) book.registers = 0;
  taken_up_.resize(same);
  for (std::size_t i = taken_up_.size(); i < revisions.size(); ++i) {
    const Revision& revision = revisions[i];
    TakenUp next;
    if (!taken_up_.empty()) next.registers = taken_up_.back().registers;
    next.at = revision.taken_up;
    next.hash = revision.hash;
    bool read = false;
    switch (static_cast<RegisterKind>(revision.kind)) {
      case RegisterKind::calendar: read = (next.registers.calendar = calendar_from(revision.bytes)) != nullptr; break;
      case RegisterKind::organisation:
        read = (next.registers.organisation = organisation_from(revision.bytes)) != nullptr;
        break;
    }
    if (!read)
      throw Error(Failure::damaged, Commit::not_done,
                  sentence("the ledger holds a register revision, number {}, that cannot be read", "台账里第 {} 版底册读不懂", i + 1));
    taken_up_.push_back(std::move(next));
  }
  stream_ = head_.hash;
  first_ = static_cast<std::uint32_t>(std::min<std::size_t>(taken_up_.size(), 2));
  if (taken_up_.size() < 2) return;
  // What lacks the other kind was never seen by a step: both come in one commit.
  taken_up_[0].registers = taken_up_[1].registers;
  if (books_.empty())
    for (const auto& rulebook : given_) add(rulebook);
}

namespace {

Revision calendar_revision(const Calendar& calendar, Day known_from, Instant at) {
  Revision revision{static_cast<std::uint8_t>(RegisterKind::calendar), {}, known_from, at,
                    to_bytes(calendar, known_from)};
  revision.hash = ledger_name(hash_of_bytes(revision.bytes));
  return revision;
}
Revision organisation_revision(const Rulebook& rulebook, Instant at) {
  Revision revision{static_cast<std::uint8_t>(RegisterKind::organisation), {}, rulebook.calendar().local_day(at), at,
                    to_bytes(rulebook.organisation())};
  revision.hash = ledger_name(hash_of_bytes(revision.bytes));
  return revision;
}
Revision calendar_known_at(const Rulebook& rulebook, Instant at) {
  const CalendarRevisions& revisions = rulebook.revisions();
  const std::size_t known = revisions.at(at);
  return calendar_revision(revisions.calendar(known), revisions.known_on(known), at);
}

}  // namespace

void Books::enter(Transaction& t, Instant now) {
  for (const auto& rulebook : given_) t.add_rulebook(ledger_name(rulebook->hash()), to_bytes(rulebook->data()), now);
  if (t.revisions().empty() && !given_.empty()) {
    t.take_up(calendar_known_at(*given_.front(), now));
    t.take_up(organisation_revision(*given_.front(), now));
  }
  refresh(t);
}

std::vector<Revision> Books::to_take_up(Instant at) const {
  std::vector<Revision> found;
  if (given_.empty() || taken_up_.empty() || at < taken_up_.back().at) return found;
  const Rulebook& newest = *given_.back();
  for (Revision revision : {calendar_known_at(newest, at), organisation_revision(newest, at)}) {
    const bool there = std::any_of(taken_up_.begin(), taken_up_.end(), [&](const TakenUp& t) { return t.hash == revision.hash; });
    if (!there) found.push_back(std::move(revision));
  }
  return found;
}

void Books::assume_taken_up(Instant at) {
  for (const Revision& revision : to_take_up(at)) {
    TakenUp next = taken_up_.back();
    next.at = at;
    next.hash = revision.hash;
    if (static_cast<RegisterKind>(revision.kind) == RegisterKind::calendar) next.registers.calendar = calendar_from(revision.bytes);
    else next.registers.organisation = organisation_from(revision.bytes);
    taken_up_.push_back(std::move(next));
  }
}

bool Books::has(const Organisation& units) const noexcept {
  const Organisation& newest = organisation(registers());
  if (units.size() > newest.size()) return false;
  for (std::size_t u = 0; u < units.size(); ++u)
    if (units.unit(UnitId(u)).key != newest.unit(UnitId(u)).key) return false;
  return true;
}

const Counterparts* Books::counterparts(const Book& before, const Book& after, CaseTypeId type) {
  const RulebookData &old = before.rulebook->data(), &now = after.rulebook->data();
  const model::Migration* const block = Counterparts::block(old, now, type);
  if (block == nullptr) return nullptr;
  auto& made = counterparts_[{&before, &after, type}];
  if (!made) made = std::make_unique<const Counterparts>(old, now, type, *block);
  return made.get();
}

Book* Books::for_opening(Instant at) {
  if (given_.size() == 1) return &books_.front();
  Book* found = nullptr;
  for (std::size_t i = 0; i < given_.size(); ++i) {
    Book& book = books_[i];
    const Calendar& calendar = *taken_up_[registers_at(at) - 1].registers.calendar;
    const Day effective = book.rulebook->data().effective;
    if (effective > calendar.local_day(calendar.deemed(at))) continue;
    if (found == nullptr || effective >= found->rulebook->data().effective) found = &book;
  }
  return found;
}

Book& Books::of(Reader& reader, std::string_view hash) {
  for (Book& book : books_)
    if (book.hash == hash) return book;
  const auto bytes = reader.rulebook(hash);
  const auto rules = bytes ? rulebook_from(*bytes) : nullptr;
  if (!rules) throw Error(Failure::damaged, Commit::not_done, Sentence{"neither host nor ledger has the rulebook of a case", "一件事项用的规则，规则包和台账里都没有"});
  const Registers& first = taken_up_.front().registers;
  Book& book = add(std::make_shared<const Rulebook>(rules, first.calendar, first.organisation));
  if (book.hash != hash) {
    books_.pop_back();
    throw Error(Failure::damaged, Commit::not_done, Sentence{"the ledger's copy of a rulebook is not the one its cases name", "台账里存的规则不是事项所用的那部"});
  }
  return book;
}

std::uint32_t Books::registers_at(Instant at) const noexcept {
  std::uint32_t n = registers();
  while (n > first_ && taken_up_[n - 1].at > at) --n;
  return n;
}

std::uint32_t Books::next_group(std::uint32_t seen, std::uint32_t most) const noexcept {
  std::uint32_t next = seen + 1;
  while (next < most && taken_up(next + 1) == taken_up(next)) ++next;
  return next;
}

void Books::see(Book& book, std::uint32_t registers) {
  if (book.registers == registers) return;
  book.stepper.set_registers(taken_up_[registers - 1].registers);
  book.registers = registers;
}

}  // namespace sanhuan
