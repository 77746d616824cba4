#include "tests/format/format_support.hpp"

#include <algorithm>
#include <filesystem>

#include "tests/syntax/syntax_support.hpp"

namespace sanhuan::dsl::test {

std::string laid_out(std::string_view text, std::optional<Language> to) { return format_rules(text, "test.huan", {to}).text; }

std::vector<std::string> rule_files() {
  namespace fs = std::filesystem;
  const fs::path top = SANHUAN_SOURCE_DIR;
  std::vector<std::string> result;
  for (const char* folder : {"rules", "examples", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(top / folder)) {
      if (entry.path().extension() == ".huan") result.push_back(entry.path().lexically_relative(top).string());
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

std::vector<std::string> sayings(const std::string& text) {
  Sink sink;
  const auto file = check_source(text, "test.huan", 0, sink);
  if (!file) return {text};
  Parsed p{*file, parse(*file, sink), {}};
  std::vector<std::string> result;
  for (std::size_t i = 0; i < p.tree.lines.size(); ++i) {
    const Line& line = p.tree.lines[i];
    const Node& node = p.tree.nodes[line.node];
    std::string says = std::to_string(line.parent) + " < ";
    if (node.kind == NodeKind::hole) {
      const std::string_view written = p.file.line(p.file.place(node.span).line);
      says += written.substr(0, written.find_last_not_of(" \t") + 1);
    } else {
      says += outline(p, i);
    }
    result.push_back(std::move(says));
  }
  return result;
}

}  // namespace sanhuan::dsl::test
