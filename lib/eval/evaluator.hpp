// Runs expressions and decision tables over facts. Total and bounded: no loop, a fixed stack. Semantics 3.3b.
//
// Made once for a rulebook: what the rulebook holds as code is translated to instructions that do in one what the
// code says in three (a fact compared with a constant). Immutable; share between threads freely.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "lib/eval/subject.hpp"
#include "lib/eval/table.hpp"
#include "lib/rulebook/model.hpp"

namespace sanhuan {

inline constexpr std::size_t expression_stack_max = 64;  // the compiler refuses what would need more

class Evaluator {
 public:
  explicit Evaluator(const RulebookData&);

  Scalar value(ExpressionId, const Subject&) const noexcept;
  Truth guard(ExpressionId, const Subject&) const noexcept;  // none(): yes

  // The first fact that an expression reads and that is not known; none() where all are. Follows tables and their
  // results, so that a guarded answer can name what is missing.
  FactId first_unknown(ExpressionId, CaseTypeId, const Subject&) const;
  // The facts that its value goes by, each once, in the order in which they are read; through tables, of which the inputs
  // count and the results of rows that were taken.
  std::vector<FactId> facts_read(ExpressionId, CaseTypeId, const Subject&) const;
  // 全部行 … of a list: an output over all rows that match, in their order; nullopt where one of them is unknown.
  std::optional<std::vector<std::int64_t>> list(TableId, std::uint32_t output, const Subject&) const;

 private:
  enum class Do : std::uint8_t {
    push, fact, compare, compare_fact, in_set, in_set_fact, in_range, in_range_fact, logic_and, logic_or, logic_not,
    known, other,
  };
  struct Instruction {
    Do what = Do::other;
    model::Op op = model::Op::push;  // the comparison; of `other` the operation itself
    std::uint16_t slot = 0;
    std::uint32_t a = 0, b = 0;      // as in model::Code
    std::int64_t constant = 0;
  };
  struct Place;  // of the stack

  void translate(const model::Expression&);
  Scalar run(ExpressionId, const Subject&, int depth) const noexcept;
  void other(const Instruction&, const Subject&, Place* stack, std::size_t& top, int depth) const noexcept;
  TableIndex::Hit hit(TableId, const Subject&, int depth) const noexcept;
  std::optional<std::vector<std::uint32_t>> matching(TableId, const Subject&, int depth) const;
  Scalar over_rows(model::Op, TableId, std::uint32_t output, const Subject&, int depth) const noexcept;
  Scalar from_table(TableId, std::uint32_t output, const Subject&, int depth) const noexcept;
  // Calls `found` for each operation that its value goes by, until that says true; whether it did.
  template <class F>
  bool each_read(ExpressionId, const Subject&, int depth, const F& found) const;

  const RulebookData& rules_;
  TableIndexes tables_;
  std::vector<Instruction> instructions_;
  std::vector<model::Range> programs_;  // by ExpressionId, into instructions_
};

}  // namespace sanhuan
