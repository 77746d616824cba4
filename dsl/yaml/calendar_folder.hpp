// A calendar folder (日历): calendar.yaml and its three tables, as the register's data. Semantics 2.2, 2.3, 9.1.
#pragma once

#include <filesystem>
#include <optional>

#include "sanhuan/calendar.hpp"
#include "sanhuan/source.hpp"

namespace sanhuan::dsl {

class Files;
class Sink;

// nullopt where there is an error; the sink has it, with row and column for what stands in a table. `asked_for`
// is where a manifest names the folder.
std::optional<CalendarData> read_calendar(const std::filesystem::path& folder, Place asked_for, Files&, Sink&);

}  // namespace sanhuan::dsl
