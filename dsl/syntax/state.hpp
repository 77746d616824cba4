// What the parsers of one line share: the nodes they append to, a memory of the tokens read, and how far they came.
//
// Nodes are appended in pre-order. A node that fails takes itself and what is in it away. Single leaves that a failed
// alternative left behind are those at the end of the array that begin at or after the place where the next node goes, as
// positions only grow: they are dropped then.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "dsl/syntax/scan.hpp"
#include "dsl/syntax/tree.hpp"

namespace sanhuan::dsl {

inline constexpr unsigned nesting_max = 64;  // of brackets and 非; each costs a few frames of the stack

// What a message calls something that should stand somewhere.
struct Label {
  std::string_view zh, en;
  bool name = false;  // a keyword cannot stand for it
};

// One thing that would have fitted: a keyword, or a label.
struct Expected {
  Word word = Word::none;
  const Label* label = nullptr;
  friend bool operator==(const Expected&, const Expected&) = default;
};

// A mistake that a primitive recognises better than the grammar can. Thrown and caught within one line.
struct Mistake {
  const char* code;
  const char* begin;
  const char* end;
  std::int64_t value = 0;
};

struct ReadHint {  // 5以下
  const char* begin;
  const char* end;
  Word word;
  std::int64_t value;
};

class State {
 public:
  State(std::vector<Node>& nodes, std::string_view text) noexcept : nodes_(nodes), base_(text.data()) {}

  void start_line(const char* begin, const char* end) noexcept;
  void start_part(const char* begin, const char* end) noexcept;  // the same inside the node that is open

  const scan::Token& token(const char* at) noexcept;
  const char* line_end() const noexcept { return line_end_; }
  const char* line_begin() const noexcept { return line_begin_; }
  Span span(const char* begin, const char* end) const noexcept { return {offset(begin), offset(end)}; }
  std::uint32_t offset(const char* at) const noexcept { return static_cast<std::uint32_t>(at - base_); }

  // ---- nodes
  std::uint32_t open(NodeKind, const char* begin);        // returns the node that was open, for `close`
  void close(std::uint32_t previous, const char* end);
  void close_if_set(std::uint32_t previous, const char* end);  // takes the node away again where it is still a hole
  void leaf(NodeKind, const char* begin, const char* end, Word = Word::none, std::int64_t value = 0);
  Node& open_node() noexcept { return nodes_[open_]; }
  const Node& last_node() const noexcept { return nodes_.back(); }
  void trim_last(Span span) noexcept { nodes_.back().span = span; }  // a text without its marks
  void abandon(std::uint32_t previous);                // what was read is something else

  // ---- marks that the sentence can do without, by where they begin; what was read beyond the end of it is among them
  void took_mark(const char* begin, bool spare);
  const std::vector<std::uint32_t>& spare_marks() const noexcept { return spare_marks_; }

  // ---- how far the line was understood, and what would have fitted there
  void expected(const char* at, Expected) noexcept;
  const char* furthest() const noexcept { return furthest_; }
  const Expected* expectations() const noexcept { return expected_.data(); }
  std::size_t expectation_count() const noexcept { return expected_count_; }
  struct Progress {
    const char* at;
    std::size_t count;
  };
  Progress progress() const noexcept { return {furthest_, expected_count_}; }
  void call_it(Progress before, const char* at, Expected) noexcept;  // what was expected at `at` since then is this

  unsigned depth = 0;
  std::vector<ReadHint> hints;

 private:
  void drop_from(std::uint32_t first, std::uint32_t offset) noexcept;

  struct Remembered {
    const char* at = nullptr;
    scan::Token token;
  };

  std::vector<Node>& nodes_;
  const char* base_;
  const char* line_begin_ = nullptr;
  const char* line_end_ = nullptr;
  std::uint32_t open_ = 0;
  std::vector<std::uint32_t> spare_marks_;
  const char* furthest_ = nullptr;
  std::array<Expected, 12> expected_{};
  std::size_t expected_count_ = 0;
  std::array<Remembered, 8> tokens_{};
};

}  // namespace sanhuan::dsl
