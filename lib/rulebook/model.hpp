// The compiled rules as plain data: dense arrays and indexes, no text but the pool, no files. Made by `Builder`
// (builder.hpp) and never changed afterwards; read by eval, core, replay and analysis.
//
// A range is [first, first + count) of the array that its comment names. Ids of scopes, responsibilities,
// deadlines and transitions are positions inside their process.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sanhuan/due.hpp"
#include "sanhuan/ids.hpp"
#include "sanhuan/source.hpp"
#include "sanhuan/value.hpp"

namespace sanhuan::model {

struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  bool empty() const noexcept { return count == 0; }
};

struct Basis {  // 依据
  StringId text;
  bool presumed = false;  // 推定
  Place place;
};

// A thing an author named. `rule` finds its place and basis in `Rulebook::rules`.
struct Named {
  StringId name;  // for people: 待交办
  StringId key;   // for history and hosts: assigning; the name where no key was given
  RuleId rule;
};

struct Rule {  // anything that can be pointed at: an element, a line
  Place place;
  Range bases;  // Rulebook::bases
};

// ---- vocabulary -------------------------------------------------------------------------------------------------

struct Enumeration : Named {
  Range values;  // Rulebook::enum_values
};
struct EnumValue : Named {};

struct Fact : Named {
  FactType type;
  bool optional = false;     // 可缺: may stay unknown
  bool personal = false;     // 个人信息: kept apart in a ledger, so that it can be erased
  bool has_default = false;  // 默认
  std::int64_t default_value = 0;
  std::uint16_t slot = 0;    // among the scalars, the texts or the lists of its case type
  std::int64_t low = INT64_MIN, high = INT64_MAX;  // 整数 0 至 30: what is outside is no value of it
};

struct CaseType : Named {
  Range facts;        // Rulebook::facts; a FactId is relative to first
  ProcessId process;  // none: no process yet
  FactId channel;     // the fact that deeming (2.6) looks at; none: one policy for all
  std::uint64_t channels_as_received = 0;  // bit v: what comes by channel v counts as it comes, at any hour
};

struct Field {  // of an event's payload
  StringId name;
  FactType type;
  bool required = false;  // 须填
  bool personal = false;  // 个人信息
  std::int64_t low = INT64_MIN, high = INT64_MAX;
  std::vector<FactId> fact;  // per case type: the fact it becomes, or none
};

using Refs = Range;  // RulebookData::refs; `A 或 B`: any of them

struct Event : Named {
  Range fields;                   // Rulebook::fields
  std::uint16_t late_days = 0;    // 可补录 N个工作日 (4.6); 0: not at all
  Refs late_by;                   // 由
  std::uint16_t anchor_latest = 0xffff;  // slot that keeps its latest instant, where some 自 or 重新起算 needs it
  std::uint16_t anchor_first = 0xffff;   // slot that keeps its first
};
inline constexpr EventId escalation_event{0};  // 提级督办 itself, for deadlines of the thread that run 自 提级督办

// ---- who --------------------------------------------------------------------------------------------------------

enum class RefKind : std::uint8_t {
  none,
  unit,          // a unit by name: `unit`
  fact,          // 承办单位: the fact holds it
  fact_level,    // 所在网格 的 镇: the ancestor of the fact's unit on `level`
  each_of,       // 每个 协办单位: each member of the list in the fact
  holder,        // 本单位: the holder of the obligation at hand; under 当 the unit that acts
  superior,      // X 的 上级: one level above `inner` (1 + index into Rulebook::refs; 0 is 本单位)
  responsible,   // no unit written: the line of the case (a role alone)
  petitioner,    // 信访人
  system,        // 系统
};

// U, R, `U 的 R`: a unit, a role in the case's line, a role in a unit.
struct Ref {
  RefKind kind = RefKind::none;
  UnitId unit;
  FactId fact;
  Level level = Level::unknown;
  RoleId role;
  std::uint32_t inner = 0;
};

