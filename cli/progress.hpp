// How far a long command is: on standard error, only on a terminal, and only once it has lasted a second.
#pragma once

#include <chrono>
#include <cstddef>

#include "cli/session.hpp"

namespace sanhuan::cli {

class Progress {
 public:
  Progress(Session& session, std::size_t total)
      : session_(session), total_(total), began_(std::chrono::steady_clock::now()), last_(began_) {}
  void step();  // one more is done
  void end();   // clears the line

 private:
  Session& session_;
  std::size_t total_, done_ = 0;
  std::chrono::steady_clock::time_point began_, last_;
  bool shown_ = false;
};

}  // namespace sanhuan::cli
