// Lays out rule text (*.huan): indentation, blanks, punctuation, numbers, tables; on request in the other vocabulary.
//
// What is written stays what it says: the text that comes back is read again, and a line that would read differently is
// given back as it was. Names, keys, texts, remarks and comments are kept to the letter. Laying out twice changes nothing.
// Pure functions of their arguments; any thread may call them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sanhuan/diagnostic.hpp"
#include "sanhuan/pack.hpp"

namespace sanhuan {

struct FormatOptions {
  std::optional<Language> to;  // rewrite keywords with their punctuation and fillers; else each stays as it is spelled
};

struct Formatted {
  std::string text;                     // LF, no BOM, one line end at the end; the input where `kept`
  bool kept = false;                    // nothing was laid out: no rule text (its bytes), mistakes and `to`, or what would
                                        // come out is too large to be read, or nothing
  std::vector<Diagnostic> diagnostics;  // of the input; with errors, their lines stand in `text` as they were written
  PackFile source;                      // what the places point into
};

// `name` is what people know the text by; messages begin with it.
Formatted format_rules(std::string_view text, std::string name, FormatOptions = {});

}  // namespace sanhuan