// ---- expressions ------------------------------------------------------------------------------------------------

// A program for a small stack machine; bounded, no jumps back. Truths and scalars share the stack.
enum class Op : std::uint8_t {
  push,            // a: index into constants
  push_unknown,
  fact,            // a: slot of a scalar fact
  level,           // 层级
  ancestor,        // a: Level; unit -> unit
  list_has,        // a: list slot; b: index into constants (协办单位 属于 … per member is issue of `all_in`)
  list_empty,      // a: list slot -> truth (known always: a list starts empty)
  list_size,       // a: list slot -> integer
  known,           // a: slot of a scalar fact -> yes or no: 有 X for scalars
  text_known,      // a: text slot
  eq, ne, lt, le, gt, ge,  // two scalars -> truth
  in_set,          // scalar; a, b: range of constants (sorted) -> truth
  in_range,        // scalar; a: index of low, b: of high in constants, both included -> truth
  logic_and, logic_or, logic_not,
  deadline_done,   // a: DeadlineId: D 完成 (some obligation of the present entry is fulfilled)
  deadline_count,  // a: DeadlineId; b: Quantity<<16 | n: D 全部/过半/任一/至少N 完成
  deadline_rung,   // a: DeadlineId; b: Quantity<<24 | n<<16 | rung: D 任一 逾期 满 L, on open obligations
  deadline_armed,  // a: DeadlineId: 有 D
  deadline_due,    // a: DeadlineId -> instant: D 的 期限
  ever_overdue,    // 曾逾期 of any obligation; a = 1: 从未逾期
  table,           // a: TableId; b: output column -> scalar
  lookup,          // scalar; a: DirectoryId -> unit
  text_const,      // a: StringId; only as the whole of a 记 of a text fact
  // A set is constants[i], how many it has, and behind it its members, sorted.
  plus, minus, times,  // two numbers -> number; unknown where it overflows
  list_in_set,     // a: list slot; b: a set -> how many members of the list are in it
  list_contains,   // scalar; a: list slot -> truth
  text_is,         // a: text slot; b: StringId -> truth
  text_contains,   // a: text slot; b: StringId -> truth
  inside,          // two units -> truth: the first is the second or below it in the line (辖于)
  today,           // the day of the step
  anchor,          // a: EventId: 登记 的 时刻, the latest; unknown where it has not happened
  day_of,          // instant -> date
  working_days,    // two dates -> how many working days lie after the first, up to the second
  calendar_days,   // two dates -> their difference
  children,        // a: Quantity << 16 | n, or no_children: 子件 全部 / … 结案; 有 子件
  table_sum, table_maximum, table_minimum,  // a: TableId; b: output: over all rows that match
  table_rows,      // a: TableId: how many rows match
  table_list,      // a: TableId; b: output; only as the whole of a 记 of a list
  list_copy,       // a: list slot; only in a 记 of a list
  text_copy,       // a: text slot; only as the whole of a 记 of a text fact
  first_known,     // two scalars -> the first, or the second where it is unknown
  this_unit,       // 本单位: who owes, in what a rung does; who acts, under 当 (3.6b) -> unit
  list_without,    // takes what stands before it out of the members: only last in an element of a 记 of a list
  // Only promises ask these (9.2a).
  happened,        // a: EventId: since the instant that is asked about -> truth, always known
  closed,          // 结案
  running_clock,   // 有 运行时限
  held,            // 有 责任单位
};
inline constexpr std::uint32_t any_children = 0xffff'ffff;  // of Op::children: 有 子件
enum class Quantity : std::uint8_t { all, majority, any, at_least };

struct Code {
  Op op;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};

struct Expression {
  Range code;       // Rulebook::code
  FactType type;    // of the result; boolean for guards
  RuleId rule;
};

// ---- decision tables --------------------------------------------------------------------------------------------

enum class HitPolicy : std::uint8_t { unique, first, priority, all };

struct Interval { std::int64_t low, high; };  // both included; one value, a range, an open end is INT64_MIN/MAX

