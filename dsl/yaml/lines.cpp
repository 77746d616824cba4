#include "dsl/yaml/lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/source/characters.hpp"
#include "dsl/source/source_file.hpp"
#include "dsl/yaml/document.hpp"
#include "dsl/yaml/full_width.hpp"

namespace sanhuan::dsl::yaml {
namespace {

bool blank(char c) noexcept { return c == ' ' || c == '\t'; }
bool one_of(char c, std::string_view set) noexcept { return set.find(c) != std::string_view::npos; }

std::string in_quotes(std::string_view text) {
  if (text.find_first_of("\"\\") == std::string_view::npos) return fmt::format("\"{}\"", text);
  std::string doubled;
  for (const char c : text) doubled += c == '\'' ? "''" : std::string(1, c);
  return fmt::format("'{}'", doubled);
}

class LineChecker {
 public:
  LineChecker(const SourceFile& file, Sink& sink) : file_(file), sink_(sink), text_(file.text()) {}

  bool run() {
    for (std::uint32_t number = 1; number <= file_.lines(); ++number) check_line(file_.line_span(number));
    if (!flow_.empty()) unclosed(flow_.back());
    return ok_;
  }

 private:
  Diagnostic& report(std::string_view code, std::uint32_t begin, std::uint32_t end,
                     std::initializer_list<Arg> args = {}) {
    ok_ = false;
    return sink_.report(code, file_.place({begin, end}), args);
  }
  std::string_view slice(std::uint32_t begin, std::uint32_t end) const { return text_.substr(begin, end - begin); }
  bool ends_or_blank(std::uint32_t at) const { return at >= end_ || blank(text_[at]); }

  void check_line(Span line) {
    std::uint32_t at = line.begin;
    end_ = line.end;
    bool tab = false;
    while (at < end_ && blank(text_[at])) tab |= text_[at++] == '\t';
    if (at == end_ || text_[at] == '#') return;
    if (tab) {
      report("E0503", line.begin, at);
      return;
    }
    if (flow_.empty()) {
      if (at == line.begin && is_marker(at)) return;
      while (!indents_.empty() && indents_.back() >= at - line.begin) indents_.pop_back();
      indents_.push_back(at - line.begin);
    }
    begun_ = begun_ || text_[at] != '%';  // a directive stands before its `---`
    line_begin_ = line.begin;
    if (!within_depth(at)) return;
    check_tokens(at);
  }

  // `---` may open the file; a second one, or `...`, would begin another document.
  bool is_marker(std::uint32_t at) {
    const std::string_view mark = slice(at, std::min(at + 3, end_));
    if ((mark != "---" && mark != "...") || !ends_or_blank(at + 3)) return false;
    if (begun_ || mark == "..." || slice(at + 3, end_).find_first_not_of(" \t") != std::string_view::npos)
      report("E0508", at, at + 3, {mark});
    begun_ = true;
    return true;
  }

  void check_tokens(std::uint32_t at) {
    bool first = true;       // no text yet on this line: here a key may stand
    bool after_dash = false;  // `- ` stands before
    while (at < end_) {
      const char c = text_[at];
      if (blank(c)) {
        ++at;
      } else if (c == '#') {
        return;
      } else if (flow_.empty() && c == '-' && ends_or_blank(at + 1)) {
        indents_.push_back(++at - line_begin_);
        if (!within_depth(at - 1)) return;
        after_dash = true;
      } else if (c == '"' || c == '\'') {
        at = after_value(after_quoted(at));
        first = false;
      } else if (c == '[' || c == '{') {
        flow_.push_back(at++);
        if (!within_depth(flow_.back())) return;
      } else if (c == ']' || c == '}') {
        at = after_closing(at);
      } else if (c == ',' && !flow_.empty()) {
        ++at;
      } else if (c == ':' && (ends_or_blank(at + 1) || !flow_.empty())) {
        ++at;
      } else if (one_of(c, "&*!|>%@`") || (c == '?' && ends_or_blank(at + 1))) {
        const std::uint32_t end = plain_end(at);
        report("E0507", at, end, {slice(at, end), std::string(1, c), in_quotes(slice(at, end))});
        return;
      } else {
        at = after_plain(at, first, after_dash);
        first = false;
      }
    }
  }

