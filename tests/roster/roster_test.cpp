// Rosters (值班名册): semantics 5.4. The people are invented.
#include <catch2/catch.hpp>

#include <map>
#include <random>

#include "tests/roster/naive.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

Day date(int year, int month, int day) { return day_of({year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)}); }

std::shared_ptr<const Calendar> weekends(std::vector<Day> rest = {}, std::vector<Day> work = {}) {
  CalendarData data;
  data.names = data.sources = {""};
  data.first = date(2024, 1, 1), data.last = date(2028, 12, 31), data.provisional_from = last_day;
  for (const Day d : rest) data.exceptions.push_back({d, false, DayLayer::notice, first_day, 0, 0});
  for (const Day d : work) data.exceptions.push_back({d, true, DayLayer::notice, first_day, 0, 0});
  return Calendar::make(data, {});
}

Roster weekly(int members, int seats) {
  Roster roster;
  roster.start = date(2025, 1, 6);  // a Monday
  roster.seats = static_cast<std::uint16_t>(seats);
  for (int i = 0; i < members; ++i) roster.members.push_back({std::string(1, static_cast<char>('A' + i)), "", {}, {}, first_day, last_day});
  return roster;
}

std::string letters(const std::vector<MemberId>& ids) {
  std::string text;
  for (const MemberId id : ids) text += static_cast<char>('A' + id.value);
  return text;
}

// A crew a turn, "AB CD EA".
std::string crews(const Roster& roster, Day from, Day to, std::shared_ptr<const Calendar> calendar = weekends()) {
  std::string text;
  for (const RosterTurn& turn : RosterBook(roster, calendar).turns(from, to)) text += (text.empty() ? "" : " ") + letters(turn.crew);
  return text;
}

// Who stands; a stand-in as "C(A)".
std::string duty(const Roster& roster, Day day) {
  std::string text;
  for (const RosterDuty& d : RosterBook(roster, weekends()).on_duty(day)) {
    text += d.member ? letters({d.member}) : "-";
    if (d.stands_in_for) text += "(" + letters({d.stands_in_for}) + ")";
  }
  return text;
}

Instant at(Day d, int hour = 9) { return Zone{}.midnight(d) + hour * ms_per_hour; }

}  // namespace

TEST_CASE("5.4 Who has served goes to the back of the queue", "[roster]") {
  CHECK(crews(weekly(5, 2), date(2025, 1, 6), date(2025, 2, 7)) == "AB CD EA BC DE");
}

TEST_CASE("5.4a Who is on leave keeps his place and stands when he is back", "[roster]") {
  Roster roster = weekly(4, 1);
  roster.leaves.push_back({MemberId(1), date(2025, 1, 13), date(2025, 1, 24), date(2025, 1, 10)});  // B, the second and third week
  CHECK(crews(roster, date(2025, 1, 6), date(2025, 2, 14)) == "A C D B A C");
}

TEST_CASE("leave that is entered after the list was made brings a stand-in, whose own turn still comes", "[roster]") {
  Roster roster = weekly(4, 1);
  roster.leaves.push_back({MemberId(1), date(2025, 1, 14), date(2025, 1, 15), date(2025, 1, 14)});  // B, entered on that Tuesday
  CHECK(crews(roster, date(2025, 1, 6), date(2025, 2, 7)) == "A B C D A");
  CHECK(duty(roster, date(2025, 1, 13)) == "B");
  CHECK(duty(roster, date(2025, 1, 14)) == "C(B)");
  CHECK(duty(roster, date(2025, 1, 16)) == "B");
}

TEST_CASE("nobody is on duty on a rest day, and a week without a working day is no turn", "[roster]") {
  std::vector<Day> rest;
  for (int i = 0; i < 5; ++i) rest.push_back(date(2025, 1, 13) + i);
  CHECK(duty(weekly(3, 1), date(2025, 1, 11)) == "");
  CHECK(crews(weekly(3, 1), date(2025, 1, 6), date(2025, 1, 24), weekends(rest)) == "A B");
}

