// The X3 parsers of which the grammar is made. They have no attributes: what they read goes into the nodes of the State, which
// is all the context there is. No skipper: each skips the blanks in front of itself.
//
// A primitive that does not match says what it wanted (State::expected), so the message of a broken line names everything that
// would have fitted where reading stopped.
#pragma once

#include <type_traits>

#include <boost/spirit/home/x3.hpp>

#include "dsl/syntax/labels.hpp"
#include "dsl/syntax/state.hpp"

namespace sanhuan::dsl::grammar {

namespace x3 = boost::spirit::x3;
using K = NodeKind;

using Iterator = char const*;
struct state_tag;
using Context = x3::context<state_tag, State>;

template <class Ctx>
State& state(Ctx const& context) {
  return const_cast<State&>(x3::get<state_tag>(context));
}

struct own_parser {};

template <class Derived>
struct primitive : x3::parser<Derived>, own_parser {
  using attribute_type = x3::unused_type;
  static bool const has_attribute = false;

  template <class Ctx, class RCtx, class Attribute>
  bool parse(Iterator& first, Iterator const&, Ctx const& context, RCtx&, Attribute&) const {
    return this->derived().match(first, state(context));
  }
};

template <class Subject, class Derived>
struct directive : x3::unary_parser<Subject, Derived>, own_parser {
  using attribute_type = x3::unused_type;
  static bool const has_attribute = false;
  static bool const handles_container = false;
  using x3::unary_parser<Subject, Derived>::unary_parser;
};

// ---- keywords --------------------------------------------------------------------------------------------------------

// A number may follow these without a blank: 至多2次, 不满5, 每季1次 (Chinese only; full name tokens otherwise).
constexpr bool joins_number(Word word) noexcept {
  switch (word) {
    case Word::less: case Word::at_most_equal: case Word::at_least_equal: case Word::greater: case Word::equal:
    case Word::not_equal: case Word::to: case Word::within: case Word::after: case Word::at_most: case Word::at_least:
    case Word::remaining: case Word::then_every: case Word::exactly: case Word::extendable: case Word::daily:
    case Word::weekly: case Word::monthly: case Word::quarterly: case Word::yearly: case Word::default_:
    case Word::effective:
      return true;
    default: return false;
  }
}

inline bool match_word(Iterator& first, State& state, Word word) {
  const scan::Token& token = state.token(first);
  if (token.word == word && word != Word::none) {
    first = token.end;
    return true;
  }
  if (token.prefix == word && word != Word::none && joins_number(word)) {
    first = token.prefix_end;
    return true;
  }
  state.expected(token.begin, {word, nullptr});
  return false;
}

template <Word word>
struct keyword_parser : primitive<keyword_parser<word>> {
  bool match(Iterator& first, State& state) const { return match_word(first, state, word); }
};
template <Word word>
constexpr keyword_parser<word> kw{};

// One of several keywords, kept as a `flag` node, or as the word of the node that is open.
template <Word... words>
struct flag_parser : primitive<flag_parser<words...>> {
  bool match(Iterator& first, State& state) const {
    const char* begin = state.token(first).begin;
    const auto one = [&](Word word) {
      if (!match_word(first, state, word)) return false;
      state.leaf(NodeKind::flag, begin, first, word);
      return true;
    };
    return (one(words) || ...);
  }
};
template <Word... words>
constexpr flag_parser<words...> flag{};

template <Word... words>
struct keep_parser : primitive<keep_parser<words...>> {
  bool match(Iterator& first, State& state) const {
    const auto one = [&](Word word) {
      if (!match_word(first, state, word)) return false;
      state.open_node().word = word;
      return true;
    };
    return (one(words) || ...);
  }
};
template <Word... words>
constexpr keep_parser<words...> keep{};

// ---- what is no keyword ------------------------------------------------------------------------------------------------

struct symbol_parser : primitive<symbol_parser> {
  char symbol;
  const Label* label;
  bool spare;  // the sentence says the same without it
  constexpr symbol_parser(char s, const Label* l, bool can_go = false) : symbol(s), label(l), spare(can_go) {}
  bool match(Iterator& first, State& state) const {
    const scan::Token& token = state.token(first);
    if (token.kind == scan::TokenKind::symbol && token.symbol == symbol) {
      state.took_mark(token.begin, spare);
      first = token.end;
      return true;
    }
    if (label != nullptr) state.expected(token.begin, {Word::none, label});
    return false;
  }
};

struct name_parser : primitive<name_parser> {
  const Label* label;
  constexpr explicit name_parser(const Label* l) : label(l) {}
  bool match(Iterator& first, State& state) const {
    const scan::Token& token = state.token(first);
    if (token.kind == scan::TokenKind::word && token.word == Word::none) {
      state.leaf(NodeKind::name, token.begin, token.end);
      first = token.end;
      return true;
    }
    state.expected(token.begin, {Word::none, label});
    return false;
  }
};

// A primitive made of a plain function: `bool read(Iterator&, State&)`, which appends what it reads.
struct function_parser : primitive<function_parser> {
  bool (*read)(Iterator&, State&);
  const Label* label;  // null: it says itself what it wanted
  constexpr function_parser(bool (*r)(Iterator&, State&), const Label* l) : read(r), label(l) {}
  bool match(Iterator& first, State& state) const {
    const char* begin = state.token(first).begin;
    if (read(first, state)) return true;
    if (label != nullptr) state.expected(begin, {Word::none, label});
    return false;
  }
};

bool read_key(Iterator&, State&);
bool read_number(Iterator&, State&);
bool read_text(Iterator&, State&);
bool read_rest_of_line(Iterator&, State&);
bool read_length(Iterator&, State&);
bool read_amount(Iterator&, State&);  // a length that says how much: 当天 and 第N个 throw the Mistake
bool read_nth(Iterator&, State&);
bool read_date(Iterator&, State&);
bool read_time(Iterator&, State&);
bool read_month_day(Iterator&, State&);
bool read_weekday(Iterator&, State&);    // in brackets, checked against the date before it
bool read_below_above(Iterator&, State&);  // 5以下, 5人以上: sets the open node's word, leaves the number
bool at_end(Iterator&, State&);
bool no_bare_length(Iterator&, State&);  // throws the Mistake of `逾期 1个工作日`
bool no_other_connective(Iterator&, State&);  // throws the Mistake of 且 and 或 mixed

constexpr symbol_parser lparen{'(', &labels::open}, rparen{')', &labels::close}, colon{':', &labels::colon},
    bar{'|', &labels::bar}, list_mark{',', &labels::list_mark}, inner_comma{',', nullptr}, comma{',', nullptr, true},
    semicolon{';', nullptr, true}, spare_colon{':', &labels::colon, true};
constexpr name_parser name{&labels::name}, stage_name{&labels::stage}, event_name{&labels::event},
    case_name{&labels::case_type}, fact_name{&labels::fact}, responsibility_name{&labels::responsibility},
    deadline_name{&labels::deadline}, unit_name{&labels::unit}, directory_name{&labels::directory}, who{&labels::who};
constexpr function_parser key{read_key, &labels::key}, number{read_number, &labels::number}, text{read_text, &labels::text},
    rest_of_line{read_rest_of_line, &labels::rest}, length{read_length, &labels::length}, amount{read_amount, &labels::length}, nth{read_nth, nullptr},
    date{read_date, &labels::date}, time{read_time, &labels::time}, month_day{read_month_day, &labels::month_day},
    weekday{read_weekday, &labels::weekday}, below_above{read_below_above, nullptr}, end_of_line{at_end, nullptr},
    not_bare_length{no_bare_length, nullptr}, unmixed{no_other_connective, nullptr};

// ---- directives --------------------------------------------------------------------------------------------------------

// A node around what the subject reads. `made` nodes stay only where `as` gave them a kind: the operand of a comparison that
// turned out to be none stands alone.
template <class Subject>
struct node_directive : directive<Subject, node_directive<Subject>> {
  NodeKind kind;
  constexpr node_directive(Subject const& inner, NodeKind k)
      : directive<Subject, node_directive<Subject>>(inner), kind(k) {}

