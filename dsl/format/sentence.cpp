#include "dsl/format/sentence.hpp"

#include <algorithm>
#include <utility>

#include "dsl/source/characters.hpp"
#include "dsl/syntax/scan.hpp"

namespace sanhuan::dsl {

namespace {

using K = NodeKind;
using scan::Token;
using scan::TokenKind;

std::string_view view(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

// Nodes that are written in one piece. What else the tree holds is keywords or made of these.
std::optional<PartKind> part_of(K kind) noexcept {
  switch (kind) {
    case K::name: return PartKind::name;
    case K::number: return PartKind::number;
    case K::key: return PartKind::key;
    case K::text: return PartKind::quote;
    case K::length: case K::nth: return PartKind::length;
    case K::date: return PartKind::date;
    case K::time: return PartKind::time;
    case K::month_day: return PartKind::month_day;
    case K::weekday: return PartKind::weekday;
    default: return std::nullopt;
  }
}

// Remarks and titles: quotation marks around all of one are its author's.
bool is_remark(K kind) noexcept {
  return kind == K::basis || kind == K::note || kind == K::scenario;
}

// Keywords that take what is in brackets after them.
bool takes_arguments(Word word) noexcept {
  return word == Word::working_days_between || word == Word::calendar_days_between;
}

bool spelled_in_english(std::string_view written, Word word) {
  return scan::folded(written).find(row(word).en) != std::string::npos;
}

class Cutter {
 public:
  Cutter(const SourceFile& file, const Tree& tree, std::size_t line)
      : tree_(tree), base_(file.text().data()), root_(tree.lines[line].node), node_(root_) {
    const Node& whole = tree.nodes[root_];
    const std::string_view text = file.text();
    std::size_t begin = whole.span.begin;
    while (begin > 0 && text[begin - 1] != '\n') --begin;
    at_ = base_ + begin;
    end_ = base_ + std::min(text.find('\n', begin), text.size());
    if (end_ != at_ && end_[-1] == '\r') --end_;
    next_piece();
  }

  std::optional<Sentence> cut() {
    for (;;) {
      const Token token = scan::read(at_, end_);
      skip_pieces_before(at_);
      if (node_ < stop() && begins_remark(token)) {
        take_remark(token);
        break;
      }
      if (token.kind == TokenKind::end) break;
      if (!take(token)) return std::nullopt;
    }
    finish();
    return std::move(result_);
  }

 private:
  std::uint32_t stop() const noexcept { return root_ + tree_.nodes[root_].size; }
  const Node& piece() const noexcept { return tree_.nodes[node_]; }
  const char* begin_of(const Node& node) const noexcept { return base_ + node.span.begin; }
  const char* end_of(const Node& node) const noexcept { return base_ + node.span.end; }

  void next_piece() noexcept {
    while (node_ < stop() && !part_of(piece().kind)) ++node_;
  }
  void skip_pieces_before(const char* at) noexcept {
    while (node_ < stop() && begin_of(piece()) < at) {
      node_ += piece().size;
      next_piece();
    }
  }

  bool is_quote(const Token& token) const noexcept {
    if (token.kind != TokenKind::quote) return false;
    const char* inside = token.begin + decode(view(token.begin, token.end)).bytes;
    return begin_of(piece()) == inside && end_of(piece()) < token.end;
  }

  bool begins_remark(const Token& token) const noexcept {
    if (piece().kind != K::text) return false;
    if (is_quote(token)) return is_remark(tree_.nodes[root_].kind);
    return token.kind == TokenKind::end || begin_of(piece()) <= token.begin;
  }

  void take_remark(const Token& token) {
    const bool quoted = is_quote(token);
    const char* begin = quoted ? token.begin : begin_of(piece());
    add(PartKind::remark, begin, quoted ? token.end : end_of(piece()));
    at_ = end_;
  }

  Part& add(PartKind kind, const char* begin, const char* end) {
    Part part;
    part.kind = kind;
    part.gap = view(at_, begin);
    part.written = view(begin, end);
    result_.parts.push_back(part);
    at_ = end;
    return result_.parts.back();
  }

  bool take(const Token& token) {
    if (token.symbol == '#') return take_key(token);
    if (node_ < stop() && begin_of(piece()) == token.begin) return take_piece();
    if (token.kind == TokenKind::quote) return add(PartKind::quote, token.begin, token.end), true;
    if (token.word != Word::none) return take_keyword(token.word, token.begin, token.end);
    if (token.prefix != Word::none) return take_keyword(token.prefix, token.begin, token.prefix_end);
    if (token.symbol != 0) return take_mark(token);
    return token.kind == TokenKind::word && take_below_above(token);
  }

  bool take_key(const Token& token) {
    if (node_ >= stop() || piece().kind != K::key || begin_of(piece()) != token.end) return false;
    Part& part = add(PartKind::key, token.begin, end_of(piece()));
    part.written = view(token.end, end_of(piece()));
    return true;
  }

  bool take_piece() {
    const Node& node = piece();
    Part& part = add(*part_of(node.kind), begin_of(node), end_of(node));
    part.word = node.word;
    part.value = node.value;
    if (part.kind != PartKind::length) return true;
    part.nth = node.kind == K::nth || node.size > 1;
    part.english = spelled_in_english(part.written, node.word);
    return true;
  }

  bool take_keyword(Word word, const char* begin, const char* end) {
    Part& part = add(PartKind::keyword, begin, end);
    part.word = word;
    part.english = spelled_in_english(part.written, word) || (row(word).symbol && scan::folded(part.written) != row(word).zh);
    return true;
  }

  bool take_mark(const Token& token) {
    if (token.symbol == '(') {
      const Part* before = result_.parts.empty() ? nullptr : &result_.parts.back();
      brackets_.push_back(before != nullptr && (before->kind != PartKind::keyword || takes_arguments(before->word)));
    }
    Part& part = add(PartKind::mark, token.begin, token.end);
    part.mark = token.symbol;
    part.argument = !brackets_.empty() && brackets_.back();
    const auto offset = static_cast<std::uint32_t>(token.begin - base_);
    part.spare = std::binary_search(tree_.spare_marks.begin(), tree_.spare_marks.end(), offset);
    if (token.symbol == ')' && !brackets_.empty()) brackets_.pop_back();
    return true;
  }

  // 5人以下 is written 不超过 5, as the hint at it says (Civil Code 1259).
  bool take_below_above(const Token& token) {
    if (result_.parts.empty() || result_.parts.back().kind != PartKind::number) return false;
    const std::string_view written = view(token.begin, token.end);
    const bool below = written.ends_with("以下"), above = written.ends_with("以上");
    if (!below && !above) return false;
    if (scan::skip_plain_blanks(at_, end_) != token.begin) return false;
    Part comparison;
    comparison.kind = PartKind::keyword;
    comparison.word = below ? Word::at_most_equal : Word::at_least_equal;
    comparison.gap = std::exchange(result_.parts.back().gap, {});
    result_.parts.insert(result_.parts.end() - 1, comparison);
    at_ = token.end;
    return true;
  }

  // Between the last part and a comment there are only blanks and marks that mean nothing.
  void finish() {
    const std::string_view rest = view(at_, end_);
    const std::size_t slash = rest.find("/"), wide_slash = rest.find("／");
    const std::size_t comment = std::min({slash, wide_slash, rest.size()});
    result_.tail = rest.substr(0, comment);
    result_.comment = rest.substr(comment);
    result_.comment = result_.comment.substr(0, result_.comment.find_last_not_of(" \t") + 1);
  }

  const Tree& tree_;
  const char* base_;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  std::uint32_t root_, node_;
  std::vector<bool> brackets_;
  Sentence result_;
};

}  // namespace

std::optional<Sentence> sentence_of(const SourceFile& file, const Tree& tree, std::size_t line) {
  return Cutter(file, tree, line).cut();
}

}  // namespace sanhuan::dsl
