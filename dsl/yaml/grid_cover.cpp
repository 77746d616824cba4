#include "dsl/yaml/grid_cover.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "dsl/yaml/unit_table.hpp"

namespace sanhuan::dsl::yaml {
namespace {

constexpr std::int64_t units_max = 1'000'000;

bool in_force(const UnitSource& unit, Level level) {
  return unit.kind == UnitKind::line && unit.level == level && unit.successor.empty();
}

// The last three digits, which number a unit among those of its parent; -1 where they are none.
int serial(const std::string& code) {
  if (code.size() < 3 || code.find_first_not_of("0123456789") != std::string::npos) return -1;
  return std::stoi(code.substr(code.size() - 3));
}

// A number that nobody has between two that follow each other under one parent: 371302001005.
std::string skipped_code(const std::vector<UnitSource>& units, Level level) {
  std::vector<const std::string*> codes;
  for (const UnitSource& unit : units)
    if (in_force(unit, level) && serial(unit.code.text) >= 0) codes.push_back(&unit.code.text);
  std::sort(codes.begin(), codes.end(), [](const auto* a, const auto* b) { return *a < *b; });
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const std::string parent = codes[i]->substr(0, codes[i]->size() - 3);
    const bool first = i == 0 || codes[i - 1]->substr(0, codes[i - 1]->size() - 3) != parent;
    const int expected = first ? 1 : serial(*codes[i - 1]) + 1;
    if (serial(*codes[i]) > expected) return fmt::format("{}{:03}", parent, expected);
  }
  return {};
}

}  // namespace

Arg level_name(Level level) {
  switch (level) {
    case Level::unknown: return {"未写层级", "no level"};
    case Level::grid: return {"网格", "grid"};
    case Level::village: return {"村", "village"};
    case Level::town: return {"镇", "town"};
    case Level::district: return {"区", "district"};
  }
  return {"", ""};
}

std::vector<Level> read_levels(const Reader& reader, const Node& list) {
  std::vector<Level> result;
  for (const Written& word : reader.texts(list))
    if (const auto level = reader.choice(word, levels)) result.push_back(*level);
  std::sort(result.begin(), result.end());
  return result;
}

void check_unified_codes(Sink& sink, const std::vector<UnitSource>& units, const std::vector<Level>& coded) {
  std::vector<std::uint32_t> below(units.size(), 0);
  for (const UnitSource& unit : units) {
    if (unit.kind != UnitKind::line || !std::binary_search(coded.begin(), coded.end(), unit.level)) continue;
    if (unit.code.empty()) {
      sink.report("E0616", unit.place, {unit.name.text});
      continue;
    }
    if (unit.level != Level::district && serial(unit.code.text) == 0)
      sink.report("E0617", unit.code.place, {unit.code.text});
    const UnitSource* const parent =
        unit.parent_index < 0 ? nullptr : &units[static_cast<std::size_t>(unit.parent_index)];
    if (parent == nullptr) {
      // Only the top of the line stands under nobody.
      if (unit.level != coded.back()) sink.report("E0618", unit.place, {unit.name.text, level_name(unit.level)});
      continue;
    }
    const auto one_above = static_cast<Level>(static_cast<std::uint8_t>(unit.level) + 1);
    if (parent->kind == UnitKind::line && parent->level > one_above)
      sink.report("E0619", unit.parent.place,
                  {unit.name.text, level_name(unit.level), parent->name.text, level_name(parent->level), level_name(one_above)});
    if (unit.successor.empty()) ++below[static_cast<std::size_t>(unit.parent_index)];
  }
  if (coded.empty()) return;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const UnitSource& unit = units[i];
    if (below[i] != 0 || unit.level <= coded.front() || !in_force(unit, unit.level)) continue;
    if (!std::binary_search(coded.begin(), coded.end(), unit.level)) continue;
    const auto one_below = static_cast<Level>(static_cast<std::uint8_t>(unit.level) - 1);
    sink.report("E0621", unit.place, {unit.name.text, level_name(one_below)});
  }
}

void check_unit_counts(const Reader& reader, const Node& counts, const std::vector<UnitSource>& units) {
  const std::vector<Entry>* const entries = reader.map(counts);
  if (entries == nullptr) return;
  for (const Entry& entry : *entries) {
    const auto level = reader.choice(Written{entry.key.text, reader.place(entry.key)}, levels);
    const auto said = reader.number(entry.value, 0, units_max);
    if (!level || !said) continue;
    const auto there = std::count_if(units.begin(), units.end(), [&](const UnitSource& u) { return in_force(u, *level); });
    if (there == *said) continue;
    const auto last = std::find_if(units.rbegin(), units.rend(), [&](const UnitSource& u) { return in_force(u, *level); });
    // Towns have the numbers of the division codes, which leave some out; villages and grids are numbered by the pack.
    const std::string skipped = *level < Level::town ? skipped_code(units, *level) : std::string();
    Arg example = last == units.rend() ? Arg("一个也没有", "there is none") : Arg("最后一个是「" + last->name.text + "」", "the last is `" + last->name.text + "`");
    if (!skipped.empty()) example = Arg("编码 " + skipped + " 空着没有", "nobody has the code " + skipped);
    reader.report("E0624", entry.value, {std::to_string(*said), level_name(*level), std::to_string(there), example});
  }
}

}  // namespace sanhuan::dsl::yaml
