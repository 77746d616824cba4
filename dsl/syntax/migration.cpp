// 迁移 and the lines under it: what becomes of cases under an older version of the rules.
#include "dsl/syntax/run.hpp"

namespace sanhuan::dsl {

namespace grammar {

namespace {

auto const migration_head = x3::eps > kw<Word::from> > text;

// 环节 a 为 b: the name before, then the name here.
auto const becomes = kw<Word::equal> > name;
auto const scope_becomes = keep<Word::ring, Word::stage, Word::substage, Word::event> > name > becomes;
auto const fact_becomes = keep<Word::fact> > fact_name > (becomes | flag<Word::drop>);

// 时限 a 为 b 从新; 时限 其余 从旧; 时限 x 废止; 时限 z 补开
auto const clock_rule = flag<Word::old_rule, Word::new_rule, Word::better_rule>;
auto const of_the_rest = flag<Word::rest> > clock_rule;
auto const of_one = deadline_name > (becomes >> -clock_rule | clock_rule | flag<Word::drop, Word::open_missing>);
auto const deadline_becomes = keep<Word::deadline> > (of_the_rest | of_one);

auto const migration_below = flag<Word::open_missing> | deadline_becomes | scope_becomes | fact_becomes;

}  // namespace
}  // namespace grammar

namespace lines {

using namespace grammar;

const char* migration(const char* begin, State& state) { return run(migration_head, begin, state); }
const char* migration_line(const char* begin, State& state) { return run(migration_below, begin, state); }

}  // namespace lines
}  // namespace sanhuan::dsl
