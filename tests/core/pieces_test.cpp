// Same rules, same events, same bytes: folded whole and in pieces, with the clock asked in between or not (semantics 1,
// 2.4b, 7.5). Random, with the seed in the message of a failure.
#include <array>
#include <random>

#include <catch2/catch.hpp>

#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }
  bool one_in(std::uint32_t n) { return below(n) == 0; }
  template <class T, std::size_t size>
  const T& of(const std::array<T, size>& items) { return items[below(size)]; }

 private:
  std::mt19937 engine_;
};

constexpr std::array<const char*, 4> long_lengths{"2个工作日", "5个自然日", "7个工作日", "1个月"};  // for a warning a day before
constexpr std::array<const char*, 6> lengths{"2个工作日", "次日", "3个自然日", "8小时", "4个工作小时", "当天"};
constexpr std::array<const char*, 12> events{"登记", "登记", "交办", "改派", "见面", "答复",
                                             "办结", "提交意见", "要求补正", "补正", "撤回", "登记"};
constexpr std::array<const char*, 8> actors{"甲区", "甲区", "甲区", "甲镇", "乙镇", "乙局", "信访人", "丙局"};
constexpr std::array<const char*, 3> units{"甲镇", "乙镇", "乙局"};
constexpr std::array<const char*, 3> lists{"乙局、丙局", "丙局", ""};

// The wide process with other lengths.
std::shared_ptr<const Rulebook> random_pack(Random& random) {
  std::string text = wide_process();
  text = with(text, "自 进入本环节 起 5个工作日内", std::string("自 进入本环节 起 ") + random.of(long_lengths) + "内");
  text = with(text, "自 进入本环节 起 3个工作日内", std::string("自 进入本环节 起 ") + random.of(lengths) + "内");
  if (random.one_in(2)) text = with(text, "逾期 第1个工作日 则", "逾期 满 5小时 则");
  return load(text, {.office_days = random.one_in(2)});
}

