#include "sanhuan/format.hpp"

#include <utility>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/format/layout.hpp"
#include "dsl/format/meaning.hpp"

namespace sanhuan {

namespace {

using dsl::Care;
using dsl::Sink;
using dsl::SourceFile;
using dsl::Tree;

// Writes the file anew and reads it again. A line that then says something else is tried with more care; as it was written, it
// says what it said. nullopt where the text came out too large to be read.
std::optional<std::string> laid_out(const SourceFile& file, const Tree& tree, dsl::Style style) {
  std::vector<Care> cares(tree.lines.size(), Care::none);
  for (;;) {
    std::string text = lay_out(file, tree, style, cares);
    Sink ignored;
    const auto again = dsl::check_source(text, file.path(), file.index(), ignored);
    if (!again) return std::nullopt;
    const Tree tree_again = dsl::parse(*again, ignored);
    bool changed = false;
    for (const std::size_t line : dsl::lines_that_differ({file, tree}, {*again, tree_again})) {
      if (cares[line] == Care::as_written) return std::nullopt;
      cares[line] = cares[line] == Care::none ? Care::keep_spare_marks : Care::as_written;
      changed = true;
    }
    if (!changed) return text;
  }
}

}  // namespace

Formatted format_rules(std::string_view text, std::string name, FormatOptions options) {
  Formatted result{std::string(text), true, {}, {name, std::string(text)}};
  Sink sink;
  const auto file = dsl::check_source(std::string(text), std::move(name), 0, sink);
  if (file) {
    result.source.text = file->text();
    const Tree tree = dsl::parse(*file, sink);
    dsl::Style style{options.to.value_or(Language::zh), options.to, false};
    if (!options.to) style.marks = dsl::language_of(*file, tree);
    if (!options.to || !sink.has_errors()) {
      if (auto anew = laid_out(*file, tree, style)) {
        result.text = std::move(*anew);
        result.kept = false;
      }
    }
  }
  result.diagnostics = sink.take();
  return result;
}

}  // namespace sanhuan
