// The command line as people type it: every command and option has an English and a Chinese name, and what a Chinese
// keyboard makes of `--` and `=` is taken for them.
//
// Written by hand, small as it is: the libraries for this know one language a message, and align by bytes.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/text.hpp"

namespace sanhuan::cli {

struct OptionName {
  std::string_view english, chinese;  // without the dashes
  bool takes_value = false;
  char letter = '\0';                 // -o
};

// Understood by every command.
inline constexpr OptionName common_options[] = {
    {"help", "帮助", false, 'h'}, {"lang", "语言", true}, {"color", "颜色", true},
    {"json", "机读", false},      {"version", "版本", false}, {"unmasked", "不遮", false},
};

struct Arguments {
  std::vector<std::string> positional;
  std::map<std::string, std::string, std::less<>> options;  // by English name; an option without a value holds ""
  std::optional<Both> problem;                              // the first thing that was not understood

  bool has(std::string_view option) const { return options.contains(option); }
  std::optional<std::string> value(std::string_view option) const;
};

Arguments parse_arguments(std::span<const std::string> words, std::span<const OptionName> known);

// `－－自＝2026-09-18` becomes `--自=2026-09-18`; a word that begins with no dash is left alone.
std::string with_ascii_dashes(std::string_view word);

// The one of `known` that `written` was probably meant to be; empty where none is near. Distance in characters.
std::string_view nearest(std::string_view written, std::span<const std::string_view> known);

std::optional<Language> parse_language(std::string_view);  // zh, en, 中文, 英文

// A whole number from 1 to `most`.
std::optional<unsigned> parse_count(std::string_view, unsigned most);

}  // namespace sanhuan::cli
