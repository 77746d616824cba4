// What a command is given to talk with: where to write, in which language, for people or for scripts.
#pragma once

#include <iosfwd>
#include <optional>

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
  bool language_chosen = true;  // by --lang or the locale; else a pack's own is spoken once there is one

  void speak(std::optional<Language> of_the_pack) {
    if (!language_chosen && of_the_pack) voice = Voice(*of_the_pack);
    language_chosen = language_chosen || of_the_pack.has_value();
  }
};

}  // namespace sanhuan::cli
