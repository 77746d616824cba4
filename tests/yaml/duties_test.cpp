// The catalogue of duty items and the tables beside it.
#include <catch2/catch.hpp>

#include <array>
#include <random>

#include "dsl/yaml/duties.hpp"
#include "dsl/yaml/duty_words.hpp"
#include "dsl/yaml/files.hpp"
#include "tests/yaml/yaml_support.hpp"

namespace sanhuan::test {
namespace {

const std::string manifest = "total: 2\nclasses: {人: 2, 事: 0}\nitems: items.csv\nseasons: seasons.csv\n";
const std::string heading =
    "编号,类别,小类,事项,主责,看什么,问什么,记什么,不得,频次,时段,遇休息日,处置,渠道,立件,凭证,敏感,依据,确定,批次,生效,失效\n";
const std::string first = "人001,人,老人,独居老人探访,民政局,门窗,近况,姓名,闯入,每周1次,,照做,走访,普通,,记录,无,推定,推定,首批,2025-01-01,\n";
const std::string second = "人002,人,老人,留守老人探访,民政局,门窗,近况,姓名,闯入,动态,汛期,,上报、先电话,119,,照片,无,推定,推定,首批,2025-01-01,\n";

struct ReadDuties {
  std::optional<dsl::DutiesSource> duties;
  std::vector<Diagnostic> diagnostics;
};

ReadDuties read(const std::string& items, const std::string& yaml = manifest,
                const std::string& seasons = "时段,自,至\n汛期,06-01,09-30\n", const std::string& campaigns = "") {
  const Folder folder("duties");
  folder.write("duties.yaml", yaml).write("items.csv", items).write("seasons.csv", seasons).write("campaigns.csv", campaigns);
  dsl::Sink sink;
  dsl::Files files;
  ReadDuties result;
  if (const dsl::SourceFile* const file = files.read(folder.path() / "duties.yaml", {}, sink))
    result.duties = dsl::read_duties(*file, files, sink);
  result.diagnostics = sink.take();
  return result;
}

std::string errors(const std::string& items, const std::string& yaml = manifest) { return brief(read(items, yaml).diagnostics); }

// The first row with one thing changed.
std::string changed(std::string_view from, std::string_view to) {
  std::string row = first;
  const std::size_t at = row.find(from);
  REQUIRE(at != std::string::npos);
  return errors(heading + row.replace(at, from.size(), to) + second);
}

TEST_CASE("an item is read with all that a grid worker needs", "[yaml][duties]") {
  const ReadDuties result = read(heading + first + second);
  CHECK(brief(result.diagnostics) == "");
  REQUIRE(result.duties);
  REQUIRE(result.duties->items.size() == 2);
  const dsl::DutyItemSource& one = result.duties->items[0];
  CHECK(one.number.text == "人001");
  CHECK(one.frequency == Frequency{Cycle::week, 1});
  CHECK(handles(one.handling, Handling::visit));
  CHECK(one.from == day_of({2025, 1, 1}));
  CHECK(one.to == last_day);
  const dsl::DutyItemSource& other = result.duties->items[1];
  CHECK(other.frequency.cycle == Cycle::none);
  CHECK(other.season == 0);
  CHECK(handles(other.handling, Handling::phone_first));
}

TEST_CASE("how often is written in either language, and not more often than there are days", "[yaml][duties]") {
  using dsl::yaml::parse_frequency;
  CHECK(parse_frequency("每月2次") == Frequency{Cycle::month, 2});
  CHECK(parse_frequency("每天") == Frequency{Cycle::day, 1});
  CHECK(parse_frequency("weekly 2") == Frequency{Cycle::week, 2});
  CHECK(parse_frequency("weekly 2 times") == Frequency{Cycle::week, 2});
  CHECK(parse_frequency("动态") == Frequency{});
  for (const char* wrong : {"", "每周8次", "每周0次", "每旬1次", "每周一次", "每周2", "每月99999999999次"}) {
    INFO(wrong);
    CHECK(parse_frequency(wrong).has_value() == (std::string(wrong) == "每周2"));
  }
}

TEST_CASE("numbers follow one another in each class, and the counts are verified", "[yaml][duties]") {
  CHECK(changed("人001", "人003") == "E0800 2:1+4");
  CHECK(changed("人001,人", "人001,仁").substr(0, 11) == "E0811 2:11+"); // the class has one item less
  CHECK(errors(heading + first) == "E0811 2:11+1");
  CHECK(errors(heading + first + second, "total: 3\nclasses: {人: 2}\nitems: items.csv\nseasons: seasons.csv\n") == "E0815 1:8+1");
}

TEST_CASE("two items with one name are one", "[yaml][duties]") { CHECK(changed("独居老人探访", "留守老人探访") == "E0802 3:11+6"); }

TEST_CASE("a round says what happens on rest days, what is dynamic does not", "[yaml][duties]") {
  CHECK(changed("每周1次,,照做", "每周1次,,") .substr(0, 9) == "E0804 2:1");
  CHECK(changed("每周1次,,照做", "动态,,照做") == "E0805 2:38+2");
  CHECK(changed("每周1次", "一周一次").substr(0, 9) == "E0803 2:3");
  CHECK(changed("每周1次,,", "每周1次,讯期,").substr(0, 5) == "E0812");
}

TEST_CASE("what is phoned in first names a phone", "[yaml][duties]") {
  CHECK(changed("走访,普通", "先电话,普通").substr(0, 5) == "E0806");
  CHECK(changed("走访,普通", "先电话,值班室、主责部门") == "");
  CHECK(changed("走访,普通", "罚款,普通").substr(0, 5) == "E0524");  // there is no such word
}

TEST_CASE("what is highly sensitive goes by the restricted channel, without photos", "[yaml][duties]") {
  CHECK(changed("普通,,记录,无", "普通,,记录,高").substr(0, 5) == "E0809");
  CHECK(changed("普通,,记录,无", "专用,,照片、签字,高").substr(0, 5) == "E0810");
  CHECK(changed("普通,,记录,无", "专用,,记录,高") == "");
}

TEST_CASE("a temporary item has an end, and none ends before it begins", "[yaml][duties]") {
  CHECK(changed("首批,2025-01-01,", "临时,2025-01-01,").substr(0, 5) == "E0808");
  CHECK(changed("首批,2025-01-01,", "临时,2025-01-01,2025-03-31") == "");
  CHECK(changed("首批,2025-01-01,", "首批,2025-01-01,2024-12-31").substr(0, 5) == "E0807");
}

TEST_CASE("a cell that must be filled in and a column that is not known are told with their row", "[yaml][duties]") {
  CHECK(changed("民政局", "").substr(0, 9) == "E0772 2:1");
  CHECK(errors("编号,类别\n人001,人\n").substr(0, 5) == "E0771");
  CHECK(errors("编号,分类\n人001,人\n").substr(0, 5) == "E0770");
}

TEST_CASE("a season has dates, or days around a holiday; its rows belong together", "[yaml][duties]") {
  const auto both = read(heading + first + second, manifest,
                         "时段,自,至,节日,前,后\n汛期,06-01,09-30,,,\n节前,,,春节,15,0\n节前,,,国庆节,7,0\n");
  CHECK(brief(both.diagnostics) == "");
  REQUIRE(both.duties->seasons.size() == 2);
  CHECK(both.duties->seasons[1].spans.size() == 2);
  CHECK(both.duties->seasons[1].spans[0].before == 15);
  CHECK(brief(read(heading + first + second, manifest, "时段,自,至\n汛期,06-31,09-30\n").diagnostics).substr(0, 9) == "E0527 2:4");
}

TEST_CASE("a campaign names items by number, sub-class or class", "[yaml][duties]") {
  const std::string yaml = manifest + "campaigns: campaigns.csv\n";
  const std::string columns = "专项,时段,事项,频次,遇休息日\n", seasons = "时段,自,至\n汛期,06-01,09-30\n";
  const auto good = read(heading + first + second, yaml, seasons, columns + "防汛,汛期,老人、人001,每天,照做\n");
  CHECK(brief(good.diagnostics) == "");
  REQUIRE(good.duties->campaigns.size() == 1);
  CHECK(good.duties->campaigns[0].items == std::vector<std::uint16_t>{0, 1});
  CHECK(brief(read(heading + first + second, yaml, seasons, columns + "防汛,汛期,人009,每天,照做\n").diagnostics) == "E0814 2:7+4");
  CHECK(brief(read(heading + first + second, yaml, seasons, columns + "防汛,汛期,人001,动态,照做\n").diagnostics) == "E0803 2:12+2");
}

// A text with some of it taken out, doubled or replaced by what people and spreadsheets put in its place.
std::string mutated(std::string text, std::mt19937& random) {
  constexpr std::array<std::string_view, 24> scraps = {",", "，", "、", "\"", "\n", "\r\n", "人002", "事001", "每周9次", "每天", "动态", "汛期",
                                                       "照做", "高", "专用", "照片", "2025-02-30", "0000-00-00", "9999-12-31",
                                                       "\xff", "临时", "", " ", "06-31"};
  const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  for (std::size_t changes = 1 + below(3); changes > 0; --changes) {
    const std::size_t at = below(text.size() + 1);
    switch (below(3)) {
      case 0: text.insert(at, scraps[below(scraps.size())]); break;
      case 1: text.erase(at, 1 + below(12)); break;
      default: text.replace(at, std::min<std::size_t>(below(9), text.size() - at), scraps[below(scraps.size())]);
    }
  }
  return text;
}

TEST_CASE("however the tables are changed, they are refused with a message or hold what they promise", "[yaml][duties][random]") {
  const std::uint32_t seed = GENERATE(20'250'101u, 385u);
  std::mt19937 random(seed);
  int accepted = 0, refused = 0;
  for (int round = 0; round < 600; ++round) {
    std::array<std::string, 4> files = {manifest + "campaigns: campaigns.csv\n", heading + first + second,
                                        "时段,自,至,节日,前,后\n汛期,06-01,09-30,,,\n节前,,,春节,15,0\n",
                                        "专项,时段,事项,频次,遇休息日\n防汛,汛期,老人,每天,照做\n"};
    std::string& changed_file = files[static_cast<std::size_t>(round) % files.size()];
    changed_file = mutated(changed_file, random);
    INFO("seed " << seed << ", round " << round << "\n" << changed_file);
    const ReadDuties result = read(files[1], files[0], files[2], files[3]);
    if (!result.diagnostics.empty()) {
      ++refused;
      continue;
    }
    ++accepted;
    REQUIRE(result.duties);
    REQUIRE(result.duties->items.size() == 2);
    for (const dsl::DutyItemSource& item : result.duties->items) {
      CHECK(item.frequency.times >= 1);
      CHECK(item.frequency.times <= times_max(item.frequency.cycle));
      CHECK(item.season < static_cast<std::int32_t>(result.duties->seasons.size()));
      CHECK(item.from <= item.to);
      CHECK(item.handling != 0);
      CHECK_FALSE(item.lead.empty());
    }
    for (const dsl::CampaignSource& campaign : result.duties->campaigns) {
      CHECK(campaign.frequency.cycle != Cycle::none);
      for (const std::uint16_t item : campaign.items) CHECK(item < result.duties->items.size());
    }
  }
  CHECK(accepted > 5);  // most changes are mistakes
  CHECK(refused > 200);
}

}  // namespace
}  // namespace sanhuan::test
