// Which line belongs under which: the head word decides (language.md 1). A new line goes to the nearest open line that may hold
// its kind, and closes what lies between.
#pragma once

#include <cstdint>
#include <vector>

#include "dsl/syntax/tree.hpp"

namespace sanhuan::dsl {

using KindSet = std::uint64_t;  // of the kinds of lines, all of which are less than 63
inline constexpr KindSet top_level = KindSet{1} << 63;
constexpr KindSet set_of(NodeKind kind) noexcept { return KindSet{1} << static_cast<unsigned>(kind); }
static_assert(static_cast<unsigned>(NodeKind::expect) < 63);

// The kinds of lines under which a line may stand, and top_level.
KindSet parents_of(NodeKind) noexcept;

// Responsibilities, the thread and the rings are written at the margin like their process; so may a migration be.
bool stands_at_margin(NodeKind) noexcept;

class Structure {
 public:
  explicit Structure(std::vector<Line>& lines) noexcept : lines_(lines) {}

  // The nearest open line that may hold `kind`; -1 for the top level, `nowhere` where there is none.
  static constexpr std::int32_t nowhere = -2;
  std::int32_t place_for(NodeKind kind, std::uint16_t indent) const noexcept;
  // The nearest open line of one of the kinds, or -1.
  std::int32_t nearest(KindSet kinds) const noexcept;
  KindSet open_kinds() const noexcept;  // with top_level

  std::int32_t innermost() const noexcept { return innermost_; }
  NodeKind kind(std::int32_t line) const noexcept { return facts_[static_cast<std::size_t>(line)].kind; }

  // Adds the line just read. `kind` is what its head word says, also where the line became a hole; `hole` where the head word
  // is not known: such a line holds nothing.
  void add(NodeKind kind, Line line);
  void add_misplaced(NodeKind kind, Line line);

  // 否则 needs a 若 before it under the same line.
  bool follows_if(std::int32_t parent) const noexcept { return parent >= 0 && facts_[static_cast<std::size_t>(parent)].has_if; }
  // Whether the indentation of the last line added says something else than its head word.
  bool last_is_out_of_line() const noexcept { return out_of_line_; }

 private:
  struct Facts {
    NodeKind kind = NodeKind::hole;
    bool misplaced = false;
    bool has_if = false;
    bool has_children = false;
    std::uint16_t child_indent = 0;  // of the first line under it
  };

  void open(NodeKind kind, Line line, bool misplaced);
  bool is_out_of_line(NodeKind kind, const Line& line);

  std::vector<Line>& lines_;
  std::vector<Facts> facts_;
  std::int32_t innermost_ = -1;
  bool out_of_line_ = false;
};

}  // namespace sanhuan::dsl
