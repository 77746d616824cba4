#include "dsl/yaml/organisation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "dsl/yaml/fields.hpp"
#include "dsl/yaml/grid_cover.hpp"
#include "dsl/yaml/nearest.hpp"
#include "dsl/yaml/term.hpp"
#include "dsl/yaml/unit_table.hpp"

namespace sanhuan::dsl {
namespace {

using namespace yaml;

constexpr std::size_t suggestions_max = 100;  // looking for a near name walks over all units

// By the length of a statistical division code, and of the grid codes made from them.
Level level_of_code(std::string_view code) {
  if (code.find_first_not_of("0123456789") != std::string_view::npos) return Level::unknown;
  switch (code.size()) {
    case 6: return Level::district;
    case 9: return Level::town;
    case 12: return Level::village;
    case 15: return Level::grid;
    default: return Level::unknown;
  }
}

// Checks that the units fit together. `units` is as written; the result has parents before children.
class UnitLinker {
 public:
  UnitLinker(Sink& sink, std::vector<UnitSource> units) : sink_(sink), units_(std::move(units)) {}

  std::vector<UnitSource> run() {
    index_names();
    for (UnitSource& unit : units_) {
      unit.parent_index = find(unit.parent, "E0602");
      unit.successor_index = find(unit.successor, "E0614");
    }
    std::vector<UnitSource> ordered = in_order();
    for (std::size_t i = 0; i < ordered.size(); ++i) check_successors(ordered, i);
    for (UnitSource& unit : ordered) {
      const UnitSource* const parent =
          unit.parent_index < 0 ? nullptr : &ordered[static_cast<std::size_t>(unit.parent_index)];
      settle_level(unit, parent);
      if (parent != nullptr) check_parent(unit, *parent);
    }
    return ordered;
  }

 private:
  void index_names() {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      add_name(units_[i].name, i);
      add_name(units_[i].key, i);
      add_name(units_[i].code, i);
    }
  }

  void add_name(const Written& name, std::size_t unit) {
    if (name.empty()) return;
    const auto [before, added] = by_name_.emplace(name.text, std::pair(unit, name.place));
    if (added || before->second.first == unit) return;
    sink_.report("E0601", name.place, {name.text})
        .notes.push_back({before->second.second, "第一次写在这里", "written first here"});
  }

  // -1 where nothing is written, and where it is no unit: reported.
  std::int32_t find(const Written& written, std::string_view unknown) {
    if (written.empty()) return -1;
    const auto found = by_name_.find(written.text);
    if (found != by_name_.end()) return static_cast<std::int32_t>(found->second.first);
    std::vector<std::string_view> names;
    if (sink_.errors() < suggestions_max)
      for (const UnitSource& u : units_) names.push_back(u.name.text);
    const std::string_view near = nearest(written.text, names);
    sink_.report(unknown, written.place, {written.text, did_you_mean(near)}).suggestion = near;
    return -1;
  }

  // 承接: who follows whom must come to an end with a unit that is still there.
  void check_successors(std::vector<UnitSource>& units, std::size_t first) {
    std::size_t at = first, steps = 0;
    while (units[at].successor_index >= 0 && steps++ <= units.size())
      at = static_cast<std::size_t>(units[at].successor_index);
    if (units[at].successor_index < 0) return;
    sink_.report("E0615", units[first].successor.place, {units[first].name.text, units[first].successor.text});
    units[first].successor_index = -1;
  }