struct TableColumn {
  StringId name;
  RuleId rule;
  ExpressionId input;   // what is compared: usually a fact
  FactType type;
};
struct TableCell { Range intervals; bool any = true; };  // Rulebook::intervals; `any` is 不限
struct TableOutput { StringId name; FactType type; FactId fact; RuleId rule; };
struct Table : Named {
  CaseTypeId case_type;
  HitPolicy policy = HitPolicy::unique;
  Range columns;   // Rulebook::columns
  Range outputs;   // Rulebook::outputs
  Range rows;      // Rulebook::table_rows
};
struct TableRow {
  RuleId rule;
  std::uint32_t first_cell = 0;    // Rulebook::cells, one a column
  std::uint32_t first_result = 0;  // Rulebook::results, one an output: expressions
};

struct Directory : Named {  // 名录: value of an enumeration -> unit
  EnumId enumeration;
  std::vector<UnitId> unit;  // per value; none where there is none
};

// ---- actions ----------------------------------------------------------------------------------------------------

enum class Verb : std::uint8_t {  // on disk as the kind of an effect: add at the end, never reuse
  set = 1,           // 记 fact 为 expression
  notify = 2,        // 通知
  inform = 3,        // 告知
  urge = 4,          // 催办
  supervise = 5,     // 督办
  escalate = 6,      // 提级督办 X (由 Y)
  yellow_card = 7,   // 黄牌
  red_card = 8,      // 红牌
  penalise = 9,      // 扣分
  reward = 10,       // 加分
  end = 11,          // 终止 D、E or 全部时限
  suspend = 12,      // 中止 D
  resume = 13,       // 恢复 D
  interrupt = 14,    // 中断 D
  deem = 15,         // 视为 “…”
  open_case = 16,    // 录入
  merge = 17,        // 并案
  designate = 18,    // 指定
  host = 19,         // the host's own: `host_name`
  set_level = 20,    // 记 层级 为 expression
  transfer = 21,     // 移交 D 给 X 照算 / 重算 (4.7)
  delegate = 22,     // 委派 D 给 X (4.8)
  recall = 23,       // 收回 D
};

struct Action {
  Verb verb = Verb::notify;
  Refs to;                       // whom
  Refs by;                       // 由 Y
  StringId text;                 // “…”, with {事实} and {编号} left in
  std::int32_t points = 0;       // 扣分, 加分
  FactId fact;                   // 记
  ExpressionId value;            // 记; 并案 E 取早 value
  Range members;                 // 记 of a list: Rulebook::results
  EventId event;                 // 并案 E
  bool recount = false;          // 移交 … 重算
  CaseTypeId case_type;          // 录入
  Range assigns;                 // 录入 … 填: Rulebook::assigns
  bool all_deadlines = false;    // 终止 全部时限
  Range deadlines;               // Rulebook::deadline_lists
  StringId host_name;
  RuleId rule;
};

struct Assign {  // 填 F 为 V, of a case to be opened
  FactId fact;   // of its type
  ExpressionId value;
  Range members;  // of a list: Rulebook::results
};

// What happens: actions in order, then perhaps a move.
enum class Move : std::uint8_t { stay, go, back };  // -, 转 X, 返回原环节
struct Consequence {
  Range actions;        // Rulebook::actions
  Move move = Move::stay;
  ScopeId target;       // 转 X; a ring stands for its first stage (resolved by the builder to a leaf)
  std::uint8_t at_most = 0;   // 至多 N次, counting the entries of X, from within it those of `target` (3.3c); 0: no bound
  ScopeId afterwards;   // 此后 转 Y; none: not enabled
  ScopeId named;        // X, where that is not `target` itself but begins with it
};

// ---- process ----------------------------------------------------------------------------------------------------

enum class ScopeKind : std::uint8_t { root, ring, stage, substage, final };

enum class WhileHere : std::uint8_t { unaffected, suspend };  // 期间: 照算, 中止

