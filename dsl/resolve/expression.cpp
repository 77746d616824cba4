#include "dsl/resolve/expression.hpp"

#include <utility>

#include "dsl/resolve/process_draft.hpp"
#include "dsl/resolve/program.hpp"
#include "dsl/resolve/suggest.hpp"
#include "lib/eval/evaluator.hpp"

namespace sanhuan::dsl {

using model::Op;

namespace {

bool is_condition(NodeKind kind) noexcept {
  switch (kind) {
    case NodeKind::either: case NodeKind::both: case NodeKind::negate: case NodeKind::compare: case NodeKind::member:
    case NodeKind::each_member: case NodeKind::contains: case NodeKind::inside: case NodeKind::between:
    case NodeKind::has: case NodeKind::lacks: case NodeKind::deadline_state: case NodeKind::happened:
      return true;
    default: return false;
  }
}

}  // namespace

// ---- whole expressions -----------------------------------------------------------------------------------------------

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

Values ExpressionReader::values(const std::vector<Cursor>& nodes, const FactType& wanted, RuleId rule, Cursor without) {
  Values read;
  if (nodes.empty()) return read;
  if (!wanted.list && nodes.size() > 1) {
    context_.sink.report("E0338", nodes[1].place());
    return read;
  }
  if (without && !wanted.list) {
    not_here(without);
    return read;
  }
  if (nodes.size() == 1 && !without) {
    const bool clears = wanted.list && is_flag(only_part(nodes[0]), Word::unknown);
    const bool unknown = wanted.list && nodes[0].is(NodeKind::literal_flag) && nodes[0].word() == Word::unknown;
    read.one = wanted.list && !clears && !unknown ? element(nodes[0], wanted, rule) : value(nodes[0], wanted, rule);
    read.fine = read.one.valid();
    return read;
  }
  std::vector<ExpressionId> members;
  read.fine = true;
  for (const Cursor& node : nodes) {
    members.push_back(element(node, wanted, rule));
    read.fine = read.fine && members.back();
  }
  if (without) {
    for (const Cursor& node : without.children()) {
      members.push_back(element(node, wanted, rule, true));
      read.fine = read.fine && members.back();
    }
  }
  read.members = {static_cast<std::uint32_t>(context_.out.results.size()), static_cast<std::uint32_t>(members.size())};
  context_.out.results.insert(context_.out.results.end(), members.begin(), members.end());
  return read;
}

// A member of a list, or another list whose members all become members.
ExpressionId ExpressionReader::element(Cursor node, const FactType& list, RuleId rule, bool taken_out) {
  Program program;
  if (!is_list(only_part(node), list, program)) {
    const FactType member{list.kind, false, list.enumeration};
    const auto type = emit(node, &member, program);
    if (!type) return {};
    if (!fits(*type, member)) {
      mismatch(node, *type, member);
      return {};
    }
  }
  if (taken_out) program.turn(Op::list_without);
  return finish(std::move(program), list, rule);
}

bool ExpressionReader::is_list(Cursor node, const FactType& list, Program& out) {
  if (const model::Fact* other = fact_at(node); other != nullptr && other->type.list && fits(other->type, list)) {
    out.push(Op::list_copy, other->slot);
    return true;
  }
  if (!node.is(NodeKind::path) || node.count() != 2) return false;
  const Symbol* table = named(node.child(std::size_t{0}), NameKind::table);
  if (table == nullptr || context_.out.tables[table->id].policy != model::HitPolicy::all) return false;
  const std::vector<TableShape::Output>& outputs = (*around_.tables)[table->id].outputs;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const TableShape::Output& output = outputs[i];
    const Cursor part = node.child(std::size_t{1});
    if (!part.is(NodeKind::name) || output.name != part.text() || !output.known) continue;
    if (!fits({output.type.kind, true, output.type.enumeration}, list)) continue;
    out.push(Op::table_list, table->id, static_cast<std::uint32_t>(i));
    return true;
  }
  return false;
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

// ---- types -----------------------------------------------------------------------------------------------------------

std::optional<FactType> ExpressionReader::own_type(Cursor node) const {
  node = only_part(node);
  if (is_condition(node.kind())) return boolean_type;
  switch (node.kind()) {
    case NodeKind::lookup: return scalar(FactKind::unit);
    case NodeKind::days_between: return scalar(FactKind::integer);
    case NodeKind::moment: return scalar(FactKind::instant);
    case NodeKind::path: return own_type_of_path(node);
    case NodeKind::flag:
      if (node.word() == Word::level) return scalar(FactKind::level);
      if (node.word() == Word::today) return scalar(FactKind::date);
      if (node.word() == Word::this_unit) return scalar(FactKind::unit);
      return std::nullopt;
    case NodeKind::name: {
      const model::Fact* found = fact_at(node);
      return found == nullptr ? std::nullopt : std::optional(found->type);
    }
    case NodeKind::arithmetic: {
      const auto left = own_type(node.child(std::size_t{0})), right = own_type(node.child(std::size_t{1}));
      if (node.word() != Word::multiplied_by) return left ? left : right;
      const auto whole = [](const std::optional<FactType>& t) { return !t || *t == scalar(FactKind::integer); };
      return whole(left) ? right : left;
    }
    default: return std::nullopt;
  }
}

std::optional<FactType> ExpressionReader::own_type_of_path(Cursor path) const {
  const std::vector<Cursor> parts = path.children();
  const Symbol* found = parts[0].is(NodeKind::name) ? around_.names->find(parts[0].text()) : nullptr;
  if (found == nullptr) return std::nullopt;
  const Cursor last = parts.back();
  if (is_flag(last, Word::date)) return scalar(FactKind::date);
  if (is_flag(last, Word::instant)) return scalar(FactKind::instant);
  if (is_flag(last, Word::size) || is_flag(last, Word::row_count)) return scalar(FactKind::integer);
  if (found->kind == NameKind::deadline) return scalar(FactKind::instant);
  if (found->kind == NameKind::fact || found->kind == NameKind::unit) return scalar(FactKind::unit);
  if (found->kind != NameKind::table || found->id >= around_.tables->size()) return std::nullopt;
  if (is_flag(parts[1], Word::level)) return scalar(FactKind::level);
  for (const TableShape::Output& output : (*around_.tables)[found->id].outputs)
    if (parts[1].is(NodeKind::name) && output.name == parts[1].text() && output.known) return output.type;
  return std::nullopt;
}

// ---- one part after another ------------------------------------------------------------------------------------------

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
      out.push(Op::push, context_.constant(*value));
      return type;
    }
    case NodeKind::text:
      if (wanted != nullptr && *wanted != scalar(FactKind::text)) {
        mismatch(node, scalar(FactKind::text), *wanted);
        return std::nullopt;
      }
      out.push(Op::text_const, context_.string(node.text()).value);
      return scalar(FactKind::text);
    case NodeKind::date:
      out.push(Op::push, context_.constant(node.value()));
      return scalar(FactKind::date);
    case NodeKind::moment: return emit_moment(node, out);
    case NodeKind::literal_flag:
    case NodeKind::flag: return emit_flag(node, wanted, out);
    case NodeKind::name: return emit_name(node, wanted, out);
    case NodeKind::path: return emit_path(node, out);
    case NodeKind::lookup: return emit_lookup(node, out);
    case NodeKind::arithmetic: return emit_arithmetic(node, wanted, out);
    case NodeKind::days_between: return emit_days_between(node, out);
    default: not_here(node); return std::nullopt;
  }
}

