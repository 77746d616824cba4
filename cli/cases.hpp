// The event file that a command names, with what was wrong in it told on standard error.
#pragma once

#include <optional>
#include <string>

#include "cli/arguments.hpp"
#include "cli/event_file.hpp"
#include "cli/exit_code.hpp"
#include "cli/session.hpp"

namespace sanhuan::cli {

struct OpenedCases {
  std::optional<EventFile> file;   // none: it could not be used, and that was said
  std::string path;
  Instant until;                   // --until, else the last instant of the file
  ExitCode code = ExitCode::done;  // found where lines were left out
};

// Looks at --events, --until and --strict; `zone` is that of instants written without one.
OpenedCases open_cases(const Arguments&, Zone, Session&);

// People write `：` and a blank as readily as `:` and `T`.
std::optional<Instant> parse_written_instant(std::string, Zone);

}  // namespace sanhuan::cli
