// What a ledger can be promised on the disk in front of us: its flush measured, writers killed, the result checked.
//
// It writes into a folder of its own beside the ledger and removes it. It starts processes and kills them: for a program
// of one thread, such as the command line.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sanhuan/ledger.hpp"

namespace sanhuan {

struct SelfTestOptions {
  unsigned kills = 50;     // of two writers at once
  unsigned flushes = 200;  // of 4 KiB, measured
  unsigned events = 500;   // one a commit, measured
  std::function<std::int64_t()> stopwatch_us;  // microseconds, from any beginning; nothing in the library reads a clock
  std::function<void(unsigned)> progress;      // kills done
};

struct SelfTest {
  std::string file_system;                       // "ext2/ext3/ext4", "tmpfs", …; a number where it is not known here
  bool network = false, volatile_memory = false;  // locks cannot be trusted; nothing outlives the machine
  std::int64_t flush_median_us = 0, flush_worst_us = 0;
  std::int64_t events_per_second = 0;            // one a commit
  unsigned kills = 0;
  std::uint64_t acknowledged = 0;                // transactions whose commit had returned when the writers were killed
  std::uint64_t unknown_done = 0;                // those that had not returned and are there all the same
  std::uint64_t lost = 0, doubled = 0, halved = 0;
  std::string damage;                            // the first thing `verify` found; empty: nothing
  std::string caution;                           // of the store
  bool kept() const noexcept { return lost == 0 && doubled == 0 && halved == 0 && damage.empty(); }
  // A disk cannot flush so fast: it answers before the bytes are safe, or there is a battery behind it.
  bool flush_is_doubtful() const noexcept { return flush_median_us < 20; }
};

// `folder` must exist. Throws Error where nothing can be written there.
SelfTest test_disk(const std::string& folder, const SelfTestOptions&);

}  // namespace sanhuan