  template <class Ctx, class RCtx, class Attribute>
  bool parse(Iterator& first, Iterator const& last, Ctx const& context, RCtx& rcontext, Attribute&) const {
    State& s = state(context);
    Iterator at = first;
    const std::uint32_t previous = s.open(kind, s.token(first).begin);
    if (!this->subject.parse(at, last, context, rcontext, x3::unused)) {
      s.abandon(previous);
      return false;
    }
    kind == NodeKind::hole ? s.close_if_set(previous, at) : s.close(previous, at);
    first = at;
    return true;
  }
};
struct node_maker {
  NodeKind kind;
  template <class Subject>
  constexpr auto operator[](Subject const& subject) const {
    return node_directive<typename x3::extension::as_parser<Subject>::value_type>{x3::as_parser(subject), kind};
  }
};
constexpr node_maker node(NodeKind kind) { return {kind}; }
constexpr node_maker made{NodeKind::hole};

struct as_parser_ : primitive<as_parser_> {
  NodeKind kind;
  constexpr explicit as_parser_(NodeKind k) : kind(k) {}
  bool match(Iterator&, State& state) const {
    state.open_node().kind = kind;
    return true;
  }
};
constexpr as_parser_ as(NodeKind kind) { return as_parser_{kind}; }

// What an author calls the subject, instead of all that it may begin with.
template <class Subject>
struct called_directive : directive<Subject, called_directive<Subject>> {
  const Label* label;
  constexpr called_directive(Subject const& inner, const Label* l)
      : directive<Subject, called_directive<Subject>>(inner), label(l) {}