  // A rough count, never less than half of the levels: it protects the stack. The tree counts exactly.
  bool within_depth(std::uint32_t at) {
    if (flow_.size() + indents_.size() <= 2 * depth_max) return true;
    if (!too_deep_) report("E0506", at, at + 1, {fmt::format("{}", depth_max)});
    too_deep_ = true;
    flow_.clear();
    return false;
  }

  // A text in quotes ends on its line, so that an open quote is reported where it stands.
  std::uint32_t after_quoted(std::uint32_t begin) {
    const char quote = text_[begin];
    for (std::uint32_t at = begin + 1; at < end_; ++at) {
      if (quote == '"' && text_[at] == '\\') {
        ++at;
      } else if (text_[at] == quote) {
        if (quote == '"' || at + 1 >= end_ || text_[at + 1] != quote) return at + 1;
        ++at;
      }
    }
    report("E0504", begin, end_, {std::string(1, quote)});
    return end_;
  }

  std::uint32_t after_closing(std::uint32_t at) {
    const char open = text_[at] == ']' ? '[' : '{';
    if (flow_.empty() || text_[flow_.back()] != open) {
      if (!lost_count_) report("E0505", at, at + 1, {std::string(1, text_[at]), std::string(1, open)});
      flow_.clear();
      return end_;
    }
    flow_.pop_back();
    return after_value(at + 1);
  }

  void unclosed(std::uint32_t at) {
    report("E0505", at, at + 1,
           {std::string(1, text_[at]), std::string(1, text_[at] == '[' ? ']' : '}')});
  }

  // After a closing quote or bracket only what ends the value may follow.
  std::uint32_t after_value(std::uint32_t at) {
    std::uint32_t next = at;
    while (next < end_ && blank(text_[next])) ++next;
    if (next == end_ || text_[next] == '#' || text_[next] == ':') return next;
    if (!flow_.empty() && one_of(text_[next], ",]}")) return next;
    if (one_of(text_[next], "]}")) return next;
    const std::size_t wide = find_full_width(slice(next, plain_end(next)));
    if (wide == 0) return next;  // reported as such
    report("E0514", next, end_, {slice(next, end_)});
    return end_;
  }

  std::uint32_t plain_end(std::uint32_t begin) const {
    std::uint32_t at = begin;
    for (; at < end_; ++at) {
      if (text_[at] == '#' && at > begin && blank(text_[at - 1])) break;
      if (text_[at] == ':' && ends_or_blank(at + 1)) break;
      if (flow_.empty()) continue;
      if (one_of(text_[at], ",[]{}")) break;
      if (text_[at] == ':' && one_of(text_[at + 1], ",[]{}")) break;
    }
    while (at > begin + 1 && blank(text_[at - 1])) --at;
    return at;
  }

  std::uint32_t after_plain(std::uint32_t begin, bool first, bool after_dash) {
    const std::uint32_t end = plain_end(begin);
    const std::string_view scalar = slice(begin, end);
    const bool is_key = end < end_ && text_[end] == ':';
    if (find_full_width(scalar) != std::string_view::npos) {
      full_width(begin, end, first);
    } else if (flow_.empty() && first && !is_key && !after_dash && scalar.find(':') != std::string_view::npos) {
      const auto colon = begin + static_cast<std::uint32_t>(scalar.find(':'));
      report("E0515", colon, colon + 1, {slice(begin, colon), slice(colon + 1, end)}).suggestion = ": ";
    } else if (!is_key) {
      hint_at_key(end);
    }
    return end;
  }

  // `来访 #visit` names a key in rule text; in YAML it is a remark.
  void hint_at_key(std::uint32_t end) {
    std::uint32_t at = end;
    while (at < end_ && blank(text_[at])) ++at;
    if (at == end || at + 1 >= end_ || text_[at] != '#') return;
    for (std::uint32_t i = at + 1; i < end_; ++i)
      if (!one_of(text_[i], "abcdefghijklmnopqrstuvwxyz0123456789-")) return;
    sink_.report("H0501", file_.place({at, end_}), {slice(at, end_), slice(at + 1, end_)});
  }