TEST_CASE("a make-up working Saturday belongs to the turn of its week", "[roster]") {
  const auto turns = RosterBook(weekly(3, 1), weekends({}, {date(2025, 1, 11)})).turns(date(2025, 1, 6), date(2025, 1, 12));
  REQUIRE(turns.size() == 1);
  CHECK(turns[0].last == date(2025, 1, 11));
}

TEST_CASE("who joins stands behind all others, who has left stands no more", "[roster]") {
  Roster roster = weekly(3, 1);
  roster.members[2].joins = date(2025, 1, 20);   // C, the third week
  roster.members[0].leaves = date(2025, 1, 31);  // A, after the fourth
  CHECK(crews(roster, date(2025, 1, 6), date(2025, 2, 28)) == "A B A B C B C B");
}

TEST_CASE("two who change places stand in each other's turn, and later weeks stay as they were", "[roster]") {
  Roster roster = weekly(4, 1);
  roster.swaps.push_back({MemberId(1), MemberId(2), date(2025, 1, 15)});
  CHECK(crews(roster, date(2025, 1, 6), date(2025, 2, 7)) == "A C B D A");
}

TEST_CASE("5.4b The next case goes to who was given one longest ago, first to who never was", "[roster]") {
  Roster roster = weekly(3, 1);
  roster.all = true;
  const RosterBook book(roster, weekends());
  std::vector<RosterTaken> taken;
  std::string order;
  for (int i = 0; i < 5; ++i) {
    const Day day = date(2025, 1, 6) + i;
    const MemberId next = book.pick(day, taken, {}).member;
    order += letters({next});
    taken.push_back({next, at(day)});
  }
  CHECK(order == "ABCAB");
}

TEST_CASE("the least loaded takes it; cases of last year are not counted", "[roster]") {
  Roster roster = weekly(2, 1);
  roster.all = true, roster.order = RosterOrder::least_loaded;
  const RosterBook book(roster, weekends());
  const std::vector<RosterTaken> taken{{MemberId(0), at(date(2025, 12, 30))}, {MemberId(0), at(date(2025, 12, 31))}, {MemberId(1), at(date(2026, 1, 5))}};
  CHECK(book.pick(date(2025, 12, 31), taken, {}).member == MemberId(1));
  CHECK(book.pick(date(2026, 1, 6), taken, {}).member == MemberId(0));
}

TEST_CASE("a case goes to nobody who advises its unit, belongs to it, was excluded or lacks the skill, and each is told why", "[roster]") {
  Roster roster = weekly(6, 6);
  const UnitId town{7}, bureau{8};
  roster.recusals.push_back({MemberId(0), town, first_day, last_day});
  roster.members[1].unit = town;
  for (const int m : {0, 1, 2, 4, 5}) roster.members[m].skills = {"劳动"};
  roster.leaves.push_back({MemberId(4), date(2025, 1, 6), date(2025, 1, 6), date(2025, 1, 6)});
  const RosterBook book(roster, weekends());
  const RosterPick pick = book.pick(date(2025, 1, 6), {}, {{MemberId(2)}, {town, bureau}, "劳动"});
  CHECK(pick.member == MemberId(5));
  std::map<int, PassedOver> why;
  for (const RosterCandidate& c : pick.candidates) why[c.member.value] = c.why;
  CHECK(why[0] == PassedOver::recused);
  CHECK(why[1] == PassedOver::own_unit);
  CHECK(why[2] == PassedOver::excluded);
  CHECK(why[3] == PassedOver::lacks_skill);
  CHECK(why[4] == PassedOver::on_leave);
  CHECK(book.pick(date(2025, 1, 6), {}, {{MemberId(2), MemberId(5)}, {town}, "劳动"}).member == MemberId{});
}

TEST_CASE("over any time nobody stands two turns more than another where nobody is away", "[roster]") {
  for (int members = 1; members <= 9; ++members)
    for (int seats = 1; seats <= members; ++seats) {
      std::map<int, int> stood;
      for (const RosterTurn& turn : RosterBook(weekly(members, seats), weekends()).turns(date(2025, 1, 6), date(2025, 12, 31)))
        for (const MemberId id : turn.crew) ++stood[id.value];
      REQUIRE(static_cast<int>(stood.size()) == members);
      const auto [low, high] = std::minmax_element(stood.begin(), stood.end(), [](auto a, auto b) { return a.second < b.second; });
      CHECK(high->second - low->second <= 1);
    }
}

