// 流程 and its scopes: 责任, 贯穿, 环, 环节, 结案; 当, 一旦, 若, 否则; 期间 and other policies of clocks.
#include "dsl/syntax/run.hpp"

namespace sanhuan::dsl {

namespace grammar {

namespace {

auto const count_node = node(K::count)[number > flag<Word::ring, Word::responsibility, Word::thread>];
auto const process_line = x3::eps > definition > kw<Word::for_> > case_name >>
                          -(kw<Word::exactly> > count_node >> *(-comma >> count_node));
auto const one_name_line = x3::eps > name;
auto const responsibility_line = x3::eps > definition > kw<Word::by> > refs >> -flag<Word::auxiliary>;
auto const scope_line = x3::eps > definition;
auto const stage_line = x3::eps > definition >> -flag<Word::initial>;
auto const late_line = -kw<Word::using_> > called(labels::responsibility)[flag<Word::any, Word::all> | responsibility_name];
// 可重开 自 结案 起 30个自然日内 信访人 可 申请复查 则 转 复查中
auto const reopenable_line = x3::eps > kw<Word::from> > kw<Word::closed> > kw<Word::within> > length > refs > kw<Word::may> >
                             grammar::event_name > then > consequence;
auto const final_stage_line = x3::eps > definition % list_mark;

// 当 区中心 交办 则 …: who before what; who may be left out, and so may everything after the event.
auto const event_names = node(K::event_name)[grammar::event_name] % kw<Word::or_>;
auto const who_and_what = refs >> event_names | event_names;
auto const when_line = called(labels::who)[who_and_what] >> -(then >> -consequence);
auto const once_line = x3::eps > expression > then > consequence;
auto const if_line_ = x3::eps > expression > then >> -consequence;
auto const else_line_ = -then >> -consequence;

// 期间 中止 初步答复 照算 其余
auto const covered = called(labels::deadline)[flag<Word::rest> | deadline_name];
auto const policy_node =
    node(K::policy)[keep<Word::suspend, Word::unaffected, Word::carry_over, Word::recount, Word::leave_out> > covered % list_mark];
auto const policies_line = policy_node >> *(-comma >> policy_node);

}  // namespace
}  // namespace grammar

namespace lines {

using namespace grammar;

const char* nothing(const char* begin, State&) { return begin; }
const char* process(const char* begin, State& state) { return run(process_line, begin, state); }
const char* one_name(const char* begin, State& state) { return run(one_name_line, begin, state); }
const char* responsibility(const char* begin, State& state) { return run(responsibility_line, begin, state); }
const char* scope(const char* begin, State& state) { return run(scope_line, begin, state); }
const char* stage(const char* begin, State& state) { return run(stage_line, begin, state); }
const char* late_when(const char* begin, State& state) { return run(late_line, begin, state); }
const char* reopenable(const char* begin, State& state) { return run(reopenable_line, begin, state); }
const char* final_stage(const char* begin, State& state) { return run(final_stage_line, begin, state); }
const char* when(const char* begin, State& state) { return run(when_line, begin, state); }
const char* once(const char* begin, State& state) { return run(once_line, begin, state); }
const char* if_line(const char* begin, State& state) { return run(if_line_, begin, state); }
const char* else_line(const char* begin, State& state) { return run(else_line_, begin, state); }
const char* while_here(const char* begin, State& state) { return run(policies_line, begin, state); }

}  // namespace lines
}  // namespace sanhuan::dsl
