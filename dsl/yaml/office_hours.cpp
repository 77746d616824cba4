#include "dsl/yaml/office_hours.hpp"

#include <span>
#include <string_view>

namespace sanhuan::dsl::yaml {
namespace {

constexpr std::int32_t minutes_of_day = 24 * 60;

// Two digits at `at`; -1 where there are none.
std::int32_t two_digits(std::string_view text, std::size_t at) {
  if (at + 2 > text.size()) return -1;
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : -1; };
  const std::int32_t tens = digit(at), ones = digit(at + 1);
  return tens < 0 || ones < 0 ? -1 : tens * 10 + ones;
}

// HH:MM at `at`, 24:00 included.
std::int32_t minute_at(std::string_view text, std::size_t at) {
  const std::int32_t hour = two_digits(text, at), minute = two_digits(text, at + 3);
  if (hour < 0 || minute < 0 || minute > 59 || text[at + 2] != ':') return -1;
  const std::int32_t value = hour * 60 + minute;
  return value <= minutes_of_day ? value : -1;
}

std::optional<OfficeSpan> parse_span(std::string_view text) {
  if (text.size() != std::string_view("08:30-17:30").size() || text[5] != '-') return std::nullopt;
  const std::int32_t from = minute_at(text, 0), to = minute_at(text, 6);
  if (from < 0 || to <= from) return std::nullopt;
  return OfficeSpan{static_cast<std::int16_t>(from), static_cast<std::int16_t>(to)};
}

std::vector<OfficeSpan> read_spans(const Reader& reader, const Node& node) {
  std::vector<OfficeSpan> spans;
  const Node one_span[] = {node};
  const bool alone = node.kind == Kind::scalar;  // `hours: "08:30-17:30"` stands for a list of one
  const std::vector<Node>* const list = alone ? nullptr : reader.list(node);
  const std::span<const Node> items = alone ? std::span<const Node>(one_span)
                                      : list != nullptr ? std::span<const Node>(*list) : std::span<const Node>();
  for (const Node& item : items) {
    const Written written = reader.text(item);
    if (written.empty()) continue;
    const std::optional<OfficeSpan> span = parse_span(written.text);
    if (!span) {
      reader.report("E0526", item, {written.text});
    } else if (!spans.empty() && span->from_minute < spans.back().to_minute) {
      reader.report("E0534", item, {written.text});
    } else {
      spans.push_back(*span);
    }
  }
  if (list != nullptr && list->empty()) reader.report("E0522", node, {Arg("时段", "hours"), "[\"08:30-17:30\"]"});
  return spans;
}

}  // namespace

std::optional<MonthDay> read_month_day(const Reader& reader, const Node& node) {
  const Written written = reader.text(node);
  return written.empty() ? std::nullopt : read_month_day(reader, written);
}

std::optional<MonthDay> read_month_day(const Reader& reader, const Written& written) {
  const std::int32_t month = two_digits(written.text, 0), day = two_digits(written.text, 3);
  constexpr std::int32_t any_leap_year = 2000;
  if (written.text.size() == 5 && written.text[2] == '-' && month >= 1 && month <= 12 && day >= 1 &&
      day <= days_in_month(any_leap_year, month))
    return MonthDay{static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
  reader.sink().report("E0527", written.place, {written.text});
  return std::nullopt;
}

std::optional<OfficeHours> read_office_hours(const Reader& reader, const Node& node) {
  const std::vector<Node>* const list = reader.list(node);
  if (list == nullptr) return std::nullopt;
  OfficeHours result;
  result.place = reader.place(node);
  for (const Node& item : *list) {
    const Fields fields(reader, item, key::season);
    OfficeSeason season;
    if (const Node* const from = fields.need(key::from))
      if (const auto date = read_month_day(reader, *from)) {
        season.from_month = date->month;
        season.from_day = date->day;
      }
    if (const Node* const to = fields.need(key::to))
      if (const auto date = read_month_day(reader, *to)) {
        season.to_month = date->month;
        season.to_day = date->day;
      }
    if (const Node* const hours = fields.need(key::hours)) season.spans = read_spans(reader, *hours);
    result.seasons.push_back(std::move(season));
  }
  return result;
}

}  // namespace sanhuan::dsl::yaml
