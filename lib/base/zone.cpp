#include <array>

#include "lib/base/text_reader.hpp"
#include "sanhuan/instant.hpp"

namespace sanhuan {
namespace {

constexpr std::int32_t offset_hours_max = 18;  // as in ISO 8601 practice; no place on earth goes further

struct NamedZone {
  std::string_view name;
  std::int32_t offset_minutes;
};

// Zones that have kept one offset since 1992. A name with summer time, or one we do not know, is refused.
constexpr std::array named_zones{
    NamedZone{"Asia/Shanghai", 480},
    NamedZone{"Asia/Hong_Kong", 480},
    NamedZone{"Asia/Macau", 480},
    NamedZone{"Asia/Taipei", 480},
    NamedZone{"Asia/Singapore", 480},
    NamedZone{"Asia/Tokyo", 540},
    NamedZone{"UTC", 0},
    NamedZone{"Etc/UTC", 0},
};

}  // namespace

std::optional<std::int32_t> read_offset(TextReader& text) noexcept {
  if (text.take('Z')) return 0;
  const bool east = text.take('+');
  if (!east && !text.take('-')) return std::nullopt;
  const auto hours = text.digits(2);
  if (!hours || !text.take(':')) return std::nullopt;
  const auto minutes = text.digits(2);
  if (!minutes || *minutes > 59 || *hours * 60 + *minutes > offset_hours_max * 60) return std::nullopt;
  const std::int32_t offset = *hours * 60 + *minutes;
  return east ? offset : -offset;
}

std::optional<Zone> Zone::named(std::string_view name) noexcept {
  for (const NamedZone& zone : named_zones) {
    if (zone.name == name) return Zone{zone.offset_minutes};
  }
  TextReader text(name);
  const auto offset = read_offset(text);
  if (!offset || !text.done()) return std::nullopt;
  return Zone{*offset};
}

}  // namespace sanhuan
