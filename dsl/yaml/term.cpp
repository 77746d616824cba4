#include "dsl/yaml/term.hpp"

namespace sanhuan::dsl::yaml {

std::optional<TermSource> DistinctTerms::read(const Node& node) {
  TermSource term;
  if (node.kind == Kind::map) {
    const Fields fields(reader_, node, key::term);
    if (const Node* const name = fields.need(key::name)) term.name = reader_.text(*name);
    if (const Node* const key = fields.find(key::key)) term.key = reader_.text(*key);
  } else {
    term.name = reader_.text(node);
  }
  if (term.name.empty()) return std::nullopt;
  if (term.key.empty()) term.key = term.name;
  const bool key_is_name = term.key.text == term.name.text;
  if (!is_new(term.name) || (!key_is_name && !is_new(term.key))) return std::nullopt;
  return term;
}

bool DistinctTerms::is_new(const Written& word) {
  const auto [before, added] = seen_.emplace(word.text, word.place);
  if (!added)
    reader_.sink().report(code_, word.place, {word.text})
        .notes.push_back({before->second, "第一次写在这里", "written first here"});
  return added;
}

}  // namespace sanhuan::dsl::yaml
