// Loads what a command names, and tells what is wrong with it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/session.hpp"
#include "sanhuan/pack.hpp"

namespace sanhuan::cli {

// Prints diagnostics with their source lines, errors and warnings alike.
void print_diagnostics(std::ostream&, const std::vector<Diagnostic>&, const std::vector<PackFile>&, Voice, bool color);

// A pack that a command cannot do without. Where it has errors they are printed, and `rulebook` is null.
struct OpenedPack {
  std::shared_ptr<const Rulebook> rulebook;
  ExitCode code = ExitCode::done;  // to end with where there is no rulebook
  std::vector<Roster> rosters;
  std::vector<Assessment> assessments;
};
OpenedPack open_pack(const std::string& path, Session&);

// The calendar of a pack with the pack's policy, or a calendar alone.
struct OpenedCalendar {
  std::shared_ptr<const Calendar> calendar;
  ExitCode code = ExitCode::done;
};
OpenedCalendar open_calendar(const std::string& path, Session&);

}  // namespace sanhuan::cli
