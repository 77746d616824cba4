#include "lib/replay/case_fold.hpp"

#include <algorithm>
#include <utility>

#include "lib/core/message.hpp"
#include "lib/rulebook/registers.hpp"

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
         a.by.petitioner == b.by.petitioner && a.by.system == b.by.system && a.facts == b.facts;
}

}  // namespace

CaseFold::CaseFold(std::shared_ptr<const Rulebook> rulebook)
    : rulebook_(std::move(rulebook)),
      reader_(*rulebook_),
      stepper_(rulebook_->data(), {rulebook_->calendar_register(), rulebook_->organisation_register()}),
      happened_(rulebook_->data().events.size()) {
  const std::size_t types = rulebook_->data().case_types.size();
  for (std::size_t type = 0; type < types; ++type) blank_.push_back(stepper_.make(CaseTypeId(type)));
}

ProcessId CaseFold::process_id() const noexcept {
  return rulebook_->data().case_types[folded_.type.value].process;
}

const model::Process& CaseFold::process() const noexcept {
  return rulebook_->data().processes[process_id().value];
}

const Folded& CaseFold::fold(const RecordedCase& file, Instant until, std::vector<std::string>* texts) {
  texts_ = texts;
  folded_.clear();
  entries_.clear();
  keys_.clear();
  unjudged_.by_deadline.clear();
  entry_of_event_.assign(file.events.size(), no_entry);
  for (std::uint32_t i = 0; i < file.events.size() && file.events[i].at <= until; ++i) take(file, i);
  if (!folded_.opened) return folded_;
  run_out(file, until);
  folded_.closed = state_.head().closed;
  folded_.leaf = state_.head().leaf;
  folded_.level = state_.head().level;
  folded_.opened_at = state_.head().opened;
  folded_.last = state_.head().last;
  read_entries(rulebook_->data(), process(), entries_, folded_);
  return folded_;
}

// 8.3b: what in this case's file only assumed events could fulfil is not judged.
void CaseFold::find_unjudged(const RecordedCase& file) {
  bool any_assumed = false;
  for (const RecordedEvent& e : file.events) any_assumed = any_assumed || e.assumed;
  if (!any_assumed) return;
  std::fill(happened_.begin(), happened_.end(), char{0});
  for (const RecordedEvent& e : file.events)
    if (const EventId id = reader_.event(e.event)) happened_[id.value] |= e.assumed ? assumed : recorded;
  const RulebookData& rules = rulebook_->data();
  const auto& deadlines = process().deadlines;
  unjudged_.by_deadline.resize(deadlines.size());
  for (std::size_t d = 0; d < deadlines.size(); ++d) {
    char by = 0;
    for (std::uint32_t i = 0; i < deadlines[d].fulfilled_by.count; ++i)
      by |= happened_[rules.event_lists[deadlines[d].fulfilled_by.first + i].value];
    unjudged_.by_deadline[d] = by == assumed;
  }
}

// A key seen before gets its first outcome (7.3): nothing happens again.
bool CaseFold::seen_before(const RecordedCase& file, std::uint32_t index) {
  const std::string& key = file.events[index].key;
  if (key.empty()) return false;
  const auto found = keys_.find(key);
  if (found == keys_.end()) return false;
  if (!same_content(file.events[found->second], file.events[index])) reject(file, index, key_conflict(), key);
  return true;
}

void CaseFold::reject(const RecordedCase& file, std::uint32_t index, const Answer& answer, std::string name) {
  folded_.rejected.push_back({index, file.events[index].assumed, answer, std::move(name)});
}

// The timers that stand after the last event.
void CaseFold::run_out(const RecordedCase& file, Instant until) {
  if (texts_ != nullptr) write_texts_of_timers(file, until);
  while (stepper_.advance(state_, until, entries_, unjudged()) == timers_per_step_max) {
  }
}

