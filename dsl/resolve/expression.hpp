// Expressions (条件与值) to flat programs, with their types checked. Semantics 3.3b, 3.3d, 10.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "dsl/resolve/types.hpp"

namespace sanhuan::dsl {

struct TableShape;

// What a name in an expression may stand for.
struct Surroundings {
  CaseTypeId case_type;  // none in a table that fits no case type: reported already
  const NameTable* names = nullptr;
  const std::vector<TableShape>* tables = nullptr;
  // `D 任一 逾期 满 L`: the rung of deadline `d` at that place, put in silently where no line of it stands there;
  // for no length the breach. Empty where deadlines mean nothing (tables).
  std::function<std::optional<std::uint32_t>(DeadlineId d, const Length* after)> rung;
};

// What the parts of a table are, for `分流表 的 层级`; known before any expression is read.
struct TableShape {
  CaseTypeId case_type;
  struct Output {
    std::string name;
    FactType type;
    bool known = false;  // its type could be told
  };
  std::vector<Output> outputs;
};

class ExpressionReader {
 public:
  ExpressionReader(Context& context, const Surroundings& around) : context_(context), around_(around) {}

  // none() where something is wrong (reported) or could not be read.
  ExpressionId condition(Cursor, RuleId);
  ExpressionId value(Cursor, const FactType& wanted, RuleId);

  // Whatever it is: the column of a table. `type` is set where the id is not none().
  ExpressionId subject(Cursor, FactType& type, RuleId);

  // The type that an expression has by itself: facts, tables, dues; nullopt for literals and bare values.
  std::optional<FactType> own_type(Cursor) const;
  // A constant of the type: a cell of a table, a default.
  std::optional<std::int64_t> constant(Cursor, const FactType&);

 private:
  struct Program;
  std::optional<FactType> emit(Cursor, const FactType* wanted, Program&);
  bool emit_condition(Cursor, Program&);
  std::optional<FactType> emit_name(Cursor, const FactType* wanted, Program&);
  std::optional<FactType> emit_joined(Cursor path, Program&);
  std::optional<FactType> emit_table(const Symbol&, Cursor output, Program&);
  std::optional<FactType> emit_lookup(Cursor, Program&);
  bool emit_compare(Cursor, Program&);
  bool emit_member(Cursor, Program&);
  bool emit_between(Cursor, Program&);
  bool emit_has(Cursor, Program&);
  bool emit_deadline_state(Cursor, Program&);
  ExpressionId finish(Program&&, const FactType&, RuleId);

  const model::Fact& fact(const Symbol&) const;
  void mismatch(Cursor, const FactType& is, const FactType& wanted);
  void not_here(Cursor);
  void not_a_value(Cursor, const std::string& text, const FactType& wanted);

  Context& context_;
  const Surroundings& around_;
};

}  // namespace sanhuan::dsl