  std::vector<UnitSource> in_order() {
    std::vector<std::int32_t> place(units_.size(), not_placed);
    std::vector<UnitSource> ordered;
    std::vector<std::size_t> waiting;
    for (std::size_t i = 0; i < units_.size(); ++i) {
      for (std::size_t at = i; place[at] == not_placed;) {
        place[at] = waits;
        waiting.push_back(at);
        const std::int32_t parent = units_[at].parent_index;
        if (parent < 0) break;
        if (place[static_cast<std::size_t>(parent)] == waits) {
          sink_.report("E0608", units_[at].parent.place, {units_[at].name.text, units_[at].parent.text});
          units_[at].parent_index = -1;
          break;
        }
        at = static_cast<std::size_t>(parent);
      }
      for (; !waiting.empty(); waiting.pop_back()) {
        UnitSource& unit = units_[waiting.back()];
        if (unit.parent_index >= 0) unit.parent_index = place[static_cast<std::size_t>(unit.parent_index)];
        place[waiting.back()] = static_cast<std::int32_t>(ordered.size());
        ordered.push_back(std::move(unit));
      }
    }
    for (UnitSource& unit : ordered)
      if (unit.successor_index >= 0) unit.successor_index = place[static_cast<std::size_t>(unit.successor_index)];
    return ordered;
  }

  void settle_level(UnitSource& unit, const UnitSource* parent) {
    if (unit.kind != UnitKind::line) {
      if (unit.level == Level::unknown && parent != nullptr) unit.level = parent->level;
    } else if (!unit.code.empty()) {
      const Level by_code = level_of_code(unit.code.text);
      if (by_code == Level::unknown) {
        sink_.report("E0604", unit.code.place, {unit.code.text});
      } else if (unit.level == Level::unknown) {
        unit.level = by_code;
      } else if (unit.level != by_code) {
        sink_.report("E0606", unit.code.place, {unit.code.text, level_name(by_code), level_name(unit.level)});
      }
    }
    const bool told_elsewhere = unit.kind == UnitKind::line ? !unit.code.empty() : !unit.parent.empty();
    if (unit.level == Level::unknown && !unit.level_written && !told_elsewhere)
      sink_.report("E0607", unit.place, {unit.name.text});
    if (unit.kind == UnitKind::section && unit.parent.empty())
      sink_.report("E0613", unit.place, {unit.name.text});
  }

  void check_parent(const UnitSource& unit, const UnitSource& parent) {
    if (unit.level == Level::unknown || parent.level == Level::unknown) return;  // reported
    const bool in_line = unit.kind == UnitKind::line;
    if (in_line && parent.kind != UnitKind::line) {
      sink_.report("E0612", unit.parent.place, {unit.name.text, parent.name.text});
    } else if (in_line ? parent.level <= unit.level : parent.level < unit.level) {
      sink_.report("E0603", unit.parent.place,
                   {unit.name.text, level_name(unit.level), parent.name.text, level_name(parent.level)});
    } else if (in_line && !parent.code.empty() && level_of_code(unit.code.text) == unit.level &&
               !unit.code.text.starts_with(parent.code.text)) {
      sink_.report("E0605", unit.code.place, {unit.code.text, parent.name.text, parent.code.text});
    }
  }

  static constexpr std::int32_t not_placed = -1, waits = -2;

  Sink& sink_;
  std::vector<UnitSource> units_;
  std::unordered_map<std::string, std::pair<std::size_t, Place>> by_name_;
};

class DirectoryReader {
 public:
  DirectoryReader(const Reader& reader, const std::vector<UnitSource>& units) : reader_(reader), units_(units) {
    for (std::size_t i = 0; i < units.size(); ++i)
      for (const Written* name : {&units[i].name, &units[i].key, &units[i].code})
        by_name_.emplace(name->text, static_cast<std::uint32_t>(i));
  }

  DirectorySource read(const Entry& entry) const {
    DirectorySource result;
    result.name = {entry.key.text, reader_.place(entry.key)};
    const Fields fields(reader_, entry.value, key::directory);
    if (const Node* const by = fields.need(key::by)) result.by = reader_.text(*by);
    const Node* const units = fields.need(key::units);
    const std::vector<Entry>* const entries = units == nullptr ? nullptr : reader_.map(*units);
    if (entries == nullptr) return result;
    for (const Entry& line : *entries) {
      const Written unit = reader_.text(line.value);
      if (unit.empty()) continue;
      const auto found = by_name_.find(unit.text);
      if (found == by_name_.end()) {
        report_unknown(unit);
      } else {
        result.entries.push_back({{line.key.text, reader_.place(line.key)}, unit, found->second});
      }
    }
    return result;
  }

