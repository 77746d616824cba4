#include "dsl/resolve/list_bounds.hpp"

#include <algorithm>
#include <vector>

#include "lib/eval/compare.hpp"

namespace sanhuan::dsl {

namespace {

using model::Code;
using model::Op;

// What is known of one value on the stack.
struct Known {
  enum class What : std::uint8_t { nothing, constant, size, part } what = What::nothing;  // part: of the members
  std::int64_t constant = 0;
  std::uint32_t if_true = 0, if_false = 0;  // members, where it is a truth
  bool when_all_done = false;
};

std::uint32_t count(std::int64_t n) { return static_cast<std::uint32_t>(std::clamp<std::int64_t>(n, 0, 0xffff)); }

Known compared(Op op, Known left, Known right) {
  if (left.what == Known::What::constant) std::swap(left, right), op = turned(op);
  Known made;
  const bool whole = left.what == Known::What::size;
  if (right.what != Known::What::constant || (!whole && left.what != Known::What::part)) return made;
  const std::int64_t n = right.constant;
  const std::uint32_t not_none = n == 0 ? 1 : 0;
  switch (op) {
    case Op::ge: made.if_true = count(n); break;
    case Op::gt: made.if_true = count(n + 1); break;
    case Op::eq: made.if_true = count(n), made.if_false = whole ? not_none : 0; break;
    case Op::ne: made.if_true = whole ? not_none : 0, made.if_false = count(n); break;
    case Op::lt: made.if_false = count(n); break;
    case Op::le: made.if_false = count(n + 1); break;
    default: break;
  }
  return made;
}

class Reader {
 public:
  Reader(const RulebookData& rules, std::uint32_t slot, const model::Process* process, FactId list)
      : rules_(rules), slot_(slot), process_(process), list_(list) {}

  Known read(ExpressionId id) {
    const model::Range code = rules_.expressions[id.value].code;
    for (std::uint32_t i = 0; i < code.count; ++i) take(rules_.code[code.first + i]);
    return stack_.empty() ? Known{} : stack_.back();
  }

 private:
  Known pop() {
    if (stack_.empty()) return {};
    const Known top = stack_.back();
    stack_.pop_back();
    return top;
  }

  void take(const Code& c) {
    Known made;
    switch (c.op) {
      case Op::push: made.what = Known::What::constant, made.constant = rules_.constants[c.a]; break;
      case Op::list_empty: made.if_false = c.a == slot_ ? 1 : 0; break;
      case Op::list_has: made.if_true = c.a == slot_ ? 1 : 0; break;
      case Op::list_size: if (c.a == slot_) made.what = Known::What::size; break;
      case Op::list_in_set: if (c.a == slot_) made.what = Known::What::part; break;
      case Op::list_contains: pop(), made.if_true = c.a == slot_ ? 1 : 0; break;
      case Op::deadline_count: made.when_all_done = all_of_the_list(c); break;
      case Op::in_range:
        if (pop().what == Known::What::size) made.if_true = count(rules_.constants[c.a]);
        break;
      case Op::logic_not: made = pop(), std::swap(made.if_true, made.if_false), made.when_all_done = false; break;
      case Op::logic_and: case Op::logic_or: made = joined(c.op == Op::logic_and); break;
      case Op::eq: case Op::ne: case Op::lt: case Op::le: case Op::gt: case Op::ge: {
        const Known right = pop(), left = pop();
        made = compared(c.op, left, right);
        break;
      }
      case Op::plus: case Op::minus: case Op::times: case Op::inside: case Op::working_days: case Op::calendar_days:
      case Op::first_known: pop(), pop(); break;
      case Op::ancestor: case Op::in_set: case Op::lookup: case Op::day_of: pop(); break;
      case Op::list_without: return;
      default: break;  // puts a value of which nothing is known
    }
    stack_.push_back(made);
  }

  Known joined(bool both) {
    const Known right = pop(), left = pop();
    const auto [less_true, more_true] = std::minmax(left.if_true, right.if_true);
    const auto [less_false, more_false] = std::minmax(left.if_false, right.if_false);
    Known made;
    made.if_true = both ? more_true : less_true;
    made.if_false = both ? less_false : more_false;
    made.when_all_done = both ? left.when_all_done && right.when_all_done : left.when_all_done || right.when_all_done;
    return made;
  }

  bool all_of_the_list(const Code& c) const {
    if (process_ == nullptr || static_cast<model::Quantity>(c.b >> 16) != model::Quantity::all) return false;
    const model::Deadline& deadline = process_->deadlines[c.a];
    if (!deadline.responsibility) return false;
    const model::Responsibility& held = process_->responsibilities[deadline.responsibility.value];
    return held.each && rules_.refs[held.holder.first].fact == list_;
  }

  const RulebookData& rules_;
  const std::uint32_t slot_;
  const model::Process* process_;
  const FactId list_;
  std::vector<Known> stack_;
};

bool sets(const model::Action& action, FactId list) { return action.verb == model::Verb::set && action.fact == list; }

// Behind 记 L 为 …: the elements in order, taken out where they end in list_without (4.1c).
std::uint32_t members_set(const RulebookData& rules, const model::Action& action, std::uint32_t slot, std::uint32_t before) {
  std::vector<ExpressionId> elements(rules.results.begin() + action.members.first,
                                     rules.results.begin() + action.members.first + action.members.count);
  if (elements.empty() && action.value) elements.push_back(action.value);
  std::uint32_t members = 0;
  for (const ExpressionId id : elements) {
    const model::Range code = rules.expressions[id.value].code;
    if (code.count == 0) continue;
    const Code& first = rules.code[code.first];
    const bool several = first.op == Op::list_copy || first.op == Op::table_list;
    if (rules.code[code.first + code.count - 1].op == Op::list_without) members = several || members == 0 ? 0 : members - 1;
    else if (first.op == Op::list_copy && first.a == slot) members = std::max(members, before);
    else if (first.op == Op::push) members = std::max(members, 1U);  // a unit by name
  }
  return members;
}

}  // namespace

std::uint32_t members_where(const RulebookData& rules, ExpressionId guard, std::uint32_t slot, bool when) {
  if (!guard) return 0;
  const Known known = Reader(rules, slot, nullptr, {}).read(guard);
  return when ? known.if_true : known.if_false;
}

bool holds_when_all_done(const RulebookData& rules, ExpressionId guard, const model::Process& process, FactId list) {
  return guard && Reader(rules, 0xffff'ffff, &process, list).read(guard).when_all_done;
}

bool sets_list(const RulebookData& rules, const model::Consequence& then, FactId list) {
  const auto first = rules.actions.begin() + then.actions.first;
  return std::any_of(first, first + then.actions.count, [&](const model::Action& a) { return sets(a, list); });
}

std::uint32_t members_after(const RulebookData& rules, const model::Consequence& then, FactId list, std::uint32_t slot,
                            std::uint32_t before) {
  for (std::uint32_t i = 0; i < then.actions.count; ++i) {
    const model::Action& action = rules.actions[then.actions.first + i];
    if (sets(action, list)) before = members_set(rules, action, slot, before);
  }
  return before;
}

}  // namespace sanhuan::dsl
