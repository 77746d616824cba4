// Assessment (考核): semantics 5.5. Outcomes are made by hand; the units are invented.
#include <catch2/catch.hpp>

#include <map>
#include <random>

#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"
#include "sanhuan/assessment.hpp"

using namespace sanhuan;
using State = ObligationOutcome::State;

namespace {

Day date(int year, int month, int day) { return day_of({year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)}); }
Instant noon(Day d) { return Zone{}.midnight(d) + 12 * ms_per_hour; }

const Day first = date(2025, 7, 1), last = date(2025, 9, 30);

struct World {
  UnitId district, a, b, village, office, bureau;
  std::shared_ptr<const Rulebook> rules;

  World() {
    Organisation organisation;
    district = organisation.add({"甲区", "district", "", Level::district, {}, {}, true, false});
    a = organisation.add({"甲镇", "town-a", "", Level::town, district, {}, true, false});
    b = organisation.add({"乙镇", "town-b", "", Level::town, district, {}, true, false});
    village = organisation.add({"甲村", "village", "", Level::village, a, {}, true, false});
    office = organisation.add({"甲镇司法所", "office", "", Level::town, a, {}, true, true});
    bureau = organisation.add({"乙局", "bureau", "", Level::district, district, {}, false, false});
    CalendarData calendar;
    calendar.first = date(2024, 1, 1), calendar.last = date(2027, 12, 31), calendar.provisional_from = last_day;
    rules = std::make_shared<const Rulebook>(std::make_shared<const RulebookData>(), Calendar::make(calendar, {}),
                                             std::make_shared<const Organisation>(std::move(organisation)));
  }
};

ObligationOutcome owed(UnitId unit, const char* key, Day due, bool breached, State state = State::fulfilled) {
  ObligationOutcome o;
  o.key = key;
  o.holder = {Holder::Kind::unit, {}, unit};
  o.due = noon(due);
  o.breached = breached;
  o.state = state;
  return o;
}

CaseOutcome demand(const char* unit, const char* rating, const char* stage = "closed", Day opened = first) {
  CaseOutcome c;
  c.opened = true, c.opened_at = noon(opened), c.type = "petition", c.stage = stage;
  c.facts = {{"承办单位", unit}};
  if (*rating != '\0') c.facts.emplace_back("评价", rating);
  return c;
}

Assessment towns(std::vector<Indicator> indicators) {
  Assessment assessment;
  assessment.scored = Level::town;
  assessment.case_type = "petition", assessment.unit_fact = "承办单位", assessment.sample = 2;
  assessment.indicators = std::move(indicators);
  return assessment;
}
const Indicator on_time{"按期率", "on-time", Measure::kept, 60, {"meet"}, {}, {}};
const Indicator content{"满意率", "content", Measure::fact, 40, {"评价"}, {"满意"}, {"满意", "不满意"}};

// place, name and score of each.
std::string ranking(const World& world, const Assessor& assessor) {
  std::string text;
  for (const UnitScore& s : assessor.scores())
    text += std::to_string(s.place) + " " + std::string(world.rules->unit_name(s.unit)) + " " + (s.score ? std::to_string(*s.score) : "-") + "; ";
  return text;
}

}  // namespace

TEST_CASE("5.5 What a village and an office of a town did is the town's", "[assess]") {
  const World world;
  Assessor assessor(world.rules, towns({on_time}), first, last);
  CaseOutcome c;
  c.obligations = {owed(world.village, "meet", first, false), owed(world.office, "meet", first, true), owed(world.b, "meet", first, false),
                   owed(world.bureau, "meet", first, true), owed(world.district, "meet", first, true)};
  assessor.add("1", c);
  CHECK(ranking(world, assessor) == "1 乙镇 10000; 2 甲镇 5000; ");
}

TEST_CASE("5.5a What lies outside of the period, is unjudged, waived, a right or still open counts for nothing", "[assess]") {
  const World world;
  Assessor assessor(world.rules, towns({on_time}), first, last);
  CaseOutcome c;
  c.obligations = {owed(world.a, "meet", first, false),           owed(world.a, "meet", first - 1, true),
                   owed(world.a, "meet", last + 1, true),         owed(world.a, "other", first, true),
                   owed(world.a, "meet", last, false, State::waived), owed(world.a, "meet", last, false, State::open)};
  c.obligations.push_back(owed(world.a, "meet", last, true));
  c.obligations.back().unjudged = true;
  c.obligations.push_back(owed(world.a, "meet", last, true));
  c.obligations.back().right = true;
  assessor.add("1", c);
  CHECK(assessor.scores()[0].ratios[0] == Ratio{1, 1});
}

