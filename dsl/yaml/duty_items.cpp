#include "dsl/yaml/duty_items.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "dsl/yaml/duty_words.hpp"
#include "dsl/yaml/nearest.hpp"
#include "dsl/yaml/table.hpp"

namespace sanhuan::dsl::yaml {
namespace {

constexpr std::string_view phones[] = {"110", "119", "120", "122", "12345", "值班室", "主责部门"};
constexpr std::string_view restricted = "专用", photo = "照片", temporary = "临时";

bool has(const std::vector<Written>& list, std::string_view word) {
  return std::any_of(list.begin(), list.end(), [&](const Written& w) { return w.text == word; });
}

class ItemReader {
 public:
  ItemReader(const SourceFile& file, Sink& sink, const std::vector<SeasonSource>& seasons, const ClassCounts& classes)
      : sink_(sink), seasons_(seasons), classes_(classes),
        table_(file, sink, key::item_columns,
               {key::number, key::item_class, key::group, key::matter, key::lead, key::look, key::record, key::must_not,
                key::frequency, key::handling, key::channel, key::sensitivity, key::basis, key::certainty,
                key::valid_from}) {}

  std::vector<DutyItemSource> read() {
    while (table_.next()) {
      if (items_.size() == duty_items_max) {
        sink_.report("E0813", table_.place_of_row(), {std::to_string(duty_items_max)});
        break;
      }
      read_row();
    }
    check_counts();
    return std::move(items_);
  }

 private:
  void read_row() {
    DutyItemSource item;
    item.place = table_.place_of_row();
    item.number = table_.need(key::number);
    item.kind = table_.need(key::item_class);
    item.group = table_.need(key::group);
    item.matter = table_.need(key::matter);
    item.lead = table_.need(key::lead);
    item.support = pieces(table_.text(key::support));
    item.look = table_.need(key::look);
    item.ask = table_.text(key::ask);
    item.record = table_.need(key::record);
    item.must_not = table_.need(key::must_not);
    item.channel = table_.need(key::channel);
    item.opens = table_.text(key::opens);
    item.evidence = table_.text(key::evidence);
    item.basis = table_.need(key::basis);
    item.batch = table_.text(key::batch);
    if (item.number.empty() || item.matter.empty()) return;
    check_number(item);
    if (const auto [first, fresh] = matters_.try_emplace(item.matter.text, item.number); !fresh)
      sink_.report("E0802", item.matter.place, {item.matter.text, first->second.text});
    read_round(item);
    read_handling(item);
    item.certainty = table_.needed_choice(key::certainty, certainty_words).value_or(Certainty::presumed);
    item.piles_up = table_.choice(key::piles_up, yes_no_words).value_or(false);
    item.from = table_.date(key::valid_from).value_or(first_day);
    item.to = table_.date_if_any(key::valid_to).value_or(last_day);
    check_validity(sink_, item.place, item.from, item.to);
    if (item.batch.text == temporary && item.to == last_day) sink_.report("E0808", item.place, {item.number.text});
    items_.push_back(std::move(item));
  }

  // 人001, 人002 …: of a class that the manifest names, without a gap.
  void check_number(const DutyItemSource& item) {
    const auto known = std::find_if(classes_.begin(), classes_.end(),
                                    [&](const auto& c) { return c.first.text == item.kind.text; });
    if (known == classes_.end()) {
      std::vector<std::string_view> names;
      for (const auto& [name, count] : classes_) names.push_back(name.text);
      const std::string_view near = nearest(item.kind.text, names);
      sink_.report("E0801", item.kind.place, {item.kind.text, did_you_mean(near)}).suggestion = near;
      return;
    }
    const std::string expected = fmt::format("{}{:03}", item.kind.text, ++counts_[item.kind.text]);
    if (item.number.text != expected) sink_.report("E0800", item.number.place, {item.number.text, expected});
  }

  void read_round(DutyItemSource& item) {
    const Written frequency = table_.need(key::frequency);
    if (!frequency.empty()) {
      if (const auto read = parse_frequency(frequency.text)) item.frequency = *read;
      else sink_.report("E0803", frequency.place, {frequency.text});
    }
    item.season = find_season(sink_, seasons_, table_.text(key::season_name));
    const Written rest = table_.text(key::on_rest_days);
    item.rest = table_.choice(key::on_rest_days, rest_day_words).value_or(RestDays::anyway);
    const bool dynamic = item.frequency.cycle == Cycle::none;
    if (!frequency.empty() && dynamic != rest.empty() && parse_frequency(frequency.text))
      sink_.report(dynamic ? "E0805" : "E0804", dynamic ? rest.place : item.place, {item.number.text});
  }

  void read_handling(DutyItemSource& item) {
    const Written handling = table_.need(key::handling);
    const std::vector<Written> words = pieces(handling);
    if (words.empty() && !handling.empty())  // nothing but marks
      sink_.report("E0772", handling.place, {spelled(key::handling)});
    for (const Written& word : words)
      if (const auto one = table_.reader().choice(word, handling_words)) item.handling |= static_cast<std::uint8_t>(*one);
    const std::vector<Written> channels = pieces(item.channel);
    const bool phone = std::any_of(std::begin(phones), std::end(phones), [&](auto p) { return has(channels, p); });
    if (handles(item.handling, Handling::phone_first) && !phone && !item.channel.empty())
      sink_.report("E0806", item.channel.place, {item.number.text});
    item.sensitivity = table_.needed_choice(key::sensitivity, sensitivity_words).value_or(Sensitivity::none);
    if (item.sensitivity != Sensitivity::high) return;
    if (!has(channels, restricted)) sink_.report("E0809", item.channel.place, {item.number.text});
    if (has(pieces(item.evidence), photo)) sink_.report("E0810", item.evidence.place, {item.number.text});
  }

  void check_counts() {
    if (items_.empty()) return;
    for (const auto& [name, said] : classes_)
      if (const std::int64_t there = counts_[name.text]; there != said)
        sink_.report("E0811", name.place, {name.text, std::to_string(said), std::to_string(there)});
  }

  Sink& sink_;
  const std::vector<SeasonSource>& seasons_;
  const ClassCounts& classes_;
  Table table_;
  std::vector<DutyItemSource> items_;
  std::map<std::string, Written> matters_;  // what was written, and the number of the item
  std::map<std::string, std::int64_t> counts_;
};

}  // namespace

std::vector<DutyItemSource> read_duty_items(const SourceFile& file, Sink& sink, const std::vector<SeasonSource>& seasons,
                                            const ClassCounts& classes) {
  return ItemReader(file, sink, seasons, classes).read();
}

std::int32_t find_season(Sink& sink, const std::vector<SeasonSource>& seasons, const Written& written) {
  if (written.empty()) return -1;
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < seasons.size(); ++i) {
    if (seasons[i].name.text == written.text) return static_cast<std::int32_t>(i);
    names.push_back(seasons[i].name.text);
  }
  const std::string_view near = nearest(written.text, names);
  sink.report("E0812", written.place, {written.text, did_you_mean(near)}).suggestion = near;
  return -1;
}

bool check_validity(Sink& sink, Place place, Day from, Day to) {
  if (from <= to) return true;
  sink.report("E0807", place, {to_string(from), to_string(to)});
  return false;
}

}  // namespace sanhuan::dsl::yaml
