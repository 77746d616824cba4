// Rules that more than one grammar file uses. Each is defined in one of them and instantiated there for the one context.
#pragma once

#include "dsl/syntax/primitives.hpp"

namespace sanhuan::dsl::grammar {

using ExpressionRule = x3::rule<struct expression_id>;
using ValueRule = x3::rule<struct value_id>;
using RefsRule = x3::rule<struct refs_id>;
using AssignsRule = x3::rule<struct assigns_id>;
using ConsequenceRule = x3::rule<struct consequence_id>;
using DefinitionRule = x3::rule<struct definition_id>;

constexpr ExpressionRule expression = "condition";        // either | both | negate | … (expression.cpp)
constexpr ValueRule value = "value";                      // an operand: path, literal, look-up
constexpr RefsRule refs = "who";                          // 区中心 或 承办单位 的 负责人
constexpr AssignsRule assigns = "assignments";            // 来源 为 来访、类别 为 物业纠纷
constexpr ConsequenceRule consequence = "consequence";    // what stands after 则 (action.cpp)
constexpr DefinitionRule definition = "name with key";    // 待交办 #assigning

BOOST_SPIRIT_DECLARE(ExpressionRule, ValueRule, RefsRule, AssignsRule, ConsequenceRule, DefinitionRule)

// 则 and what is done; a comma may stand before it.
inline auto const then = -comma >> kw<Word::then>;
inline auto const events = event_name % kw<Word::or_>;
inline auto const count_of_times = number > kw<Word::times>;

}  // namespace sanhuan::dsl::grammar
