// The syntax of a rule file as a flat array: what was written, with byte spans, and nothing of what it means.
//
// The language is made of lines. Each line is one `Line` whose node holds the parts of the sentence as children, in
// the order written below; `parent` says which line it belongs under (language.md 1: the head word decides).
// A line that could not be read, or stands where it may not, is a `hole` (reported already); later passes step over it
// and what hangs under it. An expression in brackets is the expression; 5 以下 is [at_most_equal], with a hint.
//
// Nodes stand in pre-order: the children of node i follow it, and `size` counts i and all below it. So
// `for (c = i + 1; c < i + nodes[i].size; c += nodes[c].size)` visits the children of i. In the shapes below `?` is
// optional, `*` any number, `+` at least one, `|` one of; [w] is the keyword kept in `Node::word`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/source/source_file.hpp"
#include "dsl/syntax/words.hpp"
#include "sanhuan/source.hpp"

namespace sanhuan::dsl {

enum class NodeKind : std::uint8_t {
  hole,         // could not be read; [the head word, where one was recognised]

  // ---- lines: head word -> shape -------------------------------------------------------------------------------
  enumeration,  // 枚举 enum:            def def*            the name, then the values
  case_type,    // 事项 case:            def
  facts,        // 要素 fact:            fact_decl+
  event,        // 事件 event:           event_def
  table,        // 决策表 table:         def flag[unique|first|priority|all_rows]? text?   (text: 取自 "x.csv")
  table_row,    // | … | 则 | … |        cell* (the first row of a table is its heading)
  process,      // 流程 process:         def name(用于) count*
  locality,     // 属地 locality:        name
  fallback,     // 兜底 fallback:        name
  persons,      // 计人次 count_persons: name
  late_when,    // 整件逾期 按:           flag[any|all] | name(责任)
  top,          // 顶级 top:             consequence
  responsibility,  // 责任:              def refs flag[auxiliary]?
  thread,       // 贯穿:                 def
  ring,         // 环:                   def
  stage,        // 环节:                 def flag[initial]?
  substage,     // 子环节:               def flag[initial]?
  final_stage,  // 结案 closed:          def+
  reopenable,   // 可重开 自 结案 起:     length refs name consequence
  deadline,     // 时限:                 def name(属) flag[statutory|as_received]*
  from,         // 自:                   anchor length flag[roll|no_roll]? (owes | decides)   in a promise: owes holds an expression
  remaining,    // 剩余:                 length consequence
  overdue,      // 逾期:                 (after|nth)? consequence
  then_every,   // 此后每:               length number(至多) consequence
  extendable,   // 可延期:               number(次) length(不超过)
  terms,        // 须经 / 须在届满前 / 接续 / 按, under 可延期: (approval | flag[before_expiry|raw_end|rolled_end] | measure)+
  also,         // 则 …, under 可延期:    consequence
  returnable,   // 可退回 至:            name
  return_limit, // 合计 / 每单位 至多 N次: [in_total|per_unit] number
  clock_policy, // 照算 续算 重算 不开 …:  policy+     (中止 under 可退回 too)
  while_here,   // 期间:                 policy+
  when,         // 当:                   refs? event_name+ consequence?
  once,         // 一旦:                 expression consequence
  if_line,      // 若:                   expression consequence
  else_line,    // 否则:                 consequence
  actions,      // a line that begins with a verb: consequence
  on_entry,     // 进入时:               consequence
  on_exit,      // 离开时:               consequence
  only_if,      // 仅当:                 expression
  exclude,      // 不计入:               [to] name name (A 至 B) | [none] name+ (in a promise: stages)
  restart,      // 重新起算:             name+      E 或 F
  calendar_change,  // 日历变更:         flag[never_earlier|recount|unchanged]
  class_change, // 情形变更:             flag[restart|recount|unchanged]
  bound,        // 不晚于 / 不早于 自:    [no_later_than|no_earlier_than] anchor length flag[roll|no_roll]?
  basis,        // 依据:                 flag[presumed]? text
  note,         // 注:                   text
  effective,    // 施行:                 date date?
  migration,    // 迁移 自:              text; the lines under it are of this kind too: flag[open_missing] |
                //   [ring|stage|substage|event] name name | [fact] name (name | flag[drop]) |
                //   [deadline] (name | flag[rest]) (name | flag[drop|open_missing])? flag[old_rule|new_rule|better_rule]?
  standing,     // 常设:                 def
  frequency,    // 频次:                 frequency_item+
  season,       // 时段:                 month_day month_day
  duty,         // 应 E 遇休息日 P:       name flag[do_anyway|skip|roll_back|roll]
  on_finding,   // 发现:                 consequence
  promise,      // 承诺:                 def name*(用于)
  whenever,     // 凡:                   expression expression
  never,        // 绝不:                 expression
  background,   // 背景
  scenario,     // 情景:                 text
  given,        // 假设:                 [unit|grid|village|town|district] name+ refs?(属) | [case_] name
  with,         // 填 at the head of a line: assign+
  scenario_step,  // 2026-09-18（周五）09:10 …: moment (flag[children]? refs event_name moment?(发生于) assign*)?   (a moment alone: time passes)
  expect,       // 核对:                 tally | refusal | broken | expression   (values may be moments: 2026-09-24 下班)

