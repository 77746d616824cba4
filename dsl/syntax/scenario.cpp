// 背景 and 情景.
#include "dsl/syntax/run.hpp"

namespace sanhuan::dsl {

namespace grammar {

namespace {

// 假设 网格 甲格 属 甲村; 假设 事项 群众诉求
auto const given_line = keep<Word::unit, Word::grid, Word::village, Word::town, Word::district> > unit_name % list_mark >>
                            -(kw<Word::under> > refs) |
                        keep<Word::case_> > case_name;
auto const assignments_line = x3::eps > assigns;

// 2026-09-18（周五）16:20 区中心 交办 填 承办单位 为 甲镇; a moment alone lets time pass. 子件 before who: of the case that
// was opened last.
auto const moment_node = node(K::moment)[date >> -weekday > (time | flag<Word::close_of_business>)];
auto const event_node = node(K::event_name)[grammar::event_name];
auto const occurred = kw<Word::occurred> > moment_node;
auto const step_line = moment_node >> -(-flag<Word::children> >> refs > event_node >> -occurred >> -(kw<Word::with> > assigns));

// 核对 红牌 乙局 1次; 核对 初步答复 的 期限 为 2026-09-24 下班
auto const counted = keep<Word::yellow_card, Word::red_card, Word::escalate, Word::supervise, Word::urge, Word::notify, Word::inform,
                          Word::penalise, Word::reward>;
auto const tally_node = node(K::tally)[counted >> -refs >> number >> flag<Word::times, Word::points>];
auto const refusal_node = node(K::refusal)[kw<Word::refused> >> -name];
auto const broken_node = node(K::broken)[kw<Word::breaks> > name];
auto const deemed_node = node(K::tally)[keep<Word::deem> > text];
auto const expect_line = tally_node | refusal_node | broken_node | deemed_node | expression;

}  // namespace
}  // namespace grammar

namespace lines {

using namespace grammar;

const char* given(const char* begin, State& state) { return run(given_line, begin, state); }
const char* assignments(const char* begin, State& state) { return run(assignments_line, begin, state); }
const char* scenario_step(const char* begin, State& state) { return run(step_line, begin, state); }
const char* expect(const char* begin, State& state) { return run(expect_line, begin, state); }

}  // namespace lines
}  // namespace sanhuan::dsl
