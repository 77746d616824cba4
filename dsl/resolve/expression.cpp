#include "dsl/resolve/expression.hpp"

#include <algorithm>
#include <utility>

#include "dsl/resolve/length.hpp"
#include "dsl/resolve/suggest.hpp"
#include "lib/eval/evaluator.hpp"

namespace sanhuan::dsl {

using model::Code;
using model::Op;

struct ExpressionReader::Program {
  std::vector<Code> code;
  std::size_t depth = 0, deepest = 0;
  void push(Code c) {
    code.push_back(c);
    deepest = std::max(deepest, ++depth);
  }
  void turn(Code c) { code.push_back(c); }  // one value for one value
  void join(Code c) {                       // one value for two
    code.push_back(c);
    --depth;
  }
};

namespace {

const FactType boolean_type = scalar(FactKind::boolean);

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

bool is_condition(NodeKind kind) noexcept {
  switch (kind) {
    case NodeKind::either: case NodeKind::both: case NodeKind::negate: case NodeKind::compare: case NodeKind::member:
    case NodeKind::between: case NodeKind::has: case NodeKind::lacks: case NodeKind::deadline_state:
      return true;
    default: return false;
  }
}

// A path of one part is that part.
Cursor only_part(Cursor node) {
  return node.is(NodeKind::path) && node.count() == 1 ? node.child(std::size_t{0}) : node;
}

}  // namespace

ExpressionId ExpressionReader::condition(Cursor node, RuleId rule) {
  Program program;
  const auto type = emit(node, &boolean_type, program);
  if (!type) return {};
  if (*type != boolean_type) {
    context_.sink.report("E0310", node.place(), {type_name(context_, *type)});
    return {};
  }
  return finish(std::move(program), boolean_type, rule);
}

ExpressionId ExpressionReader::value(Cursor node, const FactType& wanted, RuleId rule) {
  Program program;
  const auto type = emit(node, &wanted, program);
  if (!type) return {};
  if (!fits(*type, wanted)) {
    mismatch(node, *type, wanted);
    return {};
  }
  return finish(std::move(program), wanted, rule);
}

ExpressionId ExpressionReader::subject(Cursor node, FactType& type, RuleId rule) {
  Program program;
  const auto found = emit(node, nullptr, program);
  if (!found) return {};
  type = *found;
  return finish(std::move(program), type, rule);
}

std::optional<std::int64_t> ExpressionReader::constant(Cursor node, const FactType& wanted) {
  Program program;
  const auto type = emit(node, &wanted, program);
  if (!type) return std::nullopt;
  if (!fits(*type, wanted)) {
    mismatch(node, *type, wanted);
    return std::nullopt;
  }
  if (program.code.size() != 1 || program.code[0].op != Op::push) {
    context_.sink.report("E0323", node.place());
    return std::nullopt;
  }
  return context_.out.constants[program.code[0].a];
}

ExpressionId ExpressionReader::finish(Program&& program, const FactType& type, RuleId rule) {
  if (program.deepest > expression_stack_max) {
    context_.sink.report("E0321", rule ? context_.out.rules[rule.value].place : Place{});
    return {};
  }
  RulebookData& out = context_.out;
  model::Expression expression;
  expression.code = {static_cast<std::uint32_t>(out.code.size()), static_cast<std::uint32_t>(program.code.size())};
  expression.type = type;
  expression.rule = rule;
  out.code.insert(out.code.end(), program.code.begin(), program.code.end());
  out.expressions.push_back(expression);
  return ExpressionId(out.expressions.size() - 1);
}

std::optional<FactType> ExpressionReader::own_type(Cursor node) const {
  node = only_part(node);
  if (is_condition(node.kind())) return boolean_type;
  if (node.is(NodeKind::lookup)) return scalar(FactKind::unit);
  if (node.is(NodeKind::flag) && node.word() == Word::level) return scalar(FactKind::level);
  if (node.is(NodeKind::name)) {
    const Symbol* found = around_.names->find(node.text());
    if (found == nullptr || found->kind != NameKind::fact || !around_.case_type) return std::nullopt;
    return fact(*found).type;
  }
  if (!node.is(NodeKind::path)) return std::nullopt;
  const Cursor first = node.child(std::size_t{0}), second = node.child(std::size_t{1});
  const Symbol* found = first.is(NodeKind::name) ? around_.names->find(first.text()) : nullptr;
  if (found == nullptr) return std::nullopt;
  if (found->kind == NameKind::deadline) return scalar(FactKind::instant);
  if (found->kind == NameKind::fact || found->kind == NameKind::unit) return scalar(FactKind::unit);
  if (found->kind != NameKind::table || found->id >= around_.tables->size()) return std::nullopt;
  if (second.is(NodeKind::flag) && second.word() == Word::level) return scalar(FactKind::level);
  for (const TableShape::Output& output : (*around_.tables)[found->id].outputs)
    if (second.is(NodeKind::name) && output.name == second.text() && output.known) return output.type;
  return std::nullopt;
}

std::optional<FactType> ExpressionReader::emit(Cursor node, const FactType* wanted, Program& out) {
  node = only_part(node);
  if (!node || node.is(NodeKind::hole)) return std::nullopt;
  if (is_condition(node.kind())) return emit_condition(node, out) ? std::optional(boolean_type) : std::nullopt;
  switch (node.kind()) {
    case NodeKind::number: {
      FactType type = scalar(node.text().find('.') == std::string::npos ? FactKind::integer : FactKind::decimal);
      if (wanted != nullptr && numeric(*wanted)) type = *wanted;
      const auto value = read_number(context_, node, type);
      if (!value) return std::nullopt;
      out.push({Op::push, context_.constant(*value), 0});
      return type;
    }
    case NodeKind::text:
      if (wanted != nullptr && *wanted != scalar(FactKind::text)) {
        mismatch(node, scalar(FactKind::text), *wanted);
        return std::nullopt;
      }
      out.push({Op::text_const, context_.string(node.text()).value, 0});
      return scalar(FactKind::text);
    case NodeKind::date:
      out.push({Op::push, context_.constant(node.value()), 0});
      return scalar(FactKind::date);
    case NodeKind::literal_flag:
    case NodeKind::flag:
      switch (node.word()) {
        case Word::true_:
        case Word::false_:
          out.push({Op::push, context_.constant(node.word() == Word::true_ ? 1 : 0), 0});
          return boolean_type;
        case Word::unknown:
          if (wanted == nullptr) break;
          out.push({Op::push_unknown, 0, 0});
          return *wanted;
        case Word::ever_overdue:
        case Word::never_overdue:
          out.push({Op::ever_overdue, node.word() == Word::never_overdue ? 1u : 0u, 0});
          return boolean_type;
        case Word::level: out.push({Op::level, 0, 0}); return scalar(FactKind::level);
        case Word::grid: case Word::village: case Word::town: case Word::district:
          out.push({Op::push, context_.constant(static_cast<std::int64_t>(level_of(node.word()))), 0});
          return scalar(FactKind::level);
        default: break;
      }
      not_here(node);
      return std::nullopt;
    case NodeKind::name: return emit_name(node, wanted, out);
    case NodeKind::path: return emit_joined(node, out);
    case NodeKind::lookup: return emit_lookup(node, out);
    default: not_here(node); return std::nullopt;
  }
}

bool ExpressionReader::emit_condition(Cursor node, Program& out) {
  switch (node.kind()) {
    case NodeKind::either:
    case NodeKind::both: {
      bool fine = true, first = true;
      for (const Cursor& part : node.children()) {
        const auto type = emit(part, &boolean_type, out);
        if (type && *type != boolean_type)
          context_.sink.report("E0310", part.place(), {type_name(context_, *type)});
        fine = fine && type && *type == boolean_type;
        if (!first) out.join({node.is(NodeKind::both) ? Op::logic_and : Op::logic_or, 0, 0});
        first = false;
      }
      return fine;
    }
    case NodeKind::negate: {
      const Cursor part = node.child(std::size_t{0});
      const auto type = emit(part, &boolean_type, out);
      if (type && *type != boolean_type) context_.sink.report("E0310", part.place(), {type_name(context_, *type)});
      out.turn({Op::logic_not, 0, 0});
      return type && *type == boolean_type;
    }
    case NodeKind::compare: return emit_compare(node, out);
    case NodeKind::member: return emit_member(node, out);
    case NodeKind::between: return emit_between(node, out);
    case NodeKind::has: return emit_has(node, out);
    case NodeKind::lacks:
      if (!emit_has(node, out)) return false;
      out.turn({Op::logic_not, 0, 0});
      return true;
    case NodeKind::deadline_state: return emit_deadline_state(node, out);
    default: not_here(node); return false;
  }
}

bool ExpressionReader::emit_compare(Cursor node, Program& out) {
  Cursor left = node.child(std::size_t{0}), right = node.child(std::size_t{1});
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
  out.join({op, 0, 0});
  return true;
}

bool ExpressionReader::emit_member(Cursor node, Program& out) {
  const std::vector<Cursor> parts = node.children();
  if (parts.size() < 2) return false;
  // 乙局 属于 协办单位: one value against a list.
  if (const auto right = own_type(parts[1]); right && right->list) {
    const Symbol* list = around_.names->find(only_part(parts[1]).text());
    const auto value = constant(parts[0], {right->kind, false, right->enumeration});
    if (!value || list == nullptr) return false;
    out.push({Op::list_has, fact(*list).slot, context_.constant(*value)});
    return true;
  }
  auto type = own_type(parts[0]);
  const auto left = emit(parts[0], type ? &*type : nullptr, out);
  if (!left) return false;
  std::vector<std::int64_t> members;
  bool fine = true;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto value = constant(parts[i], *left);
    fine = fine && value.has_value();
    if (value) members.push_back(*value);
  }
  if (!fine) return false;
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  out.turn({Op::in_set, context_.constants(members), static_cast<std::uint32_t>(members.size())});
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
  out.turn({Op::in_range, context_.constant(*low), context_.constant(*high)});
  return true;
}

