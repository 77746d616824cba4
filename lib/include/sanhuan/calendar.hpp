// Working days and office hours: semantics 2.2, 2.3. Immutable once made; share between threads freely.
//
// `CalendarData` is what the register holds: layers of day kinds, each exception with the day from which it
// was known. `Calendar` is what one believes on a given day: prefix sums over the known range, two look-ups a
// question.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sanhuan/instant.hpp"

namespace sanhuan {

struct OfficeSpan {
  std::int16_t from_minute = 0;  // of the local day
  std::int16_t to_minute = 0;    // 1440 is 24:00
  friend bool operator==(const OfficeSpan&, const OfficeSpan&) = default;
};

// Office hours (办公时间) that hold from month/day to month/day of every year (both included; may wrap round
// the new year). Later seasons override earlier ones.
struct OfficeSeason {
  std::uint8_t from_month = 1, from_day = 1, to_month = 12, to_day = 31;
  std::vector<OfficeSpan> spans;  // in order, not overlapping
};

enum class DayLayer : std::uint8_t { weekly, statutory, notice, amendment, local };

struct DayException {
  Day day;
  bool works = false;
  DayLayer layer = DayLayer::notice;  // a higher layer wins; within a layer the later known one
  Day known_from;                     // the day on which it was published
  std::uint16_t name = 0;             // index into CalendarData::names: 国庆节
  std::uint16_t source = 0;  // index into CalendarData::sources: 国务院办公厅通知, 2025-11-04
};

// A day of every year that is a rest day by statute whatever a notice says (1 January, 1–2 May, 1–3 October).
struct StatutoryDay {
  std::uint8_t month = 1, day = 1;
  std::uint16_t name = 0, source = 0;
  std::int32_t from_year = 0;
  Day known_from = first_day;  // the day on which the statute was published
};

// A notice that arranges one year, and the last days of December before it: lib/calendar/notice_year.hpp.
struct YearNotice {
  std::int32_t year = 0;
  Day known_from;
  // What its weekday rest days less its weekend working days must come to (9.1): the year's statutory
  // holidays, as amended, inside the covered range. Data that say otherwise have lost or gained a row.
  std::optional<std::int32_t> statutory_days;  // none: not checked
};

struct CalendarData {
  std::string name;  // "cn"
  Zone zone;
  std::uint8_t weekly_work = 0x1f;  // bit 0 Monday … bit 6 Sunday
  std::vector<DayException> exceptions;
  std::vector<StatutoryDay> statutory;
  std::vector<OfficeSeason> office;  // empty: days end at 24:00 and there is no office time
  std::vector<std::string> names, sources;
  std::vector<YearNotice> notices;  // where given, what is not yet known is not covered either
  Day first, last;                  // covered by published notices, both included
  Day provisional_from;             // from here on a later notice may still change the answer (2.3)
};

// What a pack says about days (2.4, 2.6).
struct DayPolicy {
  bool ends_at_closing = false;     // "end of the day" is the end of office hours (民法典 203), not 24:00
  bool deems_next_opening = false;  // what arrives out of office hours counts as arriving at the next opening
  friend bool operator==(const DayPolicy&, const DayPolicy&) = default;
};

enum class DayReason : std::uint8_t {
  working_day,
  weekend,
  holiday,
  make_up_work,
  statutory_rest,
  local_rest,
  local_work,
};

struct Due;
struct Length;

class Calendar {
 public:
  // As believed on `known_on` (all that was published by then): `data()` then ends with the last year whose
  // notice was known. Never throws for data that `problems` finds clean.
  static std::shared_ptr<const Calendar> make(CalendarData, DayPolicy, Day known_on = {INT32_MAX});

  // What is wrong with the data, one sentence each in English and Chinese: two kinds for one day in one layer
  // and publication, a year without a notice inside the covered range, a year whose sum is wrong (9.1).
  struct Problem {
    std::string en, zh;
    Day day;
  };
  static std::vector<Problem> problems(const CalendarData&);

  const CalendarData& data() const noexcept { return data_; }
  DayPolicy policy() const noexcept { return policy_; }
  Zone zone() const noexcept { return data_.zone; }

  Day local_day(Instant i) const noexcept { return data_.zone.day(i); }
  bool covers(Day d) const noexcept { return d >= data_.first; }  // before it nothing is known
  bool provisional(Day d) const noexcept { return d >= data_.provisional_from; }

  // Days past 9999-12-31 are that day.
  bool works(Day) const noexcept;
  Day add_working_days(Day from,
                       std::int32_t n) const noexcept;  // the n-th working day after; `from` if n < 1
  Day subtract_working_days(Day from, std::int32_t n) const noexcept;  // the n-th before; `from` if n < 1
  // In (after, upto]; negative if reversed.
  std::int32_t working_days_between(Day after, Day upto) const noexcept;
  Day next_working_day(Day from) const noexcept;                    // `from` itself if it works
  Day rolled(Day d) const noexcept { return next_working_day(d); }  // 民法典 203

