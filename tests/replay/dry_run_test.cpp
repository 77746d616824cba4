// Semantics 8.3: the same events under two rulebooks; any number of jobs and shards, one report.
#include <random>

#include <catch2/catch.hpp>

#include "sanhuan/dry_run.hpp"
#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

std::shared_ptr<const Rulebook> three_days() {  // a reply within 3 working days in place of 5
  static const auto rulebook = load(
      with(small_process(), "自 进入本环节 起 5个工作日内 应 答复", "自 进入本环节 起 3个工作日内 应 答复"));
  return rulebook;
}

// Registered and assigned at once; the reply comes `days` days later at 10:00. 0: never.
RecordedCase petition(std::string id, std::string group, int days) {
  RecordedCase file;
  file.id = std::move(id);
  file.group = std::move(group);
  RecordedEvent first = event("2026-03-02 09:00", "甲区", "登记", {{"所在网格", "甲格"}});
  first.open = "petition";
  file.events = {first, event("2026-03-02 10:00", "甲区", "交办", {{"承办单位", days % 2 == 0 ? "甲镇" : "乙镇"}})};
  if (days > 0) {
    file.events.push_back(event("2026-03-02 10:00", days % 2 == 0 ? "甲镇" : "乙镇", "答复"));
    file.events.back().at = file.events.back().at + days * ms_per_day;
  }
  return file;
}

DryRunOptions until(std::string_view instant) {
  DryRunOptions options;
  options.until = at(instant);
  return options;
}

std::string text(const Totals& t) {
  std::string out = std::to_string(t.cases) + " " + std::to_string(t.closed) + " " + std::to_string(t.events) + " " +
                    std::to_string(t.assumed_events) + " " + std::to_string(t.timers) + "\n";
  for (const auto& [key, d] : t.deadlines) {
    out += key + " " + d.name;
    for (const std::uint64_t n : {d.kept, d.breached, d.open, d.unjudged, d.other, d.late_ms}) out += " " + std::to_string(n);
    out += "\n";
  }
  for (const auto* map : {&t.escalations, &t.effects, &t.rejected, &t.rejected_assumed, &t.load, &t.load_by_level}) {
    for (const auto& [key, n] : *map) out += key + " " + std::to_string(n) + ", ";
    out += "\n";
  }
  return out;
}

// Everything that a report says, so that two can be compared byte for byte.
std::string text(const DryRunReport& report) {
  std::string out = std::to_string(report.cases) + " " + std::to_string(report.changed) + "\n" + text(report.baseline) +
                    text(report.candidate);
  for (const auto& [name, group] : report.groups) out += name + "\n" + text(group.first) + text(group.second);
  for (const ChangedCase& c : report.differences) {
    out += c.id + " " + c.group + "\n";
    for (const Difference& d : c.fields) out += "  " + d.what + ": " + d.base + " -> " + d.candidate + "\n";
    for (const std::string& place : c.because) out += "  " + place + "\n";
  }
  return out;
}

std::vector<RecordedCase> many() {
  std::mt19937 random(20'260'302);
  std::vector<RecordedCase> cases;
  for (int i = 0; i < 300; ++i) {
    RecordedCase file = petition("案" + std::to_string(i), i % 3 == 0 ? "甲镇" : "乙镇", static_cast<int>(random() % 14));
    if (random() % 5 == 0) file.events[1].assumed = true;
    if (random() % 7 == 0) file.events.push_back(event("2026-03-30 10:00", "甲区", "办结"));
    if (random() % 11 == 0) file.events.push_back(event("2026-03-30 11:00", "甲镇", "飞行"));
    cases.push_back(std::move(file));
  }
  return cases;
}

}  // namespace

TEST_CASE("A case that came out the same is not a difference", "[replay]") {
  const std::vector<RecordedCase> cases{petition("快", "", 1)};
  const DryRunReport same = dry_run(small_pack(), small_pack(), cases, until("2026-03-31 10:00"));
  CHECK(same.cases == 1);
  CHECK(same.changed == 0);
  CHECK(same.differences.empty());
  CHECK(same.baseline == same.candidate);
}