bool ExpressionReader::emit_has(Cursor node, Program& out) {
  Cursor what = only_part(node.child(std::size_t{0}));
  if (!what || what.is(NodeKind::hole)) return false;
  if (!what.is(NodeKind::name)) {
    not_here(what);
    return false;
  }
  const Symbol* found = context_.look_up(*around_.names, what, {NameKind::fact, NameKind::deadline});
  if (found == nullptr) return false;
  if (found->kind == NameKind::deadline) {
    out.push({Op::deadline_armed, found->id, 0});
    return true;
  }
  const model::Fact& subject = fact(*found);
  if (subject.type.list) {
    out.push({Op::list_empty, subject.slot, 0});
    out.turn({Op::logic_not, 0, 0});
  } else {
    out.push({subject.type.kind == FactKind::text ? Op::text_known : Op::known, subject.slot, 0});
  }
  return true;
}

bool ExpressionReader::emit_deadline_state(Cursor node, Program& out) {
  const Cursor subject = only_part(node.child(NodeKind::path));
  if (!subject.is(NodeKind::name)) {  // 乙局 的 约见群众 逾期: of one holder, in scenarios only
    if (subject) not_here(node);
    return false;
  }
  const Symbol* found = context_.look_up(*around_.names, subject, {NameKind::deadline});
  if (found == nullptr) return false;
  const std::uint32_t deadline = found->id;
  bool quantified = true;
  model::Quantity quantity = model::Quantity::any;
  std::uint32_t n = 0;
  if (node.flag(Word::all)) {
    quantity = model::Quantity::all;
  } else if (node.flag(Word::majority)) {
    quantity = model::Quantity::majority;
  } else if (node.flag(Word::at_least)) {
    quantity = model::Quantity::at_least;
    const Cursor number = node.child(NodeKind::number);
    if (!number || number.value() < 1 || number.value() > 0xff) {
      context_.sink.report("E0425", node.place(), {"1", "255"});
      return false;
    }
    n = static_cast<std::uint32_t>(number.value());
  } else if (!node.flag(Word::any)) {
    quantified = false;
  }
  const auto q = static_cast<std::uint32_t>(quantity);
  if (node.word() == Word::fulfilled) {
    if (quantified) out.push({Op::deadline_count, deadline, q << 16 | n});
    else out.push({Op::deadline_done, deadline, 0});
    return true;
  }
  if (node.word() != Word::overdue || !around_.rung) {
    not_here(node);
    return false;
  }
  std::optional<Length> after;
  if (const Cursor length = node.child(NodeKind::after)) {
    after = read_length(context_, length.child(NodeKind::length));
    if (!after) return false;
  }
  const auto rung = around_.rung(DeadlineId(deadline), after ? &*after : nullptr);
  if (!rung) return false;
  out.push({Op::deadline_rung, deadline, q << 24 | n << 16 | *rung});
  return true;
}

