#include "lib/engine/case_list.hpp"

#include <algorithm>
#include <tuple>

namespace sanhuan {

namespace {

// What is owed first: not what is a right, waits or stands still.
const Obligation* first_due(const CaseState& state) noexcept {
  const Obligation* first = nullptr;
  for (const Obligation& o : state.obligations())
    if (!o.right && o.clock == ClockState::running && (first == nullptr || o.due < first->due)) first = &o;
  return first;
}

bool before(const CaseListing& a, const CaseListing& b) noexcept { return std::tie(a.due, a.id) < std::tie(b.due, b.id); }

}  // namespace

void list_columns(const RulebookData& rules, const Organisation& units, const CaseState& state, CaseColumns& into) {
  const CaseState::Header& head = state.head();
  const model::CaseType& type = rules.case_types[head.type.value];
  const model::Scope& leaf = rules.processes[type.process.value].scopes[head.leaf.value];
  into.type = rules.text(type.key);
  into.stage = rules.text(leaf.key);
  into.level = static_cast<std::int32_t>(head.level);
  const Obligation* const first = first_due(state);
  into.due = first == nullptr ? Instant::never() : first->due;
  if (first != nullptr && first->unit && first->unit.value < units.size()) into.unit = units.unit(first->unit).key;
  else into.unit.clear();
}

CaseListing listing_of(std::string_view id, const CaseColumns& columns, bool closed) {
  return {std::string(id), columns.type, columns.stage, columns.unit, static_cast<Level>(columns.level), columns.due, closed};
}

bool CaseList::fits(const CaseColumns& c, bool closed) const {
  using State = CaseFilter::State;
  return (filter_.state == State::all || closed == (filter_.state == State::closed)) && (filter_.type.empty() || c.type == filter_.type) &&
         (filter_.stage.empty() || c.stage == filter_.stage) && (filter_.unit.empty() || (!unit_.empty() && c.unit == unit_)) &&
         (!filter_.level || c.level == static_cast<std::int32_t>(*filter_.level)) &&
         (!filter_.due_before || (c.due != Instant::never() && c.due < *filter_.due_before));
}

bool CaseList::has_text(const CaseView& view) const {
  const auto in = [&](const std::string& text) { return text.find(filter_.text) != std::string::npos; };
  return in(view.id) || std::any_of(view.facts.begin(), view.facts.end(), [&](const auto& fact) { return in(fact.second); });
}

bool CaseList::wanted(const CaseListing& c) const {
  if (most_ == 0 || (after_ != nullptr && !before(*after_, c))) return false;
  return !full() || before(c, kept_.front());
}

void CaseList::add(CaseListing&& c) {
  if (!wanted(c)) return;
  if (full()) {
    std::pop_heap(kept_.begin(), kept_.end(), before);
    kept_.pop_back();
  }
  kept_.push_back(std::move(c));
  std::push_heap(kept_.begin(), kept_.end(), before);
}

std::vector<CaseListing> CaseList::take() {
  std::sort_heap(kept_.begin(), kept_.end(), before);
  return std::move(kept_);
}

}  // namespace sanhuan