struct Scope : Named {
  ScopeKind kind = ScopeKind::root;
  ScopeId parent;           // none for the root
  std::uint8_t depth = 0;   // root 0
  bool initial = false;     // 起点
  bool side = false;        // has 返回原环节 (3.4)
  Range deadlines;          // Process::deadlines declared here, in file order
  Range transitions;        // Process::transitions declared here
  Consequence on_entry, on_exit;   // actions only
  std::vector<DeadlineId> suspends;  // side stages: 期间 中止 these
};

struct Responsibility : Named {
  Refs holder;              // 由
  bool each = false;        // 由 每个 LIST
  bool auxiliary = false;   // 辅
};

// 施行 A 至 B: both days included.
struct Validity {
  Day from = first_day, to = last_day;
  bool holds(Day d) const noexcept { return from <= d && d <= to; }
  bool always() const noexcept { return from == first_day && to == last_day; }
  friend bool operator==(const Validity&, const Validity&) = default;
};

struct Transition {
  ScopeId scope;            // where it was declared
  EventId event;            // none: 一旦
  Refs actor;               // who; empty: anybody
  ExpressionId guard;       // none: always
  bool otherwise = false;   // 否则: only where every guard of its group before it is false
  std::uint16_t group = 0;  // the 当 line it belongs to
  std::uint8_t powers = 0;  // that its actions need of who acts (3.3e): bits of Power
  Validity valid;
  Consequence then;
  RuleId rule;              // the line that decides: 当, 若 or 否则
};

enum class RungKind : std::uint8_t {
  remaining,   // 剩余 L
  breach,      // 逾期 (always there, once; its consequence may be empty). For a right: its end
  after_full,  // 逾期 满 L
  nth_day,     // 逾期 第N个工作日
};
struct Rung {
  RungKind kind = RungKind::breach;
  Length length;            // of remaining, after_full; count of nth_day
  std::int16_t after = -1;  // 此后每: placed `length` after that rung of the same deadline; -1: after the due
  bool silent = false;      // only lets a 一旦 … 逾期 满 L settle
  Consequence then;
  RuleId rule;
};

enum class AnchorKind : std::uint8_t { entry, latest, first };  // 进入本环节 or none; 自 E 或 F; 自 首次 E
enum class Modal : std::uint8_t { shall, may };                 // 应, 可
enum class CalendarChange : std::uint8_t { recount, never_earlier, unchanged };

struct Extension {          // 可延期
  std::uint8_t times = 0;   // 0: none
  Length at_most;
  Refs approver;
  EventId grant;
  EventId ask, refuse;      // the long form (2.7b); none in the short one
  Length decide_within;
  bool before_expiry = false;  // 须在届满前
  bool from_rolled = false;    // 顺延后届满日
  std::uint16_t measure = 0xffff;  // 按 F: the field of `grant` that says by how much; none
  DeadlineId decision;         // what the approver owes from the asking on: a request in the same scope
  Consequence then;
  RuleId rule;
};

struct Exclusion { EventId from, to; RuleId rule; };  // 不计入 A 至 B

struct ClassLimit {  // 若 C 则 限 L (2.5b)
  ExpressionId when;
  Length length;
  RuleId rule;
};
enum class ClassChange : std::uint8_t { unchanged, recount, restart };  // 情形变更: 不变 重算 重新起算

enum class BoundKind : std::uint8_t { none, no_later, no_earlier };
struct Bound {  // 不晚于, 不早于 (2.5c)
  BoundKind kind = BoundKind::none;
  AnchorKind anchor = AnchorKind::latest;
  Range anchor_events;        // Rulebook::event_lists
  Length length;
};