TEST_CASE("5.5a A due at midnight belongs to the day it ends", "[assess]") {
  const World world;
  Assessor assessor(world.rules, towns({on_time}), first, last);
  CaseOutcome c;
  c.obligations = {owed(world.a, "meet", last, true)};
  c.obligations[0].due = Zone{}.midnight(last + 1);
  assessor.add("1", c);
  CHECK(assessor.scores()[0].ratios[0].counted + assessor.scores()[1].ratios[0].counted == 1);
}

TEST_CASE("5.5a Late is done but not on time, given back is neither, and each measure says its own", "[assess]") {
  const World world;
  Indicator done = on_time, kept_back = on_time;
  done.measure = Measure::fulfilled, done.weight = 20;
  kept_back.measure = Measure::not_returned, kept_back.weight = 20;
  Assessor assessor(world.rules, towns({on_time, done, kept_back}), first, last);
  CaseOutcome c;
  c.obligations = {owed(world.a, "meet", first, false), owed(world.a, "meet", first, true), owed(world.a, "meet", first, true, State::open),
                   owed(world.a, "meet", first, false, State::returned)};
  assessor.add("1", c);
  const UnitScore score = assessor.scores()[0];
  CHECK(score.unit == world.a);
  CHECK(score.ratios == std::vector<Ratio>{{1, 3}, {2, 3}, {3, 4}});
}

TEST_CASE("5.5b Where nothing is counted the other weights carry; with nothing at all there is neither score nor place", "[assess]") {
  const World world;
  Assessor assessor(world.rules, towns({on_time, content}), first, last);
  CaseOutcome c = demand("甲镇", "未评价");
  c.obligations = {owed(world.a, "meet", first, false)};
  assessor.add("1", c);
  CHECK(ranking(world, assessor) == "1 甲镇 10000; 0 乙镇 -; ");
  assessor.add("2", demand("甲镇", "不满意"));
  CHECK(ranking(world, assessor) == "1 甲镇 6000; 0 乙镇 -; ");
}

TEST_CASE("5.5b Who is alike has the same place", "[assess]") {
  const World world;
  Assessor assessor(world.rules, towns({content}), first, last);
  assessor.add("1", demand("甲镇", "满意"));
  assessor.add("2", demand("乙镇", "满意"));
  CHECK(ranking(world, assessor) == "1 甲镇 10000; 1 乙镇 10000; ");
}

TEST_CASE("5.5b A card counts against its unit as often as the table says and no more, a reward for it", "[assess]") {
  const World world;
  Assessment assessment = towns({content});
  assessment.points = {{"红牌", "red", "red_card", -2, 2}, {"加分", "reward", "reward", 1, 0}};
  Assessor assessor(world.rules, assessment, first, last);
  CaseOutcome c = demand("甲镇", "满意");
  for (int i = 0; i < 3; ++i) c.effects.push_back({"red_card", "", "甲镇 负责人", {}, {}, noon(first + i), {}, {}});
  c.effects.push_back({"red_card", "", "甲镇", {}, {}, noon(last + 1), {}, {}});
  c.effects.push_back({"reward", "", "甲村", {}, {}, noon(last), {}, {}});
  assessor.add("1", c);
  CHECK(assessor.scores()[0].times == std::vector<std::uint64_t>{3, 1});
  CHECK(ranking(world, assessor) == "1 甲镇 9700; 0 乙镇 -; ");
}

TEST_CASE("5.5 Departments are assessed each by itself, and no unit in line among them", "[assess]") {
  const World world;
  Assessment assessment = towns({on_time});
  assessment.scored = Level::unknown;
  Assessor assessor(world.rules, assessment, first, last);
  CaseOutcome c;
  c.obligations = {owed(world.bureau, "meet", first, false), owed(world.a, "meet", first, true)};
  assessor.add("1", c);
  CHECK(ranking(world, assessor) == "1 乙局 10000; ");
}

