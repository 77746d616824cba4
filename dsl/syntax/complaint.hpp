// Turns what stopped a line into the one diagnostic that helps its author most.
#pragma once

#include <array>
#include <optional>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/syntax/state.hpp"
#include "dsl/syntax/structure.hpp"
#include "dsl/syntax/suggest.hpp"

namespace sanhuan::dsl {

class Complaints {
 public:
  Complaints(const SourceFile& file, const Tree& tree, Sink& sink) : file_(file), tree_(tree), sink_(sink) {}

  void mistake(const Mistake&, State&, std::int32_t parent);
  // The line stopped at State::furthest(). `leftover`: a whole sentence was read, and this follows it.
  void stopped(State&, const char* leftover);
  void misplaced(NodeKind kind, const scan::Token& head, State&);
  void else_without_if(const scan::Token& head, State&);
  void out_of_line(State&, const Line&, Span parent_head);
  void hint(const ReadHint&, State&);

  // The head word that an author probably meant; `none` where there is none near. Reports the line in any case.
  Word unknown_head(const scan::Token& head, State&, const Structure&);

 private:
  Place place(State&, const char* begin, const char* end) const;
  std::string written(const char* begin, const char* end) const;
  const Names& names();
  std::optional<std::string> cut(const scan::Token&);
  static std::array<scan::Token, 2> around(State&, const char* stop);
  // Each reports where it returns true.
  bool suggests_cut(State&, const char* stop);
  bool suggests_modal(State&, const char* stop);
  std::string cut_behind_unit(const char* begin, const scan::LengthRead&);
  bool after_then(State&, const char* stop);
  bool suggests_unit(State&, const Mistake&);
  bool suggests_number(State&, const char* begin);
  bool suggests_date(State&, const char* at);
  static void suggest_keyword(Diagnostic&, const State&, const std::string& text);
  void strange_character(const std::string& text, Place);
  void note_basis(Diagnostic&, std::int32_t parent) const;

  const SourceFile& file_;
  const Tree& tree_;
  Sink& sink_;
  std::optional<Names> names_;
};

}  // namespace sanhuan::dsl
