// What is done: actions, each beginning with its verb, one after another.
#include "dsl/syntax/run.hpp"

namespace sanhuan::dsl {

namespace grammar {

namespace {

auto const times_node = node(K::times)[kw<Word::at_most> > count_of_times >> -(kw<Word::afterwards> > kw<Word::go> > stage_name)];
auto const go_node = node(K::go)[kw<Word::go> > stage_name >> -times_node];
auto const back_node = node(K::back)[kw<Word::back>];

auto const without = node(K::without)[kw<Word::except> > value % list_mark];
auto const set_fact = keep<Word::set> > called(labels::fact)[flag<Word::level> | fact_name] > kw<Word::equal> > value >>
                      *(list_mark >> value) >> -without;
auto const message = keep<Word::notify, Word::inform, Word::urge, Word::yellow_card, Word::red_card> > refs >> -text;
auto const supervision = keep<Word::escalate, Word::supervise> > refs >> -(kw<Word::by> > refs) >> -text;
auto const score = keep<Word::penalise, Word::reward> > refs > number > kw<Word::points>;
auto const deadlines = called(labels::deadline)[flag<Word::all_deadlines> | deadline_name % list_mark];
auto const clocks = keep<Word::end, Word::suspend, Word::resume, Word::interrupt, Word::recall> > deadlines;
auto const handed = keep<Word::transfer> > deadlines > kw<Word::onto> > refs > flag<Word::unaffected, Word::recount>;
auto const delegated = keep<Word::delegate> > deadlines > kw<Word::onto> > refs;
auto const deemed = keep<Word::deem> > text;
auto const opened = keep<Word::open_case> > case_name >> -(kw<Word::with> > assigns);
auto const merged = keep<Word::merge> >> -(event_name >> kw<Word::earliest> > value | refs);
auto const designated = keep<Word::designate> > refs;
auto const of_the_host = name >> -refs >> -text;

auto const action_node = node(K::action)[set_fact | message | supervision | score | clocks | handed | delegated | deemed | opened | merged |
                                      designated | of_the_host];
auto const limit_node = node(K::limit)[kw<Word::limit> > length];
auto const one_action = called(labels::action)[go_node | back_node | limit_node | action_node];
auto const separator = comma | semicolon;
auto const consequence_def = node(K::consequence)[one_action >> *(-separator >> one_action)];

}  // namespace

BOOST_SPIRIT_DEFINE(consequence)
BOOST_SPIRIT_INSTANTIATE(ConsequenceRule, Iterator, Context)

}  // namespace grammar

namespace lines {

using namespace grammar;

const char* actions(const char* begin, State& state) { return run(consequence, begin, state); }
const char* then_actions(const char* begin, State& state) { return run(x3::eps > then > consequence, begin, state); }
const char* maybe_then_actions(const char* begin, State& state) { return run(-then > consequence, begin, state); }
const char* after_then(const char* begin, State& state) { return run(x3::eps > consequence, begin, state); }

}  // namespace lines
}  // namespace sanhuan::dsl
