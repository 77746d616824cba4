// A recorded event as a line of an event file (docs/cli.md).
#pragma once

#include <string>
#include <string_view>

#include "sanhuan/dry_run.hpp"

namespace sanhuan::cli {

// `replaced` is set where U+FFFD stands for what is not UTF-8, else left as it was.
std::string event_line(std::string_view case_id, const RecordedEvent&, Zone, bool& replaced);

}  // namespace sanhuan::cli