TEST_CASE("8.3 A difference says which obligation, what it was, what it would have been, and the line that did it", "[replay]") {
  const std::vector<RecordedCase> cases{petition("慢", "乙镇", 5)};  // on Saturday the 7th
  const DryRunReport report = dry_run(small_pack(), three_days(), cases, until("2026-03-07 10:00"));
  REQUIRE(report.differences.size() == 1);
  const ChangedCase& changed = report.differences[0];
  CHECK(changed.id == "慢");
  CHECK(changed.group == "乙镇");
  std::vector<std::string> fields;
  for (const Difference& d : changed.fields) fields.push_back(d.what + ": " + d.base + " -> " + d.candidate);
  CHECK(fields == std::vector<std::string>{
                      "level: village -> town",
                      "obligations.reply-limit.due: 2026-03-10T00:00:00+08:00 -> 2026-03-06T00:00:00+08:00",
                      "obligations.reply-limit.breached: false -> true", "escalations.town: 0 -> 1",
                      "effects.escalate: 0 -> 1", "effects.red_card: 0 -> 1", "effects.urge: 0 -> 1"});
  REQUIRE_FALSE(changed.because.empty());
  for (const std::string& place : changed.because) CHECK(place.find("small/process.huan:") != std::string::npos);
}

TEST_CASE("Totals count each obligation once: kept, breached, open, unjudged or other", "[replay]") {
  std::vector<RecordedCase> cases{petition("按期", "", 2), petition("逾期", "", 8), petition("未答", "", 0), petition("撤回", "", 0)};
  cases[3].events.push_back(event("2026-03-03 09:00", "信访人", "撤回"));
  cases.push_back(petition("补填", "", 2));
  cases[4].events[2].assumed = true;
  const DryRunReport report = dry_run(small_pack(), small_pack(), cases, until("2026-03-09 09:30"));
  const DeadlineTotals& reply = report.baseline.deadlines.at("reply-limit");
  CHECK(reply.name == "答复期");
  CHECK(reply.kept == 1);
  CHECK(reply.breached == 0);  // the 10th, when the late reply comes, has not come
  CHECK(reply.open == 2);
  CHECK(reply.unjudged == 1);
  CHECK(reply.other == 1);
  CHECK(report.baseline.assumed_events == 1);

  const DryRunReport later = dry_run(small_pack(), small_pack(), cases, until("2026-03-10 10:00"));
  const DeadlineTotals& late = later.baseline.deadlines.at("reply-limit");
  CHECK(late.breached == 2);
  CHECK(late.open == 0);
  CHECK(late.late_ms == 10 * ms_per_hour);  // due at 24:00 of the 9th, replied on the 10th at 10:00; the other has not been
}

TEST_CASE("A right is neither kept nor breached, and nobody's load", "[replay]") {
  RecordedCase file = petition("补正", "", 0);
  file.events[0].facts.emplace_back("紧急", "否");
  file.events.push_back(event("2026-03-03 10:00", "甲镇", "要求补正"));
  const DryRunReport report = dry_run(wide_pack(), wide_pack(), std::vector{file}, until("2026-04-30 10:00"));
  CHECK(report.baseline.deadlines.count("supplement-period") == 0);
  CHECK(report.baseline.deadlines.count("reply-limit") == 1);
  // 登记期, 全程期, 交办期 are 甲区's; 答复期 is 甲镇's.
  CHECK(report.baseline.load == std::map<std::string, std::uint64_t>{{"甲区", 3}, {"甲镇", 1}});
}

TEST_CASE("8.3 An event that only the candidate rejects is a finding, and the fold goes on without it", "[replay]") {
  const auto stricter = load(with(small_process(), "    当 甲区 交办 则 转 待答复\n",
                                  "    当 甲区 交办 则\n      若 人数 不少于 1 则 转 待答复\n"));
  const DryRunReport report = dry_run(small_pack(), stricter, std::vector{petition("一", "", 2)}, until("2026-03-31 10:00"));
  REQUIRE(report.differences.size() == 1);
  bool found = false;
  for (const Difference& d : report.differences[0].fields)
    found = found || (d.what == "rejected.交办" && d.base.empty() && d.candidate == "guarded");
  CHECK(found);
  CHECK(report.baseline.rejected.empty());
  CHECK(report.candidate.rejected == std::map<std::string, std::uint64_t>{{"guarded", 1}, {"not_accepted", 1}});
}

