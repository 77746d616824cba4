// Office hours (办公时间) and dates without a year, as pack.yaml and calendar.yaml write them.
#pragma once

#include <cstdint>
#include <optional>

#include "dsl/yaml/fields.hpp"
#include "dsl/yaml/manifest.hpp"

namespace sanhuan::dsl::yaml {

struct MonthDay {
  std::uint8_t month = 1, day = 1;
};
std::optional<MonthDay> read_month_day(const Reader&, const Node&);  // "10-01"; 02-29 is one
std::optional<MonthDay> read_month_day(const Reader&, const Written&);  // the same of what stands in a table

// Seasons `{from: "05-01", to: "09-30", hours: ["08:30-12:00", "14:30-18:00"]}`.
std::optional<OfficeHours> read_office_hours(const Reader&, const Node&);

}  // namespace sanhuan::dsl::yaml
