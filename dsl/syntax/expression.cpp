// Conditions, values, who, and assignments.
#include "dsl/syntax/rules.hpp"

namespace sanhuan::dsl::grammar {

namespace {

// ---- who: 区中心 或 承办单位 的 负责人 -----------------------------------------------------------------------------------
auto const ref_part = flag<Word::petitioner, Word::system, Word::this_unit, Word::superior, Word::village, Word::town,
                           Word::district, Word::grid> | who;
auto const ref = node(K::ref)[-flag<Word::each> >> ref_part >> *(kw<Word::of> > called(labels::who)[ref_part])];
auto const refs_def = called(labels::who)[node(K::refs)[ref % kw<Word::or_>]];

// ---- values: 所在网格 的 镇, 5, “…”, 2026-09-24 下班, 查 常驻窗口名录 按 类别 ------------------------------------------------
auto const path_flag = flag<Word::level, Word::due, Word::holder, Word::grid, Word::village, Word::town, Word::district,
                            Word::unit, Word::role, Word::this_unit, Word::superior, Word::petitioner, Word::system,
                            Word::number, Word::stage, Word::today, Word::children, Word::size, Word::sum, Word::maximum,
                            Word::minimum, Word::row_count, Word::instant, Word::date>;
auto const path_part = path_flag | name;
auto const path_node = node(K::path)[path_part >> *(kw<Word::of> > called(labels::name)[path_part])];

auto const truth = node(K::literal_flag)[keep<Word::true_, Word::false_, Word::unknown, Word::still_open, Word::never_overdue,
                                           Word::ever_overdue>];
auto const clock = time | flag<Word::close_of_business>;
auto const day_or_moment = node(K::moment)[date >> (clock | weekday >> -clock)] | date;
auto const looked_up = node(K::lookup)[kw<Word::lookup> > directory_name > kw<Word::using_> > path_node];

x3::rule<struct operand_id> const operand = "value";
auto const counted_days = node(K::days_between)[keep<Word::working_days_between, Word::calendar_days_between> > lparen > operand >
                                             list_mark > operand > rparen];
auto const operand_def = called(labels::value)[looked_up | truth | counted_days | day_or_moment | number | text | path_node];

// A sum of products, each a node around two operands: 人次 加 涉及人数 乘 2.
auto const product = made[operand >> *(keep<Word::multiplied_by> > operand >> as(K::arithmetic))];
auto const value_def = called(labels::value)[made[product >> -(keep<Word::plus, Word::minus> > product >> as(K::arithmetic))]];

// ---- comparisons and states of deadlines ---------------------------------------------------------------------------------
auto const compared = keep<Word::less, Word::at_most_equal, Word::at_least_equal, Word::greater, Word::equal, Word::not_equal>;
auto const right_side = below_above >> as(K::compare) | value >> -(kw<Word::to> > value >> as(K::between));
auto const comparison = compared >> as(K::compare) > right_side;
auto const membership = kw<Word::in> > value % list_mark >> as(K::member) |
                        kw<Word::inside> > value % list_mark >> as(K::inside) | kw<Word::contains> > value >> as(K::contains);

auto const after_node = node(K::after)[kw<Word::after> > amount];
auto const how_many = flag<Word::all, Word::majority, Word::any> | flag<Word::at_least> > number;
auto const state_word = keep<Word::fulfilled, Word::overdue, Word::kept, Word::closed>;
auto const deadline_suffix = how_many >> kw<Word::in> > value % list_mark >> as(K::each_member) |
                             (how_many > state_word | state_word) >> not_bare_length >> -(after_node | nth) >> as(K::deadline_state);

auto const compared_value =
    made[value >> -(comparison | membership | below_above >> as(K::compare) | deadline_suffix)];

// ---- conditions --------------------------------------------------------------------------------------------------------
x3::rule<struct term_id> const term = "condition";

// Of more than a name only scenarios ask: 有 甲村 的 汛期巡查.
auto const somebodys = node(K::path)[name >> +(kw<Word::of> > called(labels::name)[name])];
auto const what_there_is = flag<Word::running_deadline, Word::holder, Word::children> | somebodys | name;
auto const known = kw<Word::has> > called(labels::fact)[what_there_is];
auto const unknown_or_empty = kw<Word::lacks> > called(labels::fact)[what_there_is];
auto const event_like = node(K::happened)[flag<Word::escalate, Word::closed>];

auto const term_def = called(labels::condition)[node(K::negate)[kw<Word::not_> > nested[term]] | lparen > nested[expression] > rparen |
                                                node(K::has)[known] | node(K::lacks)[unknown_or_empty] | event_like | compared_value];

auto const and_chain = +(kw<Word::and_> > term) >> as(K::both);
auto const or_chain = +(kw<Word::or_> > term) >> as(K::either);
auto const expression_def = made[term >> -(and_chain | or_chain) >> unmixed];

// ---- 填 来源 为 来访、协办单位 为 乙局、丙局 -------------------------------------------------------------------------------
auto const target = (flag<Word::level> | fact_name) >> kw<Word::equal>;
auto const assignment = node(K::assign)[(flag<Word::level> | fact_name) > kw<Word::equal> > value >>
                                     *(list_mark >> !target >> value)];
auto const assigns_def = assignment % list_mark;

}  // namespace

BOOST_SPIRIT_DEFINE(expression, value, operand, refs, assigns, term)
BOOST_SPIRIT_INSTANTIATE(ExpressionRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(ValueRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(RefsRule, Iterator, Context)
BOOST_SPIRIT_INSTANTIATE(AssignsRule, Iterator, Context)

}  // namespace sanhuan::dsl::grammar
