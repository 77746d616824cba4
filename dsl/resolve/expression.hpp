// Expressions (条件与值) to flat programs, with their types checked. Semantics 3.3b, 3.3d, 10.
#pragma once

#include <optional>
#include <vector>

#include "dsl/resolve/types.hpp"

namespace sanhuan::dsl {

struct TableShape;
struct ProcessDraft;

// What a name in an expression may stand for.
struct Surroundings {
  CaseTypeId case_type;  // none in a table that fits no case type: reported already
  const NameTable* names = nullptr;
  const std::vector<TableShape>* tables = nullptr;
  ProcessDraft* process = nullptr;  // whose deadlines are meant; null where deadlines mean nothing (tables)
  const Organisation* organisation = nullptr;  // with what a scenario makes up; null: the pack's
  bool somebody_acts = false;  // under 当 and in rungs: 本单位 means a unit
  bool promised = false;       // in a promise: an event that happens, 结案, 运行时限, 责任单位 (9.2a)
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

// 记 X 为 …: one value, or the members of a list.
struct Values {
  ExpressionId one;
  model::Range members;  // Rulebook::results; `one` is none() then
  bool fine = false;
};

class ExpressionReader {
 public:
  ExpressionReader(Context& context, const Surroundings& around) : context_(context), around_(around) {}

  // none() where something is wrong (reported) or could not be read.
  ExpressionId condition(Cursor, RuleId);
  ExpressionId value(Cursor, const FactType& wanted, RuleId);
  Values values(const std::vector<Cursor>&, const FactType& wanted, RuleId, Cursor without = {});

  // Whatever it is: the column of a table. `type` is set where the id is not none().
  ExpressionId subject(Cursor, FactType& type, RuleId);

  // The type that an expression has by itself: facts, tables, dues; nullopt for literals and bare values.
  std::optional<FactType> own_type(Cursor) const;
  // A constant of the type: a cell of a table, a default.
  std::optional<std::int64_t> constant(Cursor, const FactType&);

 private:
  struct Program;

  // expression.cpp
  std::optional<FactType> emit(Cursor, const FactType* wanted, Program&);
  std::optional<FactType> emit_flag(Cursor, const FactType* wanted, Program&);
  ExpressionId finish(Program&&, const FactType&, RuleId);
  ExpressionId element(Cursor, const FactType& list, RuleId, bool taken_out = false);
  bool is_list(Cursor, const FactType& list, Program&);
  std::optional<FactType> own_type_of_path(Cursor path) const;

  // operand.cpp
  std::optional<FactType> emit_name(Cursor, const FactType* wanted, Program&);
  std::optional<FactType> emit_path(Cursor path, Program&);
  std::optional<FactType> emit_of_fact(const Symbol&, Cursor part, Program&);
  std::optional<FactType> emit_table(const Symbol&, const std::vector<Cursor>& parts, Program&);
  std::optional<FactType> emit_lookup(Cursor, Program&);
  std::optional<FactType> emit_arithmetic(Cursor, const FactType* wanted, Program&);
  std::optional<FactType> emit_days_between(Cursor, Program&);
  std::optional<FactType> emit_moment(Cursor, Program&);

  // condition.cpp
  bool emit_condition(Cursor, Program&);
  bool emit_truth(Cursor, Program&);
  bool emit_compare(Cursor, Program&);
  bool emit_text(Cursor node, const model::Fact& text, Program&);
  bool emit_member(Cursor, Program&);
  bool emit_each_member(Cursor, Program&);
  bool emit_contains(Cursor, Program&);
  bool emit_inside(Cursor, Program&);
  bool emit_between(Cursor, Program&);
  bool emit_happened(Cursor, Program&);
  bool emit_has(Cursor, Program&);
  bool emit_deadline_state(Cursor, Program&);
  bool emit_state_of(DeadlineId, Cursor state, std::uint32_t quantity, bool quantified, Program&);
  bool emit_children(Cursor state, std::uint32_t quantity, bool quantified, Program&);

  const Symbol* named(Cursor, NameKind) const;             // null where it is something else; never reports
  const model::Fact* fact_at(Cursor) const;                // the fact that the node is, alone
  const model::Fact& fact(const Symbol&) const;
  std::optional<std::vector<std::int64_t>> constants(const std::vector<Cursor>&, std::size_t from, const FactType&);
  std::vector<DeadlineId> versions(DeadlineId) const;
  void mismatch(Cursor, const FactType& is, const FactType& wanted);
  void not_here(Cursor);
  void no_such_part(Cursor before, Cursor part);
  void not_a_value(Cursor, const std::string& text, const FactType& wanted);

  Context& context_;
  const Surroundings& around_;
};

}  // namespace sanhuan::dsl