  void full_width(std::uint32_t begin, std::uint32_t end, bool first) {
    const std::string_view scalar = slice(begin, end);
    const auto at = begin + static_cast<std::uint32_t>(find_full_width(scalar));
    const CodePoint c = decode(text_.substr(at));
    const std::string_view wide = slice(at, at + c.bytes);
    const auto say = [&](std::uint32_t from, std::uint32_t to, std::string replacement, std::string_view shown) {
      report("E0502", from, to, {wide, shown}).suggestion = std::move(replacement);
    };
    const bool at_start = at == begin;
    if (!flow_.empty() && (c.value == U'，' || c.value == U'、' || c.value == U'；')) {
      say(at, at + c.bytes, ", ", folded(flow_text()));
    } else if (c.value == U'：' && first && !at_start) {
      say(at, at + c.bytes, ends_or_blank(at + c.bytes) ? ":" : ": ",
          fmt::format("{}: {}", slice(begin, at), trimmed(slice(at + c.bytes, end))));
    } else if (at_start && (c.value == U'“' || c.value == U'‘' || c.value == U'＂' || c.value == U'「')) {
      const std::string quoted = in_quotes(without_outer_quotes(scalar));
      say(begin, end, quoted, quoted);
    } else if (c.value == U'＃' && (at_start || blank(text_[at - 1]))) {
      say(at, at + c.bytes, "#", fmt::format("#{}", slice(at + c.bytes, end)));
    } else if (at_start && one_of_wide(c.value, U"［｛【－")) {
      say(begin, end, folded(scalar), folded(rest_of_line(begin)));
    } else if (only_letters_and_blanks(scalar) ||
               ((lost_count_ || !flow_.empty()) && one_of_wide(c.value, U"］｝】"))) {
      say(begin, end, folded(scalar), folded(scalar));
    } else {
      say(begin, end, in_quotes(scalar), in_quotes(scalar));
    }
    for (const std::string_view bracket : {"［", "］", "｛", "｝", "【", "】"})
      lost_count_ |= scalar.find(bracket) != std::string_view::npos;
    if (lost_count_) flow_.clear();
  }

  static bool one_of_wide(char32_t c, std::u32string_view set) noexcept {
    return set.find(c) != std::u32string_view::npos;
  }

  // Digits and letters typed in full-width mode are meant as their ASCII twins.
  static bool only_letters_and_blanks(std::string_view scalar) {
    for (std::size_t at = 0; at < scalar.size();) {
      const CodePoint c = decode(scalar.substr(at));
      const std::string ascii = folded(scalar.substr(at, c.bytes));
      const bool alphanumeric = ascii.size() == 1 && std::isalnum(static_cast<unsigned char>(ascii[0]));
      if (is_full_width(c.value) && !alphanumeric && c.value != U'\u3000') return false;
      at += c.bytes;
    }
    return true;
  }

  static std::string_view trimmed(std::string_view s) {
    while (!s.empty() && blank(s.front())) s.remove_prefix(1);
    return s;
  }

  static std::string_view without_outer_quotes(std::string_view s) {
    s.remove_prefix(decode(s).bytes);
    for (const std::string_view close : {"”", "’", "＂", "」"})
      if (s.size() >= close.size() && s.substr(s.size() - close.size()) == close) s.remove_suffix(close.size());
    return s;
  }

  std::string_view rest_of_line(std::uint32_t begin) const {
    const std::string_view rest = slice(begin, end_);
    return rest.substr(0, rest.find(" #"));
  }

  // The list or map at hand as far as it stands on this line, for the message.
  std::string flow_text() const {
    const std::uint32_t from = std::max(flow_.back(), line_begin_);
    const std::string_view rest = slice(from, end_);
    const std::size_t close = rest.find_first_of("]}");
    return std::string(rest.substr(0, close == std::string_view::npos ? close : close + 1));
  }

  const SourceFile& file_;
  Sink& sink_;
  std::string_view text_;
  std::uint32_t line_begin_ = 0, end_ = 0;  // of the line at hand, without its line end
  std::vector<std::uint32_t> flow_;         // offsets of open brackets
  std::vector<std::uint32_t> indents_;      // columns of open block levels
  bool ok_ = true, begun_ = false, too_deep_ = false;
  bool lost_count_ = false;  // of open brackets, since one is full-width
};

}  // namespace

bool check_lines(const SourceFile& file, Sink& sink) { return LineChecker(file, sink).run(); }

}  // namespace sanhuan::dsl::yaml
