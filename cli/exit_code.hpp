// What the program's status says to a script: `docs/cli.md`.
#pragma once

namespace sanhuan::cli {

enum class ExitCode : int {
  done = 0,         // and nothing found
  found = 1,        // errors in a pack, lines that could not be read, a difference that was asked for
  usage = 2,        // wrong usage, or input that cannot be read
  environment = 3,  // the disk, the database
};

}  // namespace sanhuan::cli
