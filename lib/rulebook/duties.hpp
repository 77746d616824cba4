// Standing duties (常设责任) as plain data: the catalogue of duty items, the rhythms that rule text declares, the
// seasons and campaigns that bound them. Semantics 5. Nothing here depends on a day; lib/duties computes what is owed.
//
// A range is [first, first + count) of the array that its comment names.
#pragma once

#include <cstdint>
#include <vector>

#include "lib/rulebook/model.hpp"
#include "sanhuan/duty.hpp"

namespace sanhuan {

namespace model {

// Days of every year, both ends included; may wrap round the new year. Where a holiday is named: from so many days
// before its first day of rest to so many after it.
struct SeasonSpan {
  std::uint8_t from_month = 1, from_day = 1, to_month = 12, to_day = 31;
  StringId holiday;  // none: by the date
  std::int16_t before = 0, after = 0;
};
struct Season : Named {
  Range spans;  // DutyData::spans
};

struct DutyItem : Named {     // the name is 事项, the key its number: 人001
  StringId kind, group;       // 类别, 小类
  UnitId lead;                // 主责
  Range support;              // 配合: DutyData::units
  StringId look, ask, record, must_not;  // 看什么 问什么 记什么 不得
  Frequency frequency;
  std::uint16_t season = 0xffff;  // DutyData::seasons; all the year where none
  RestDays rest = RestDays::anyway;
  bool piles_up = false;      // 累计: what was missed stays owed
  std::uint8_t handling = 0;  // bits of Handling
  StringId channel, evidence; // 渠道, 凭证, as written
  CaseTypeId opens;           // 立件; none: only collected
  Sensitivity sensitivity = Sensitivity::none;
  Certainty certainty = Certainty::presumed;
  StringId batch;             // 批次
  Validity valid;             // 生效, 失效
};

struct Campaign : Named {     // 专项: while it lasts its items are owed at its own frequency
  std::uint16_t season = 0xffff;  // DutyData::seasons
  Frequency frequency;
  RestDays rest = RestDays::anyway;
  Range items;                // DutyData::item_lists, sorted
  Validity valid;
};

struct LevelFrequency {
  Level level = Level::grid;
  Frequency frequency;
};

struct Standing : Named {     // 常设 in rule text
  Range frequencies;          // DutyData::frequencies
  Range spans;                // 时段: DutyData::spans; empty: all the year
  EventId event;              // 应 E
  RestDays rest = RestDays::anyway;
  Consequence finding;        // 发现 则
  Consequence overdue;        // 逾期 则
  Validity valid;
};

}  // namespace model

struct DutyData {
  Level owed_by = Level::grid;  // who owes the items
  std::vector<StringId> kinds;  // classes in the order of the catalogue
  std::vector<model::DutyItem> items;
  std::vector<model::Season> seasons;
  std::vector<model::SeasonSpan> spans;
  std::vector<UnitId> units;
  std::vector<model::Campaign> campaigns;
  std::vector<std::uint16_t> item_lists;
  std::vector<model::Standing> standings;
  std::vector<model::LevelFrequency> frequencies;
};

}  // namespace sanhuan