struct Deadline : Named {
  ScopeId scope;
  ResponsibilityId responsibility;
  bool statutory = false;     // 法定
  bool as_received = false;   // 实到, or 法定
  ExpressionId only_if;       // 仅当
  AnchorKind anchor = AnchorKind::entry;
  Range anchor_events;        // Rulebook::event_lists
  Length length;
  Modal modal = Modal::shall;
  Refs by;                    // named before 应/可; empty: the holder
  Range fulfilled_by;         // Rulebook::event_lists
  Range rungs;                // Rulebook::rungs, in file order; at most 32
  std::uint8_t breach_rung = 0;  // which of them is the breach
  Extension extension;
  Range exclusions;           // Rulebook::exclusions
  EventId restart;            // 重新起算 E
  CalendarChange calendar_change = CalendarChange::recount;
  Range class_limits;         // Rulebook::class_limits, in file order
  ClassChange class_change = ClassChange::unchanged;
  Bound bound;
  Validity valid;
  // The decision on a return (4.5) or on an extension (2.7b): opens when it is asked for, and lapses with the scope.
  bool request = false;
  DeadlineId extends;         // of a request: whose extension it decides; none: a return
};

enum class ReturnPolicy : std::uint8_t { unaffected, carry_over, recount };  // 照算 续算 重算
struct Return {               // 可退回 (4.5)
  ScopeId scope;
  ScopeId target;
  EventId ask, consent, refuse;
  AnchorKind anchor = AnchorKind::latest;
  Range anchor_events;
  Length window;              // within which it may be asked
  Length decide_within;
  Refs decider;
  Consequence overdue;        // 逾期 则 … of the decision
  std::uint8_t in_total = 0;  // 合计 至多 N次; 0: no such bound
  std::uint8_t per_unit = 0;  // 每单位 至多 N次
  std::vector<std::pair<DeadlineId, ReturnPolicy>> deadlines;
  ReturnPolicy rest = ReturnPolicy::unaffected;
  bool has_rest = false;
  DeadlineId decision;    // what the decider owes from the asking on: a deadline of `scope`, behind the others
  RuleId rule;
};

enum class ReopenPolicy : std::uint8_t { unaffected, recount, leave_out };  // 照算 重算 不开
struct Reopening {  // 可重开 (3.5b)
  std::vector<ScopeId> finals;
  Length window;
  Refs actor;
  EventId event;
  Consequence then;
  std::vector<std::pair<DeadlineId, ReopenPolicy>> deadlines;
  ReopenPolicy rest = ReopenPolicy::leave_out;
  RuleId rule;
};

enum class LateWhen : std::uint8_t { any, all, responsibility };  // 整件逾期 (4.10)

struct Process : Named {
  CaseTypeId case_type;
  FactId locality;            // 属地
  UnitId fallback;            // 兜底
  Consequence at_top;         // 顶级 则
  std::vector<Scope> scopes;            // [0] is the root; parents before children, in file order
  std::vector<Responsibility> responsibilities;
  std::vector<Deadline> deadlines;      // in file order
  std::vector<Transition> transitions;  // in file order
  std::vector<Return> returns;
  std::vector<Reopening> reopenings;
  LateWhen late_when = LateWhen::any;
  ResponsibilityId late_responsibility;
  FactId persons;             // 计人次
  ScopeId initial;            // the leaf a case begins in
  // Transitions that an event may take from a leaf, inherited ones merged in, leaf to root in file order:
  // candidates[leaf * events + event] is a range of candidate_list; eventless[leaf] likewise.
  std::vector<Range> candidates;
  std::vector<Range> eventless;
  std::vector<TransitionId> candidate_list;
  std::uint16_t anchor_slots = 0;       // how many anchor instants a case keeps
};

// What becomes of a case's clock under new rules: 从旧 keeps length and due, 从新 counts again, 从新兼从有利 takes the later.
enum class ClockRule : std::uint8_t { old_rule, new_rule, better_rule };

