#include "lib/analysis/representatives.hpp"

#include <algorithm>
#include <map>

#include "lib/eval/compare.hpp"
#include "lib/eval/reads.hpp"
#include "lib/rulebook/slots.hpp"
#include "lib/rulebook/walk.hpp"

namespace sanhuan {

using model::Code;
using model::Op;

namespace {

constexpr std::size_t values_max = 64;  // of one fact; more are cut off, and the exploration is no proof

bool compares(Op op) noexcept { return op >= Op::eq && op <= Op::ge; }

model::Fact fact_of(const FactType& type, std::int64_t low = INT64_MIN, std::int64_t high = INT64_MAX) {
  model::Fact fact;
  fact.type = type;
  fact.low = low, fact.high = high;
  return fact;
}

bool is_unit(FactKind kind) noexcept { return kind == FactKind::unit || kind == FactKind::grid; }

}  // namespace

Representatives::Representatives(const Relevance& relevance, const Organisation& organisation)
    : relevance_(relevance), rules_(relevance.rules), organisation_(organisation), asked_(relevance.facts.size()) {
  const model::Process& process = relevance.process;
  asks_powers_ = std::any_of(process.transitions.begin(), process.transitions.end(), [](const model::Transition& t) { return t.powers != 0; });
  scan(relevance.promise.only_if, 0);
  for (std::uint32_t l = 0; l < relevance.promise.lines.count; ++l) {
    const model::PromiseLine& line = rules_.promise_lines[relevance.promise.lines.first + l];
    scan(line.where, 0), scan(line.must, 0);
  }
  for (const model::Transition& t : process.transitions) scan(t.guard, 0);
  for (const model::Deadline& d : process.deadlines) {
    scan(d.only_if, 0);
    for (std::uint32_t i = 0; i < d.class_limits.count; ++i) scan(rules_.class_limits[d.class_limits.first + i].when, 0);
  }
  for_actions(rules_, process, [&](const model::Action& a) {
    const bool read = (a.verb == model::Verb::set && relevance.facts[a.fact.value] != 0) || a.verb == model::Verb::merge ||
                      (a.verb == model::Verb::set_level && relevance.level);
    if (!read) return;
    scan(a.value, 0);
    for (std::uint32_t i = 0; i < a.members.count; ++i) scan(rules_.results[a.members.first + i], 0);
  });
  const model::CaseType& type = rules_.case_types[relevance.promise.case_type.value];
  if (type.channel) {
    const std::uint64_t as_received = type.channels_as_received;
    asked_[type.channel.value].tests.emplace_back([as_received](std::int64_t v) { return v < 64 ? static_cast<std::int64_t>(as_received >> v & 1) : 0; });
  }
  for (std::uint32_t f = 0; f < type.facts.count; ++f) {
    const model::Fact& fact = rules_.facts[type.facts.first + f];
    if (relevance.facts[f] != 0) values_.push_back(choose(fact, asked_[f]));
    else values_.push_back({any(fact.type, fact.low, fact.high)});
  }
}

Representatives::Asked* Representatives::asked(std::uint32_t slot, bool list, bool text) {
  const model::CaseType& type = rules_.case_types[relevance_.promise.case_type.value];
  for (std::uint32_t f = 0; f < type.facts.count; ++f) {
    const model::Fact& fact = rules_.facts[type.facts.first + f];
    const bool is_text = !fact.type.list && fact.type.kind == FactKind::text;
    if (fact.slot == slot && fact.type.list == list && is_text == text) return &asked_[f];
  }
  return nullptr;
}

// What is asked of the fact at `i`: the operations that follow it say.
void Representatives::ask_of_fact(const Code* code, std::uint32_t count, std::uint32_t i) {
  Asked* of = asked(code[i].a, false, false);
  if (of == nullptr) return;
  const auto op_at = [&](std::uint32_t at) { return at < count ? code[at].op : Op::push_unknown; };
  const auto constant = [&](std::uint32_t at) { return rules_.constants[code[at].a]; };
  const auto asked = [&](Op op, std::int64_t with) {
    of->constants.push_back(with);
    of->tests.emplace_back([op, with](std::int64_t v) { return std::int64_t{compare(op, v, with)}; });
  };
  const Op next = op_at(i + 1);
  if (next == Op::push && compares(op_at(i + 2))) return asked(op_at(i + 2), constant(i + 1));
  if (compares(next) && i > 0 && code[i - 1].op == Op::push) return asked(turned(next), constant(i - 1));
  if (compares(next) || next == Op::fact) {  // with another fact, or the first of two that are
    of->free = true;
    return;
  }
  if (next == Op::in_set) {
    const std::vector<std::int64_t> set(rules_.constants.begin() + code[i + 1].a,
                                        rules_.constants.begin() + code[i + 1].a + code[i + 1].b);
    of->constants.insert(of->constants.end(), set.begin(), set.end());
    of->tests.emplace_back([set](std::int64_t v) { return std::binary_search(set.begin(), set.end(), v) ? 1 : 0; });
    return;
  }
  if (next == Op::in_range) {
    asked(Op::ge, rules_.constants[code[i + 1].a]);
    return asked(Op::le, rules_.constants[code[i + 1].b]);
  }
  if (next == Op::push && op_at(i + 2) == Op::inside) {
    const UnitId above(constant(i + 1));
    of->tests.emplace_back([this, above](std::int64_t v) { return organisation_.in_line_of(above, UnitId(v)) ? 1 : 0; });
    return;
  }
  if (next == Op::lookup) {
    const auto& units = rules_.directories[code[i + 1].a].unit;
    of->tests.emplace_back([&units](std::int64_t v) {
      return static_cast<std::size_t>(v) < units.size() ? std::int64_t{units[static_cast<std::size_t>(v)].value} : -1;
    });
    return;
  }
  if (next == Op::ancestor) {
    const auto level = static_cast<Level>(code[i + 1].a);
    const bool compared = op_at(i + 2) == Op::push && compares(op_at(i + 3));
    const std::int64_t with = compared ? constant(i + 2) : 0;
    of->tests.emplace_back([this, level, compared, with](std::int64_t v) {
      const UnitId found = organisation_.ancestor(UnitId(v), level);
      return std::int64_t{!found ? -1 : compared ? (found.value == with ? 1 : 0) : 0};
    });
    return;
  }
  if (next == Op::list_contains) {
    of->free = true;
    return;
  }
  // By itself: as a condition, or to be what another fact becomes. What is asked of that one is not followed.
  of->opaque = true;
}

void Representatives::scan(ExpressionId id, int depth) {
  if (!id || depth > table_depth_max) return;
  const model::Range range = rules_.expressions[id.value].code;
  const Code* code = rules_.code.data() + range.first;
  for (std::uint32_t i = 0; i < range.count; ++i) {
    const Code& c = code[i];
    switch (c.op) {
      case Op::fact: ask_of_fact(code, range.count, i); break;
      case Op::text_is: case Op::text_contains:
        if (Asked* of = asked(c.a, false, true)) of->texts.emplace_back(rules_.text(StringId(c.b)));
        break;
      case Op::list_has:
        if (Asked* of = asked(c.a, true, false)) {
          const std::int64_t with = rules_.constants[c.b];
          of->constants.push_back(with);
          of->tests.emplace_back([with](std::int64_t v) { return v == with ? 1 : 0; });
        }
        break;
      case Op::list_contains:
        if (Asked* of = asked(c.a, true, false); of != nullptr && i > 0) {
          if (code[i - 1].op == Op::push) {
            const std::int64_t with = rules_.constants[code[i - 1].a];
            of->tests.emplace_back([with](std::int64_t v) { return v == with ? 1 : 0; });
          } else {
            of->free = true;
          }
        }
        break;
      case Op::list_in_set:
        if (Asked* of = asked(c.a, true, false)) {
          const std::int64_t* set = rules_.constants.data() + c.b;
          const std::vector<std::int64_t> members(set + 1, set + 1 + set[0]);
          of->tests.emplace_back([members](std::int64_t v) { return std::binary_search(members.begin(), members.end(), v) ? 1 : 0; });
        }
        break;
      case Op::table: case Op::table_sum: case Op::table_maximum: case Op::table_minimum: case Op::table_rows: case Op::table_list:
        scan_table(rules_.tables[c.a], c.b, depth);
        break;
      default: break;
    }
  }
}

void Representatives::scan_table(const model::Table& table, std::uint32_t output, int depth) {
  for (std::uint32_t k = 0; k < table.columns.count; ++k) {
    const ExpressionId input = rules_.columns[table.columns.first + k].input;
    const model::Range code = rules_.expressions[input.value].code;
    Asked* of = code.count == 1 && rules_.code[code.first].op == Op::fact ? asked(rules_.code[code.first].a, false, false) : nullptr;
    if (of == nullptr) {
      scan(input, depth + 1);
      continue;
    }
    for (std::uint32_t r = 0; r < table.rows.count; ++r) {
      const model::TableCell& cell = rules_.cells[rules_.table_rows[table.rows.first + r].first_cell + k];
      if (cell.any) continue;
      const std::vector<model::Interval> intervals(rules_.intervals.begin() + cell.intervals.first,
                                                   rules_.intervals.begin() + cell.intervals.first + cell.intervals.count);
      for (const model::Interval& in : intervals)
        for (const std::int64_t edge : {in.low, in.high})
          if (edge != INT64_MIN && edge != INT64_MAX) of->constants.push_back(edge);
      of->tests.emplace_back([intervals](std::int64_t v) {
        return std::any_of(intervals.begin(), intervals.end(), [&](const model::Interval& in) { return in.low <= v && v <= in.high; }) ? 1 : 0;
      });
    }
  }
  for (std::uint32_t r = 0; r < table.rows.count && output < table.outputs.count; ++r)
    scan(rules_.results[rules_.table_rows[table.rows.first + r].first_result + output], depth + 1);
}

// Everything that may be worth a look; of the same answers the first counts.
std::vector<std::int64_t> Representatives::domain(const model::Fact& fact, const Asked& of) const {
  std::vector<std::int64_t> all;
  const auto up_to = [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t v = first; v <= last; ++v) all.push_back(v);
  };
  switch (fact.type.kind) {
    case FactKind::boolean: up_to(0, 1); break;
    case FactKind::enumeration: up_to(0, static_cast<std::int64_t>(rules_.enumerations[fact.type.enumeration.value].values.count) - 1); break;
    case FactKind::level: up_to(1, 4); break;
    case FactKind::role: up_to(0, static_cast<std::int64_t>(rules_.roles.size()) - 1); break;
    case FactKind::unit: case FactKind::grid:
      for (std::size_t u = 0; u < organisation_.size(); ++u) {
        const Unit& unit = organisation_.unit(UnitId(u));
        if (!unit.section && !unit.successor && (fact.type.kind == FactKind::unit || unit.level == Level::grid))
          all.push_back(static_cast<std::int64_t>(u));
      }
      break;
    default: {
      const ValueBounds bounds = bounds_of_type(rules_, fact.type);
      const std::int64_t low = std::max(fact.low, bounds.low), high = std::min(fact.high, bounds.high);
      std::vector<std::int64_t> some{0, 1, 2};
      if (fact.low != INT64_MIN) some.insert(some.end(), {low, low + 1});
      for (const std::int64_t c : of.constants)
        for (const std::int64_t near : {c, c - 1, c + 1}) some.push_back(near);
      for (const std::int64_t v : some)
        if (low <= v && v <= high) all.push_back(v);
      if (all.empty()) all.push_back(low);
    }
  }
  return all;
}

