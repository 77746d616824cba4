// Values as people and files write them, and back (Rulebook::parse_value, show_value).
#include <charconv>
#include <cstdlib>
#include <limits>

#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

namespace {

constexpr std::int64_t fen_per_yuan = 100;
constexpr std::int64_t millionths_per_one = 1'000'000;

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// `120.5` in units of 1/scale; more digits than the scale has are no value, so that nothing is rounded in silence.
std::optional<std::int64_t> parse_scaled(std::string_view text, std::int64_t scale) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  const auto dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  std::string_view rest = dot == text.npos ? std::string_view{} : text.substr(dot + 1);
  if (whole.empty() || (dot != text.npos && rest.empty())) return std::nullopt;
  std::int64_t value = 0;
  const auto digit = [&](char c, std::int64_t weight) {
    if (c < '0' || c > '9') return false;
    std::int64_t scaled = 0;
    return !__builtin_mul_overflow(std::int64_t{c - '0'}, weight, &scaled) &&
           !__builtin_add_overflow(value, scaled, &value);
  };
  for (char c : whole) {
    if (__builtin_mul_overflow(value, std::int64_t{10}, &value) || !digit(c, 1)) return std::nullopt;
  }
  if (__builtin_mul_overflow(value, scale, &value)) return std::nullopt;
  std::int64_t weight = scale;
  for (char c : rest) {
    weight /= 10;
    if (weight == 0 || !digit(c, weight)) return std::nullopt;
  }
  return negative ? -value : value;
}

std::string show_scaled(std::int64_t value, std::int64_t scale, std::size_t places, bool trim) {
  const bool negative = value < 0;
  const auto magnitude = negative ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  const auto unsigned_scale = static_cast<std::uint64_t>(scale);
  std::string fraction = std::to_string(magnitude % unsigned_scale);
  fraction.insert(0, places - fraction.size(), '0');
  if (trim)
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  std::string shown = (negative ? "-" : "") + std::to_string(magnitude / unsigned_scale);
  return fraction.empty() ? shown : shown + "." + fraction;
}

std::optional<std::int64_t> parse_level(std::string_view text) {
  if (text == "网格" || text == "grid") return static_cast<std::int64_t>(Level::grid);
  if (text == "村" || text == "village") return static_cast<std::int64_t>(Level::village);
  if (text == "镇" || text == "town") return static_cast<std::int64_t>(Level::town);
  if (text == "区" || text == "district") return static_cast<std::int64_t>(Level::district);
  return std::nullopt;
}

std::string show_level(std::int64_t value) {
  switch (static_cast<Level>(value)) {
    case Level::unknown: return "未知";
    case Level::grid: return "网格";
    case Level::village: return "村";
    case Level::town: return "镇";
    case Level::district: return "区";
  }
  return std::to_string(value);
}

std::optional<std::int64_t> parse_enumeration(const RulebookData& rules, EnumId id, std::string_view text) {
  const model::Enumeration& enumeration = rules.enumerations[id.value];
  for (std::uint32_t i = 0; i < enumeration.values.count; ++i) {
    const model::EnumValue& value = rules.enum_values[enumeration.values.first + i];
    if (rules.text(value.name) == text || rules.text(value.key) == text) return i;
  }
  return std::nullopt;
}

std::optional<std::int64_t> parse_scalar(const Rulebook& rulebook, FactType type, std::string_view text) {
  switch (type.kind) {
    case FactKind::integer: return parse_integer(text);
    case FactKind::decimal: return parse_scaled(text, millionths_per_one);
    case FactKind::money: return parse_scaled(text, fen_per_yuan);
    case FactKind::boolean:
      if (text == "是" || text == "true") return 1;
      if (text == "否" || text == "false") return 0;
      return std::nullopt;
    case FactKind::text: return std::nullopt;
    case FactKind::date:
      if (const auto day = parse_day(text)) return day->value;
      return std::nullopt;
    case FactKind::instant:
      if (const auto instant = parse_instant(text, rulebook.calendar().zone())) return instant->ms;
      return std::nullopt;
    case FactKind::unit:
    case FactKind::grid: {
      const UnitId unit = rulebook.organisation().find(text);
      if (!unit) return std::nullopt;
      if (type.kind == FactKind::grid && rulebook.organisation().unit(unit).level != Level::grid)
        return std::nullopt;
      return unit.value;
    }
    case FactKind::role:
      if (const RoleId role = rulebook.role(text)) return role.value;
      return std::nullopt;
    case FactKind::enumeration: return parse_enumeration(rulebook.data(), type.enumeration, text);
    case FactKind::level: return parse_level(text);
  }
  return std::nullopt;
}

std::string show_scalar(const Rulebook& rulebook, FactType type, std::int64_t value) {
  const RulebookData& rules = rulebook.data();
  switch (type.kind) {
    case FactKind::integer: return std::to_string(value);
    case FactKind::decimal: return show_scaled(value, millionths_per_one, 6, true);
    case FactKind::money: return show_scaled(value, fen_per_yuan, 2, false);
    case FactKind::boolean: return value != 0 ? "是" : "否";
    case FactKind::text: return {};
    case FactKind::date: return to_string(Day{static_cast<std::int32_t>(value)});
    case FactKind::instant: return to_string(Instant{value}, rulebook.calendar().zone());
    case FactKind::unit:
    case FactKind::grid: return std::string(rulebook.unit_name(UnitId(value)));
    case FactKind::role: return std::string(rulebook.role_name(RoleId(value)));
    case FactKind::enumeration: {
      const model::Range values = rules.enumerations[type.enumeration.value].values;
      if (value < 0 || value >= values.count) return std::to_string(value);
      return std::string(rules.text(rules.enum_values[values.first + static_cast<std::uint32_t>(value)].name));
    }
    case FactKind::level: return show_level(value);
  }
  return {};
}

}  // namespace

// Lists are written with 、 or a comma between their members; an empty text is the empty list.
std::optional<Value> Rulebook::parse_value(FactType type, std::string_view text) const {
  if (type.list) {
    std::vector<std::int64_t> members;
    const std::string_view separators[] = {"、", "，", ","};
    while (!text.empty()) {
      std::size_t end = text.size(), width = 0;
      for (std::string_view separator : separators) {
        const auto at = text.find(separator);
        if (at < end) end = at, width = separator.size();
      }
      const auto member = parse_scalar(*this, {type.kind, false, type.enumeration}, text.substr(0, end));
      if (!member) return std::nullopt;
      members.push_back(*member);
      if (width != 0 && end + width == text.size()) return std::nullopt;  // a separator with nothing behind it
      text.remove_prefix(end + width);
    }
    return Value::of(std::move(members));
  }
  if (type.kind == FactKind::text) return Value::of(std::string(text));
  const auto number = parse_scalar(*this, type, text);
  return number ? std::optional<Value>(Value::of(*number)) : std::nullopt;
}

std::string Rulebook::show_value(FactType type, const Value& value) const {
  switch (value.tag) {
    case Value::Tag::null: return "未知";
    case Value::Tag::text: return value.text;
    case Value::Tag::number: return show_scalar(*this, type, value.number);
    case Value::Tag::list: {
      std::string shown;
      for (std::int64_t member : value.list) {
        if (!shown.empty()) shown += "、";
        shown += show_scalar(*this, type, member);
      }
      return shown;
    }
  }
  return {};
}

}  // namespace sanhuan