// Fires on a copy, one by one, the timers that the next step is going to fire: only so are their texts written over the
// facts as they were before the event.
void CaseFold::write_texts_of_timers(const RecordedCase& file, Instant until) {
  if (!folded_.opened) return;
  probe_.assign(state_);
  Entries scratch;
  std::size_t before = 0;
  while (stepper_.advance(probe_, until, scratch, unjudged(), 1) != 0) {
    write_texts(file, probe_, nullptr, scratch, before);
    before = scratch.changes.size();
  }
}

// `written` goes on where the case's entries end, or is those themselves.
void CaseFold::write_texts(const RecordedCase& file, const CaseState& state, const Event* event,
                           const Entries& written, std::size_t from_change) {
  const std::size_t base = &written == &entries_ ? 0 : entries_.changes.size();
  texts_->resize(std::max(texts_->size(), base + written.changes.size()));
  const RulebookData& rules = rulebook_->data();
  const model::CaseType& type = rules.case_types[folded_.type.value];
  for (std::size_t i = from_change; i < written.changes.size(); ++i) {
    const Change& c = written.changes[i];
    std::string& text = (*texts_)[base + i];
    if (c.kind == ChangeKind::effect || c.kind == ChangeKind::deemed) {
      text = fill_text(*rulebook_, layout(), state, file.id, event, rules.text(rules.actions[c.b].text));
    } else if (c.kind == ChangeKind::fact) {
      const Value value = read_fact(rules, layout(), state, FactId(c.a));
      text = value.known() ? rulebook_->show_value(rules.facts[type.facts.first + c.a].type, value) : std::string{};
    }
  }
}

// `open` and `event` on one line happen together or not at all (3.0).
Answer CaseFold::open_with(const RecordedCase& file, const Reader::Line& line, bool with_event) {
  state_.assign(blank_[folded_.type.value]);
  Answer answer = stepper_.open(state_, line.opening, entries_, unjudged());
  if (texts_ != nullptr && answer.accepted()) write_texts(file, state_, nullptr, entries_, 0);
  if (answer.accepted() && with_event) answer = stepper_.step(state_, line.event, entries_, unjudged());
  folded_.opened = answer.accepted();
  if (!folded_.opened) entries_.clear();
  return answer;
}

void CaseFold::take(const RecordedCase& file, std::uint32_t index) {
  const RecordedEvent& e = file.events[index];
  if (seen_before(file, index)) return;
  ++folded_.events;
  if (e.assumed) ++folded_.assumed;
  const bool opens = !e.open.empty();
  if (opens == folded_.opened) {
    return opens ? reject(file, index, key_conflict(), e.open) : reject(file, index, malformed(Malformed::not_open));
  }
  if (opens) {
    const CaseTypeId type = reader_.case_type(e.open);
    if (!type || !rulebook_->data().case_types[type.value].process)
      return reject(file, index, malformed(Malformed::unknown_case_type), e.open);
    folded_.type = type;
    find_unjudged(file);
  }
  const Reader::Line& line = reader_.read(e, folded_.type);
  if (line.unreadable) return reject(file, index, malformed(line.unreadable.what), line.unreadable.detail);
  const std::size_t before = entries_.entries.size();
  if (texts_ != nullptr) write_texts_of_timers(file, e.at);
  const bool with_event = !e.event.empty();
  const Answer answer = opens        ? open_with(file, line, with_event)
                        : with_event ? stepper_.step(state_, line.event, entries_, unjudged())
                                     : malformed(Malformed::unknown_event);
  if (answer.rejected()) reject(file, index, answer);
  if (answer.refused == Refused::malformed || !folded_.opened) return;
  if (!e.key.empty()) keys_.emplace(e.key, index);
  for (std::size_t i = entries_.entries.size(); i-- > before;) {
    const EntryKind kind = entries_.entries[i].kind;
    if (kind == EntryKind::timer || kind == EntryKind::recomputed) continue;
    entry_of_event_[index] = static_cast<std::uint32_t>(i);
    if (texts_ != nullptr && with_event)
      write_texts(file, state_, &line.event, entries_, entries_.entries[i].first_change);
    break;
  }
}

}  // namespace sanhuan
