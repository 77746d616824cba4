// 枚举, 事项 with its 要素, 事件; 依据, 注, 施行.
#include "dsl/syntax/run.hpp"

namespace sanhuan::dsl {

namespace grammar {

namespace {

auto const definition_def = node(K::def)[name >> -key];

auto const enumeration_line = x3::eps > definition > colon > definition % list_mark;
auto const case_line = x3::eps > definition;

// 涉案金额（金额，可缺）; 涉及人数（整数）默认 1
auto const builtin_type = keep<Word::integer, Word::decimal, Word::money, Word::boolean, Word::text, Word::date, Word::instant,
                               Word::unit, Word::grid, Word::role, Word::level>;
auto const type_node = called(labels::type)[node(K::type)[builtin_type | name]];
auto const range_node = node(K::range)[number > kw<Word::to> > number];
auto const fact_node = node(K::fact_decl)[definition > lparen > type_node >>
                                       *(-inner_comma >> (flag<Word::optional, Word::many, Word::personal> | range_node)) > rparen >>
                                       -(kw<Word::default_> > value)];
auto const facts_line = x3::eps > fact_node % list_mark;

// 事件 交办 #assign、改派 #reassign 须填 承办单位 可填 协办单位
auto const field_node =
    node(K::field)[fact_name >> -(lparen > type_node >> *(-inner_comma >> (flag<Word::personal> | range_node)) > rparen)];
auto const required = node(K::field_list)[keep<Word::requires_> > field_node % list_mark];
auto const allowed = node(K::field_list)[keep<Word::allows> > field_node % list_mark];
auto const late_node = node(K::late_entry)[kw<Word::late_entry> > length > kw<Word::by> > refs];
auto const event_line = x3::eps > node(K::event_def)[definition % list_mark >> -required >> -allowed >> -late_node];

// 依据：推定 甲 is presumed as 依据 推定 甲 is; a text that begins with the word stands in quotation marks.
auto const presumed_line = -spare_colon >> -(flag<Word::presumed> >> -spare_colon) > rest_of_line;
auto const text_line = -spare_colon > rest_of_line;
auto const effective_line = x3::eps > date >> -(kw<Word::to> > date);

}  // namespace

BOOST_SPIRIT_DEFINE(definition)
BOOST_SPIRIT_INSTANTIATE(DefinitionRule, Iterator, Context)

}  // namespace grammar

namespace lines {

using namespace grammar;

const char* enumeration(const char* begin, State& state) { return run(enumeration_line, begin, state); }
const char* case_type(const char* begin, State& state) { return run(case_line, begin, state); }
const char* facts(const char* begin, State& state) { return run(facts_line, begin, state); }
const char* event(const char* begin, State& state) { return run(event_line, begin, state); }
const char* presumed_text(const char* begin, State& state) { return run(presumed_line, begin, state); }
const char* text_to_end(const char* begin, State& state) { return run(text_line, begin, state); }
const char* effective(const char* begin, State& state) { return run(effective_line, begin, state); }

}  // namespace lines
}  // namespace sanhuan::dsl
