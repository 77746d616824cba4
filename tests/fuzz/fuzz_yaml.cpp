// Any bytes as YAML: no crash, no hang, and what is accepted has no full-width sign outside quotes.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/source/source_file.hpp"
#include "dsl/yaml/document.hpp"
#include "dsl/yaml/files.hpp"
#include "dsl/yaml/full_width.hpp"
#include "dsl/yaml/manifest.hpp"
#include "dsl/yaml/organisation.hpp"
#include "dsl/yaml/terms.hpp"

namespace {

using sanhuan::dsl::yaml::Kind;
using sanhuan::dsl::yaml::Node;

void check(const Node& node, const sanhuan::dsl::SourceFile& file) {
  if (node.span.begin > node.span.end || node.span.end > file.text().size()) std::abort();
  if (node.kind == Kind::scalar && !node.quoted) {
    if (file.text(node.span) != node.text) std::abort();
    if (sanhuan::dsl::yaml::find_full_width(node.text) != std::string_view::npos) std::abort();
  }
  for (const Node& item : node.items) check(item, file);
  for (const sanhuan::dsl::yaml::Entry& entry : node.entries) {
    check(entry.key, file);
    check(entry.value, file);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sanhuan::dsl::Sink sink;
  const auto file =
      sanhuan::dsl::check_source(std::string(reinterpret_cast<const char*>(data), size), "fuzz.yaml", 0, sink);
  if (!file) return 0;
  const auto root = sanhuan::dsl::yaml::read_document(*file, sink);
  if (root.has_value() == sink.has_errors()) std::abort();
  if (root) check(*root, *file);
  sanhuan::dsl::Files files;
  sanhuan::dsl::read_manifest(*file, sink);
  // A table beside the file would be read from disk; the fuzzer has none.
  if (file->text().find("units_from") == std::string_view::npos && file->text().find("单位表") == std::string_view::npos)
    sanhuan::dsl::read_organisation(*file, files, sink);
  sanhuan::dsl::read_enumerations(*file, sink);
  return 0;
}
