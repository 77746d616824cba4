#include "lib/duties/book.hpp"

#include <algorithm>

#include "lib/rulebook/registers.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

namespace {

class BookMaker {
 public:
  BookMaker(const Rulebook& rules, const DutyData& data, DutyBook::Tables& out)
      : rules_(rules), data_(data), out_(out) {}

  void run() {
    for (const model::Season& season : data_.seasons) out_.seasons.push_back(days_of(season.spans));
    for (std::size_t i = 0; i < data_.items.size(); ++i) add_item(i);
    out_.items = data_.items.size();
    for (const model::Standing& standing : data_.standings) add_standing(standing);
  }

 private:
  SeasonDays days_of(model::Range spans) const {
    return {std::span(data_.spans).subspan(spans.first, spans.count), rules_.data(), rules_.calendar()};
  }

  // Nothing is owed before the rules are in force (8.0).
  Day begin(model::Validity valid) const { return std::max(valid.from, rules_.data().effective); }

  const SeasonDays* season(std::uint16_t index) const { return index < out_.seasons.size() ? &out_.seasons[index] : nullptr; }

  void add_item(std::size_t index) {
    const model::DutyItem& item = data_.items[index];
    DutyBook::Tables::Duty duty;
    duty.levels = {data_.owed_by};
    duty.piles_up = item.piles_up;
    duty.begins = begin(item.valid);
    DutyTrack own{item.frequency, item.rest, item.piles_up, 0xffff, duty.begins, item.valid.to, season(item.season), {}};
    std::vector<DutyTrack> campaigns;
    for (std::size_t c = 0; c < data_.campaigns.size(); ++c) {
      const model::Campaign& campaign = data_.campaigns[c];
      const auto items = std::span(data_.item_lists).subspan(campaign.items.first, campaign.items.count);
      if (!std::binary_search(items.begin(), items.end(), static_cast<std::uint16_t>(index))) continue;
      const SeasonDays* const days = season(campaign.season);
      if (days == nullptr) continue;
      DutyTrack track{campaign.frequency, campaign.rest, item.piles_up, static_cast<std::uint16_t>(c),
                      std::max(duty.begins, campaign.valid.from), std::min(item.valid.to, campaign.valid.to), days,
                      own.pauses};  // what an earlier one in the table claims is its
      campaigns.push_back(std::move(track));
      own.pauses.push_back({days, campaign.valid.from, campaign.valid.to});
    }
    campaigns.insert(campaigns.begin(), std::move(own));
    duty.by_level.push_back({data_.owed_by, std::move(campaigns)});
    out_.duties.push_back(std::move(duty));
  }

  void add_standing(const model::Standing& standing) {
    DutyBook::Tables::Duty duty;
    duty.begins = begin(standing.valid);
    const SeasonDays* days = nullptr;
    if (!standing.spans.empty()) days = &out_.seasons.emplace_back(days_of(standing.spans));
    for (std::uint32_t i = 0; i < standing.frequencies.count; ++i) {
      const model::LevelFrequency& at = data_.frequencies[standing.frequencies.first + i];
      duty.levels.push_back(at.level);
      duty.by_level.push_back({at.level, {DutyTrack{at.frequency, standing.rest, false, 0xffff, duty.begins,
                                                    standing.valid.to, days, {}}}});
    }
    out_.duties.push_back(std::move(duty));
  }

  const Rulebook& rules_;
  const DutyData& data_;
  DutyBook::Tables& out_;
};

}  // namespace

const DutyBook::Tables::LevelTracks* DutyBook::Tables::find(DutyId duty, Level level) const noexcept {
  if (duty.value >= duties.size()) return nullptr;
  for (const LevelTracks& tracks : duties[duty.value].by_level)
    if (tracks.level == level) return &tracks;
  return nullptr;
}

std::vector<DutyPeriod> DutyBook::Tables::periods(DutyId duty, Level level, const Calendar& calendar, Day from, Day to) const {
  std::vector<DutyPeriod> result;
  const LevelTracks* const found = find(duty, level);
  if (found == nullptr) return result;
  for (const DutyTrack& track : found->tracks) add_periods(track, calendar, from, to, result);
  if (found->tracks.size() > 1)
    std::stable_sort(result.begin(), result.end(), [](const DutyPeriod& a, const DutyPeriod& b) {
      return a.due != b.due ? a.due < b.due : a.opens() < b.opens();
    });
  return result;
}

DutyBook::DutyBook(std::shared_ptr<const Rulebook> rules) : rules_(std::move(rules)) {
  auto tables = std::make_shared<Tables>();
  if (const DutyData* const data = rules_->data().duties.get()) BookMaker(*rules_, *data, *tables).run();
  const Organisation& organisation = rules_->organisation();
  for (std::size_t i = 0; i < organisation.size(); ++i) {
    const Unit& unit = organisation.unit(UnitId(i));
    if (unit.in_line && !unit.section && !unit.successor) tables->units[static_cast<std::size_t>(unit.level)].push_back(UnitId(i));
  }
  tables_ = std::move(tables);
}

std::size_t DutyBook::items() const noexcept { return tables_->items; }
std::size_t DutyBook::size() const noexcept { return tables_->duties.size(); }

namespace {
const model::Named& named(const Rulebook& rules, std::size_t items, DutyId duty) {
  const DutyData& data = *rules.data().duties;
  if (duty.value < items) return data.items[duty.value];
  return data.standings[duty.value - items];
}
}  // namespace

std::string_view DutyBook::name(DutyId duty) const noexcept { return rules_->data().text(named(*rules_, items(), duty).name); }
std::string_view DutyBook::key(DutyId duty) const noexcept { return rules_->data().text(named(*rules_, items(), duty).key); }

DutyId DutyBook::find(std::string_view wanted) const noexcept {
  for (std::size_t i = 0; i < size(); ++i)
    if (key(DutyId(i)) == wanted || name(DutyId(i)) == wanted) return DutyId(i);
  return {};
}

std::span<const Level> DutyBook::levels(DutyId duty) const noexcept { return tables_->duties[duty.value].levels; }
std::span<const UnitId> DutyBook::units(Level level) const noexcept { return tables_->units[static_cast<std::size_t>(level)]; }
bool DutyBook::piles_up(DutyId duty) const noexcept { return tables_->duties[duty.value].piles_up; }
Day DutyBook::begins(DutyId duty) const noexcept { return tables_->duties[duty.value].begins; }

std::vector<DutyPeriod> DutyBook::open_on(DutyId duty, Level level, Day day) const {
  return tables_->periods(duty, level, rules_->calendar(), day, day);
}

std::vector<DutyPeriod> DutyBook::due_between(DutyId duty, Level level, Day from, Day to) const {
  std::vector<DutyPeriod> periods = tables_->periods(duty, level, rules_->calendar(), from, to);
  periods.erase(std::remove_if(periods.begin(), periods.end(), [&](const DutyPeriod& p) { return to < p.due; }), periods.end());
  return periods;
}

}  // namespace sanhuan
