// Messages in both languages. There is no way to write one in a single language: it does not compile.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "sanhuan/diagnostic.hpp"

namespace sanhuan::cli {

// A finished message whose reader's language is not known yet.
struct Both {
  std::string zh, en;
};

// A fixed text. Either half left empty is a compile error.
struct Text {
  std::string_view zh, en;
  consteval Text(const char* chinese, const char* english) : zh(chinese), en(english) {
    if (zh.empty() || en.empty()) throw "a message needs both languages";
  }
  operator Both() const { return {std::string(zh), std::string(en)}; }
};

// The same arguments go into both texts, and both are checked against them when they are compiled.
template <class... Args>
Both both(fmt::format_string<Args...> zh, fmt::format_string<Args...> en, Args&&... args) {
  return {fmt::vformat(zh, fmt::make_format_args(args...)), fmt::vformat(en, fmt::make_format_args(args...))};
}

// Speaks to one reader.
class Voice {
 public:
  explicit constexpr Voice(Language language) noexcept : language_(language) {}
  constexpr Language language() const noexcept { return language_; }
  constexpr bool chinese() const noexcept { return language_ == Language::zh; }

  std::string_view operator()(Text text) const noexcept { return chinese() ? text.zh : text.en; }
  const std::string& operator()(const Both& text) const noexcept { return chinese() ? text.zh : text.en; }
  template <class... Args>
    requires(sizeof...(Args) > 0)
  std::string operator()(fmt::format_string<Args...> zh, fmt::format_string<Args...> en, Args&&... args) const {
    return fmt::vformat(chinese() ? zh : en, fmt::make_format_args(args...));
  }

 private:
  Language language_;
};

}  // namespace sanhuan::cli
