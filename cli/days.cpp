#include "cli/days.hpp"

#include "cli/cases.hpp"
#include "cli/complaint.hpp"

namespace sanhuan::cli {

std::optional<Day> read_day(const Arguments& arguments, const char* option, Zone zone, Session& session, bool& fine) {
  const auto text = arguments.value(option);
  if (!text) return std::nullopt;
  if (const auto instant = parse_written_instant(*text, zone)) return zone.day(*instant);
  if (fine) complain(session, both("看不懂日期 `{}`；写作 2026-09-18", "`{}` is no date; write 2026-09-18", *text));
  fine = false;
  return std::nullopt;
}

}  // namespace sanhuan::cli
