// A process (流程): the tree of its scopes, who is responsible, its deadlines and transitions. Semantics 3, 4.
#pragma once

#include <deque>

#include "dsl/resolve/declarations.hpp"
#include "dsl/resolve/process_draft.hpp"

namespace sanhuan::dsl {

// Reads the process and what stands under it. The draft stays at its place: it refers to itself.
void lower_process(Context&, const DeclaredProcess&, const std::vector<TableShape>&, std::deque<ProcessDraft>&);

// 属地, 兜底, 顶级, 计人次, 整件逾期: what a process says once.
void lower_process_head(Context&, ProcessDraft&);

void lower_transitions(Context&, ProcessDraft&);

// 迁移: every block of the process, into the rulebook (8.2).
void lower_migrations(Context&, ProcessDraft&);

// What whoever decides on a return or an extension owes from the asking on: deadlines behind all that are written.
void add_requests(Context&, ProcessDraft&);

// Once every process is read: the ladders into the arrays, the slots of anchors, and what `step` looks up.
void finish_processes(Context&, std::deque<ProcessDraft>&);
// What only scenarios ask of the past is kept where they run: 核对 见面 的 日期 为 …, and no rule asks when that was.
void finish_scenarios(RulebookData&);

}  // namespace sanhuan::dsl