std::optional<FactType> ExpressionReader::emit_name(Cursor node, const FactType* wanted, Program& out) {
  const std::string text = node.text();
  const Symbol* found = around_.names->find(text);
  const bool wants_value = wanted != nullptr && wanted->kind == FactKind::enumeration;
  if (wants_value) {
    // A bare name beside an enumeration is its value; a name that could be both does not load (semantics 10).
    const std::int64_t value = enum_value(context_, wanted->enumeration, text);
    if (value >= 0 && found != nullptr && found->kind == NameKind::fact && around_.case_type &&
        fact(*found).type == *wanted) {
      context_.sink.report("E0312", node.place(), {text});
      return std::nullopt;
    }
    if (value >= 0) {
      out.push({Op::push, context_.constant(value), 0});
      return FactType{FactKind::enumeration, false, wanted->enumeration};
    }
    if (found == nullptr || found->kind != NameKind::fact) {
      not_a_value(node, text, *wanted);
      return std::nullopt;
    }
  }
  if (wanted != nullptr && names_a_unit(*wanted)) {
    found = context_.look_up(*around_.names, node, {NameKind::unit, NameKind::fact});
  } else if (wanted != nullptr && wanted->kind == FactKind::role) {
    found = context_.look_up(*around_.names, node, {NameKind::role, NameKind::fact});
  } else {
    found = context_.look_up(*around_.names, node, {NameKind::fact, NameKind::unit, NameKind::role});
  }
  if (found == nullptr) return std::nullopt;
  if (found->kind == NameKind::unit) {
    out.push({Op::push, context_.constant(found->id), 0});
    const bool grid = context_.organisation.unit(UnitId(found->id)).level == Level::grid;
    return scalar(grid && wanted != nullptr && wanted->kind == FactKind::grid ? FactKind::grid : FactKind::unit);
  }
  if (found->kind == NameKind::role) {
    out.push({Op::push, context_.constant(found->id), 0});
    return scalar(FactKind::role);
  }
  if (!around_.case_type) return std::nullopt;
  const model::Fact& subject = fact(*found);
  if (subject.type.list) {
    context_.sink.report("E0313", node.place(), {text});
    return std::nullopt;
  }
  if (subject.type.kind == FactKind::text) {
    context_.sink.report("E0311", node.place());
    return std::nullopt;
  }
  out.push({Op::fact, subject.slot, 0});
  return subject.type;
}

