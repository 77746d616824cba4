// A recorded event as a line of an event file (docs/cli.md).
#pragma once

#include <string>
#include <string_view>

#include "sanhuan/dry_run.hpp"

namespace sanhuan::cli {

std::string event_line(std::string_view case_id, const RecordedEvent&, Zone);

}  // namespace sanhuan::cli
