#include "lib/eval/evaluator.hpp"

#include <algorithm>
#include <array>

#include "lib/eval/compare.hpp"
#include "lib/eval/reads.hpp"

namespace sanhuan {

using model::Code;
using model::Op;

namespace {

Truth truth_of(Scalar s) noexcept { return s.known ? truth(s.bits != 0) : Truth::unknown; }
Scalar scalar_of(Truth t) noexcept {
  return t == Truth::unknown ? Scalar::unknown() : Scalar::of(t == Truth::yes ? 1 : 0);
}

bool list_has(const Subject& subject, std::uint32_t slot, std::int64_t value) noexcept {
  if (subject.lists == nullptr) return false;
  const auto& list = (*subject.lists)[slot];
  return std::find(list.begin(), list.end(), value) != list.end();
}
std::int64_t list_size(const Subject& subject, std::uint32_t slot) noexcept {
  return subject.lists == nullptr ? 0 : static_cast<std::int64_t>((*subject.lists)[slot].size());
}

Scalar reckon(Op op, Scalar a, Scalar b) noexcept {
  if (!a.known || !b.known) return Scalar::unknown();
  std::int64_t result = 0;
  const bool overflows = op == Op::plus    ? __builtin_add_overflow(a.bits, b.bits, &result)
                         : op == Op::minus ? __builtin_sub_overflow(a.bits, b.bits, &result)
                                           : __builtin_mul_overflow(a.bits, b.bits, &result);
  return overflows ? Scalar::unknown() : Scalar::of(result);
}

// `set`: how many members, then they themselves, sorted.
std::int64_t members_in(const Subject& subject, std::uint32_t slot, const std::int64_t* set) noexcept {
  if (subject.lists == nullptr) return 0;
  const auto& list = (*subject.lists)[slot];
  return std::count_if(list.begin(), list.end(),
                       [&](std::int64_t v) { return std::binary_search(set + 1, set + 1 + set[0], v); });
}

Scalar text_asked(const Subject& subject, Op op, std::uint32_t slot, std::string_view text) noexcept {
  if (subject.text_known == nullptr || (*subject.text_known)[slot] == 0) return Scalar::unknown();
  const std::string& known = (*subject.text)[slot];
  return Scalar::of(op == Op::text_is ? known == text : known.find(text) != std::string::npos);
}

Scalar days(const Calendar& calendar, Op op, std::int64_t from, std::int64_t to) noexcept {
  if (op == Op::calendar_days) return Scalar::of(to - from);
  const auto day = [](std::int64_t v) { return Day{static_cast<std::int32_t>(std::clamp<std::int64_t>(v, first_day.value, last_day.value))}; };
  return Scalar::of(calendar.working_days_between(day(from), day(to)));
}

// Scalars, texts and lists have slots of their own.
enum class Kept : std::uint8_t { nothing, scalar, text, list };

Kept kept_of(Op op) noexcept {
  switch (op) {
    case Op::fact: case Op::known: return Kept::scalar;
    case Op::text_known: case Op::text_is: case Op::text_contains: case Op::text_copy: return Kept::text;
    case Op::list_has: case Op::list_empty: case Op::list_size: case Op::list_in_set: case Op::list_contains:
    case Op::list_copy:
      return Kept::list;
    default: return Kept::nothing;
  }
}

FactId fact_read_by(const RulebookData& rules, CaseTypeId type, const Code& c) noexcept {
  const Kept wanted = kept_of(c.op);
  if (wanted == Kept::nothing) return {};
  const model::CaseType& case_type = rules.case_types[type.value];
  for (std::uint32_t i = 0; i < case_type.facts.count; ++i) {
    const model::Fact& fact = rules.facts[case_type.facts.first + i];
    const Kept kept = fact.type.list ? Kept::list : fact.type.kind == FactKind::text ? Kept::text : Kept::scalar;
    if (fact.slot == c.a && kept == wanted) return FactId(i);
  }
  return {};
}

bool asks_rows(Op op) noexcept {
  return op == Op::table_sum || op == Op::table_maximum || op == Op::table_minimum || op == Op::table_rows ||
         op == Op::table_list;
}

}  // namespace

// Written before it is read, so not cleared: most programs use one or two places of the stack.
struct Evaluator::Place {
  std::int64_t bits;
  bool known;
  Place& operator=(Scalar scalar) noexcept {
    bits = scalar.bits;
    known = scalar.known;
    return *this;
  }
  operator Scalar() const noexcept { return {bits, known}; }
};

Evaluator::Evaluator(const RulebookData& rules) : rules_(rules), tables_(index_tables(rules)) {
  programs_.reserve(rules.expressions.size());
  for (const model::Expression& expression : rules.expressions) translate(expression);
}

void Evaluator::translate(const model::Expression& expression) {
  const auto first = static_cast<std::uint32_t>(instructions_.size());
  // How many instructions of this program lie ready to be taken into the next one.
  const auto last_is = [&](std::size_t back, Do what) {
    return instructions_.size() >= first + back && instructions_[instructions_.size() - back].what == what;
  };
  const auto take_fact = [&](Instruction& in) {
    in.slot = instructions_.back().slot;
    instructions_.pop_back();
  };
  for (std::uint32_t i = 0; i < expression.code.count; ++i) {
    const Code& c = rules_.code[expression.code.first + i];
    Instruction in{Do::other, c.op, 0, c.a, c.b, 0};
    switch (c.op) {
      case Op::push:
        in.what = Do::push;
        in.constant = rules_.constants[c.a];
        break;
      case Op::fact:
      case Op::known:
        in.what = c.op == Op::fact ? Do::fact : Do::known;
        in.slot = static_cast<std::uint16_t>(c.a);
        break;
      case Op::eq: case Op::ne: case Op::lt: case Op::le: case Op::gt: case Op::ge:
        in.what = Do::compare;
        if (last_is(1, Do::push) && last_is(2, Do::fact)) {
          in.what = Do::compare_fact;
          in.constant = instructions_.back().constant;
          instructions_.pop_back();
          take_fact(in);
        }
        break;
      case Op::in_set:
      case Op::in_range: {
        const bool of_fact = last_is(1, Do::fact);
        if (c.op == Op::in_set) in.what = of_fact ? Do::in_set_fact : Do::in_set;
        else in.what = of_fact ? Do::in_range_fact : Do::in_range;
        if (of_fact) take_fact(in);
        break;
      }
      case Op::logic_and: in.what = Do::logic_and; break;
      case Op::logic_or: in.what = Do::logic_or; break;
      case Op::logic_not: in.what = Do::logic_not; break;
      default: break;
    }
    instructions_.push_back(in);
  }
  programs_.push_back({first, static_cast<std::uint32_t>(instructions_.size()) - first});
}

Scalar Evaluator::run(ExpressionId id, const Subject& subject, int depth) const noexcept {
  const model::Range program = programs_[id.value];
  const Instruction* in = instructions_.data() + program.first;
  Place stack[expression_stack_max];
  std::size_t top = 0;  // of the next free place
  const std::int64_t* const constants = rules_.constants.data();
  const auto member = [&](const Instruction& i, std::int64_t v) {
    return std::binary_search(constants + i.a, constants + i.a + i.b, v);
  };
  const auto between = [&](const Instruction& i, std::int64_t v) {
    return constants[i.a] <= v && v <= constants[i.b];
  };
  for (const Instruction* const end = in + program.count; in != end; ++in) {
    switch (in->what) {
      case Do::push: stack[top++] = Scalar::of(in->constant); break;
      case Do::fact: stack[top++] = subject.fact(in->slot); break;
      case Do::known: stack[top++] = Scalar::of(subject.slots->known(subject.facts, in->slot)); break;
      case Do::compare: {
        --top;
        const Scalar a = stack[top - 1], b = stack[top];
        stack[top - 1] = a.known && b.known ? Scalar::of(compare(in->op, a.bits, b.bits)) : Scalar::unknown();
        break;
      }
      case Do::compare_fact: {
        const Scalar a = subject.fact(in->slot);
        stack[top++] = a.known ? Scalar::of(compare(in->op, a.bits, in->constant)) : a;
        break;
      }
      case Do::in_set:
        if (stack[top - 1].known) stack[top - 1] = Scalar::of(member(*in, stack[top - 1].bits));
        break;
      case Do::in_set_fact: {
        const Scalar a = subject.fact(in->slot);
        stack[top++] = a.known ? Scalar::of(member(*in, a.bits)) : a;
        break;
      }
      case Do::in_range:
        if (stack[top - 1].known) stack[top - 1] = Scalar::of(between(*in, stack[top - 1].bits));
        break;
      case Do::in_range_fact: {
        const Scalar a = subject.fact(in->slot);
        stack[top++] = a.known ? Scalar::of(between(*in, a.bits)) : a;
        break;
      }
      case Do::logic_and:
        --top;
        stack[top - 1] = scalar_of(both(truth_of(stack[top - 1]), truth_of(stack[top])));
        break;
      case Do::logic_or:
        --top;
        stack[top - 1] = scalar_of(either(truth_of(stack[top - 1]), truth_of(stack[top])));
        break;
      case Do::logic_not: stack[top - 1] = scalar_of(!truth_of(stack[top - 1])); break;
      case Do::other: other(*in, subject, stack, top, depth); break;
    }
  }
  return top == 0 ? Scalar::unknown() : Scalar(stack[top - 1]);
}

void Evaluator::other(const Instruction& in, const Subject& subject, Place* stack, std::size_t& top,
                      int depth) const noexcept {
  switch (in.op) {
    case Op::push_unknown: stack[top++] = Scalar::unknown(); break;
    case Op::level:
      stack[top++] = subject.level == Level::unknown ? Scalar::unknown()
                                                     : Scalar::of(static_cast<std::int64_t>(subject.level));
      break;
    case Op::ancestor: {
      const Scalar unit = stack[top - 1];
      UnitId found;
      if (unit.known && subject.organisation != nullptr)
        found = subject.organisation->ancestor(UnitId(unit.bits), static_cast<Level>(in.a));
      stack[top - 1] = found ? Scalar::of(found.value) : Scalar::unknown();
      break;
    }
    case Op::list_has: stack[top++] = Scalar::of(list_has(subject, in.a, rules_.constants[in.b])); break;
    case Op::list_empty: stack[top++] = Scalar::of(list_size(subject, in.a) == 0); break;
    case Op::list_size: stack[top++] = Scalar::of(list_size(subject, in.a)); break;
    case Op::text_known:
      stack[top++] = Scalar::of(subject.text_known != nullptr && (*subject.text_known)[in.a] != 0);
      break;
    case Op::deadline_done: case Op::deadline_count: case Op::deadline_rung: case Op::deadline_armed:
    case Op::deadline_due: case Op::ever_overdue:
    case Op::today: case Op::anchor: case Op::children: case Op::this_unit:
    case Op::happened: case Op::closed: case Op::running_clock: case Op::held:
      stack[top++] = subject.ask != nullptr ? subject.ask(subject.context, {in.op, in.a, in.b}) : Scalar::unknown();
      break;
    case Op::plus: case Op::minus: case Op::times: {
      --top;
      stack[top - 1] = reckon(in.op, stack[top - 1], stack[top]);
      break;
    }
    case Op::list_in_set: stack[top++] = Scalar::of(members_in(subject, in.a, rules_.constants.data() + in.b)); break;
    case Op::list_contains:
      if (stack[top - 1].known) stack[top - 1] = Scalar::of(list_has(subject, in.a, stack[top - 1].bits));
      break;
    case Op::text_is: case Op::text_contains: stack[top++] = text_asked(subject, in.op, in.a, rules_.text(StringId(in.b))); break;
    case Op::first_known:
      --top;
      if (!stack[top - 1].known) stack[top - 1] = stack[top];
      break;
    case Op::inside: {
      --top;
      const Scalar below = stack[top - 1], above = stack[top];
      const bool known = below.known && above.known && subject.organisation != nullptr;
      stack[top - 1] = known ? Scalar::of(subject.organisation->in_line_of(UnitId(above.bits), UnitId(below.bits)))
                             : Scalar::unknown();
      break;
    }
    case Op::day_of:
      if (stack[top - 1].known && subject.calendar != nullptr)
        stack[top - 1] = Scalar::of(subject.calendar->local_day({stack[top - 1].bits}).value);
      break;
    case Op::working_days: case Op::calendar_days: {
      --top;
      const Scalar from = stack[top - 1], to = stack[top];
      stack[top - 1] = from.known && to.known && subject.calendar != nullptr ? days(*subject.calendar, in.op, from.bits, to.bits)
                                                                            : Scalar::unknown();
      break;
    }
    case Op::table_sum: case Op::table_maximum: case Op::table_minimum: case Op::table_rows:
      stack[top++] = over_rows(in.op, TableId(in.a), in.b, subject, depth);
      break;
    case Op::table_list: case Op::list_copy: case Op::text_copy: stack[top++] = Scalar::unknown(); break;  // no scalars
    case Op::table: stack[top++] = from_table(TableId(in.a), in.b, subject, depth); break;
    case Op::lookup: {
      const Scalar key = stack[top - 1];
      if (!key.known) break;
      const auto& units = rules_.directories[in.a].unit;
      const bool inside = key.bits >= 0 && static_cast<std::size_t>(key.bits) < units.size();
      const UnitId unit = inside ? units[static_cast<std::size_t>(key.bits)] : UnitId{};
      stack[top - 1] = unit ? Scalar::of(unit.value) : Scalar::unknown();
      break;
    }
    case Op::text_const: stack[top++] = Scalar::of(in.a); break;
    case Op::list_without: break;  // says what becomes of the value, and leaves it
    case Op::push: case Op::fact: case Op::known: case Op::eq: case Op::ne: case Op::lt: case Op::le: case Op::gt:
    case Op::ge: case Op::in_set: case Op::in_range: case Op::logic_and: case Op::logic_or: case Op::logic_not:
      break;  // have instructions of their own
  }
}

TableIndex::Hit Evaluator::hit(TableId id, const Subject& subject, int depth) const noexcept {
  const model::Table& table = rules_.tables[id.value];
  std::array<Scalar, table_columns_max> inputs;
  for (std::uint32_t c = 0; c < table.columns.count; ++c)
    inputs[c] = run(rules_.columns[table.columns.first + c].input, subject, depth + 1);
  return tables_[id.value].find(inputs.data());
}

// Over all rows that match; unknown where one of them or its result is.
Scalar Evaluator::over_rows(Op op, TableId id, std::uint32_t output, const Subject& subject, int depth) const noexcept {
  if (depth >= table_depth_max) return Scalar::unknown();
  const auto rows = matching(id, subject, depth);
  if (!rows) return Scalar::unknown();
  if (op == Op::table_rows) return Scalar::of(static_cast<std::int64_t>(rows->size()));
  Scalar result = op == Op::table_sum ? Scalar::of(0) : Scalar::unknown();  // over no row there is no greatest
  for (const std::uint32_t row : *rows) {
    const model::TableRow& of = rules_.table_rows[rules_.tables[id.value].rows.first + row];
    const Scalar v = run(rules_.results[of.first_result + output], subject, depth + 1);
    if (!v.known) return v;
    if (op == Op::table_sum) result = reckon(Op::plus, result, v);
    else if (!result.known || (op == Op::table_maximum ? v.bits > result.bits : v.bits < result.bits)) result = v;
    if (!result.known) return result;
  }
  return result;
}

std::optional<std::vector<std::uint32_t>> Evaluator::matching(TableId id, const Subject& subject, int depth) const {
  const model::Table& table = rules_.tables[id.value];
  std::array<Scalar, table_columns_max> inputs;
  for (std::uint32_t c = 0; c < table.columns.count; ++c)
    inputs[c] = run(rules_.columns[table.columns.first + c].input, subject, depth + 1);
  return tables_[id.value].find_all(inputs.data());
}

std::optional<std::vector<std::int64_t>> Evaluator::list(TableId id, std::uint32_t output, const Subject& subject) const {
  const auto rows = matching(id, subject, 0);
  if (!rows) return std::nullopt;
  std::vector<std::int64_t> all;
  for (const std::uint32_t row : *rows) {
    const model::TableRow& of = rules_.table_rows[rules_.tables[id.value].rows.first + row];
    const Scalar v = run(rules_.results[of.first_result + output], subject, 1);
    if (!v.known) return std::nullopt;
    all.push_back(v.bits);
  }
  return all;
}

Scalar Evaluator::from_table(TableId id, std::uint32_t output, const Subject& subject, int depth) const noexcept {
  if (depth >= table_depth_max) return Scalar::unknown();
  const TableIndex::Hit found = hit(id, subject, depth);
  if (found.kind != TableIndex::Hit::Kind::row) return Scalar::unknown();
  const model::TableRow& row = rules_.table_rows[rules_.tables[id.value].rows.first + found.row];
  return run(rules_.results[row.first_result + output], subject, depth + 1);
}

template <class F>
bool Evaluator::each_read(ExpressionId id, const Subject& subject, int depth, const F& found) const {
  if (depth > table_depth_max) return false;
  const model::Expression& expression = rules_.expressions[id.value];
  for (std::uint32_t i = 0; i < expression.code.count; ++i) {
    const Code& c = rules_.code[expression.code.first + i];
    if (found(c)) return true;
    if (c.op != Op::table && !asks_rows(c.op)) continue;
    const model::Table& table = rules_.tables[c.a];
    for (std::uint32_t k = 0; k < table.columns.count; ++k)
      if (each_read(rules_.columns[table.columns.first + k].input, subject, depth + 1, found)) return true;
    const auto result = [&](std::uint32_t row) {
      return each_read(rules_.results[rules_.table_rows[table.rows.first + row].first_result + c.b], subject, depth + 1, found);
    };
    if (c.op == Op::table) {
      const TableIndex::Hit row = hit(TableId(c.a), subject, depth);
      if (row.kind == TableIndex::Hit::Kind::row && result(row.row)) return true;
    } else if (c.op != Op::table_rows) {
      for (const std::uint32_t row : matching(TableId(c.a), subject, depth).value_or(std::vector<std::uint32_t>{}))
        if (result(row)) return true;
    }
  }
  return false;
}

Scalar Evaluator::value(ExpressionId id, const Subject& subject) const noexcept { return run(id, subject, 0); }

Truth Evaluator::guard(ExpressionId id, const Subject& subject) const noexcept {
  return id ? truth_of(run(id, subject, 0)) : Truth::yes;
}

FactId Evaluator::first_unknown(ExpressionId id, CaseTypeId type, const Subject& subject) const {
  FactId first;
  each_read(id, subject, 0, [&](const Code& c) {
    const bool reads_text = c.op == Op::text_is || c.op == Op::text_contains || c.op == Op::text_copy;
    const bool unknown = (c.op == Op::fact && !subject.fact(c.a).known) ||
                         (reads_text && !text_asked(subject, c.op, c.a, {}).known);
    if (unknown) first = fact_read_by(rules_, type, c);
    return unknown;
  });
  return first;
}

std::vector<FactId> Evaluator::facts_read(ExpressionId id, CaseTypeId type, const Subject& subject) const {
  std::vector<FactId> read;
  each_read(id, subject, 0, [&](const Code& c) {
    const FactId fact = fact_read_by(rules_, type, c);
    if (fact && std::find(read.begin(), read.end(), fact) == read.end()) read.push_back(fact);
    return false;
  });
  return read;
}

}  // namespace sanhuan
