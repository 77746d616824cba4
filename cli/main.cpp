#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/output_file.hpp"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  sanhuan::cli::remove_unfinished_output_on_signals();
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  const auto environment = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value != nullptr ? value : "");
  };
  const sanhuan::cli::Surroundings around{std::cout, std::cerr, environment, isatty(STDOUT_FILENO) == 1,
                                          isatty(STDERR_FILENO) == 1, &std::cin};
  return static_cast<int>(sanhuan::cli::run_command_line(words, around));
}
