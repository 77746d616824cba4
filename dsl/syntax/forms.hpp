// Head word -> kind of line and its grammar.
#pragma once

#include <span>

#include "dsl/syntax/lines.hpp"
#include "dsl/syntax/structure.hpp"

namespace sanhuan::dsl {

struct LineForm {
  Word head = Word::none;
  NodeKind kind = NodeKind::hole;
  LineParser parse = nullptr;
  bool head_belongs = false;  // the head word is read by the grammar: a verb, 合计, a term
};

// nullptr where the word begins no sentence. What is open decides where one word begins two kinds: 自 in a promise, 中止 under
// 可退回, 环节 … 为 … in a migration.
const LineForm* find_form(Word head, const Structure&) noexcept;
const LineForm& row_form(const Structure&) noexcept;  // | … |; the first under its table is the heading
const LineForm& step_form() noexcept;                 // a date
const LineForm& migration_form() noexcept;

std::span<const LineForm> all_forms() noexcept;
Word head_of(NodeKind) noexcept;  // the first word that begins such a line

}  // namespace sanhuan::dsl
