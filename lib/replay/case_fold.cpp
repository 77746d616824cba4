#include "lib/replay/case_fold.hpp"

#include <algorithm>
#include <utility>

#include "lib/core/kin.hpp"
#include "lib/core/message.hpp"
#include "lib/rulebook/registers.hpp"
#include "lib/rulebook/revisions.hpp"

namespace sanhuan {

namespace {

constexpr char recorded = 1;
constexpr char assumed = 2;

Answer malformed(Malformed what) {
  Answer answer;
  answer.refused = Refused::malformed;
  answer.detail = what;
  return answer;
}

Answer key_conflict() {
  Answer answer;
  answer.refused = Refused::key_conflict;
  return answer;
}

bool same_content(const RecordedEvent& a, const RecordedEvent& b) {  // not the instant (7.3)
  return a.open == b.open && a.event == b.event && a.by.unit == b.by.unit && a.by.role == b.by.role &&
         a.by.petitioner == b.by.petitioner && a.by.system == b.by.system && a.facts == b.facts &&
         a.occurred == b.occurred;
}

// Without an owner: the rulebook that holds it outlives the fold, and no counter is shared between threads.
std::shared_ptr<const Calendar> borrowed(const Calendar& calendar) { return {std::shared_ptr<void>{}, &calendar}; }

}  // namespace

CaseFold::CaseFold(std::shared_ptr<const Rulebook> rulebook)
    : rulebook_(std::move(rulebook)),
      reader_(*rulebook_),
      stepper_(rulebook_->data(), {rulebook_->calendar_register(), rulebook_->organisation_register()}),
      happened_(rulebook_->data().events.size()),
      writer_(*rulebook_) {
  const std::size_t types = rulebook_->data().case_types.size();
  for (std::size_t type = 0; type < types; ++type) blank_.push_back(stepper_.make(CaseTypeId(type)));
  revision_ = rulebook_->revisions().size() - 1;
  cases_.emplace_back(*rulebook_);
}

const FoldedCase* CaseFold::find(std::string_view path) const noexcept {
  for (std::size_t i = 0; i < used_; ++i)
    if (cases_[i].path_ == path) return &cases_[i];
  return nullptr;
}

// ---- the family ------------------------------------------------------------------------------------------------------

FoldedCase& CaseFold::add(CaseTypeId type) {
  if (used_ == cases_.size()) cases_.emplace_back(*rulebook_);
  FoldedCase& c = cases_[used_++];
  c.path_.clear();
  c.folded_.clear();
  c.entries_.clear();
  c.keys_.clear();
  c.unjudged_.by_deadline.clear();
  c.entry_of_event_.clear();
  c.told_ = false;
  c.watch_ = {};
  if (!type) return c;
  c.folded_.type = type;
  c.layout_ = &stepper_.layout(type);
  c.state_.assign(blank_[type.value]);
  return c;
}

void CaseFold::begin(const RecordedCase& file) {
  used_ = 0;
  FoldedCase& root = add({});
  root.parent_ = 0;
  root.entry_of_event_.assign(file.events.size(), FoldedCase::no_entry);
  const CalendarRevisions& revisions = rulebook_->revisions();
  const std::size_t first = file.events.empty() ? revisions.size() - 1 : revisions.at(file.events.front().at);
  if (first != revision_ || writer_.texts != nullptr) {
    revision_ = first;
    stepper_.set_registers({borrowed(revisions.calendar(first)), rulebook_->organisation_register()});
  }
  next_revision_ = first + 1 < revisions.size() ? revisions.seen_from(first + 1) : Instant::never();
}

// What a step of this case leaves to be done in its family: cases to be opened, a closing to be told. In the same
// transaction, so before anything else happens (3.6).
void CaseFold::settle_family(const RecordedCase& file, FoldedCase& c) {
  if (!c.entries_.children.empty()) open_children(file, c);
  if (&c == &cases_.front() || c.told_ || !c.state_.head().closed) return;
  c.told_ = true;
  FoldedCase& parent = cases_[c.parent_];
  const std::size_t before = parent.entries_.entries.size();
  if (watches(parent)) passed(parent, c.state_.head().last);
  stepper_.child_closed(parent.state_, c.opened_by_, c.position_, c.state_.head().last, parent.entries_, unjudged(parent),
                        listener(parent));
  settled(parent, before);
  settle_family(file, parent);
}

void CaseFold::open_children(const RecordedCase& file, FoldedCase& parent) {
  const std::vector<ChildOpening> openings = std::exchange(parent.entries_.children, {});
  const auto parent_index = static_cast<std::size_t>(
      std::find_if(cases_.begin(), cases_.end(), [&](const FoldedCase& c) { return &c == &parent; }) - cases_.begin());
  for (const ChildOpening& opening : openings) {
    const std::string path = parent.path_ + child_tail(opening.entry, opening.position).substr(parent.path_.empty() ? 1 : 0);
    FoldedCase& child = add(opening.type);
    child.path_ = path;
    child.parent_ = parent_index;
    child.opened_by_ = opening.entry;
    child.position_ = opening.position;
    find_unjudged(file, child);
    const Answer answer = stepper_.open(child.state_, opening_of(opening), child.entries_, unjudged(child), listener(child));
    child.folded_.opened = answer.accepted();
    settled(child, 0);
    settle_family(file, child);
  }
}

// ---- time --------------------------------------------------------------------------------------------------------------

void CaseFold::advance_one(const RecordedCase& file, FoldedCase& c, Instant until) {
  if (!c.folded_.opened) return;
  // A timer may open a case that lives on before the next timer of this one; promises are judged after each.
  const std::uint32_t at_once = stepper_.opens_cases(c.folded_.type) || watches(c) ? 1 : timers_per_step_max;
  const std::size_t before = c.entries_.entries.size();
  passed(c, c.state_.next_timer());
  while (stepper_.advance(c.state_, until, c.entries_, unjudged(c), at_once, listener(c)) == at_once)
    if (at_once == 1) break;
  settled(c, before);
  settle_family(file, c);
}

// Everything that stands at or before `until`: timers of the whole family in their order, revisions on their days.
void CaseFold::advance(const RecordedCase& file, Instant until) {
  for (;;) {
    // Timers that stand before a revision fire under what was known until then (2.3b).
    const bool revises = next_revision_ <= until;
    const Instant end = revises ? next_revision_ - 1 : until;
    for (;;) {
      FoldedCase* next = nullptr;
      for (std::size_t i = 0; i < used_; ++i) {
        FoldedCase& c = cases_[i];
        if (c.folded_.opened && c.state_.next_timer() <= end && !c.state_.head().closed &&
            (next == nullptr || c.state_.next_timer() < next->state_.next_timer() ||
             (c.state_.next_timer() == next->state_.next_timer() && c.path_ < next->path_)))
          next = &c;
      }
      if (next == nullptr) break;
      const bool alone = used_ == 1 && !stepper_.opens_cases(next->folded_.type);
      advance_one(file, *next, alone ? end : next->state_.next_timer());
    }
    for (std::size_t i = 0; i < used_; ++i) passed(cases_[i], end + 1);
    if (!revises) return;
    see_revision(file, revision_ + 1);
  }
}

void CaseFold::watch_promises() {
  const RulebookData& rules = rulebook_->data();
  judges_.clear();
  if (rules.promises.empty()) return;
  for (std::size_t type = 0; type < rules.case_types.size(); ++type) judges_.emplace_back(rules, CaseTypeId(type));
}

void CaseFold::settled(FoldedCase& c, std::size_t first_entry) const {
  if (c.folded_.opened && watches(c)) judges_[c.folded_.type.value].settled(stepper_, c.state_, c.entries_, first_entry, c.watch_);
}

void CaseFold::passed(FoldedCase& c, Instant now) const {
  if (c.folded_.opened && watches(c)) judges_[c.folded_.type.value].passed(stepper_, c.state_, now, c.watch_);
}

void CaseFold::see_revision(const RecordedCase& file, std::size_t revision) {
  const CalendarRevisions& revisions = rulebook_->revisions();
  const Instant at = revisions.seen_from(revision);
  revision_ = revision;
  next_revision_ = revision + 1 < revisions.size() ? revisions.seen_from(revision + 1) : Instant::never();
  stepper_.set_registers({borrowed(revisions.calendar(revision)), rulebook_->organisation_register()});
  for (std::size_t i = 0; i < used_; ++i) {
    FoldedCase& c = cases_[i];
    if (!c.folded_.opened || c.state_.head().closed) continue;
    const std::size_t before = c.entries_.entries.size();
    if (watches(c)) judges_[c.folded_.type.value].recount(revisions.calendar(revision), c.watch_);
    stepper_.recount(c.state_, at, c.entries_, unjudged(c), listener(c));
    settled(c, before);
    settle_family(file, c);
  }
}

// ---- folding -----------------------------------------------------------------------------------------------------------

const Folded& CaseFold::fold(const RecordedCase& file, Instant until, std::vector<std::string>* texts,
                             std::string_view path) {
  writer_.texts = texts;
  writer_.case_id = file.id;
  text_path_ = path;
  begin(file);
  for (std::uint32_t i = 0; i < file.events.size() && file.events[i].at <= until; ++i) take(file, i);
  if (cases_.front().folded_.opened) advance(file, until);
  for (std::size_t i = 0; i < used_; ++i) finish(cases_[i]);
  return cases_.front().folded_;
}

void CaseFold::finish(FoldedCase& c) {
  Folded& folded = c.folded_;
  if (!folded.opened) return;
  const CaseState::Header& head = c.state_.head();
  folded.closed = head.closed;
  folded.leaf = head.leaf;
  folded.level = head.level;
  folded.opened_at = head.opened;
  folded.last = head.last;
  const model::Process& process = c.process();
  read_entries(rulebook_->data(), process, c.entries_, folded);
  folded.late = is_late(process, folded);
  folded.persons = 1;
  if (!process.persons) return;
  const model::CaseType& type = rulebook_->data().case_types[folded.type.value];
  const Scalar persons = c.state_.fact(*c.layout_, rulebook_->data().facts[type.facts.first + process.persons.value].slot);
  if (persons.known && persons.bits > 1) folded.persons = static_cast<std::uint64_t>(persons.bits);
}

// 8.3b: what in this case's file only assumed events could fulfil is not judged.
void CaseFold::find_unjudged(const RecordedCase& file, FoldedCase& c) {
  bool any_assumed = false;
  for (const RecordedEvent& e : file.events) any_assumed = any_assumed || (e.assumed && e.child == c.path_);
  if (!any_assumed) return;
  std::fill(happened_.begin(), happened_.end(), char{0});
  for (const RecordedEvent& e : file.events) {
    if (e.child != c.path_) continue;
    if (const EventId id = reader_.event(e.event)) happened_[id.value] |= e.assumed ? assumed : recorded;
  }
  const RulebookData& rules = rulebook_->data();
  const auto& deadlines = c.process().deadlines;
  c.unjudged_.by_deadline.resize(deadlines.size());
  for (std::size_t d = 0; d < deadlines.size(); ++d) {
    char by = 0;
    for (std::uint32_t i = 0; i < deadlines[d].fulfilled_by.count; ++i)
      by |= happened_[rules.event_lists[deadlines[d].fulfilled_by.first + i].value];
    c.unjudged_.by_deadline[d] = by == assumed;
  }
}

// A key seen before gets its first outcome (7.3): nothing happens again.
bool CaseFold::seen_before(const RecordedCase& file, FoldedCase& c, std::uint32_t index) {
  const std::string& key = file.events[index].key;
  if (key.empty()) return false;
  const auto found = c.keys_.find(key);
  if (found == c.keys_.end()) return false;
  if (!same_content(file.events[found->second], file.events[index])) reject(file, c, index, key_conflict(), key);
  return true;
}

void CaseFold::reject(const RecordedCase& file, FoldedCase& c, std::uint32_t index, const Answer& answer, std::string name) {
  c.folded_.rejected.push_back({index, file.events[index].assumed, answer, std::move(name)});
}

// Texts are said of the case as the entry leaves it, whatever else the step goes on to do.
void CaseFold::TextWriter::stands(const CaseState& state, const Event* event, const Entries& out) {
  const Entry& entry = out.entries.back();
  texts->resize(out.changes.size());
  const RulebookData& rules = rulebook.data();
  const model::CaseType& type = rules.case_types[state.head().type.value];
  for (std::size_t i = entry.first_change; i < out.changes.size(); ++i) {
    const Change& change = out.changes[i];
    std::string& text = (*texts)[i];
    text.clear();
    if (change.kind == ChangeKind::effect || change.kind == ChangeKind::deemed) {
      text = fill_text(rulebook, *layout, state, case_id, event, rules.text(rules.actions[change.b].text));
    } else if (change.kind == ChangeKind::fact) {
      const Value value = read_fact(rules, *layout, state, FactId(change.a));
      if (value.known()) text = rulebook.show_value(rules.facts[type.facts.first + change.a].type, value);
    }
  }
}

EntryListener* CaseFold::listener(const FoldedCase& c) noexcept {
  if (writer_.texts == nullptr || c.path_ != text_path_) return nullptr;
  writer_.layout = c.layout_;
  return &writer_;
}

// `open` and `event` on one line happen together or not at all (3.0).
Answer CaseFold::open_with(const RecordedCase& file, const LineReader::Line& line, bool with_event) {
  FoldedCase& root = cases_.front();
  root.state_.assign(blank_[root.folded_.type.value]);
  Answer answer = stepper_.open(root.state_, line.opening, root.entries_, unjudged(root), listener(root));
  if (answer.accepted() && with_event) answer = stepper_.step(root.state_, line.event, root.entries_, unjudged(root), listener(root));
  root.folded_.opened = answer.accepted();
  if (!root.folded_.opened) root.entries_.clear();
  return answer;
}

void CaseFold::take(const RecordedCase& file, std::uint32_t index) {
  const RecordedEvent& e = file.events[index];
  // The revisions before it; where one case may do something about another, what stands up to it in the whole family.
  // Else its timers fire in the step, unless promises are judged after each.
  while (e.at >= next_revision_) {
    advance(file, next_revision_ - 1);
    see_revision(file, revision_ + 1);
  }
  const FoldedCase& root = cases_.front();
  const bool one_by_one = root.folded_.opened && (stepper_.opens_cases(root.folded_.type) || watches(root));
  if (used_ > 1 || one_by_one) advance(file, e.at);
  FoldedCase* found = e.child.empty() ? &cases_.front() : const_cast<FoldedCase*>(find(e.child));
  if (found == nullptr) {
    ++cases_.front().folded_.events;
    return reject(file, cases_.front(), index, malformed(Malformed::not_open), e.child);
  }
  FoldedCase& c = *found;
  if (seen_before(file, c, index)) return;
  ++c.folded_.events;
  if (e.assumed) ++c.folded_.assumed;
  const bool opens = !e.open.empty();
  if (opens == c.folded_.opened) {
    return opens ? reject(file, c, index, key_conflict(), e.open) : reject(file, c, index, malformed(Malformed::not_open));
  }
  if (opens) {
    const CaseTypeId type = reader_.case_type(e.open);
    if (!type || !rulebook_->data().case_types[type.value].process)
      return reject(file, c, index, malformed(Malformed::unknown_case_type), e.open);
    c.folded_.type = type;
    c.layout_ = &stepper_.layout(type);
    find_unjudged(file, c);
  }
  const LineReader::Line& line = reader_.read(e, c.folded_.type);
  if (line.unreadable) return reject(file, c, index, malformed(line.unreadable.what), line.unreadable.detail);
  const std::size_t before = c.entries_.entries.size();
  const bool with_event = !e.event.empty();
  const Answer answer = opens        ? open_with(file, line, with_event)
                        : with_event ? stepper_.step(c.state_, line.event, c.entries_, unjudged(c), listener(c))
                                     : malformed(Malformed::unknown_event);
  if (answer.rejected()) reject(file, c, index, answer);
  if (answer.refused == Refused::malformed || !c.folded_.opened) return;
  settled(c, before);
  if (!e.key.empty()) c.keys_.emplace(e.key, index);
  c.entry_of_event_.resize(file.events.size(), FoldedCase::no_entry);
  for (std::size_t i = c.entries_.entries.size(); i-- > before;) {
    const EntryKind kind = c.entries_.entries[i].kind;
    if (kind == EntryKind::timer || kind == EntryKind::recomputed || kind == EntryKind::child) continue;
    c.entry_of_event_[index] = static_cast<std::uint32_t>(i);
    break;
  }
  settle_family(file, c);
}

}  // namespace sanhuan
