#include "lib/eval/expression.hpp"

#include <algorithm>
#include <array>

namespace sanhuan {

namespace {

using model::Code;
using model::Op;

constexpr int table_depth_max = 4;  // a table whose input or result reads another table, and so on

Truth truth_of(Scalar s) noexcept { return s.known ? truth(s.bits != 0) : Truth::unknown; }
Scalar scalar_of(Truth t) noexcept {
  return t == Truth::unknown ? Scalar::unknown() : Scalar::of(t == Truth::yes ? 1 : 0);
}

Scalar compare(Op op, Scalar a, Scalar b) noexcept {
  if (!a.known || !b.known) return Scalar::unknown();
  switch (op) {
    case Op::eq: return Scalar::of(a.bits == b.bits);
    case Op::ne: return Scalar::of(a.bits != b.bits);
    case Op::lt: return Scalar::of(a.bits < b.bits);
    case Op::le: return Scalar::of(a.bits <= b.bits);
    case Op::gt: return Scalar::of(a.bits > b.bits);
    default: return Scalar::of(a.bits >= b.bits);
  }
}

class Machine {
 public:
  Machine(const RulebookData& rules, const TableIndexes& tables, const Subject& subject, int depth) noexcept
      : rules_(rules), tables_(tables), subject_(subject), depth_(depth) {}

  Scalar run(ExpressionId id) const noexcept {
    const model::Expression& expression = rules_.expressions[id.value];
    const Code* code = rules_.code.data() + expression.code.first;
    // Not cleared: a place is written before it is read, and most programs use three of them.
    struct Place {
      std::int64_t bits;
      bool known;
      Place& operator=(Scalar scalar) noexcept {
        bits = scalar.bits;
        known = scalar.known;
        return *this;
      }
      operator Scalar() const noexcept { return {bits, known}; }
    };
    Place stack[expression_stack_max];
    std::size_t top = 0;  // of the next free place
    for (std::uint32_t i = 0; i < expression.code.count; ++i) {
      const Code& c = code[i];
      switch (c.op) {
        case Op::push: stack[top++] = Scalar::of(rules_.constants[c.a]); break;
        case Op::push_unknown: stack[top++] = Scalar::unknown(); break;
        case Op::fact: stack[top++] = subject_.fact(c.a); break;
        case Op::level:
          stack[top++] = subject_.level == Level::unknown ? Scalar::unknown()
                                                          : Scalar::of(static_cast<std::int64_t>(subject_.level));
          break;
        case Op::ancestor: stack[top - 1] = ancestor(stack[top - 1], static_cast<Level>(c.a)); break;
        case Op::list_has: stack[top++] = Scalar::of(list_has(c.a, rules_.constants[c.b])); break;
        case Op::list_empty: stack[top++] = Scalar::of(list_size(c.a) == 0); break;
        case Op::list_size: stack[top++] = Scalar::of(list_size(c.a)); break;
        case Op::known: stack[top++] = Scalar::of(subject_.fact(c.a).known); break;
        case Op::text_known:
          stack[top++] = Scalar::of(subject_.text_known != nullptr && (*subject_.text_known)[c.a] != 0);
          break;
        case Op::eq: case Op::ne: case Op::lt: case Op::le: case Op::gt: case Op::ge:
          --top;
          stack[top - 1] = compare(c.op, stack[top - 1], stack[top]);
          break;
        case Op::in_set:
          if (stack[top - 1].known) {
            const auto* first = rules_.constants.data() + c.a;
            stack[top - 1] = Scalar::of(std::binary_search(first, first + c.b, stack[top - 1].bits));
          }
          break;
        case Op::in_range:
          if (stack[top - 1].known)
            stack[top - 1] = Scalar::of(rules_.constants[c.a] <= stack[top - 1].bits &&
                                        stack[top - 1].bits <= rules_.constants[c.b]);
          break;
        case Op::logic_and:
          --top;
          stack[top - 1] = scalar_of(both(truth_of(stack[top - 1]), truth_of(stack[top])));
          break;
        case Op::logic_or:
          --top;
          stack[top - 1] = scalar_of(either(truth_of(stack[top - 1]), truth_of(stack[top])));
          break;
        case Op::logic_not: stack[top - 1] = scalar_of(!truth_of(stack[top - 1])); break;
        case Op::deadline_done: case Op::deadline_count: case Op::deadline_rung: case Op::deadline_armed:
        case Op::deadline_due: case Op::ever_overdue:
          stack[top++] = subject_.deadline != nullptr ? subject_.deadline(subject_.context, c) : Scalar::unknown();
          break;
        case Op::table: stack[top++] = table(TableId(c.a), c.b); break;
        case Op::lookup: stack[top - 1] = look_up(DirectoryId(c.a), stack[top - 1]); break;
        case Op::text_const: stack[top++] = Scalar::of(c.a); break;
      }
    }
    return top == 0 ? Scalar::unknown() : Scalar(stack[top - 1]);
  }

