#include "dsl/syntax/tree.hpp"

#include "dsl/syntax/scan.hpp"

namespace sanhuan::dsl {

std::string Tree::text(const SourceFile& file, const Node& node) {
  const std::string_view written = file.text(node.span);
  if (node.kind == NodeKind::text) return std::string(written);
  std::string result = scan::folded(written);
  const std::size_t first = result.find_first_not_of(" \t");
  if (first == std::string::npos) return {};
  return result.substr(first, result.find_last_not_of(" \t") - first + 1);
}

}  // namespace sanhuan::dsl