  // ---- parts ---------------------------------------------------------------------------------------------------
  def,          // name key?
  name,         // a name as written (fold with Tree::text)
  key,          // #assign, without the sign
  number,       // value: the integer; with a decimal point [decimal], value 0, and the text has the digits
  text,         // “…” without the quotes; in basis, note and scenario: to the end of the line, quotes around all of it off
  date,         // value: Day; 2026-09-18
  time,         // value: minute of the day; 09:10
  weekday,      // value: 0 Monday … 6
  moment,       // date weekday? (time | flag[close_of_business])?     as a value, a date alone is a `date`
  month_day,    // value: month * 100 + day
  flag,         // [the keyword]
  type,         // [integer|decimal|money|boolean|text|date|instant|unit|grid|role|level] or, with a name child, an enumeration
  fact_decl,    // def type (flag[optional|many|personal] | range)* (default: one literal expression)?
  event_def,    // def+ field_list[requires_]? field_list[allows]? late_entry?   (several names share the fields)
  field_list,   // [requires_|allows] field+
  field,        // name (type (flag[personal] | range)*)?
  range,        // number number                       整数，1 至 5000
  late_entry,   // length refs                         可补录 3个工作日 由 值班长
  count,        // number flag[ring|responsibility|thread]
  cell,         // one of the cell_… below or an expression; heading: a path, or cell_then
  cell_then,    // 则 between the bars
  cell_any,     // 不限
  cell_rest,    // 其余
  cell_except,  // 除了: expression+
  cell_compare, // [less|at_most_equal|at_least_equal|greater|equal|not_equal] expression
  cell_range,   // expression expression     5 至 29
  cell_list,    // expression+               邻里纠纷、婚姻家庭
  cell_inside,  // 辖于: expression+
  length,       // [minutes|hours|working_hours|working_days|calendar_days|months|years|same_day|next_day|next_working_day]
                //   value: count (0 for 当天 次日 下一工作日); flag[nth]? where 第N个
  anchor,       // [none|entry|first_time] (name | flag[escalate])*    自 E 或 F; 自 首次 E; 自 进入本环节
  owes,         // [shall|may] refs? name+             应 见面 或 无法见面;  in a promise: [shall] refs? expression
  decides,      // refs name+                          须经 区中心 同意退回 或 不同意退回
  approval,     // refs name                           须经 承办单位 的 负责人 批准延期
  measure,      // name                                按 延期天数: the field that says by how much
  after,        // length                              满 3个工作日
  nth,          // value: N; [working_days]             第1个工作日
  policy,       // [suspend|unaffected|carry_over|recount|leave_out] (name | flag[rest])+
  refs,         // ref+                                A 或 B
  ref,          // flag[each]? (name | flag[petitioner|system|this_unit|superior|village|town|district|grid])+   joined by 的
  event_name,   // name
  consequence,  // (action | go | back | limit)+       absent where nothing stands after 则
  limit,        // length                              限 1个工作日, under 若 of a deadline
  action,       // [the verb]; shapes below
                //   set: (name | flag[level]) expression+ without?   记 X 为 …   (several: the members of a list)
                //   notify inform urge yellow_card red_card: refs text?
                //   escalate: refs refs?(由) text?;  supervise likewise
                //   penalise reward: refs number              扣分 X 5分
                //   end suspend resume interrupt recall: name+ | flag[all_deadlines]
                //   transfer: (name+ | flag[all_deadlines]) refs(给) flag[unaffected|recount];  delegate: … refs(给)
                //   deem: text;  open_case: name assign*;  merge: refs? | name(登记) expression(取早);  designate: refs
                //   [none], the host's own: name refs? text?
  go,           // name times?  times: number name?(此后 转)
  times,        // number name?
  back,         // 返回原环节
  assign,       // (name | flag[level]) expression+    填 来源 为 网格上报; 协办单位 为 乙局、丙局
  without,      // expression+                         记 X 为 X 除了 甲局
  frequency_item,  // flag[district|town|village|grid] flag[daily|weekly|monthly|quarterly|yearly] number