std::optional<FactType> ExpressionReader::emit_flag(Cursor node, const FactType* wanted, Program& out) {
  switch (node.word()) {
    case Word::true_:
    case Word::false_:
      out.push(Op::push, context_.constant(node.word() == Word::true_ ? 1 : 0));
      return boolean_type;
    case Word::unknown:
      if (wanted == nullptr) break;
      out.push(Op::push_unknown);
      return *wanted;
    case Word::ever_overdue:
    case Word::never_overdue:
      out.push(Op::ever_overdue, node.word() == Word::never_overdue ? 1u : 0u);
      return boolean_type;
    case Word::still_open:
      if (!around_.promised) break;
      out.push(Op::closed);
      out.turn(Op::logic_not);
      return boolean_type;
    case Word::level: out.push(Op::level); return scalar(FactKind::level);
    case Word::this_unit:
      if (!around_.somebody_acts) break;
      out.push(Op::this_unit);
      return scalar(FactKind::unit);
    case Word::today: out.push(Op::today); return scalar(FactKind::date);
    case Word::grid: case Word::village: case Word::town: case Word::district:
      out.push(Op::push, context_.constant(static_cast<std::int64_t>(level_of(node.word()))));
      return scalar(FactKind::level);
    default: break;
  }
  not_here(node);
  return std::nullopt;
}

// ---- what names mean -------------------------------------------------------------------------------------------------

const Symbol* ExpressionReader::named(Cursor node, NameKind kind) const {
  node = only_part(node);
  const Symbol* found = node.is(NodeKind::name) ? around_.names->find(node.text()) : nullptr;
  return found != nullptr && found->kind == kind ? found : nullptr;
}

const model::Fact* ExpressionReader::fact_at(Cursor node) const {
  const Symbol* found = around_.case_type ? named(node, NameKind::fact) : nullptr;
  return found == nullptr ? nullptr : &fact(*found);
}

const model::Fact& ExpressionReader::fact(const Symbol& symbol) const {
  return context_.case_types[around_.case_type.value].facts[symbol.id];
}

std::vector<DeadlineId> ExpressionReader::versions(DeadlineId id) const {
  return around_.process == nullptr ? std::vector<DeadlineId>{id} : around_.process->versions(id);
}

void ExpressionReader::mismatch(Cursor node, const FactType& is, const FactType& wanted) {
  context_.sink.report("E0307", node.place(), {type_name(context_, wanted), type_name(context_, is)});
}

void ExpressionReader::not_here(Cursor node) {
  context_.sink.report("E0320", node.place(), {std::string(node.source().text(node.node().span))});
}

void ExpressionReader::no_such_part(Cursor before, Cursor part) {
  context_.sink.report("E0322", part.place(), {before.text(), std::string(part.source().text(part.node().span))});
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
