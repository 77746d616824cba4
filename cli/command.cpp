#include "cli/command.hpp"

#include <array>

namespace sanhuan::cli {

std::span<const Command* const> commands() noexcept {
  static constexpr std::array all = {&check_command,   &fmt_command,     &test_command,   &due_command,
                                     &run_command,     &dry_run_command, &explain_command, &import_command,
                                     &duties_command,  &roster_command,  &assess_command,  &ledger_command,
                                     &migrate_command, &doctor_command};
  return all;
}

const Command* find_command(std::string_view name) noexcept {
  for (const Command* command : commands()) {
    if (command->english == name || command->chinese == name) return command;
  }
  return nullptr;
}

}  // namespace sanhuan::cli
