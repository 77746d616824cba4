#include "dsl/format/meaning.hpp"

#include <numeric>

namespace sanhuan::dsl {

namespace {

bool is_written(NodeKind kind) noexcept {
  return kind == NodeKind::name || kind == NodeKind::key || kind == NodeKind::number || kind == NodeKind::text;
}

bool same_line(Reading a, Reading b, std::size_t line) {
  const Line &x = a.tree.lines[line], &y = b.tree.lines[line];
  const Node *n = &a.tree.nodes[x.node], *m = &b.tree.nodes[y.node];
  if (x.parent != y.parent || n->size != m->size) return false;
  for (const Node* end = n + n->size; n != end; ++n, ++m) {
    if (n->kind != m->kind || n->word != m->word || n->size != m->size || n->value != m->value) return false;
    if (is_written(n->kind) && Tree::text(a.file, *n) != Tree::text(b.file, *m)) return false;
  }
  return true;
}

}  // namespace

std::vector<std::size_t> lines_that_differ(Reading before, Reading after) {
  std::vector<std::size_t> result;
  if (before.tree.lines.size() != after.tree.lines.size()) {
    result.resize(before.tree.lines.size());
    std::iota(result.begin(), result.end(), std::size_t{0});
    return result;
  }
  for (std::size_t i = 0; i < before.tree.lines.size(); ++i) {
    if (!same_line(before, after, i)) result.push_back(i);
  }
  return result;
}

}  // namespace sanhuan::dsl
