// 常设 and 承诺.
#include "dsl/syntax/run.hpp"

namespace sanhuan::dsl {

namespace grammar {

namespace {

auto const condition_line = x3::eps > expression;
auto const promise_line = x3::eps > definition >> -(kw<Word::for_> > case_name % list_mark);

// 频次 区 每季1次、网格 每天1次
auto const frequency_node =
    node(K::frequency_item)[flag<Word::district, Word::town, Word::village, Word::grid> >
                         flag<Word::daily, Word::weekly, Word::monthly, Word::quarterly, Word::yearly> > count_of_times];
auto const frequency_line = x3::eps > frequency_node % list_mark;
auto const season_line = -kw<Word::yearly> > month_day > kw<Word::to> > month_day;
auto const duty_line = x3::eps > event_name >> -comma > kw<Word::on_rest_days> >
                       flag<Word::do_anyway, Word::skip, Word::roll_back, Word::roll>;

// 自 登记 起 6个工作日内 应 答复 或 提级督办 或 结案: what must be is a condition
auto const anchor_events = called(labels::event)[(flag<Word::escalate> | grammar::event_name) % kw<Word::or_>];
auto const anchor_node = node(K::anchor)[keep<Word::entry> | keep<Word::first_time> > anchor_events | anchor_events];
auto const owes_node = node(K::owes)[keep<Word::shall> > expression | refs >> keep<Word::shall> > expression];
auto const promise_from_line = anchor_node > kw<Word::within> > length >> -comma > owes_node;
auto const whenever_line = x3::eps > expression > then > expression;

}  // namespace
}  // namespace grammar

namespace lines {

using namespace grammar;

const char* promise(const char* begin, State& state) { return run(promise_line, begin, state); }
const char* condition(const char* begin, State& state) { return run(condition_line, begin, state); }
const char* frequency(const char* begin, State& state) { return run(frequency_line, begin, state); }
const char* season(const char* begin, State& state) { return run(season_line, begin, state); }
const char* duty(const char* begin, State& state) { return run(duty_line, begin, state); }
const char* promise_from(const char* begin, State& state) { return run(promise_from_line, begin, state); }
const char* whenever(const char* begin, State& state) { return run(whenever_line, begin, state); }

}  // namespace lines
}  // namespace sanhuan::dsl
