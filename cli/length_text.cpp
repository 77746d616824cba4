#include "cli/length_text.hpp"

#include <optional>
#include <string>
#include <utility>

namespace sanhuan::cli {
namespace {

struct UnitWord {
  std::string_view zh, en;
  LengthUnit unit;
  std::uint32_t most;  // the bounds of sanhuan/due.hpp
};
constexpr UnitWord units[] = {
    {"分钟", "minutes", LengthUnit::minute, 1'000'000},
    {"小时", "hours", LengthUnit::hour, 1'000'000 / 60},
    {"工作小时", "working_hours", LengthUnit::working_hour, 1'000'000 / 60},
    {"工作日", "working_days", LengthUnit::working_day, 36'600},
    {"自然日", "calendar_days", LengthUnit::calendar_day, 36'600},
    {"月", "months", LengthUnit::month, 1'200},
    {"年", "years", LengthUnit::year, 100},
};

struct Whole {
  std::string_view zh, en;
  Length length;
};
constexpr Whole wholes[] = {
    {"当天", "same_day", {0, LengthUnit::same_day}},
    {"次日", "next_day", {0, LengthUnit::next_day}},
    {"下一工作日", "next_working_day", {1, LengthUnit::working_day}},
};

struct Twin {
  std::string_view wide, ascii;
};
constexpr Twin twins[] = {{"０", "0"}, {"１", "1"}, {"２", "2"}, {"３", "3"}, {"４", "4"}, {"５", "5"},
                          {"６", "6"}, {"７", "7"}, {"８", "8"}, {"９", "9"}, {"　", " "}};

std::string folded(std::string_view text) {
  std::string result(text);
  for (const Twin& twin : twins) {
    for (std::size_t at = 0; (at = result.find(twin.wide, at)) != std::string::npos;) {
      result.replace(at, twin.wide.size(), twin.ascii);
    }
  }
  return result;
}

void skip_blanks(std::string_view& text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  skip_blanks(text);
  return true;
}

bool take_end(std::string_view& text, std::string_view word) {
  if (!text.ends_with(word)) return false;
  text.remove_suffix(word.size());
  skip_blanks(text);
  return true;
}

Roll take_roll(std::string_view& text) {
  if (take_end(text, "不顺延") || take_end(text, "no_roll")) return Roll::no_roll;
  if (take_end(text, "顺延") || take_end(text, "roll")) return Roll::roll;
  return Roll::by_unit;
}

std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::size_t digits = 0;
  std::uint64_t value = 0;
  while (digits < text.size() && digits < 12 && text[digits] >= '0' && text[digits] <= '9') {
    value = value * 10 + static_cast<std::uint64_t>(text[digits++] - '0');
  }
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  skip_blanks(text);
  return value;
}

const UnitWord* find_unit(std::string_view word) {
  for (const UnitWord& unit : units) {
    const bool singular = !word.empty() && unit.en.starts_with(word) && unit.en.size() == word.size() + 1;
    if (unit.zh == word || unit.en == word || singular) return &unit;
  }
  return nullptr;
}

bool is_bare_day(std::string_view word) {
  return word == "日" || word == "天" || word == "day" || word == "days";
}

Both not_a_length(std::string_view written) {
  return both("看不懂时限 `{}`；可以写 5个工作日、60个自然日、3个月、24小时、当天、次日、第3个工作日",
              "`{}` is no length; write 5 working_days, 60 calendar_days, 3 months, 24 hours, same_day, next_day or "
              "nth 3 working_days",
              written);
}

Both which_days(std::string_view written, std::uint64_t n) {
  return both("`{0}` 没有说清按哪种日子算；写 {1}个工作日（扣除周末和放假，补班照算）或 {1}个自然日",
              "`{0}` does not say which days are counted; write {1} working_days (weekends and holidays are left out) "
              "or {1} calendar_days",
              written, n);
}

std::optional<LengthUnit> ordinal_of(LengthUnit unit) {
  if (unit == LengthUnit::working_day) return LengthUnit::nth_working_day;
  if (unit == LengthUnit::calendar_day) return LengthUnit::nth_calendar_day;
  return std::nullopt;
}

}  // namespace

std::variant<Length, Both> parse_length(std::string_view written) {
  const std::string text = folded(written);
  std::string_view rest = text;
  skip_blanks(rest);
  const Roll roll = take_roll(rest);
  take_end(rest, "内");
  for (const Whole& whole : wholes) {
    if (rest != whole.zh && rest != whole.en) continue;
    Length length = whole.length;
    length.roll = roll;
    return length;
  }
  const bool ordinal = take(rest, "第") || take(rest, "nth ");
  const std::optional<std::uint64_t> n = take_number(rest);
  if (!n) return not_a_length(written);
  take(rest, "个");
  if (is_bare_day(rest)) return which_days(written, *n);
  const UnitWord* unit = find_unit(rest);
  if (unit == nullptr) return not_a_length(written);
  if (*n < 1 || *n > unit->most) {
    return both("`{}` 的数目要在 1 到 {} 之间", "the number in `{}` must be from 1 to {}", written, unit->most);
  }
  Length length{static_cast<std::uint32_t>(*n), unit->unit, roll};
  if (ordinal) {
    const std::optional<LengthUnit> nth = ordinal_of(unit->unit);
    if (!nth) return not_a_length(written);
    length.unit = *nth;
  }
  return length;
}

}  // namespace sanhuan::cli
