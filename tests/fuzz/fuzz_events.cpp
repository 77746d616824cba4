// The reader of event files takes any bytes, in any pieces, and keeps what it promises: no more events than lines,
// every case in order of time.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "cli/event_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sanhuan;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  cli::EventReader reader(Zone{480});
  const std::size_t middle = size / 3;
  reader.feed(text.substr(0, middle));
  reader.feed(text.substr(middle));
  const cli::EventFile file = reader.finish();
  std::uint64_t events = 0;
  for (const RecordedCase& record : file.cases) {
    for (std::size_t i = 1; i < record.events.size(); ++i) {
      if (record.events[i].at < record.events[i - 1].at) std::abort();
    }
    events += record.events.size();
  }
  if (events != file.events || file.assumed > file.events) std::abort();
  // Bytes that gave nothing and no word about it: only a header may do that, and it has a brace.
  const bool silent = events == 0 && file.problem_count == 0 && !file.unusable;
  if (silent && text.find('{') == std::string_view::npos) std::abort();
  return 0;
}
