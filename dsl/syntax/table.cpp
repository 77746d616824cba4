// 决策表 and its rows.
#include "dsl/syntax/run.hpp"

namespace sanhuan::dsl {

namespace grammar {

namespace {

auto const table_line = x3::eps > definition >> -flag<Word::unique, Word::first, Word::priority, Word::all_rows> >>
                        -(kw<Word::taken_from> > text);

auto const then_cell = node(K::cell_then)[kw<Word::then>];
auto const compared = keep<Word::less, Word::at_most_equal, Word::at_least_equal, Word::greater, Word::equal, Word::not_equal>;
auto const compare_cell = node(K::cell_compare)[compared > value] | node(K::cell_compare)[below_above];
auto const except_cell = node(K::cell_except)[kw<Word::except> > value % list_mark];
auto const inside_cell = node(K::cell_inside)[kw<Word::inside> > value % list_mark];
auto const value_cell = made[value >> -(kw<Word::to> > value >> as(K::cell_range) | +(list_mark > value) >> as(K::cell_list))];
auto const body = then_cell | node(K::cell_any)[kw<Word::any_value>] | node(K::cell_rest)[kw<Word::rest>] | except_cell | compare_cell | inside_cell |
                  value_cell;

auto const cell_node = called(labels::cell)[node(K::cell)[body]];
auto const heading_node = called(labels::cell)[node(K::cell)[then_cell | value]];

// The line ends with a bar, so a cell is looked for only where it does not end.
auto const row_line = bar > cell_node > bar >> *(!end_of_line > cell_node > bar);
auto const heading_line = bar > heading_node > bar >> *(!end_of_line > heading_node > bar);

}  // namespace
}  // namespace grammar

namespace lines {

using namespace grammar;

const char* table(const char* begin, State& state) { return run(table_line, begin, state); }
const char* table_heading(const char* begin, State& state) { return run(heading_line, begin, state); }
const char* table_row(const char* begin, State& state) { return run(row_line, begin, state); }
const char* heading_cell(const char* begin, State& state) { return run(heading_node, begin, state); }
const char* row_cell(const char* begin, State& state) { return run(cell_node, begin, state); }

}  // namespace lines
}  // namespace sanhuan::dsl
