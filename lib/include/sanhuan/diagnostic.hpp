// What is wrong with rules: one mistake, one message, with a place and a way out. Rendering is in dsl/diagnostics.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sanhuan/source.hpp"

namespace sanhuan {

enum class Severity : std::uint8_t { error, warning, hint };
enum class Language : std::uint8_t { zh, en };

struct Note {
  Place place;  // may be unknown
  std::string zh, en;
  bool basis = false;  // what the document says that the rule implements (本应是)
};

struct Diagnostic {
  std::string code;  // "E0203", "W0101"; stable, never reused (docs/diagnostics.md)
  Severity severity = Severity::error;
  Place place;
  std::string zh, en;             // one sentence, no blame, no full stop
  std::vector<Note> notes;        // other places, "the basis above says …"
  std::string help_zh, help_en;   // the way out
  std::string suggestion;         // text that replaces the span, where a machine may apply it
};

}  // namespace sanhuan
