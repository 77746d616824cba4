// What becomes known of a case, and what is forgotten: semantics 3.3.5, 7.
#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

Scalar Context::scalar(FactId id) const noexcept {
  const model::Fact& f = fact(id);
  return f.type.list || f.type.kind == FactKind::text ? Scalar::unknown() : state_.fact(*layout_, f.slot);
}

bool Context::set_scalar(FactId id, Scalar value, RuleId rule) {
  const model::Fact& f = fact(id);
  if (value.known && (value.bits < f.low || value.bits > f.high)) return false;
  const Scalar before = state_.fact(*layout_, f.slot);
  if (before == value) return true;
  state_.set_fact(*layout_, f.slot, value);
  change(ChangeKind::fact, id.value, value.known ? 0 : 1, value.bits, rule);
  if (before.known || f.type.kind != FactKind::unit) return true;
  if (brought_ != nullptr)
    brought_->units.push_back(id);
  else
    hand_over(id);
  return true;
}

// Each member once, in the order in which they are named, whoever names them (4.1b).
void Context::set_list(FactId id, std::vector<std::int64_t> members, RuleId rule) {
  auto end = members.begin();
  for (auto m = members.begin(); m != members.end(); ++m)
    if (std::find(members.begin(), end, *m) == end) *end++ = *m;
  members.erase(end, members.end());
  auto& list = cold().lists[fact(id).slot];
  if (list == members) return;
  std::swap(list, members);
  change(ChangeKind::fact, id.value, 0, static_cast<std::int64_t>(list.size()), rule);
  if (brought_ != nullptr)
    brought_->lists.emplace_back(id, std::move(members));
  else
    members_changed(id, members);
}

void Context::learn(FactId id, const Value& value, RuleId rule) {
  const model::Fact& f = fact(id);
  if (f.type.list) {
    set_list(id, value.list, rule);
  } else if (f.type.kind == FactKind::text) {
    cold().text[f.slot] = value.text;
    cold().text_known[f.slot] = value.known() ? 1 : 0;
    change(ChangeKind::fact, id.value, value.known() ? 0 : 1, 0, rule);
  } else {
    set_scalar(id, value.known() ? Scalar::of(value.number) : Scalar::unknown(), rule);
  }
}

void Context::learn(const Event& event, Brought& brought) {
  brought_ = &brought;
  const model::Event& declared = rules().events[event.event.value];
  for (const PayloadField& p : event.payload) {
    const model::Field& field = rules().fields[declared.fields.first + p.field];
    const FactId fact = head().type.value < field.fact.size() ? field.fact[head().type.value] : FactId{};
    if (fact && p.value.known()) learn(fact, p.value, declared.rule);
  }
  brought_ = nullptr;
  learning_ = true;
  for (const FactId unit : brought.units) hand_over(unit);
  for (const auto& [list, before] : brought.lists) members_changed(list, before);
  learning_ = false;
  brought.units.clear();
  brought.lists.clear();
}

void Context::forget_personal() {
  for (std::uint32_t i = 0; i < type_->facts.count; ++i) {
    const model::Fact& f = fact(FactId(i));
    if (!f.personal) continue;
    const bool scalar = !f.type.list && f.type.kind != FactKind::text;
    if (scalar ? !state_.fact(*layout_, f.slot).known : state_.cold() == nullptr) continue;
    if (scalar) {
      state_.set_fact(*layout_, f.slot, Scalar::unknown());
    } else if (f.type.list) {
      cold().lists[f.slot].clear();
    } else {
      if (cold().text_known[f.slot] == 0) continue;
      cold().text[f.slot].clear();
      cold().text_known[f.slot] = 0;
    }
    change(ChangeKind::fact, i, 1, 0, {});
  }
}

}  // namespace sanhuan