std::vector<std::int64_t> Representatives::distinct(const model::Fact& fact, const Asked& of) {
  std::map<std::vector<std::int64_t>, int> seen;
  std::vector<std::int64_t> values;
  const bool few = fact.type.kind == FactKind::boolean || fact.type.kind == FactKind::enumeration || fact.type.kind == FactKind::level;
  // Who it is makes no difference but where a rule asks (holder class); how much may.
  if (of.opaque && !few && !is_unit(fact.type.kind) && fact.type.kind != FactKind::role) complete_ = false;
  const int alike_max = of.free ? 2 : 1;
  for (const std::int64_t v : domain(fact, of)) {
    if (std::find(values.begin(), values.end(), v) != values.end()) continue;
    std::vector<std::int64_t> answers;
    for (const auto& test : of.tests) answers.push_back(test(v));
    if (is_unit(fact.type.kind)) {
      if (asks_powers_) answers.push_back(organisation_.powers(organisation_.unit(UnitId(v)).level));
    } else if (fact.type.kind == FactKind::boolean || (of.opaque && few)) {
      answers.push_back(v);
    }
    if (seen[answers]++ < alike_max) values.push_back(v);
  }
  if (values.size() > values_max) {
    values.resize(values_max);
    complete_ = false;
  }
  return values;
}

