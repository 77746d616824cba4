#include "dsl/yaml/terms.hpp"

#include "dsl/yaml/fields.hpp"
#include "dsl/yaml/term.hpp"

namespace sanhuan::dsl {
namespace {

using namespace yaml;

std::vector<TermSource> read_values(const Reader& reader, const Node& node) {
  const std::vector<Node>* const list = reader.list(node);
  std::vector<TermSource> values;
  if (list == nullptr) return values;
  if (list->empty()) reader.report("E0522", node, {Arg("值", "values"), "[来访, 来信]"});
  DistinctTerms terms(reader, "E0630");
  for (const Node& item : *list)
    if (auto term = terms.read(item)) values.push_back(*std::move(term));
  return values;
}

EnumerationSource read_enumeration(const Reader& reader, const Entry& entry) {
  EnumerationSource result;
  result.name = result.key = {entry.key.text, reader.place(entry.key)};
  if (entry.value.kind != Kind::map) {
    result.values = read_values(reader, entry.value);
    return result;
  }
  const Fields fields(reader, entry.value, key::enumeration);
  if (const Node* const key = fields.find(key::key)) result.key = reader.text(*key);
  if (const Node* const values = fields.need(key::values)) result.values = read_values(reader, *values);
  return result;
}

}  // namespace

std::optional<std::vector<EnumerationSource>> read_enumerations(const SourceFile& file, Sink& sink) {
  const std::optional<Node> root = read_document(file, sink);
  if (!root) return std::nullopt;
  const Reader reader(file, sink);
  if (reader.map(*root) == nullptr) return std::nullopt;
  std::vector<EnumerationSource> result;
  const Fields fields(reader, *root, key::terms_file);
  const Node* const enumerations = fields.need(key::enumerations);
  const std::vector<Entry>* const entries = enumerations == nullptr ? nullptr : reader.map(*enumerations);
  if (entries == nullptr) return result;
  for (const Entry& entry : *entries) result.push_back(read_enumeration(reader, entry));
  return result;
}

}  // namespace sanhuan::dsl
