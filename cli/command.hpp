// The commands: one file each. A command holds no logic of its own, it reads, calls the library and prints.
#pragma once

#include <span>
#include <string_view>

#include "cli/arguments.hpp"
#include "cli/exit_code.hpp"
#include "cli/session.hpp"

namespace sanhuan::cli {

struct Command {
  std::string_view english, chinese;
  Text summary;  // one line of the list
  Text help;     // the page that --help prints
  std::span<const OptionName> options;
  ExitCode (*run)(const Arguments&, Session&);
  bool prints_data = false;  // what it prints is read by programs as it stands: rule text, event files
};

extern const Command check_command, fmt_command, test_command, due_command, run_command, dry_run_command,
    explain_command, import_command, duties_command, roster_command, assess_command, ledger_command, migrate_command, doctor_command;

std::span<const Command* const> commands() noexcept;  // in the order in which they are listed
const Command* find_command(std::string_view name) noexcept;

}  // namespace sanhuan::cli