TEST_CASE("5.5c The sample is the same whatever the order, and one case more does not shuffle the others", "[assess]") {
  const World world;
  std::vector<std::string> ids;
  for (int i = 0; i < 40; ++i) ids.push_back("XF-" + std::to_string(i));
  const auto drawn = [&](const std::vector<std::string>& in, std::uint64_t seed) {
    Assessor assessor(world.rules, towns({content}), first, last);
    for (const std::string& id : in) assessor.add(id, demand("甲镇", "满意"));
    return assessor.sample(seed).at(0).cases;
  };
  const auto two = drawn(ids, 7);
  REQUIRE(two.size() == 2);
  CHECK(drawn({ids.rbegin(), ids.rend()}, 7) == two);
  auto more = ids;
  more.push_back("XF-40");
  const auto with_more = drawn(more, 7);
  CHECK(std::count_if(two.begin(), two.end(), [&](const std::string& id) { return std::find(with_more.begin(), with_more.end(), id) != with_more.end(); }) >= 1);
  // Each case has its chance: over many seeds all are drawn, none far more often than another.
  std::map<std::string, int> times;
  for (std::uint64_t seed = 0; seed < 2000; ++seed)
    for (const std::string& id : drawn(ids, seed)) ++times[id];
  CHECK(times.size() == ids.size());
  for (const auto& [id, n] : times) CHECK((n > 50 && n < 160));  // 100 expected
}

TEST_CASE("random outcomes: the figures are those of a plain count, and parts merge to the whole", "[assess][random]") {
  const World world;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    std::mt19937 engine(seed);
    const auto draw = [&](int low, int high) { return low + static_cast<int>(engine() % static_cast<unsigned>(high - low + 1)); };
    Indicator stage{"解决率", "resolved", Measure::stage, 30, {}, {"closed"}, {}};
    Assessment assessment = towns({on_time, content, stage});
    assessment.indicators[0].weight = static_cast<std::uint32_t>(draw(1, 70));
    Assessor whole(world.rules, assessment, first, last), left(world.rules, assessment, first, last), right(world.rules, assessment, first, last);
    std::map<UnitId, std::array<Ratio, 3>> plain;
    const auto hit = [&](UnitId unit, std::size_t i, bool good) {
      Ratio& r = plain[unit][i];
      ++r.counted, r.good += good ? 1 : 0;
    };
    for (int i = draw(0, 30); i > 0; --i) {
      const Day opened = first + draw(-20, 110);
      const bool in_period = opened >= first && opened <= last;
      const char* names[] = {"甲镇", "乙镇", "甲村", "乙局"};
      const UnitId owners[] = {world.a, world.b, world.a, UnitId{}};
      const int who = draw(0, 3), mark = draw(0, 3);
      const char* ratings[] = {"满意", "不满意", "未评价", ""};
      CaseOutcome c = demand(names[who], ratings[mark], draw(0, 1) == 1 ? "closed" : "open", opened);
      if (in_period && owners[who]) {
        if (mark < 2) hit(owners[who], 1, mark == 0);
        hit(owners[who], 2, c.stage == "closed");
      }
      for (int k = draw(0, 4); k > 0; --k) {
        const Day due = first + draw(-20, 110);
        const bool late = draw(0, 2) == 0, done = draw(0, 3) != 0;
        const UnitId holders[] = {world.a, world.b, world.village, world.bureau};
        const UnitId of[] = {world.a, world.b, world.a, UnitId{}};
        const int h = draw(0, 3);
        c.obligations.push_back(owed(holders[h], "meet", due, late, done ? State::fulfilled : State::open));
        if (due >= first && due <= last && of[h] && (done || late)) hit(of[h], 0, done && !late);
      }
      whole.add(std::to_string(i), c);
      (draw(0, 1) == 1 ? left : right).add(std::to_string(i), c);
    }
    for (const UnitScore& s : whole.scores()) {
      double sum = 0, weights = 0;
      for (std::size_t i = 0; i < 3; ++i) {
        const Ratio r = plain[s.unit][i];
        REQUIRE(s.ratios[i] == r);
        if (r.counted == 0) continue;
        sum += assessment.indicators[i].weight * static_cast<double>(r.good) / static_cast<double>(r.counted);
        weights += assessment.indicators[i].weight;
      }
      REQUIRE(s.score.has_value() == (weights > 0));
      if (s.score) REQUIRE(std::abs(static_cast<double>(*s.score) - 10000 * sum / weights) < 0.6);
    }
    left.merge(right);
    REQUIRE(ranking(world, left) == ranking(world, whole));
    const auto a = left.sample(seed), b = whole.sample(seed);
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) REQUIRE(a[i].cases == b[i].cases);
  }
}
