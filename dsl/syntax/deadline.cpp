// 时限 and the lines under it; 可延期 and 可退回.
#include "dsl/syntax/run.hpp"

namespace sanhuan::dsl {

namespace grammar {

namespace {

auto const deadline_line = x3::eps > definition > kw<Word::under> > responsibility_name >> *flag<Word::statutory, Word::as_received>;

// 自 首次 登记 起 5个工作日内 应 答复
auto const anchor_events = called(labels::event)[(flag<Word::escalate> | event_name) % kw<Word::or_>];
auto const anchor_node = node(K::anchor)[keep<Word::entry> | keep<Word::first_time> > anchor_events | anchor_events];
auto const decides_node = node(K::decides)[kw<Word::approved_by> > refs > events];
auto const owes_node = node(K::owes)[keep<Word::shall, Word::may> > events | refs >> keep<Word::shall, Word::may> > events];
auto const from_line = anchor_node > kw<Word::within> > length >> -flag<Word::roll, Word::no_roll> >> -comma > (decides_node | owes_node);

// 剩余 1个工作日 则 …; 逾期 第1个工作日 则 …; 此后每 1个工作日 至多 3次 则 …
auto const remaining_line = x3::eps > amount > then > consequence;
auto const after_node = node(K::after)[kw<Word::after> > amount];
auto const overdue_line = not_bare_length >> -(after_node | nth) > then > consequence;
auto const then_every_line = x3::eps > amount > kw<Word::at_most> > count_of_times > then > consequence;

// 可延期 1次 不超过 30个自然日; 须经 … 批准延期; 须在届满前 接续 原届满日
auto const extendable_line = x3::eps > count_of_times >> -comma > kw<Word::at_most_equal> > length;
auto const approval_node = node(K::approval)[kw<Word::approved_by> > refs > event_name];
auto const measure_node = node(K::measure)[kw<Word::using_> > fact_name];
auto const term_part = approval_node | measure_node | flag<Word::before_expiry> | kw<Word::continue_from> > flag<Word::raw_end, Word::rolled_end>;
auto const terms_line = +(-comma >> term_part);

auto const returnable_line = x3::eps > kw<Word::to> > stage_name;
auto const return_limit_line = keep<Word::in_total, Word::per_unit> > kw<Word::at_most> > count_of_times;
auto const exclude_line = x3::eps > event_name >> (keep<Word::to> > event_name | *(list_mark > stage_name));
auto const restart_line = x3::eps > events;
auto const class_line = x3::eps > flag<Word::restart, Word::recount, Word::unchanged>;
auto const bound_line = keep<Word::no_later_than, Word::no_earlier_than> > kw<Word::from> > anchor_node > kw<Word::within> > length >>
                        -flag<Word::roll, Word::no_roll>;
auto const calendar_line = x3::eps > flag<Word::never_earlier, Word::recount, Word::unchanged>;

}  // namespace
}  // namespace grammar

namespace lines {

using namespace grammar;

const char* deadline(const char* begin, State& state) { return run(deadline_line, begin, state); }
const char* from(const char* begin, State& state) { return run(from_line, begin, state); }
const char* remaining(const char* begin, State& state) { return run(remaining_line, begin, state); }
const char* overdue(const char* begin, State& state) { return run(overdue_line, begin, state); }
const char* then_every(const char* begin, State& state) { return run(then_every_line, begin, state); }
const char* extendable(const char* begin, State& state) { return run(extendable_line, begin, state); }
const char* terms(const char* begin, State& state) { return run(terms_line, begin, state); }
const char* returnable(const char* begin, State& state) { return run(returnable_line, begin, state); }
const char* return_limit(const char* begin, State& state) { return run(return_limit_line, begin, state); }
const char* exclude(const char* begin, State& state) { return run(exclude_line, begin, state); }
const char* restart(const char* begin, State& state) { return run(restart_line, begin, state); }
const char* calendar_change(const char* begin, State& state) { return run(calendar_line, begin, state); }
const char* class_change(const char* begin, State& state) { return run(class_line, begin, state); }
const char* bound(const char* begin, State& state) { return run(bound_line, begin, state); }

}  // namespace lines
}  // namespace sanhuan::dsl
