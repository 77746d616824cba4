// Strict YAML: a small tree with places, and none of what YAML does behind the author's back.
//
// Refused, each with its own message: duplicate keys, anchors, aliases, tags, several documents, text over more
// than one line, tabs in the indentation, deep nesting, and full-width punctuation outside quotes, which YAML
// takes for text: `[网格员，村干部]` would be one role. yaml-cpp reads the structure and stays in this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sanhuan/source.hpp"

namespace sanhuan::dsl {

class Sink;
class SourceFile;

namespace yaml {

inline constexpr int depth_max = 32;
inline constexpr std::size_t nodes_max = 1'000'000;

enum class Kind : std::uint8_t { nothing, scalar, list, map };

struct Entry;

struct Node {
  Kind kind = Kind::nothing;
  bool quoted = false;  // a scalar in quotes is always text
  Span span;            // of the scalar with its quotes; of a list or map what stands on its first line
  std::string text;     // scalar, without quotes
  std::vector<Node> items;     // list
  std::vector<Entry> entries;  // map, in file order, keys unique
};

struct Entry {
  Node key;  // always a scalar
  Node value;
};

// nullopt where the text is not such a document; the sink has at least one error then. An empty document is
// an error.
std::optional<Node> read_document(const SourceFile&, Sink&);

}  // namespace yaml
}  // namespace sanhuan::dsl