TEST_CASE("random rosters agree with the slow model: turns, who stands in, who is picked", "[roster][random]") {
  for (unsigned seed = 1; seed <= 400; ++seed) {
    std::mt19937 engine(seed);
    const auto draw = [&](int low, int high) { return low + static_cast<int>(engine() % static_cast<unsigned>(high - low + 1)); };
    CAPTURE(seed);
    const Day begin = date(2025, 1, 1) + draw(0, 20);
    const auto day = [&] { return begin + draw(-10, 150); };
    std::vector<Day> rest, work;
    for (int i = 0; i < 400; ++i) {
      if (draw(1, 12) == 1) rest.push_back(date(2025, 1, 1) + i);
      else if (draw(1, 20) == 1) work.push_back(date(2025, 1, 1) + i);
    }
    const auto calendar = weekends(rest, work);
    Roster roster = weekly(draw(1, 9), draw(1, 4));
    roster.start = begin;
    roster.turn = static_cast<Cycle>(draw(1, 3));
    roster.rest_days = draw(1, 3) == 1;
    roster.all = draw(1, 2) == 1;
    roster.order = draw(1, 2) == 1 ? RosterOrder::in_turn : RosterOrder::least_loaded;
    roster.window = static_cast<Cycle>(draw(3, 5));
    const auto member = [&] { return MemberId(draw(0, static_cast<int>(roster.members.size()) - 1)); };
    for (RosterMember& m : roster.members) {
      if (draw(1, 4) == 1) m.joins = day();
      if (draw(1, 5) == 1) m.leaves = day();
      if (draw(1, 2) == 1) m.skills = {"劳动"};
      if (draw(1, 3) == 1) m.unit = UnitId(draw(0, 3));
    }
    for (int i = draw(0, 8); i > 0; --i) {
      const Day from = day();
      roster.leaves.push_back({member(), from, from + draw(0, 12), from - draw(-3, 12)});
    }
    for (int i = draw(0, 3); i > 0; --i) roster.swaps.push_back({member(), member(), day()});
    for (int i = draw(0, 3); i > 0; --i) roster.recusals.push_back({member(), UnitId(draw(0, 3)), day(), day() + 60});
    const RosterBook book(roster, calendar);

    const Day until = begin + 120;
    const auto slow = naive_turns(roster, *calendar, until);
    const auto turns = book.turns(first_day, until);
    std::vector<std::string> ours, theirs;
    for (const RosterTurn& turn : turns) ours.push_back(to_string(turn.first) + letters(turn.crew));
    for (const NaiveTurn& turn : slow) {
      if (turn.days.front() > until) continue;
      std::vector<MemberId> crew;
      for (const int m : turn.crew) crew.push_back(MemberId(m));
      theirs.push_back(to_string(turn.days.front()) + letters(crew));
    }
    REQUIRE(ours == theirs);

    std::vector<RosterTaken> taken;
    for (int i = 0; i < 40; ++i) {
      const Day on = begin + i * 3;
      std::vector<std::pair<int, int>> stands;
      for (const RosterDuty& d : book.on_duty(on)) stands.emplace_back(d.member ? d.member.value : -1, d.stands_in_for ? d.stands_in_for.value : -1);
      REQUIRE(stands == naive_duty(roster, *calendar, on));
      RosterWish wish;
      if (draw(1, 3) == 1) wish.excluded = {member()};
      if (draw(1, 3) == 1) wish.units = {UnitId(draw(0, 3))};
      if (draw(1, 3) == 1) wish.skill = "劳动";
      const MemberId picked = book.pick(on, taken, wish).member;
      REQUIRE((picked ? picked.value : -1) == naive_pick(roster, *calendar, on, taken, wish));
      if (picked) taken.push_back({picked, at(on)});
    }
  }
}
