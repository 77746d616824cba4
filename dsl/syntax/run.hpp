// Runs one line's grammar over a State.
#pragma once

#include "dsl/syntax/lines.hpp"
#include "dsl/syntax/rules.hpp"

namespace sanhuan::dsl::grammar {

// Throws x3::expectation_failure where a line breaks off behind a `>`; parse.cpp's reader catches it.
template <class Parser>
const char* run(Parser const& parser, const char* begin, State& state) {
  Iterator first = begin;
  const Iterator last = state.line_end();
  const Context context = x3::make_context<state_tag>(state);
  return x3::as_parser(parser).parse(first, last, context, x3::unused, x3::unused) ? first : nullptr;
}

}  // namespace sanhuan::dsl::grammar