std::optional<FactType> ExpressionReader::emit_joined(Cursor path, Program& out) {
  const Cursor first = path.child(std::size_t{0}), second = path.child(std::size_t{1});
  if (!first.is(NodeKind::name) || path.count() != 2) {
    not_here(path);
    return std::nullopt;
  }
  const Symbol* found = context_.look_up(*around_.names, first,
                                         {NameKind::fact, NameKind::table, NameKind::deadline, NameKind::unit});
  if (found == nullptr) return std::nullopt;
  const Level level = second.is(NodeKind::flag) ? level_of(second.word()) : Level::unknown;
  switch (found->kind) {
    case NameKind::table: return emit_table(*found, second, out);
    case NameKind::deadline:
      if (!second.is(NodeKind::flag) || second.word() != Word::due) break;
      out.push({Op::deadline_due, found->id, 0});
      return scalar(FactKind::instant);
    case NameKind::fact: {
      if (!around_.case_type) return std::nullopt;
      const model::Fact& subject = fact(*found);
      if (level == Level::unknown || subject.type.list || !names_a_unit(subject.type)) break;
      out.push({Op::fact, subject.slot, 0});
      out.turn({Op::ancestor, static_cast<std::uint32_t>(level), 0});
      return scalar(FactKind::unit);
    }
    case NameKind::unit:
      if (level == Level::unknown) break;
      out.push({Op::push, context_.constant(found->id), 0});
      out.turn({Op::ancestor, static_cast<std::uint32_t>(level), 0});
      return scalar(FactKind::unit);
    default: break;
  }
  context_.sink.report("E0322", second.place(), {first.text(), std::string(path.source().text(second.node().span))});
  return std::nullopt;
}

