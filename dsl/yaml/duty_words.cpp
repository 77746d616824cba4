#include "dsl/yaml/duty_words.hpp"

#include "dsl/csv/read.hpp"

namespace sanhuan::dsl::yaml {
namespace {

struct CycleWord {
  std::string_view zh, en;
  Cycle cycle;
};
constexpr CycleWord cycles[] = {{"每天", "daily", Cycle::day},
                                {"每周", "weekly", Cycle::week},
                                {"每月", "monthly", Cycle::month},
                                {"每季", "quarterly", Cycle::quarter},
                                {"每年", "yearly", Cycle::year}};

// `2次`, ` 2`, ` 2 times`, or nothing for once; 0 where it is none of them.
unsigned times_of(std::string_view text) {
  text = csv::trimmed(text);
  for (const std::string_view unit : {"次", "times"})
    if (text.ends_with(unit)) text = csv::trimmed(text.substr(0, text.size() - unit.size()));
  if (text.empty()) return 1;
  unsigned value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || value > 999) return 0;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

}  // namespace

std::optional<Frequency> parse_frequency(std::string_view text) {
  if (text == "动态" || text == "dynamic") return Frequency{};
  for (const CycleWord& word : cycles) {
    const std::string_view head = text.starts_with(word.zh) ? word.zh : word.en;
    if (!text.starts_with(head)) continue;
    const unsigned times = times_of(text.substr(head.size()));
    if (times < 1 || times > times_max(word.cycle)) return std::nullopt;
    return Frequency{word.cycle, static_cast<std::uint8_t>(times)};
  }
  return std::nullopt;
}

std::vector<Written> pieces(const Written& cell) {
  constexpr std::string_view mark = "、";
  std::vector<Written> result;
  for (std::size_t at = 0; at <= cell.text.size();) {
    const std::size_t end = std::min(cell.text.find(mark, at), cell.text.size());
    const std::string_view piece = csv::trimmed(std::string_view(cell.text).substr(at, end - at));
    if (!piece.empty()) result.push_back({std::string(piece), cell.place});
    at = end + mark.size();
  }
  return result;
}

}  // namespace sanhuan::dsl::yaml
