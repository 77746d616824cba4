// Ids of what a rulebook and its registers hold. An id is an index into the rulebook (or register) that made it
// and means nothing in another one; keys (`#assign`) are what outlives a rulebook.
#pragma once

#include "sanhuan/strong_id.hpp"

namespace sanhuan {

using StringId = StrongId<struct StringTag, std::uint32_t>;        // a string in the rulebook's pool
using EnumId = StrongId<struct EnumTag, std::uint16_t>;            // 枚举
using CaseTypeId = StrongId<struct CaseTypeTag, std::uint16_t>;    // 事项
using FactId = StrongId<struct FactTag, std::uint16_t>;            // 要素, numbered within its case type
using EventId = StrongId<struct EventTag, std::uint16_t>;          // 事件
using TableId = StrongId<struct TableTag, std::uint16_t>;          // 决策表
using ProcessId = StrongId<struct ProcessTag, std::uint16_t>;      // 流程
using ScopeId = StrongId<struct ScopeTag, std::uint16_t>;          // 流程, 环, 环节, 子环节, 结案; within its process
using ResponsibilityId = StrongId<struct ResponsibilityTag, std::uint16_t>;  // 责任, within its process
using DeadlineId = StrongId<struct DeadlineTag, std::uint16_t>;    // 时限, within its process
using TransitionId = StrongId<struct TransitionTag, std::uint16_t>;  // 流转, within its process
using ExpressionId = StrongId<struct ExpressionTag, std::uint32_t>;
using RuleId = StrongId<struct RuleTag, std::uint32_t>;            // an element with a place in the source
using RoleId = StrongId<struct RoleTag, std::uint16_t>;            // 角色
using UnitId = StrongId<struct UnitTag, std::uint32_t>;            // 单位 and 网格, in the organisation register
using DirectoryId = StrongId<struct DirectoryTag, std::uint16_t>;  // 名录: a look-up from a value to a unit

}  // namespace sanhuan