 private:
  void report_unknown(const Written& unit) const {
    std::vector<std::string_view> names;
    if (reader_.sink().errors() < suggestions_max)
      for (const UnitSource& u : units_) names.push_back(u.name.text);
    const std::string_view near = nearest(unit.text, names);
    reader_.sink().report("E0610", unit.place, {unit.text, did_you_mean(near)}).suggestion = near;
  }

  const Reader& reader_;
  const std::vector<UnitSource>& units_;
  std::unordered_map<std::string, std::uint32_t> by_name_;
};

void read_roles(const Reader& reader, const Node& node, std::vector<RoleSource>& into) {
  const std::vector<Node>* const list = reader.list(node);
  if (list == nullptr) return;
  DistinctTerms roles(reader, "E0609");
  for (const Node& item : *list)
    if (auto role = roles.read(item)) into.push_back(*std::move(role));
}

// 权力: what the platforms of each level may do. A level that is not named has none of them.
void read_powers(const Reader& reader, const Node& node, OrganisationSource& into) {
  constexpr Choice<std::uint8_t> powers[] = {{"command", "指挥调度", power::command},
                                             {"assign", "分流指派", power::assign},
                                             {"supervise", "督查督办", power::supervise},
                                             {"assess", "考核奖惩", power::assess}};
  const std::vector<Entry>* const entries = reader.map(node);
  if (entries == nullptr) return;
  for (const auto& level : levels) into.powers.emplace_back(level.value, std::uint8_t{0});
  for (const Entry& entry : *entries) {
    const auto level = reader.choice(entry.key, levels);
    std::uint8_t bits = 0;
    for (const Written& word : reader.texts(entry.value)) bits |= reader.choice(word, powers).value_or(0);
    for (auto& [known, granted] : into.powers)
      if (level == known) granted = bits;
  }
}

}  // namespace

std::int32_t OrganisationSource::find_unit(std::string_view wanted) const {
  const auto found = std::find_if(units.begin(), units.end(), [&](const UnitSource& unit) {
    return unit.name.text == wanted || unit.key.text == wanted || (!wanted.empty() && unit.code.text == wanted);
  });
  return found == units.end() ? -1 : static_cast<std::int32_t>(found - units.begin());
}

std::optional<OrganisationSource> read_organisation(const SourceFile& file, Files& files, Sink& sink) {
  const std::optional<Node> root = read_document(file, sink);
  if (!root) return std::nullopt;
  const Reader reader(file, sink);
  if (reader.map(*root) == nullptr) return std::nullopt;
  const Fields fields(reader, *root, key::organisation_file);
  OrganisationSource result;
  if (const Node* const roles = fields.find(key::roles)) read_roles(reader, *roles, result.roles);

  std::vector<UnitSource> units;
  if (const Node* const list = fields.find(key::units)) read_units(reader, *list, units);
  if (const Node* const tables = fields.find(key::units_from))
    for (const Written& table : reader.text_or_texts(*tables)) read_unit_table(reader, table, files, units);
  result.units = UnitLinker(sink, std::move(units)).run();
  if (const Node* const coded = fields.find(key::unified_codes))
    check_unified_codes(sink, result.units, read_levels(reader, *coded));
  if (const Node* const counts = fields.find(key::counts)) check_unit_counts(reader, *counts, result.units);

  if (const Node* const powers = fields.find(key::powers)) read_powers(reader, *powers, result);

  const Node* const directories = fields.find(key::directories);
  const std::vector<Entry>* const entries = directories == nullptr ? nullptr : reader.map(*directories);
  if (entries == nullptr) return result;
  const DirectoryReader directory(reader, result.units);
  for (const Entry& entry : *entries) result.directories.push_back(directory.read(entry));
  return result;
}

}  // namespace sanhuan::dsl
