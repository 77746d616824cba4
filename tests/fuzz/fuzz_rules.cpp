// Any bytes as rule text: no crash, no hang, no hole without a message, and a tree whose parts lie within each other.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dsl/diagnostics/render.hpp"
#include "dsl/diagnostics/sink.hpp"
#include "dsl/source/source_file.hpp"
#include "dsl/syntax/tree.hpp"

namespace {

using sanhuan::dsl::Line;
using sanhuan::dsl::Node;
using sanhuan::dsl::NodeKind;
using sanhuan::dsl::SourceFile;
using sanhuan::dsl::Tree;

void require(bool holds) {
  if (!holds) std::abort();
}

std::size_t holes_of_sound(const Tree& tree, const SourceFile& file) {
  std::size_t holes = 0;
  for (std::size_t i = 0; i < tree.lines.size(); ++i) {
    const Line& line = tree.lines[i];
    require(line.parent < static_cast<std::int32_t>(i));
    const std::uint32_t end =
        i + 1 < tree.lines.size() ? tree.lines[i + 1].node : static_cast<std::uint32_t>(tree.nodes.size());
    require(line.node + tree.nodes[line.node].size == end);
    if (tree.nodes[line.node].kind == NodeKind::hole) ++holes;
    for (std::uint32_t n = line.node; n < end; ++n) {
      const Node& node = tree.nodes[n];
      require(n == line.node || node.kind != NodeKind::hole);
      require(node.size > 0 && n + node.size <= end);
      require(node.span.begin <= node.span.end && node.span.end <= file.text().size());
    }
  }
  return holes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sanhuan::dsl::Sink sink;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto file = sanhuan::dsl::check_source(text, "fuzz.huan", 0, sink);
  if (!file) {
    require(sink.has_errors());
    return 0;
  }
  const Tree tree = sanhuan::dsl::parse(*file, sink);
  require(holes_of_sound(tree, *file) == sink.errors());
  const std::vector<sanhuan::PackFile> files{{"fuzz.huan", std::string(file->text())}};
  for (const sanhuan::Diagnostic& diagnostic : sink.take()) {
    require(!sanhuan::dsl::render(diagnostic, files, sanhuan::Language::zh, false).empty());
    require(!sanhuan::dsl::render(diagnostic, files, sanhuan::Language::en, false).empty());
  }
  return 0;
}
