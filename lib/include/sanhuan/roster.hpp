// Who is on duty, and who takes the next case (值班名册): semantics 5.4. A roster is a queue: who has served goes to the
// back, who is away keeps his place.
//
// A register beside the rulebook: `step` does not read it. Everything here is a pure function of the roster, the calendar
// and what is passed in. A RosterBook is immutable once made; share it between threads freely.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sanhuan/calendar.hpp"
#include "sanhuan/duty.hpp"
#include "sanhuan/ids.hpp"
#include "sanhuan/instant.hpp"

namespace sanhuan {

using MemberId = StrongId<struct RosterMemberTag, std::uint16_t>;  // position in Roster::members

struct RosterMember {
  std::string key, name;  // 律师01; the name as people know him
  UnitId unit;            // to which he belongs; may be none
  std::vector<std::string> skills;
  Day joins = first_day, leaves = last_day;  // both included
};
struct RosterLeave {  // 请假
  MemberId member;
  Day from, to;
  Day entered = first_day;  // on which it became known
};
struct RosterSwap {  // 换班: two change places in the queue, before the turn in which `day` lies is formed
  MemberId one, other;
  Day day;
};
struct RosterRecusal {  // 回避: he takes no case of this unit
  MemberId member;
  UnitId unit;
  Day from = first_day, to = last_day;
};

enum class RosterOrder : std::uint8_t { in_turn, least_loaded };  // 轮到, 最少

struct Roster {
  std::string name, key;
  Cycle turn = Cycle::week;   // day, week, month
  std::uint16_t seats = 1;    // how many stand together
  Day start;
  bool rest_days = false;     // duty on rest days too
  RosterOrder order = RosterOrder::in_turn;
  Cycle window = Cycle::year;  // in which cases are counted for 最少: month, quarter, year
  bool all = false;            // cases go to everybody on the list, not only to those on duty
  // How a case that was taken is recorded; empty: it is not.
  std::string event, member_field;
  std::string excluded_field, units_field, skill_field;  // what was asked for; each may be empty

  std::vector<RosterMember> members;  // in the order in which they first stand
  std::vector<RosterLeave> leaves;
  std::vector<RosterSwap> swaps;
  std::vector<RosterRecusal> recusals;

  MemberId find(std::string_view key_or_name) const noexcept;  // none() where there is none
};

struct RosterTurn {
  Day first, last;  // its first and last day of duty
  std::vector<MemberId> crew;
};

struct RosterDuty {
  MemberId member;          // none(): nobody is left to stand
  MemberId stands_in_for;   // none(): it is his own turn
};

struct RosterTaken {  // a case that somebody was given
  MemberId member;
  Instant at;
};

struct RosterWish {
  std::vector<MemberId> excluded;  // declared for this case
  std::vector<UnitId> units;       // that the case is about
  std::string skill;               // empty: any
};

enum class PassedOver : std::uint8_t { no, not_listed, on_leave, excluded, own_unit, recused, lacks_skill, not_on_duty };

struct RosterCandidate {
  MemberId member;
  PassedOver why = PassedOver::no;
  std::uint32_t load = 0;                  // cases in the window
  Instant last = Instant::before_all();    // when he was last given one
};

struct RosterPick {
  MemberId member;                          // none(): nobody can take it
  std::vector<RosterCandidate> candidates;  // all members: those who could, in the order of choice, then the others
};

class RosterBook {
 public:
  RosterBook(Roster, std::shared_ptr<const Calendar>);

  const Roster& roster() const noexcept { return roster_; }
  // Those with a day of duty from `from` to `to`, in order.
  std::vector<RosterTurn> turns(Day from, Day to) const;
  std::vector<RosterDuty> on_duty(Day) const;
  // `taken` in order of time; what is later than the day is not looked at.
  RosterPick pick(Day, std::span<const RosterTaken> taken, const RosterWish&) const;

 private:
  template <class Visit>
  void fold(Day until, Visit&&) const;
  bool away(MemberId, Day, Day known) const noexcept;
  bool duty_day(Day d) const noexcept { return d >= roster_.start && (roster_.rest_days || calendar_->works(d)); }

  Roster roster_;
  std::shared_ptr<const Calendar> calendar_;
};

inline constexpr std::size_t roster_members_max = 10'000;

}  // namespace sanhuan
