// The catalogue of standing duties (常设责任): its manifest, the items, the seasons and the campaigns, each a table that
// a spreadsheet opens. Checked, but departments and case types are not looked up yet. Semantics 5.
#pragma once

#include <optional>
#include <vector>

#include "dsl/yaml/written.hpp"
#include "sanhuan/duty.hpp"
#include "sanhuan/instant.hpp"
#include "sanhuan/value.hpp"

namespace sanhuan::dsl {

class Files;
class Sink;
class SourceFile;

struct SeasonSpanSource {
  std::uint8_t from_month = 1, from_day = 1, to_month = 12, to_day = 31;
  Written holiday;  // empty: by the date
  std::int16_t before = 0, after = 0;
};
struct SeasonSource {
  Written name;
  std::vector<SeasonSpanSource> spans;  // one a row
};

struct DutyItemSource {
  Written number, kind, group, matter, lead;
  std::vector<Written> support;
  Written look, ask, record, must_not;
  Frequency frequency;
  std::int32_t season = -1;  // into DutiesSource::seasons
  RestDays rest = RestDays::anyway;
  bool piles_up = false;
  std::uint8_t handling = 0;
  Written channel, opens, evidence;
  Sensitivity sensitivity = Sensitivity::none;
  Written basis;
  Certainty certainty = Certainty::presumed;
  Written batch;
  Day from = first_day, to = last_day;
  Place place;
};

struct CampaignSource {
  Written name;
  std::int32_t season = -1;
  std::vector<std::uint16_t> items;  // into DutiesSource::items, sorted
  Frequency frequency;
  RestDays rest = RestDays::anyway;
  Written basis;
  Day from = first_day, to = last_day;
  Place place;
};

struct DutiesSource {
  Level owed_by = Level::grid;
  std::vector<Written> kinds;  // classes, in the order of the manifest
  std::vector<DutyItemSource> items;
  std::vector<SeasonSource> seasons;
  std::vector<CampaignSource> campaigns;
};

inline constexpr std::size_t duty_items_max = 10'000;

// What is wrong is reported and left out; nullopt where nothing can be used.
std::optional<DutiesSource> read_duties(const SourceFile&, Files&, Sink&);

}  // namespace sanhuan::dsl
