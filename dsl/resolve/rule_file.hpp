// A rule file as the resolver walks it: lines with what hangs under them, nodes with their children.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/source/source_file.hpp"
#include "dsl/syntax/tree.hpp"

namespace sanhuan::dsl {

struct RuleFile {
  const SourceFile* source = nullptr;
  Tree tree;
  std::vector<std::vector<std::uint32_t>> below;  // per line: the lines that hang under it, in file order
  std::vector<std::uint32_t> top;                 // lines that hang under nothing
  std::size_t pack = 0;                           // which of the packs that build on one another it belongs to

  RuleFile(const SourceFile&, Tree, std::size_t pack);
};

// One node; empty where there is none. Cheap to copy.
class Cursor {
 public:
  Cursor() = default;
  Cursor(const RuleFile& file, std::uint32_t node) : file_(&file), node_(node) {}

  explicit operator bool() const noexcept { return file_ != nullptr; }
  const Node& node() const noexcept { return file_->tree.nodes[node_]; }
  NodeKind kind() const noexcept { return node().kind; }
  bool is(NodeKind k) const noexcept { return file_ != nullptr && kind() == k; }
  Word word() const noexcept { return node().word; }
  std::int64_t value() const noexcept { return node().value; }
  std::string text() const { return Tree::text(*file_->source, node()); }
  Place place() const noexcept { return file_->source->place(node().span); }
  const SourceFile& source() const noexcept { return *file_->source; }

  Cursor child(NodeKind) const noexcept;   // the first of that kind; empty where there is none
  Cursor child(std::size_t index) const noexcept;
  std::size_t count() const noexcept;      // of children
  bool flag(Word) const noexcept;          // has a flag with that word
  std::vector<Cursor> children() const;
  std::vector<Cursor> children(NodeKind) const;
  std::string meaning() const;             // the same of two that say the same, however they are spelled
  bool holds_hole() const noexcept;        // something in it could not be read (reported already)

 private:
  const RuleFile* file_ = nullptr;
  std::uint32_t node_ = 0;
};

class LineRef {
 public:
  LineRef() = default;
  LineRef(const RuleFile& file, std::uint32_t line) : file_(&file), line_(line) {}

  explicit operator bool() const noexcept { return file_ != nullptr; }
  Cursor node() const noexcept { return {*file_, file_->tree.lines[line_].node}; }
  NodeKind kind() const noexcept { return node().kind(); }
  bool is(NodeKind k) const noexcept { return node().is(k); }
  Place place() const noexcept { return node().place(); }
  const RuleFile& file() const noexcept { return *file_; }
  std::vector<LineRef> below() const;
  std::vector<LineRef> below(NodeKind) const;
  LineRef first(NodeKind) const;  // the first of that kind under it
  bool has_hole() const noexcept; // a line under it could not be read

 private:
  const RuleFile* file_ = nullptr;
  std::uint32_t line_ = 0;
};

std::vector<LineRef> top_lines(const RuleFile&);

}  // namespace sanhuan::dsl