std::vector<RecordedEvent> random_events(Random& random) {
  Instant now = at("2026-02-10 09:00") + std::int64_t{random.below(60)} * ms_per_day;
  std::vector<RecordedEvent> file{opening("2026-02-10 09:00")};
  file[0].at = now;
  const std::uint32_t n = 1 + random.below(14);
  for (std::uint32_t i = 0; i < n; ++i) {
    if (!random.one_in(6)) now = now + std::int64_t{random.below(random.one_in(3) ? 9'000 : 900)} * ms_per_minute;
    RecordedEvent e = event("2026-02-10 09:00", random.of(actors), random.of(events));
    // Most of the time the next sensible event, so that cases get somewhere.
    if (i < 4 && !random.one_in(4)) {
      constexpr std::array<const char*, 4> usual{"登记", "交办", "答复", "办结"};
      e = event("2026-02-10 09:00", i == 2 ? "甲镇" : "甲区", usual[i]);
    }
    e.at = now;
    if (e.event == "登记") {
      if (!random.one_in(8)) e.facts.emplace_back("所在网格", "甲格");
      if (!random.one_in(6)) e.facts.emplace_back("紧急", random.one_in(4) ? "是" : "否");
    }
    if (e.event == "交办" || e.event == "改派") {
      if (!random.one_in(8)) e.facts.emplace_back("承办单位", random.of(units));
      if (random.one_in(3)) e.facts.emplace_back("协办单位", random.of(lists));
    }
    if (e.event == "答复" && random.one_in(2)) e.facts.emplace_back("说明", "已答");
    file.push_back(std::move(e));
  }
  return file;
}

Instant end_of(const std::vector<RecordedEvent>& file) { return file.back().at + 120 * ms_per_day; }

}  // namespace

TEST_CASE("A random case folded whole and in pieces has the same bytes and the same entries", "[core][random]") {
  std::size_t accepted = 0, timers = 0, side_stages = 0, closed = 0;
  for (std::uint32_t pack_seed = 1; pack_seed <= 6; ++pack_seed) {
    Random pack_random(pack_seed);
    const auto rulebook = random_pack(pack_random);
    for (std::uint32_t seed = 1; seed <= 150; ++seed) {
      INFO("pack seed " << pack_seed << ", seed " << seed);
      Random random(pack_seed * 10'007 + seed);
      const auto file = random_events(random);

      Play whole(rulebook);
      for (const RecordedEvent& e : file) accepted += whole.submit(e).accepted() ? 1 : 0;
      whole.advance(end_of(file));

      Play pieces(rulebook);
      CaseState copy = pieces.stepper().make(rulebook->case_type("petition"));
      REQUIRE(pieces.submit(file[0]).accepted());
      Answer last;
      for (std::size_t i = 1; i < file.size(); ++i) {
        // The clock is asked anywhere between the two events; a malformed event would not have fired its timers yet, but
        // they stand before the next one all the same.
        const Instant from = file[i - 1].at;
        const auto span = static_cast<std::uint64_t>(file[i].at - from);
        if (random.one_in(2) && span > 0) pieces.advance(from + static_cast<std::int64_t>(random.below(static_cast<std::uint32_t>(span / 1000 + 1))) * 1000);
        if (random.one_in(3)) {  // put away and taken out again
          copy.assign(pieces.state());
          pieces.state().assign(copy);
        }
        pieces.submit(file[i]);
      }
      for (int i = 0; i < 5; ++i) pieces.advance(file.back().at + std::int64_t{random.below(120)} * ms_per_day);
      pieces.advance(end_of(file));

      REQUIRE(pieces.bytes() == whole.bytes());
      REQUIRE(pieces.log() == whole.log());
      for (const Entry& entry : whole.entries().entries) timers += entry.kind == EntryKind::timer ? 1 : 0;
      for (const Change& c : whole.entries().changes) side_stages += c.kind == ChangeKind::moved && (c.flags & change_flag::sleeps) != 0 ? 1 : 0;
      closed += whole.closed() ? 1 : 0;
    }
  }
  // The random cases are worth something only if much of the rules was played.
  CHECK(accepted > 1'500);
  CHECK(timers > 1'000);
  CHECK(side_stages > 5);
  CHECK(closed > 100);
}

TEST_CASE("A refused event leaves the case as asking the clock would have, but for its sequence and last instant", "[core][random]") {
  std::size_t refusals = 0;
  Random pack_random(3);
  const auto rulebook = random_pack(pack_random);
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    Random random(seed);
    Play play(rulebook), asked(rulebook);
    for (const RecordedEvent& e : random_events(random)) {
      CaseState before = play.stepper().make(rulebook->case_type("petition"));
      before.assign(play.state());
      const Answer answer = play.submit(e);
      if (answer.accepted()) continue;
      ++refusals;
      asked.state().assign(before);
      if (answer.refused != Refused::malformed) {
        asked.advance(e.at);
        asked.state().head().sequence = play.state().head().sequence;
        asked.state().head().last = play.state().head().last;
      }
      REQUIRE(asked.bytes() == play.bytes());
    }
  }
  CHECK(refusals > 300);
}

TEST_CASE("Entries never go back in time, and their sequence has no gap", "[core][random]") {
  Random pack_random(5);
  const auto rulebook = random_pack(pack_random);
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    Random random(seed);
    Play play(rulebook);
    const auto file = random_events(random);
    for (const RecordedEvent& e : file) play.submit(e);
    play.advance(end_of(file));
    Instant last = Instant::before_all();
    std::uint32_t sequence = 0;
    for (const Entry& entry : play.entries().entries) {
      REQUIRE(entry.at >= last);
      REQUIRE(entry.stood_at <= entry.at);
      REQUIRE(entry.sequence == ++sequence);
      last = entry.at;
    }
    CHECK(play.state().head().sequence == sequence);
  }
}
