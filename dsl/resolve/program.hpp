// A program for the little stack machine while it is written; only for the files of ExpressionReader.
#pragma once

#include <algorithm>
#include <vector>

#include "dsl/resolve/expression.hpp"

namespace sanhuan::dsl {

struct ExpressionReader::Program {
  std::vector<model::Code> code;
  std::size_t depth = 0, deepest = 0;

  void push(model::Op op, std::uint32_t a = 0, std::uint32_t b = 0) {
    code.push_back({op, a, b});
    deepest = std::max(deepest, ++depth);
  }
  void turn(model::Op op, std::uint32_t a = 0, std::uint32_t b = 0) { code.push_back({op, a, b}); }  // one value for one
  void join(model::Op op) {                                                                         // one value for two
    code.push_back({op, 0, 0});
    --depth;
  }
};

inline const FactType boolean_type = scalar(FactKind::boolean);

// A path of one part is that part.
inline Cursor only_part(Cursor node) {
  return node.is(NodeKind::path) && node.count() == 1 ? node.child(std::size_t{0}) : node;
}

inline bool is_flag(Cursor node, Word word) { return node.is(NodeKind::flag) && node.word() == word; }

}  // namespace sanhuan::dsl
