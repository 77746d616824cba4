// One line of an event file as JSON: keys known, none twice, nothing nested deeper than the page says.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/event_file.hpp"

namespace sanhuan::cli {

struct EventLine {
  std::string case_id, group;
  std::string at, occurred;  // as written; empty: no instant
  RecordedEvent event;       // all but `at`, `occurred` and `child`
  EventFileHeader header;    // of a line that is no event
  bool is_header = false;
  bool has_case = false, has_at = false, has_by = false;
  std::optional<Both> problem;
};

// Takes any bytes; what is not UTF-8 is a problem like any other.
EventLine parse_event_line(std::string_view text);

}  // namespace sanhuan::cli
