// Conditions: comparisons, sets and lists, text, deadlines, children. Semantics 3.3b, 3.3d, 3.6.
#include <algorithm>

#include "dsl/resolve/ladder.hpp"
#include "dsl/resolve/length.hpp"
#include "dsl/resolve/program.hpp"

namespace sanhuan::dsl {

using model::Op;
using model::Quantity;

namespace {

Op comparison(Word word) noexcept {
  switch (word) {
    case Word::less: return Op::lt;
    case Word::at_most_equal: return Op::le;
    case Word::at_least_equal: return Op::ge;
    case Word::greater: return Op::gt;
    case Word::not_equal: return Op::ne;
    default: return Op::eq;
  }
}

}  // namespace

bool ExpressionReader::emit_truth(Cursor part, Program& out) {
  const auto type = emit(part, &boolean_type, out);
  if (type && *type != boolean_type) context_.sink.report("E0310", part.place(), {type_name(context_, *type)});
  return type && *type == boolean_type;
}

bool ExpressionReader::emit_condition(Cursor node, Program& out) {
  switch (node.kind()) {
    case NodeKind::either:
    case NodeKind::both: {
      bool fine = true, first = true;
      for (const Cursor& part : node.children()) {
        fine = emit_truth(part, out) && fine;
        if (!first) out.join(node.is(NodeKind::both) ? Op::logic_and : Op::logic_or);
        first = false;
      }
      return fine;
    }
    case NodeKind::negate:
    case NodeKind::lacks: {
      const bool fine = node.is(NodeKind::lacks) ? emit_has(node, out) : emit_truth(node.child(std::size_t{0}), out);
      out.turn(Op::logic_not);
      return fine;
    }
    case NodeKind::compare: return emit_compare(node, out);
    case NodeKind::member: return emit_member(node, out);
    case NodeKind::each_member: return emit_each_member(node, out);
    case NodeKind::contains: return emit_contains(node, out);
    case NodeKind::inside: return emit_inside(node, out);
    case NodeKind::between: return emit_between(node, out);
    case NodeKind::has: return emit_has(node, out);
    case NodeKind::deadline_state: return emit_deadline_state(node, out);
    case NodeKind::happened: return emit_happened(node, out);
    default: not_here(node); return false;
  }
}

bool ExpressionReader::emit_compare(Cursor node, Program& out) {
  const Cursor left = node.child(std::size_t{0}), right = node.child(std::size_t{1});
  if (const model::Fact* text = fact_at(left); text != nullptr && text->type.kind == FactKind::text)
    return emit_text(node, *text, out);
  auto type = own_type(left);
  if (!type) type = own_type(right);
  const auto left_type = emit(left, type ? &*type : nullptr, out);
  if (!type) type = left_type;
  const auto right_type = emit(right, type ? &*type : nullptr, out);
  if (!left_type || !right_type) return false;
  if (type->kind == FactKind::text) {
    context_.sink.report("E0311", node.place());
    return false;
  }
  const bool comparable = *left_type == *right_type || (names_a_unit(*left_type) && names_a_unit(*right_type));
  if (!comparable) {
    mismatch(right, *right_type, *left_type);
    return false;
  }
  const Op op = comparison(node.word());
  if (op != Op::eq && op != Op::ne && !ordered(*left_type)) {
    context_.sink.report("E0308", node.place(), {type_name(context_, *left_type)});
    return false;
  }
  out.join(op);
  return true;
}

// 说明 为 “…”, 不为 “…”, 属于 “…”、“…”.
bool ExpressionReader::emit_text(Cursor node, const model::Fact& text, Program& out) {
  const std::vector<Cursor> parts = node.children();
  const bool asks_same = node.is(NodeKind::member) || node.word() == Word::equal || node.word() == Word::not_equal;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (!asks_same || !parts[i].is(NodeKind::text)) {
      context_.sink.report("E0311", asks_same ? parts[i].place() : node.place());
      return false;
    }
    out.push(Op::text_is, text.slot, context_.string(parts[i].text()).value);
    if (i > 1) out.join(Op::logic_or);
  }
  if (node.word() == Word::not_equal) out.turn(Op::logic_not);
  return true;
}

// ---- sets and lists --------------------------------------------------------------------------------------------------

// Each once, sorted. nullopt where something is wrong; reported.
std::optional<std::vector<std::int64_t>> ExpressionReader::constants(const std::vector<Cursor>& parts, std::size_t from,
                                                                     const FactType& type) {
  std::vector<std::int64_t> members;
  bool fine = true;
  for (std::size_t i = from; i < parts.size(); ++i) {
    const auto value = constant(parts[i], type);
    fine = fine && value;
    if (value) members.push_back(*value);
  }
  if (!fine) return std::nullopt;
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  return members;
}

