// What a command is given to talk with: where to write, in which language, for people or for scripts.
#pragma once

#include <iosfwd>

#include "cli/text.hpp"

namespace sanhuan::cli {

struct Session {
  std::ostream& out;  // what was asked for
  std::ostream& err;  // diagnostics and progress
  Voice voice{Language::en};
  bool json = false;
  bool color = false;        // on `out`
  bool color_errors = false; // on `err`
  bool progress = false;     // `err` is a terminal
  std::istream* in = nullptr;  // what `-` reads; null where there is none
};

}  // namespace sanhuan::cli