  bool has_office_hours() const noexcept;                     // on any day of the year
  const std::vector<OfficeSpan>& office(Day) const noexcept;  // the spans of its season; empty on a rest day
  Instant opening(Day) const noexcept;  // start of office hours of a working day; 00:00 where there are none
  Instant closing(Day) const noexcept;  // end of office hours; 24:00 where there are none or on a rest day
  Instant end_of(Day) const noexcept;   // by the policy: closing or 24:00 (2.4)
  // A working day without office hours is open from 00:00 to 24:00 for what arrives.
  bool in_office(Instant) const noexcept;
  Instant next_opening(Instant) const noexcept;  // `i` itself inside office hours (both ends included)
  // 2.6: the anchor that what arrives at `i` gets.
  Instant deemed(Instant i) const noexcept { return policy_.deems_next_opening ? next_opening(i) : i; }
  Instant add_office_time(Instant from,
                          std::int64_t ms) const noexcept;  // never() where there is not so much
  std::int64_t office_time_between(Instant from, Instant to) const noexcept;  // ms; 0 if to <= from

  struct Why {
    bool works;
    DayReason reason;
    std::string name, source;
  };
  Why why(Day) const;

 private:
  struct Tables;  // lib/calendar/tables.hpp
  Calendar(CalendarData, DayPolicy, Day known_on);

  // Where the day lies in the tables; not less than size_ where it lies outside them.
  std::uint32_t position(Day d) const noexcept {
    return static_cast<std::uint32_t>(d.value) - static_cast<std::uint32_t>(base_.value);
  }
  // Of the day in which an instant lies. What lies before the tables wraps round and is outside them as well.
  std::uint64_t position(Instant i) const noexcept {
    return (static_cast<std::uint64_t>(i.ms) - static_cast<std::uint64_t>(base_midnight_.ms)) /
           static_cast<std::uint64_t>(ms_per_day);
  }
  Instant end_of_position(std::uint32_t i) const noexcept {
    const std::int64_t minutes = policy_.ends_at_closing ? closing_minute_[i] : 24 * 60;
    return base_midnight_ + (i * ms_per_day + minutes * ms_per_minute);
  }
  friend Due due(const Calendar&, Instant anchor, Length) noexcept;  // its hot path works on positions

  // The same answers day by day, for what the tables do not reach.
  bool works_by_layers(Day) const noexcept;
  Day add_by_walking(Day from, std::int32_t n) const noexcept;
  std::int32_t closing_minute_by_layers(Day) const noexcept;

  CalendarData data_;
  DayPolicy policy_;
  std::shared_ptr<const Tables> tables_;
  // Into tables_: rank_[i] working days lie before the i-th day, select_[k] is the position of the k-th.
  const std::uint16_t* rank_ = nullptr;
  const std::uint16_t* select_ = nullptr;
  const std::uint16_t* closing_minute_ = nullptr;
  Day base_;
  Instant base_midnight_;
  std::uint32_t size_ = 0;     // days in the tables; rank_ has one more
  std::uint32_t working_ = 0;  // working days in the tables
};

inline bool Calendar::works(Day d) const noexcept {
  const std::uint32_t i = position(d);
  if (i < size_) [[likely]]
    return rank_[i + 1] != rank_[i];
  return works_by_layers(d);
}

inline Day Calendar::add_working_days(Day from, std::int32_t n) const noexcept {
  const std::uint32_t i = position(from);
  if (i < size_ && n >= 1) [[likely]] {
    const std::uint32_t k = rank_[i + 1] + static_cast<std::uint32_t>(n) - 1;
    if (k < working_) [[likely]]
      return base_ + select_[k];
  }
  return add_by_walking(from, n);
}

inline Day Calendar::next_working_day(Day from) const noexcept {
  const std::uint32_t i = position(from);
  if (i < size_ && rank_[i] < working_) [[likely]]
    return base_ + select_[rank_[i]];
  return works(from) ? from : add_by_walking(from, 1);
}

inline Instant Calendar::closing(Day d) const noexcept {
  const std::uint32_t i = position(d);
  const std::int32_t minute = i < size_ ? closing_minute_[i] : closing_minute_by_layers(d);
  return data_.zone.midnight(d) + minute * ms_per_minute;
}

inline Instant Calendar::end_of(Day d) const noexcept {
  return policy_.ends_at_closing ? closing(d) : data_.zone.midnight(d) + ms_per_day;
}

}  // namespace sanhuan