  // ---- expressions ---------------------------------------------------------------------------------------------
  either,       // 或: expression+
  both,         // 且: expression+
  negate,       // 非: expression
  compare,      // [less|at_most_equal|at_least_equal|greater|equal|not_equal] expression expression
  member,       // 属于: expression expression+        类别 属于 满意、基本满意
  each_member,  // path flag[all|majority|any|at_least] number? expression+     协办单位 任一 属于 甲局、乙局
  contains,     // 包含: expression expression         说明 包含 “噪声”; 协办单位 包含 乙局
  inside,       // 辖于: expression expression+        所在网格 辖于 甲镇
  arithmetic,   // [plus|minus|multiplied_by] expression expression
  days_between, // [working_days_between|calendar_days_between] expression expression
  between,      // X 为 5 至 29: expression expression expression
  has,          // 有 X: (name | flag[running_deadline|holder|children])
  lacks,        // 无 X
  path,         // (name | flag)+ joined by 的         初步答复 的 期限; 村; 类别. Every name in an expression is in a path.
                //   flags: level due holder grid village town district unit role this_unit superior petitioner system
                //   number stage today children size sum maximum minimum row_count instant date
  literal_flag, // [true|false|unknown|still_open|never_overdue|ever_overdue]
  lookup,       // 查 D 按 F: name path
  deadline_state,  // D [fulfilled|overdue|kept]; 子件 [closed]: path flag[all|majority|any|at_least]? number? (after | nth)?
                //   path: the deadline, or holder 的 deadline (乙局 的 约见群众 逾期)
  happened,     // flag[escalate|closed]               提级督办, 结案 as a condition; an event is a path of one name
  tally,        // [the verb] refs? number flag[times|points]    核对 红牌 乙局 1次;  [deem] text
  refusal,      // name?                               核对 拒收 初步答复: what was missing or owed
  broken,       // name                                核对 违背 事事有回音: a promise
};

struct Node {
  NodeKind kind = NodeKind::hole;
  Word word = Word::none;
  std::uint32_t size = 1;  // of the subtree, itself included
  Span span;
  std::int64_t value = 0;
};

struct Line {
  std::uint32_t node = 0;      // index into Tree::nodes
  std::int32_t parent = -1;    // index into Tree::lines; -1: top level
  std::uint16_t indent = 0;    // cells of blank before it
};

struct Tree {
  std::vector<Node> nodes;
  std::vector<Line> lines;     // in file order; a parent stands before its children
  std::vector<std::uint32_t> spare_marks;  // where commas, semicolons and colons begin that may as well be left out

  // What was written, blanks at the ends cut; full-width twins folded, but in a `text`, which is kept as it is.
  static std::string text(const SourceFile&, const Node&);
};

// Text to tree. Never throws; every line that is not understood is a hole with a diagnostic.
Tree parse(const SourceFile&, Sink&);

}  // namespace sanhuan::dsl