std::vector<Value> Representatives::choose(const model::Fact& fact, const Asked& of) {
  std::vector<Value> values;
  if (fact.type.list) {
    Asked twice = of;
    twice.free = true;  // two members that are alike are two members
    const std::vector<std::int64_t> members = distinct(fact_of({fact.type.kind, false, fact.type.enumeration}), twice);
    values.push_back(Value::of(std::vector<std::int64_t>{}));
    for (std::size_t i = 0; i < members.size(); ++i) values.push_back(Value::of(std::vector<std::int64_t>{members[i]}));
    for (std::size_t i = 0; i < members.size(); ++i)
      for (std::size_t j = i + 1; j < members.size() && values.size() < values_max; ++j)
        values.push_back(Value::of(std::vector<std::int64_t>{members[i], members[j]}));
    return values;
  }
  if (fact.type.kind == FactKind::text) {
    values.push_back(Value::of(std::string("其他")));
    for (const std::string& text : of.texts) values.push_back(Value::of(text));
    return values;
  }
  for (const std::int64_t v : distinct(fact, of)) values.push_back(Value::of(v));
  return values;
}

Value Representatives::any(const FactType& type, std::int64_t low, std::int64_t high) const {
  if (type.list) return Value::of(std::vector<std::int64_t>{});
  if (type.kind == FactKind::text) return Value::of(std::string("略"));
  const std::vector<std::int64_t> all = domain(fact_of(type, low, high), {});
  return Value::of(all.empty() ? std::int64_t{0} : all.front());
}

}  // namespace sanhuan