std::optional<FactType> ExpressionReader::emit_table(const Symbol& table, Cursor output, Program& out) {
  const TableShape& shape = (*around_.tables)[table.id];
  if (shape.case_type && around_.case_type && shape.case_type != around_.case_type) {
    context_.sink.report("E0439", output.place(), {table.name});
    return std::nullopt;
  }
  const bool level = output.is(NodeKind::flag) && output.word() == Word::level;
  for (std::size_t i = 0; i < shape.outputs.size(); ++i) {
    const TableShape::Output& candidate = shape.outputs[i];
    const bool same = level ? candidate.known && candidate.type.kind == FactKind::level
                            : output.is(NodeKind::name) && candidate.name == output.text();
    if (!same) continue;
    if (!candidate.known) return std::nullopt;
    out.push({Op::table, table.id, static_cast<std::uint32_t>(i)});
    return candidate.type;
  }
  if (shape.outputs.empty()) return std::nullopt;  // its heading could not be read
  const std::string text(output.source().text(output.node().span));
  if (context_.may_be_in_a_hole(text)) return std::nullopt;
  std::vector<std::string> names;
  for (const TableShape::Output& candidate : shape.outputs) names.push_back(candidate.name);
  Diagnostic& report = context_.sink.report("E0322", output.place(), {table.name, text});
  report.suggestion = nearest(text, names);
  return std::nullopt;
}

std::optional<FactType> ExpressionReader::emit_lookup(Cursor node, Program& out) {
  const Cursor by = only_part(node.child(NodeKind::path));
  if (!by.is(NodeKind::name)) {
    if (by) not_here(by);
    return std::nullopt;
  }
  const Symbol* directory = context_.look_up(*around_.names, node.child(NodeKind::name), {NameKind::directory});
  const Symbol* key = context_.look_up(*around_.names, by, {NameKind::fact});
  if (directory == nullptr || key == nullptr || !around_.case_type) return std::nullopt;
  const EnumId enumeration = context_.out.directories[directory->id].enumeration;
  if (!enumeration) return std::nullopt;  // reported where the directory is declared
  const FactType wanted{FactKind::enumeration, false, enumeration};
  if (fact(*key).type != wanted) {
    mismatch(by, fact(*key).type, wanted);
    return std::nullopt;
  }
  out.push({Op::fact, fact(*key).slot, 0});
  out.turn({Op::lookup, directory->id, 0});
  return scalar(FactKind::unit);
}

const model::Fact& ExpressionReader::fact(const Symbol& symbol) const {
  return context_.case_types[around_.case_type.value].facts[symbol.id];
}

void ExpressionReader::mismatch(Cursor node, const FactType& is, const FactType& wanted) {
  context_.sink.report("E0307", node.place(), {type_name(context_, wanted), type_name(context_, is)});
}

void ExpressionReader::not_here(Cursor node) {
  context_.sink.report("E0320", node.place(), {std::string(node.source().text(node.node().span))});
}

void ExpressionReader::not_a_value(Cursor node, const std::string& text, const FactType& wanted) {
  const NameKind enumeration[] = {NameKind::enumeration};
  if (context_.may_be_in_a_hole(text) || context_.may_be_unread(enumeration)) return;
  std::vector<std::string> values;
  for (const model::EnumValue& value : context_.enumerations[wanted.enumeration.value].values)
    values.emplace_back(context_.out.text(value.name));
  Diagnostic& report = context_.sink.report("E0309", node.place(), {text, type_name(context_, wanted)});
  if (const std::string near = nearest(text, values); !near.empty()) {
    report.suggestion = near;
    report.help_zh = "是不是「" + near + "」？";
    report.help_en = "did you mean `" + near + "`?";
  }
}

}  // namespace sanhuan::dsl