bool ExpressionReader::emit_member(Cursor node, Program& out) {
  const std::vector<Cursor> parts = node.children();
  if (parts.size() < 2) return false;
  if (const model::Fact* text = fact_at(parts[0]); text != nullptr && text->type.kind == FactKind::text)
    return emit_text(node, *text, out);
  // 乙局 属于 协办单位: one value against a list.
  if (const model::Fact* list = fact_at(parts[1]); list != nullptr && list->type.list) {
    const FactType type{list->type.kind, false, list->type.enumeration};
    const auto left = emit(parts[0], &type, out);
    if (!left) return false;
    if (!fits(*left, type)) {
      mismatch(parts[0], *left, type);
      return false;
    }
    out.turn(Op::list_contains, list->slot);
    return true;
  }
  const auto type = own_type(parts[0]);
  const auto left = emit(parts[0], type ? &*type : nullptr, out);
  if (!left) return false;
  const auto members = constants(parts, 1, *left);
  if (!members) return false;
  out.turn(Op::in_set, context_.constants(*members), static_cast<std::uint32_t>(members->size()));
  return true;
}

namespace {

struct Asked {
  bool quantified = true, fine = true;
  Quantity quantity = Quantity::any;
  std::uint32_t n = 0;
};

Asked quantity_of(Context& context, Cursor node) {
  Asked asked;
  if (node.flag(Word::all)) {
    asked.quantity = Quantity::all;
  } else if (node.flag(Word::majority)) {
    asked.quantity = Quantity::majority;
  } else if (node.flag(Word::at_least)) {
    asked.quantity = Quantity::at_least;
    const Cursor number = node.child(NodeKind::number);
    asked.fine = number && number.value() >= 1 && number.value() <= 0xff;
    if (asked.fine) asked.n = static_cast<std::uint32_t>(number.value());
    else context.sink.report("E0425", number ? number.place() : node.place(), {"1", "255"});
  } else if (!node.flag(Word::any)) {
    asked.quantified = false;
  }
  return asked;
}

}  // namespace

// 协办单位 任一 属于 甲局、乙局: how many of its members are among them. Over no member 全部 holds (4.1b).
bool ExpressionReader::emit_each_member(Cursor node, Program& out) {
  const std::vector<Cursor> parts = node.children();
  const model::Fact* list = fact_at(parts[0]);
  if (list == nullptr || !list->type.list) {
    if (const auto type = own_type(parts[0])) context_.sink.report("E0342", parts[0].place(), {parts[0].text(), type_name(context_, *type)});
    else not_here(parts[0]);
    return false;
  }
  const Asked asked = quantity_of(context_, node);
  if (!asked.fine) return false;
  std::vector<Cursor> values;
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (!parts[i].is(NodeKind::flag) && !(parts[i].is(NodeKind::number) && values.empty() && asked.quantity == Quantity::at_least && i == 2))
      values.push_back(parts[i]);
  auto members = constants(values, 0, {list->type.kind, false, list->type.enumeration});
  if (!members) return false;
  members->insert(members->begin(), static_cast<std::int64_t>(members->size()));  // how many, then they themselves
  const std::uint32_t set = context_.constants(*members);
  out.push(Op::list_in_set, list->slot, set);
  switch (asked.quantity) {
    case Quantity::all:
      out.push(Op::list_size, list->slot);
      out.join(Op::eq);
      return true;
    case Quantity::majority:
      out.push(Op::push, context_.constant(2));
      out.join(Op::times);
      out.push(Op::list_size, list->slot);
      out.join(Op::gt);
      return true;
    case Quantity::any:
    case Quantity::at_least: break;
  }
  out.push(Op::push, context_.constant(asked.quantity == Quantity::any ? 1 : asked.n));
  out.join(Op::ge);
  return true;
}

// 说明 包含 “噪声”; 协办单位 包含 乙局.
bool ExpressionReader::emit_contains(Cursor node, Program& out) {
  const Cursor holder = node.child(std::size_t{0}), what = node.child(std::size_t{1});
  const model::Fact* subject = fact_at(holder);
  if (subject == nullptr || (!subject->type.list && subject->type.kind != FactKind::text)) {
    if (subject != nullptr) context_.sink.report("E0343", holder.place(), {holder.text(), type_name(context_, subject->type)});
    else if (only_part(holder).is(NodeKind::name)) context_.look_up(*around_.names, only_part(holder), {NameKind::fact});
    else not_here(holder);
    return false;
  }
  if (!subject->type.list) {
    if (!what.is(NodeKind::text)) {
      context_.sink.report("E0311", what.place());
      return false;
    }
    out.push(Op::text_contains, subject->slot, context_.string(what.text()).value);
    return true;
  }
  const FactType type{subject->type.kind, false, subject->type.enumeration};
  const auto value = emit(what, &type, out);
  if (!value) return false;
  if (!fits(*value, type)) {
    mismatch(what, *value, type);
    return false;
  }
  out.turn(Op::list_contains, subject->slot);
  return true;
}

// 所在网格 辖于 甲镇、乙镇: is it, or does it lie under, one of them.
bool ExpressionReader::emit_inside(Cursor node, Program& out) {
  const std::vector<Cursor> parts = node.children();
  const FactType unit = scalar(FactKind::unit);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    for (const Cursor& part : {parts[0], parts[i]}) {
      const auto type = emit(part, &unit, out);
      if (!type) return false;
      if (names_a_unit(*type) && !type->list) continue;
      mismatch(part, *type, unit);
      return false;
    }
    out.join(Op::inside);
    if (i > 1) out.join(Op::logic_or);
  }
  return true;
}