TEST_CASE("8.3 Rejected assumed events are counted apart", "[replay]") {
  RecordedCase file = petition("一", "", 0);
  file.events.push_back(assumed(event("2026-03-03 10:00", "甲区", "见面")));
  const DryRunReport report = dry_run(small_pack(), small_pack(), std::vector{file}, until("2026-03-04 10:00"));
  CHECK(report.baseline.rejected.empty());
  CHECK(report.baseline.rejected_assumed == std::map<std::string, std::uint64_t>{{"not_accepted", 1}});
}

TEST_CASE("An obligation that only the candidate knows is a difference from nothing", "[replay]") {
  const auto more = load(with(small_process(), "    当 承办单位 答复 则 转 待办结\n",
                              "    时限 见面期 #meet-limit 属 主办责任\n"
                              "      自 进入本环节 起 1个工作日内 应 见面 或 答复\n"
                              "      逾期 则 催办 承办单位\n"
                              "    当 承办单位 答复 则 转 待办结\n"));
  const DryRunReport report = dry_run(small_pack(), more, std::vector{petition("一", "", 2)}, until("2026-03-04 10:00"));
  REQUIRE(report.differences.size() == 1);
  const auto& fields = report.differences[0].fields;
  REQUIRE_FALSE(fields.empty());
  CHECK(fields[0].what == "obligations.meet-limit.due");
  CHECK(fields[0].base.empty());
  CHECK(fields[0].candidate == "2026-03-04T00:00:00+08:00");
  CHECK(report.baseline.deadlines.count("meet-limit") == 0);
  CHECK(report.candidate.deadlines.at("meet-limit").breached == 1);
}

TEST_CASE("The report is the same, byte for byte, for any number of jobs", "[replay]") {
  const auto cases = many();
  DryRunOptions options = until("2026-03-31 10:00");
  const std::string one = text(dry_run(small_pack(), three_days(), cases, options));
  CHECK(one.find("breached") != std::string::npos);
  for (const unsigned jobs : {2u, 3u, 7u, 64u}) {
    options.jobs = jobs;
    CHECK(text(dry_run(small_pack(), three_days(), cases, options)) == one);
  }
}

TEST_CASE("Reports of shards merge, in any order and grouping, to the report of the whole", "[replay]") {
  const auto cases = many();
  const DryRunOptions whole = until("2026-03-31 10:00");
  const std::string expected = text(dry_run(small_pack(), three_days(), cases, whole));
  for (const std::uint32_t shards : {1u, 2u, 5u, 400u}) {
    std::vector<DryRunReport> parts;
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
      DryRunOptions options = whole;
      options.shard = shard;
      options.shards = shards;
      parts.push_back(dry_run(small_pack(), three_days(), cases, options));
    }
    DryRunReport forwards;
    for (const DryRunReport& part : parts) merge(forwards, DryRunReport(part));
    CHECK(text(forwards) == expected);
    DryRunReport backwards;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) merge(backwards, DryRunReport(*part));
    CHECK(text(backwards) == expected);
    if (shards < 3) continue;
    DryRunReport left, right;  // (0, 2, 4 …) and (1, 3 …)
    for (std::size_t i = 0; i < parts.size(); ++i) merge(i % 2 == 0 ? left : right, DryRunReport(parts[i]));
    merge(right, std::move(left));
    CHECK(text(right) == expected);
  }
}

TEST_CASE("No cases are no cases", "[replay]") {
  const DryRunReport report = dry_run(small_pack(), three_days(), {}, until("2026-03-31 10:00"));
  CHECK(report.cases == 0);
  CHECK(report.differences.empty());
}

TEST_CASE("Groups add up to the whole", "[replay]") {
  const DryRunReport report = dry_run(small_pack(), three_days(), many(), until("2026-03-31 10:00"));
  REQUIRE(report.groups.size() == 2);
  Totals baseline, candidate;
  for (const auto& [name, group] : report.groups) {
    baseline.merge(group.first);
    candidate.merge(group.second);
  }
  CHECK(baseline == report.baseline);
  CHECK(candidate == report.candidate);
}
