#include "dsl/resolve/length.hpp"

namespace sanhuan::dsl {

namespace {

std::optional<LengthUnit> unit_of(Word word, bool ordinal) noexcept {
  switch (word) {
    case Word::minutes: return LengthUnit::minute;
    case Word::hours: return LengthUnit::hour;
    case Word::working_hours: return LengthUnit::working_hour;
    case Word::working_days: return ordinal ? LengthUnit::nth_working_day : LengthUnit::working_day;
    case Word::calendar_days: return ordinal ? LengthUnit::nth_calendar_day : LengthUnit::calendar_day;
    case Word::months: return LengthUnit::month;
    case Word::years: return LengthUnit::year;
    case Word::same_day: return LengthUnit::same_day;
    case Word::next_day: return LengthUnit::next_day;
    case Word::next_working_day: return LengthUnit::working_day;
    default: return std::nullopt;
  }
}

bool has_count(Word word) noexcept {
  return word != Word::same_day && word != Word::next_day && word != Word::next_working_day;
}

std::int64_t count_max(LengthUnit unit) noexcept {  // due.hpp
  switch (unit) {
    case LengthUnit::minute: return 1'000'000;
    case LengthUnit::hour:
    case LengthUnit::working_hour: return 100'000;
    case LengthUnit::month: return 1'200;
    case LengthUnit::year: return 100;
    default: return 36'600;
  }
}

}  // namespace

std::optional<Length> read_length(Context& context, Cursor node) {
  if (!node || node.is(NodeKind::hole)) return std::nullopt;
  const auto unit = unit_of(node.word(), node.flag(Word::nth));
  if (!unit) return std::nullopt;
  const std::int64_t count = has_count(node.word()) ? node.value() : 1;
  if (count < 1 || count > count_max(*unit)) {
    context.sink.report("E0425", node.place(), {"1", std::to_string(count_max(*unit))});
    return std::nullopt;
  }
  return Length{static_cast<std::uint32_t>(count), *unit, Roll::by_unit};
}

std::string show_length(const Length& length, Language language) {
  const std::string n = std::to_string(length.count);
  const bool zh = language == Language::zh;
  const std::string plural = length.count == 1 ? "" : "s";
  switch (length.unit) {
    case LengthUnit::minute: return zh ? n + "分钟" : n + " minute" + plural;
    case LengthUnit::hour: return zh ? n + "小时" : n + " hour" + plural;
    case LengthUnit::working_hour: return zh ? n + "个工作小时" : n + " working hour" + plural;
    case LengthUnit::same_day: return zh ? "当天" : "the same day";
    case LengthUnit::next_day: return zh ? "次日" : "the next day";
    case LengthUnit::working_day: return zh ? n + "个工作日" : n + " working day" + plural;
    case LengthUnit::calendar_day: return zh ? n + "个自然日" : n + " calendar day" + plural;
    case LengthUnit::month: return zh ? n + "个月" : n + " month" + plural;
    case LengthUnit::year: return zh ? n + "年" : n + " year" + plural;
    case LengthUnit::nth_working_day: return zh ? "第" + n + "个工作日" : "working day " + n;
    case LengthUnit::nth_calendar_day: return zh ? "第" + n + "个自然日" : "calendar day " + n;
  }
  return n;
}

}  // namespace sanhuan::dsl