bool ExpressionReader::emit_between(Cursor node, Program& out) {
  const Cursor subject = node.child(std::size_t{0});
  auto type = own_type(subject);
  const auto left = emit(subject, type ? &*type : nullptr, out);
  if (!left) return false;
  if (!ordered(*left)) {
    context_.sink.report("E0308", node.place(), {type_name(context_, *left)});
    return false;
  }
  const auto low = constant(node.child(std::size_t{1}), *left), high = constant(node.child(std::size_t{2}), *left);
  if (!low || !high) return false;
  if (*low > *high) {
    context_.sink.report("E0324", node.place());
    return false;
  }
  out.turn(Op::in_range, context_.constant(*low), context_.constant(*high));
  return true;
}

// ---- what is known, what is owed -------------------------------------------------------------------------------------

// 提级督办, 结案: of a promise.
bool ExpressionReader::emit_happened(Cursor node, Program& out) {
  if (!around_.promised) {
    not_here(node);
    return false;
  }
  if (node.flag(Word::closed)) out.push(Op::closed);
  else out.push(Op::happened, model::escalation_event.value);
  return true;
}

bool ExpressionReader::emit_has(Cursor node, Program& out) {
  const Cursor what = only_part(node.child(std::size_t{0}));
  if (!what || what.is(NodeKind::hole)) return false;
  if (around_.promised && (is_flag(what, Word::running_deadline) || is_flag(what, Word::holder))) {
    out.push(what.word() == Word::holder ? Op::held : Op::running_clock);
    return true;
  }
  if (is_flag(what, Word::children)) {
    out.push(Op::children, model::any_children);
    return true;
  }
  if (!what.is(NodeKind::name)) {
    not_here(what);
    return false;
  }
  const Symbol* found = context_.look_up(*around_.names, what, {NameKind::fact, NameKind::deadline});
  if (found == nullptr) return false;
  if (found->kind == NameKind::deadline) {
    bool first = true;
    for (const DeadlineId id : versions(DeadlineId(found->id))) {
      out.push(Op::deadline_armed, id.value);
      if (!first) out.join(Op::logic_or);
      first = false;
    }
    return true;
  }
  const model::Fact& subject = fact(*found);
  if (subject.type.list) {
    out.push(Op::list_empty, subject.slot);
    out.turn(Op::logic_not);
  } else {
    out.push(subject.type.kind == FactKind::text ? Op::text_known : Op::known, subject.slot);
  }
  return true;
}

bool ExpressionReader::emit_deadline_state(Cursor node, Program& out) {
  const Cursor subject = only_part(node.child(NodeKind::path));
  const Asked asked = quantity_of(context_, node);
  if (!asked.fine || !subject) return false;
  const std::uint32_t quantity = static_cast<std::uint32_t>(asked.quantity) << 16 | asked.n;
  if (is_flag(subject, Word::children)) return emit_children(node, quantity, asked.quantified, out);
  if (!subject.is(NodeKind::name)) {  // 乙局 的 约见群众 逾期: of one holder, in scenarios only
    not_here(node);
    return false;
  }
  const Symbol* found = context_.look_up(*around_.names, subject, {NameKind::deadline});
  if (found == nullptr) return false;
  bool first = true;
  for (const DeadlineId id : versions(DeadlineId(found->id))) {
    if (!emit_state_of(id, node, quantity, asked.quantified, out)) return false;
    if (!first) out.join(asked.quantified && asked.quantity == Quantity::all && node.word() == Word::fulfilled ? Op::logic_and : Op::logic_or);
    first = false;
  }
  return true;
}

bool ExpressionReader::emit_state_of(DeadlineId id, Cursor state, std::uint32_t quantity, bool quantified, Program& out) {
  if (state.word() == Word::fulfilled) {
    if (quantified) out.push(Op::deadline_count, id.value, quantity);
    else out.push(Op::deadline_done, id.value);
    return true;
  }
  if (state.word() != Word::overdue || around_.process == nullptr) {
    not_here(state);
    return false;
  }
  std::optional<Length> after;
  if (const Cursor length = state.child(NodeKind::after)) {
    after = read_length(context_, length.child(NodeKind::length));
    if (!after) return false;
  }
  const auto rung = rung_at(context_, *around_.process, id, after ? &*after : nullptr);
  if (!rung) return false;
  out.push(Op::deadline_rung, id.value, (quantity >> 16) << 24 | (quantity & 0xff) << 16 | *rung);
  return true;
}

// 子件 全部 结案
bool ExpressionReader::emit_children(Cursor state, std::uint32_t quantity, bool quantified, Program& out) {
  if (state.word() != Word::closed || !quantified) {
    not_here(state);
    return false;
  }
  out.push(Op::children, quantity);
  return true;
}

}  // namespace sanhuan::dsl
