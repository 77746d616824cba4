#include "dsl/resolve/rule_file.hpp"

#include <utility>

namespace sanhuan::dsl {

RuleFile::RuleFile(const SourceFile& s, Tree t, std::size_t p) : source(&s), tree(std::move(t)), pack(p) {
  below.resize(tree.lines.size());
  for (std::uint32_t i = 0; i < tree.lines.size(); ++i) {
    const std::int32_t parent = tree.lines[i].parent;
    if (parent < 0) top.push_back(i);
    else below[static_cast<std::size_t>(parent)].push_back(i);
  }
}

Cursor Cursor::child(NodeKind wanted) const noexcept {
  if (file_ == nullptr) return {};
  for (std::uint32_t c = node_ + 1; c < node_ + node().size; c += file_->tree.nodes[c].size)
    if (file_->tree.nodes[c].kind == wanted) return {*file_, c};
  return {};
}

Cursor Cursor::child(std::size_t index) const noexcept {
  if (file_ == nullptr) return {};
  for (std::uint32_t c = node_ + 1; c < node_ + node().size; c += file_->tree.nodes[c].size)
    if (index-- == 0) return {*file_, c};
  return {};
}

std::size_t Cursor::count() const noexcept {
  std::size_t n = 0;
  if (file_ == nullptr) return n;
  for (std::uint32_t c = node_ + 1; c < node_ + node().size; c += file_->tree.nodes[c].size) ++n;
  return n;
}

bool Cursor::flag(Word wanted) const noexcept {
  if (file_ == nullptr) return false;
  for (std::uint32_t c = node_ + 1; c < node_ + node().size; c += file_->tree.nodes[c].size)
    if (file_->tree.nodes[c].kind == NodeKind::flag && file_->tree.nodes[c].word == wanted) return true;
  return false;
}

std::vector<Cursor> Cursor::children() const {
  std::vector<Cursor> found;
  if (file_ == nullptr) return found;
  for (std::uint32_t c = node_ + 1; c < node_ + node().size; c += file_->tree.nodes[c].size)
    found.emplace_back(*file_, c);
  return found;
}

std::vector<Cursor> Cursor::children(NodeKind wanted) const {
  std::vector<Cursor> found;
  for (const Cursor& c : children())
    if (c.kind() == wanted) found.push_back(c);
  return found;
}

std::string Cursor::meaning() const {
  std::string all;
  const Node* const nodes = file_->tree.nodes.data();
  for (std::uint32_t i = node_; i < node_ + node().size; ++i) {
    const Node& n = nodes[i];
    const bool written = n.kind == NodeKind::name || n.kind == NodeKind::text || n.kind == NodeKind::number;
    for (const std::int64_t part : {static_cast<std::int64_t>(n.kind), static_cast<std::int64_t>(n.word), static_cast<std::int64_t>(n.size), n.value})
      all += std::to_string(part) + ' ';
    if (written) all += '"' + Tree::text(*file_->source, n) + '"';
  }
  return all;
}

bool Cursor::holds_hole() const noexcept {
  if (file_ == nullptr) return false;
  for (std::uint32_t c = node_; c < node_ + node().size; ++c)
    if (file_->tree.nodes[c].kind == NodeKind::hole) return true;
  return false;
}

std::vector<LineRef> LineRef::below() const {
  std::vector<LineRef> found;
  for (std::uint32_t line : file_->below[line_]) found.emplace_back(*file_, line);
  return found;
}

std::vector<LineRef> LineRef::below(NodeKind wanted) const {
  std::vector<LineRef> found;
  for (std::uint32_t line : file_->below[line_])
    if (LineRef(*file_, line).is(wanted)) found.emplace_back(*file_, line);
  return found;
}

LineRef LineRef::first(NodeKind wanted) const {
  for (std::uint32_t line : file_->below[line_])
    if (LineRef(*file_, line).is(wanted)) return {*file_, line};
  return {};
}

bool LineRef::has_hole() const noexcept {
  for (std::uint32_t line : file_->below[line_])
    if (LineRef(*file_, line).node().holds_hole()) return true;
  return false;
}

std::vector<LineRef> top_lines(const RuleFile& file) {
  std::vector<LineRef> found;
  for (std::uint32_t line : file.top) found.emplace_back(file, line);
  return found;
}

}  // namespace sanhuan::dsl