// 迁移 自 "2.3" (8.2): how cases of a type that are under that version of the pack come under this one. What is not named
// corresponds by key. Old names stand as they were written: name or key there.
struct Migration {
  CaseTypeId case_type;
  StringId from;                                        // the version
  std::vector<std::pair<StringId, ScopeId>> scopes;     // 环节 a 为 b
  std::vector<std::pair<StringId, DeadlineId>> deadlines;  // 时限 a 为 b; none: 废止
  std::vector<std::pair<StringId, FactId>> facts;       // 要素 a 为 b; none: 废止
  std::vector<std::pair<StringId, EventId>> events;     // 事件 a 为 b
  struct Clock {
    DeadlineId deadline;
    ClockRule rule = ClockRule::old_rule;
    RuleId line;
  };
  std::vector<Clock> clocks;                            // 时限 y 从新
  ClockRule rest = ClockRule::old_rule;                 // 时限 其余 从新
  RuleId rest_line;                                     // none: nothing was said
  bool opens_all = false;                               // 补开
  std::vector<DeadlineId> opens;                        // 时限 z 补开
  RuleId rule;
};

// ---- promises (9.2a) --------------------------------------------------------------------------------------------

enum class PromiseKind : std::uint8_t { whenever, never, within };  // 凡, 绝不, 自 … 应

struct PromiseLine {
  PromiseKind kind = PromiseKind::whenever;
  ExpressionId where;         // 凡 …, 绝不 …
  ExpressionId must;          // 则 …, 应 …
  AnchorKind anchor = AnchorKind::latest;
  Range anchor_events;        // RulebookData::event_lists
  Length length;
  RuleId rule;
};

// One that speaks of several case types is there once for each. No step looks at it.
struct Promise : Named {
  CaseTypeId case_type;
  ExpressionId only_if;          // 仅当
  std::vector<ScopeId> excluded;  // 不计入: time in these stages does not count
  Range lines;                   // RulebookData::promise_lines
};

}  // namespace sanhuan::model

namespace sanhuan {

struct DutyData;  // duties.hpp

// Immutable once built; share between threads freely. The public face (`sanhuan/rulebook.hpp`) wraps it.
struct RulebookData {
  std::vector<std::string> strings;
  std::vector<std::string> files;       // paths relative to the pack's parent, for places
  std::string name, version;            // of the pack
  StringId title;
  Day effective = first_day;            // 施行: cases opened from then on are judged by it (8.0)
  std::vector<model::Rule> rules;
  std::vector<model::Basis> bases;
  std::vector<model::Enumeration> enumerations;
  std::vector<model::EnumValue> enum_values;
  std::vector<model::CaseType> case_types;
  std::vector<model::Fact> facts;
  std::vector<model::Field> fields;
  std::vector<model::Event> events;     // [0] is 提级督办 itself
  std::vector<model::Named> roles;
  std::vector<model::Ref> refs;
  std::vector<model::Code> code;
  std::vector<std::int64_t> constants;
  std::vector<model::Expression> expressions;
  std::vector<model::Table> tables;
  std::vector<model::TableColumn> columns;
  std::vector<model::TableOutput> outputs;
  std::vector<model::TableRow> table_rows;
  std::vector<model::TableCell> cells;
  std::vector<model::Interval> intervals;
  std::vector<ExpressionId> results;
  std::vector<model::Directory> directories;
  std::vector<model::Action> actions;
  std::vector<model::Rung> rungs;
  std::vector<EventId> event_lists;
  std::vector<DeadlineId> deadline_lists;
  std::vector<model::Exclusion> exclusions;
  std::vector<model::ClassLimit> class_limits;
  std::vector<model::Assign> assigns;
  std::vector<model::Process> processes;
  std::shared_ptr<const DutyData> duties;  // standing duties (5); null where the pack has none
  std::vector<model::Migration> migrations;  // 迁移 (8.2)
  std::vector<model::Promise> promises;
  std::vector<model::PromiseLine> promise_lines;

  std::string_view text(StringId id) const noexcept { return id ? std::string_view(strings[id.value]) : std::string_view(); }
  std::uint64_t content_hash() const noexcept;  // of everything that `step` can see; not of places
};

}  // namespace sanhuan
