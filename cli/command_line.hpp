// From the words of a command line to a command: language, colour, help, and the status at the end.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/exit_code.hpp"
#include "sanhuan/diagnostic.hpp"

namespace sanhuan::cli {

// What the program finds around it; a test makes its own.
struct Surroundings {
  std::ostream& out;
  std::ostream& err;
  std::function<std::string(const char*)> environment;  // empty where the variable is not set
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::istream* in = nullptr;
};

// LC_ALL, LC_MESSAGES, LANG: the first that is set decides. zh for zh_CN and its like, else en.
std::optional<Language> language_of(const Surroundings&);  // none: the locale is C, or not set

ExitCode run_command_line(std::span<const std::string> words, const Surroundings&);

}  // namespace sanhuan::cli