  TableIndex::Hit hit(TableId id) const noexcept {
    const model::Table& table = rules_.tables[id.value];
    std::array<Scalar, table_columns_max> inputs;
    const Machine below(rules_, tables_, subject_, depth_ + 1);
    for (std::uint32_t c = 0; c < table.columns.count; ++c)
      inputs[c] = below.run(rules_.columns[table.columns.first + c].input);
    return tables_[id.value].find(inputs.data());
  }

 private:
  Scalar ancestor(Scalar unit, Level level) const noexcept {
    if (!unit.known || subject_.organisation == nullptr) return Scalar::unknown();
    const UnitId found = subject_.organisation->ancestor(UnitId(unit.bits), level);
    return found ? Scalar::of(found.value) : Scalar::unknown();
  }
  bool list_has(std::uint32_t slot, std::int64_t value) const noexcept {
    if (subject_.lists == nullptr) return false;
    const auto& list = (*subject_.lists)[slot];
    return std::find(list.begin(), list.end(), value) != list.end();
  }
  std::int64_t list_size(std::uint32_t slot) const noexcept {
    return subject_.lists == nullptr ? 0 : static_cast<std::int64_t>((*subject_.lists)[slot].size());
  }
  Scalar look_up(DirectoryId id, Scalar key) const noexcept {
    if (!key.known) return key;
    const auto& units = rules_.directories[id.value].unit;
    if (key.bits < 0 || static_cast<std::size_t>(key.bits) >= units.size()) return Scalar::unknown();
    const UnitId unit = units[static_cast<std::size_t>(key.bits)];
    return unit ? Scalar::of(unit.value) : Scalar::unknown();
  }
  Scalar table(TableId id, std::uint32_t output) const noexcept {
    if (depth_ >= table_depth_max) return Scalar::unknown();
    const TableIndex::Hit found = hit(id);
    if (found.kind != TableIndex::Hit::Kind::row) return Scalar::unknown();
    const model::TableRow& row = rules_.table_rows[rules_.tables[id.value].rows.first + found.row];
    return Machine(rules_, tables_, subject_, depth_ + 1).run(rules_.results[row.first_result + output]);
  }

  const RulebookData& rules_;
  const TableIndexes& tables_;
  const Subject& subject_;
  int depth_;
};

FactId fact_of_slot(const RulebookData& rules, CaseTypeId type, bool list, bool text, std::uint32_t slot) noexcept {
  const model::CaseType& case_type = rules.case_types[type.value];
  for (std::uint32_t i = 0; i < case_type.facts.count; ++i) {
    const model::Fact& fact = rules.facts[case_type.facts.first + i];
    if (fact.slot == slot && fact.type.list == list && (fact.type.kind == FactKind::text) == text)
      return FactId(i);
  }
  return {};
}

FactId find_unknown(const RulebookData& rules, const TableIndexes& tables, ExpressionId id, CaseTypeId type,
                    const Subject& subject, int depth) noexcept {
  if (depth > table_depth_max) return {};
  const model::Expression& expression = rules.expressions[id.value];
  for (std::uint32_t i = 0; i < expression.code.count; ++i) {
    const Code& c = rules.code[expression.code.first + i];
    if (c.op == Op::fact && !subject.fact(c.a).known) return fact_of_slot(rules, type, false, false, c.a);
    if (c.op != Op::table) continue;
    const model::Table& table = rules.tables[c.a];
    for (std::uint32_t k = 0; k < table.columns.count; ++k) {
      const ExpressionId input = rules.columns[table.columns.first + k].input;
      if (const FactId found = find_unknown(rules, tables, input, type, subject, depth + 1)) return found;
    }
    const TableIndex::Hit hit = Machine(rules, tables, subject, depth).hit(TableId(c.a));
    if (hit.kind != TableIndex::Hit::Kind::row) continue;
    const ExpressionId result = rules.results[rules.table_rows[table.rows.first + hit.row].first_result + c.b];
    if (const FactId found = find_unknown(rules, tables, result, type, subject, depth + 1)) return found;
  }
  return {};
}

}  // namespace

Scalar evaluate(const RulebookData& rules, const TableIndexes& tables, ExpressionId id,
                const Subject& subject) noexcept {
  return Machine(rules, tables, subject, 0).run(id);
}

Truth evaluate_guard(const RulebookData& rules, const TableIndexes& tables, ExpressionId id,
                     const Subject& subject) noexcept {
  return id ? truth_of(evaluate(rules, tables, id, subject)) : Truth::yes;
}

FactId first_unknown(const RulebookData& rules, const TableIndexes& tables, ExpressionId id, CaseTypeId type,
                     const Subject& subject) noexcept {
  return find_unknown(rules, tables, id, type, subject, 0);
}

}  // namespace sanhuan
