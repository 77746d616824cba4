#include "dsl/yaml/duties.hpp"

#include <algorithm>
#include <filesystem>
#include <string>

#include "dsl/yaml/duty_items.hpp"
#include "dsl/yaml/duty_words.hpp"
#include "dsl/yaml/files.hpp"
#include "dsl/yaml/nearest.hpp"
#include "dsl/yaml/office_hours.hpp"
#include "dsl/yaml/table.hpp"
#include "dsl/yaml/unit_table.hpp"

namespace sanhuan::dsl {
namespace {

using namespace yaml;

constexpr std::int64_t season_days_max = 366;

// A season may have several rows: two harvests, the days before each holiday.
std::vector<SeasonSource> read_seasons(const SourceFile& file, Sink& sink) {
  std::vector<SeasonSource> seasons;
  Table table(file, sink, key::season_columns, {key::season_name});
  while (table.next()) {
    const Written name = table.need(key::season_name);
    if (name.empty()) continue;
    SeasonSpanSource span;
    span.holiday = table.text(key::holiday);
    if (span.holiday.empty()) {
      const Written from = table.need(key::from), to = table.need(key::to);
      if (from.empty() || to.empty()) continue;
      const auto first = read_month_day(table.reader(), from), last = read_month_day(table.reader(), to);
      if (!first || !last) continue;
      span.from_month = first->month, span.from_day = first->day;
      span.to_month = last->month, span.to_day = last->day;
    } else {
      const auto before = table.number(key::days_before, 0, season_days_max);
      const auto after = table.number(key::days_after, 0, season_days_max);
      if (!before || !after) continue;
      span.before = static_cast<std::int16_t>(*before), span.after = static_cast<std::int16_t>(*after);
    }
    const auto known = std::find_if(seasons.begin(), seasons.end(), [&](const auto& s) { return s.name.text == name.text; });
    if (known != seasons.end()) known->spans.push_back(span);
    else seasons.push_back({name, {span}});
  }
  return seasons;
}

// Items by number, sub-class or class: 事030、森林防火.
std::vector<std::uint16_t> find_items(Sink& sink, const std::vector<DutyItemSource>& items, const Written& cell) {
  std::vector<std::uint16_t> found;
  for (const Written& word : pieces(cell)) {
    const std::size_t before = found.size();
    for (std::size_t i = 0; i < items.size(); ++i)
      if (items[i].number.text == word.text || items[i].group.text == word.text || items[i].kind.text == word.text)
        found.push_back(static_cast<std::uint16_t>(i));
    if (found.size() > before) continue;
    std::vector<std::string_view> names;
    for (const DutyItemSource& item : items) names.insert(names.end(), {item.number.text, item.group.text});
    const std::string_view near = nearest(word.text, names);
    sink.report("E0814", word.place, {word.text, did_you_mean(near)}).suggestion = near;
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<CampaignSource> read_campaigns(const SourceFile& file, Sink& sink, const DutiesSource& duties) {
  std::vector<CampaignSource> campaigns;
  Table table(file, sink, key::campaign_columns, {key::campaign, key::season_name, key::matter, key::frequency, key::on_rest_days});
  while (table.next()) {
    CampaignSource campaign;
    campaign.place = table.place_of_row();
    campaign.name = table.need(key::campaign);
    campaign.season = find_season(sink, duties.seasons, table.need(key::season_name));
    campaign.items = find_items(sink, duties.items, table.need(key::matter));
    const Written frequency = table.need(key::frequency);
    const auto read = parse_frequency(frequency.text);
    if (!frequency.empty() && (!read || read->cycle == Cycle::none)) sink.report("E0803", frequency.place, {frequency.text});
    campaign.frequency = read.value_or(Frequency{});
    campaign.rest = table.needed_choice(key::on_rest_days, rest_day_words).value_or(RestDays::anyway);
    campaign.basis = table.text(key::basis);
    campaign.from = table.date_if_any(key::valid_from).value_or(first_day);
    campaign.to = table.date_if_any(key::valid_to).value_or(last_day);
    check_validity(sink, campaign.place, campaign.from, campaign.to);
    if (!campaign.name.empty()) campaigns.push_back(std::move(campaign));
  }
  return campaigns;
}

ClassCounts read_classes(const Reader& reader, const Node& node) {
  ClassCounts counts;
  const std::vector<Entry>* const entries = reader.map(node);
  if (entries == nullptr) return counts;
  for (const Entry& entry : *entries)
    if (const auto count = reader.number(entry.value, 0, static_cast<std::int64_t>(duty_items_max)))
      counts.push_back({{entry.key.text, reader.place(entry.key)}, *count});
  return counts;
}

}  // namespace

std::optional<DutiesSource> read_duties(const SourceFile& file, Files& files, Sink& sink) {
  const std::optional<Node> root = read_document(file, sink);
  if (!root) return std::nullopt;
  const Reader reader(file, sink);
  if (reader.map(*root) == nullptr) return std::nullopt;
  const Fields fields(reader, *root, key::duties_file);
  const auto folder = std::filesystem::path(file.path()).parent_path();
  const auto table = [&](const Node* named) -> const SourceFile* {
    if (named == nullptr) return nullptr;
    const Written path = reader.text(*named);
    return path.empty() ? nullptr : files.read_csv(beside(folder, path.text), path.place, sink);
  };

  DutiesSource result;
  if (const Node* const level = fields.find(key::owed_by))
    result.owed_by = reader.choice(*level, levels).value_or(Level::grid);
  ClassCounts classes;
  if (const Node* const node = fields.need(key::classes)) classes = read_classes(reader, *node);
  for (const auto& [name, count] : classes) result.kinds.push_back(name);
  if (const SourceFile* const seasons = table(fields.find(key::seasons))) result.seasons = read_seasons(*seasons, sink);
  const SourceFile* const items = table(fields.need(key::items));
  if (items == nullptr) return result;
  const std::size_t errors = sink.errors();
  result.items = read_duty_items(*items, sink, result.seasons, classes);
  if (const Node* const total = fields.need(key::total)) {
    const auto said = reader.number(*total, 0, static_cast<std::int64_t>(duty_items_max));
    if (said && static_cast<std::size_t>(*said) != result.items.size() && sink.errors() == errors)
      reader.report("E0815", *total, {std::to_string(*said), std::to_string(result.items.size()),
                                      result.items.empty() ? std::string("-") : result.items.back().number.text});
  }
  if (const SourceFile* const campaigns = table(fields.find(key::campaigns)))
    result.campaigns = read_campaigns(*campaigns, sink, result);
  return result;
}

}  // namespace sanhuan::dsl
