#include "dsl/syntax/state.hpp"

#include <algorithm>

namespace sanhuan::dsl {

void State::start_line(const char* begin, const char* end) noexcept {
  open_ = 0;
  start_part(begin, end);
}

void State::start_part(const char* begin, const char* end) noexcept {
  line_begin_ = furthest_ = begin;
  line_end_ = end;
  expected_count_ = 0;
  depth = 0;
  hints.clear();
  spare_marks_.clear();
  tokens_.fill({});
}

const scan::Token& State::token(const char* at) noexcept {
  Remembered& slot = tokens_[static_cast<std::size_t>(at - line_begin_) % tokens_.size()];
  if (slot.at != at) slot = {at, scan::read(at, line_end_)};
  return slot.token;
}

void State::drop_from(std::uint32_t first, std::uint32_t from) noexcept {
  while (nodes_.size() > first && nodes_.back().span.begin >= from) nodes_.pop_back();
}

std::uint32_t State::open(NodeKind kind, const char* begin) {
  if (!nodes_.empty()) drop_from(open_ + 1, offset(begin));
  const std::uint32_t previous = open_;
  open_ = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back({kind, Word::none, 1, span(begin, begin), 0});
  return previous;
}

void State::close(std::uint32_t previous, const char* end) {
  drop_from(open_ + 1, offset(end));
  nodes_[open_].size = static_cast<std::uint32_t>(nodes_.size()) - open_;
  nodes_[open_].span.end = offset(end);
  open_ = previous;
}

void State::close_if_set(std::uint32_t previous, const char* end) {
  const std::uint32_t closed = open_;
  close(previous, end);
  if (nodes_[closed].kind == NodeKind::hole) nodes_.erase(nodes_.begin() + closed);
}

void State::abandon(std::uint32_t previous) {
  nodes_.resize(open_);
  open_ = previous;
}

void State::leaf(NodeKind kind, const char* begin, const char* end, Word word, std::int64_t value) {
  drop_from(open_ + 1, offset(begin));
  nodes_.push_back({kind, word, 1, span(begin, end), value});
}

// Positions only grow, so a mark that is read again was read by an alternative that failed.
void State::took_mark(const char* begin, bool spare) {
  while (!spare_marks_.empty() && spare_marks_.back() >= offset(begin)) spare_marks_.pop_back();
  if (spare) spare_marks_.push_back(offset(begin));
}

void State::expected(const char* at, Expected what) noexcept {
  if (at < furthest_) return;
  if (at > furthest_) {
    furthest_ = at;
    expected_count_ = 0;
  }
  const auto end = expected_.begin() + static_cast<std::ptrdiff_t>(expected_count_);
  if (expected_count_ == expected_.size() || std::find(expected_.begin(), end, what) != end) return;
  expected_[expected_count_++] = what;
}

void State::call_it(Progress before, const char* at, Expected what) noexcept {
  if (furthest_ > at) return;
  if (before.at == at) {
    expected_count_ = before.count;
  } else if (furthest_ == at) {
    expected_count_ = 0;
  }
  expected(at, what);
}

}  // namespace sanhuan::dsl