  template <class Ctx, class RCtx, class Attribute>
  bool parse(Iterator& first, Iterator const& last, Ctx const& context, RCtx& rcontext, Attribute&) const {
    State& s = state(context);
    const State::Progress before = s.progress();
    if (this->subject.parse(first, last, context, rcontext, x3::unused)) return true;
    s.call_it(before, s.token(first).begin, {Word::none, label});
    return false;
  }
};
struct called_maker {
  const Label* label;
  template <class Subject>
  constexpr auto operator[](Subject const& subject) const {
    return called_directive<typename x3::extension::as_parser<Subject>::value_type>{x3::as_parser(subject), label};
  }
};
constexpr called_maker called(Label const& label) { return {&label}; }

// Bounds recursion, so that no text can exhaust the stack.
template <class Subject>
struct nested_directive : directive<Subject, nested_directive<Subject>> {
  using directive<Subject, nested_directive<Subject>>::directive;

  template <class Ctx, class RCtx, class Attribute>
  bool parse(Iterator& first, Iterator const& last, Ctx const& context, RCtx& rcontext, Attribute&) const {
    State& s = state(context);
    const scan::Token& token = s.token(first);
    if (s.depth == nesting_max) throw Mistake{"E0210", token.begin, token.end, nesting_max};
    ++s.depth;
    const bool read = this->subject.parse(first, last, context, rcontext, x3::unused);
    --s.depth;
    return read;
  }
};
struct nested_maker {
  template <class Subject>
  constexpr auto operator[](Subject const& subject) const {
    return nested_directive<typename x3::extension::as_parser<Subject>::value_type>{x3::as_parser(subject)};
  }
};
constexpr nested_maker nested{};

}  // namespace sanhuan::dsl::grammar

// Messages are made from State::expected; Spirit's own names of parsers are never shown.
namespace boost::spirit::x3 {
template <class Parser>
struct get_info<Parser, std::enable_if_t<std::is_base_of_v<sanhuan::dsl::grammar::own_parser, Parser>>> {
  using result_type = std::string;
  result_type operator()(Parser const&) const { return {}; }
};
}  // namespace boost::spirit::x3
