#include "cli/progress.hpp"

#include <ostream>

namespace sanhuan::cli {
namespace {

constexpr std::size_t steps_between_looks = 64;  // at the clock
constexpr std::chrono::milliseconds before_first(1000), between(200);

}  // namespace

void Progress::step() {
  ++done_;
  if (!session_.progress || done_ % steps_between_looks != 0) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - began_ < before_first || now - last_ < between) return;
  last_ = now;
  shown_ = true;
  session_.err << session_.voice("\r{} / {} 件", "\r{} / {} cases", done_, total_) << std::flush;
}

void Progress::end() {
  if (shown_) session_.err << "\r\x1b[K" << std::flush;
}

}  // namespace sanhuan::cli
