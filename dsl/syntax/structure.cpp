#include "dsl/syntax/structure.hpp"

namespace sanhuan::dsl {

namespace {

template <class... Kinds>
constexpr KindSet any_of(Kinds... kinds) noexcept {
  return (set_of(kinds) | ...);
}

using K = NodeKind;

constexpr KindSet scopes = any_of(K::process, K::thread, K::ring, K::stage, K::substage);
constexpr KindSet does_something =
    any_of(K::when, K::once, K::if_line, K::else_line, K::on_entry, K::on_exit, K::on_finding, K::remaining, K::overdue,
           K::then_every, K::also, K::top, K::reopenable);

// Remarks explain the line above them, whatever it is, and hold nothing.
constexpr bool explains(K kind) noexcept { return kind == K::basis || kind == K::note; }

}  // namespace

KindSet parents_of(NodeKind kind) noexcept {
  switch (kind) {
    case K::enumeration: case K::case_type: case K::event: case K::table: case K::process: case K::standing: case K::promise:
    case K::background: case K::scenario: case K::note: case K::basis:
      return top_level;
    case K::effective: return any_of(K::deadline, K::when, K::once, K::standing) | top_level;
    case K::facts: return set_of(K::case_type);
    case K::table_row: return set_of(K::table);
    case K::locality: case K::fallback: case K::persons: case K::late_when: case K::top: case K::responsibility: case K::migration: case K::thread: case K::ring:
      return set_of(K::process);
    case K::stage: case K::final_stage: return any_of(K::process, K::ring);
    case K::substage: return set_of(K::stage);
    case K::reopenable: return set_of(K::final_stage);
    case K::deadline: case K::when: case K::once: case K::on_entry: case K::on_exit: return scopes;
    case K::returnable: return any_of(K::ring, K::stage, K::substage);
    case K::while_here: return any_of(K::stage, K::substage);
    case K::from: return any_of(K::deadline, K::extendable, K::returnable, K::promise);
    case K::remaining: case K::then_every: return any_of(K::deadline, K::returnable);
    case K::overdue: return any_of(K::deadline, K::returnable, K::standing);
    case K::extendable: case K::restart: case K::calendar_change: case K::class_change: case K::bound:
      return set_of(K::deadline);
    case K::terms: case K::also: return set_of(K::extendable);
    case K::return_limit: return set_of(K::returnable);
    case K::clock_policy: return any_of(K::returnable, K::reopenable);
    case K::if_line: case K::else_line: return any_of(K::when, K::once, K::on_entry, K::on_exit, K::on_finding, K::deadline);
    case K::actions: return does_something;
    case K::only_if: return any_of(K::deadline, K::promise, K::standing);
    case K::exclude: return any_of(K::deadline, K::promise);
    case K::frequency: case K::season: case K::duty: case K::on_finding: return set_of(K::standing);
    case K::whenever: case K::never: return set_of(K::promise);
    case K::given: case K::with: return any_of(K::background, K::scenario);
    case K::scenario_step: case K::expect: return set_of(K::scenario);
    default: return 0;
  }
}

bool stands_at_margin(NodeKind kind) noexcept {
  constexpr KindSet at_margin = any_of(K::responsibility, K::thread, K::ring, K::migration);
  return (at_margin & set_of(kind)) != 0;
}

std::int32_t Structure::nearest(KindSet kinds) const noexcept {
  for (std::int32_t line = innermost_; line >= 0; line = lines_[static_cast<std::size_t>(line)].parent) {
    if ((kinds & set_of(kind(line))) != 0) return line;
  }
  return -1;
}

KindSet Structure::open_kinds() const noexcept {
  KindSet result = top_level;
  for (std::int32_t line = innermost_; line >= 0; line = lines_[static_cast<std::size_t>(line)].parent) {
    result |= set_of(kind(line));
  }
  return result;
}

std::int32_t Structure::place_for(NodeKind kind, std::uint16_t indent) const noexcept {
  // A remark at the margin speaks of the file, not of the deep line above it; a basis always has a line to explain.
  if (explains(kind)) return kind != K::basis && indent == 0 ? -1 : innermost_;
  if (kind == K::effective && indent == 0) return -1;  // of the file
  const KindSet parents = parents_of(kind);
  const std::int32_t found = nearest(parents);
  return found >= 0 ? found : (parents & top_level) != 0 ? -1 : nowhere;
}

bool Structure::is_out_of_line(NodeKind kind, const Line& line) {
  if (line.parent < 0 || stands_at_margin(kind) || explains(kind)) return false;
  Facts& parent = facts_[static_cast<std::size_t>(line.parent)];
  if (line.indent <= lines_[static_cast<std::size_t>(line.parent)].indent) return true;
  if (parent.has_children) return line.indent != parent.child_indent;
  parent.has_children = true;
  parent.child_indent = line.indent;
  return false;
}

void Structure::open(NodeKind kind, Line line, bool misplaced) {
  out_of_line_ = !misplaced && is_out_of_line(kind, line);
  if (kind == K::if_line && line.parent >= 0) facts_[static_cast<std::size_t>(line.parent)].has_if = true;
  lines_.push_back(line);
  Facts facts;
  facts.kind = kind;
  facts.misplaced = misplaced;
  facts_.push_back(facts);
  if (kind != K::hole && !explains(kind)) innermost_ = static_cast<std::int32_t>(lines_.size()) - 1;
}

void Structure::add(NodeKind kind, Line line) { open(kind, line, false); }

// A misplaced line stays where it is, so that what follows still finds the lines that were open. It closes the misplaced line
// before it with all that hangs there: else they would make a chain, and a file of them take quadratic time.
void Structure::add_misplaced(NodeKind kind, Line line) {
  line.parent = innermost_;
  for (std::int32_t above = innermost_; above >= 0; above = lines_[static_cast<std::size_t>(above)].parent) {
    if (!facts_[static_cast<std::size_t>(above)].misplaced) continue;
    line.parent = lines_[static_cast<std::size_t>(above)].parent;
    break;
  }
  open(kind, line, true);
}

}  // namespace sanhuan::dsl
