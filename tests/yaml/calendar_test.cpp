// A calendar folder: its tables become the register's data, its mistakes have a row.
#include <catch2/catch.hpp>

#include "sanhuan/pack.hpp"
#include "tests/yaml/yaml_support.hpp"

namespace sanhuan::test {
namespace {

// One invented year: New Year's Day on a Friday, and a make-up working Sunday for a day off in May.
const char* const calendar_yaml = R"(name: sample
zone: Asia/Shanghai
week: [周一, 周二, 周三, 周四, 周五]
holidays: holidays.csv
notices: notices.csv
amendments: amendments.csv
statutory:
  - {day: "01-01", name: 元旦, since: 2008}
yearly_sum: {2021: 1}
)";
const char* const holidays = "date,name,kind\n2021-01-01,元旦,holiday\n2021-05-04,调休,holiday\n2021-05-09,调休,workday\n";
const char* const notices = "year,published\n2021,2020-11-25\n";
const char* const amendments = "known_from,date,before,after\n";

struct Tables {
  std::string yaml = calendar_yaml, holiday_rows = holidays, notice_rows = notices, amendment_rows = amendments;
};

LoadedCalendar load(const Tables& tables) {
  const Folder folder("calendar");
  folder.write("calendar.yaml", tables.yaml)
      .write("holidays.csv", tables.holiday_rows)
      .write("notices.csv", tables.notice_rows)
      .write("amendments.csv", tables.amendment_rows);
  return load_calendar(folder.path());
}

std::string place_of(const LoadedCalendar& loaded) {
  if (loaded.diagnostics.empty()) return "";
  const Diagnostic& d = loaded.diagnostics[0];
  const std::string file = d.place.known() ? std::filesystem::path(loaded.files.at(d.place.file).path).filename() : "";
  return file + " " + brief(loaded.diagnostics);
}

Day day(const char* text) { return parse_day(text).value(); }

TEST_CASE("the calendar of mainland China loads without a word", "[yaml][calendar]") {
  const LoadedCalendar loaded = load_calendar(SANHUAN_SOURCE_DIR "/rules/calendars/cn");
  CHECK(brief(loaded.diagnostics) == "");
  REQUIRE(loaded.calendar);
  CHECK(to_string(loaded.calendar->data().first) == "2007-01-01");
  CHECK_FALSE(loaded.calendar->works(day("2026-10-01")));
  CHECK(loaded.calendar->works(day("2026-02-28")));  // a make-up working Saturday
  CHECK(loaded.calendar->provisional(day("2026-12-25")));
  CHECK_FALSE(loaded.calendar->provisional(day("2026-12-24")));
  CHECK(loaded.files.size() == 4);
}

TEST_CASE("holidays, make-up days and the weekly pattern decide which days work", "[yaml][calendar]") {
  const LoadedCalendar loaded = load({});
  CHECK(brief(loaded.diagnostics) == "");
  REQUIRE(loaded.calendar);
  CHECK_FALSE(loaded.calendar->works(day("2021-01-01")));
  CHECK_FALSE(loaded.calendar->works(day("2021-05-04")));
  CHECK(loaded.calendar->works(day("2021-05-09")));
  CHECK(loaded.calendar->works(day("2021-05-10")));
  CHECK_FALSE(loaded.unreadable);
}

TEST_CASE("Chinese columns and words say the same", "[yaml][calendar]") {
  Tables tables;
  tables.yaml =
      "名称: sample\n时区: \"+08:00\"\n周: [周一, 周二, 周三, 周四, 周五]\n放假: holidays.csv\n公布: notices.csv\n变更: "
      "amendments.csv\n法定: [{日: \"01-01\", 名称: 元旦, 自: 2008}]\n年度法定: [{自: 2021, 至: 2021, 天数: 1}]\n暂定自: 2021-12-20\n";
  tables.holiday_rows = "日期,名称,类型\n2021-01-01,元旦,放假\n2021-05-04,调休,放假\n2021-05-09,调休,上班\n";
  tables.notice_rows = "年份,公布\n2021,2020-11-25\n";
  tables.amendment_rows = "得知,日期,原为,改为\n";
  const LoadedCalendar loaded = load(tables);
  CHECK(brief(loaded.diagnostics) == "");
  REQUIRE(loaded.calendar);
  CHECK(loaded.calendar->works(day("2021-05-09")));
  CHECK(loaded.calendar->provisional(day("2021-12-20")));
}

TEST_CASE("a mistake in a table is reported with its row and column", "[yaml][calendar]") {
  Tables tables;
  SECTION("a date that does not exist") {
    tables.holiday_rows = "date,name,kind\n2021-02-30,元旦,holiday\n";
    CHECK(place_of(load(tables)) == "holidays.csv E0525 2:1+10");
  }
  SECTION("a kind that is none") {
    tables.holiday_rows = "date,name,kind\n2021-01-01,元旦,holliday\n";
    const LoadedCalendar loaded = load(tables);
    CHECK(place_of(loaded) == "holidays.csv E0524 2:15+8");
    CHECK(loaded.diagnostics.at(0).suggestion == "holiday");
  }
  SECTION("a cell too few") {
    tables.holiday_rows = "date,name,kind\n2021-01-01,元旦\n";
    CHECK(place_of(load(tables)) == "holidays.csv E0757 2:1+13");
  }
  SECTION("a date that stands twice") {
    tables.holiday_rows += "2021-05-04,调休,holiday\n";
    const LoadedCalendar loaded = load(tables);
    CHECK(place_of(loaded) == "holidays.csv E0620 5:1+21");
    REQUIRE(loaded.diagnostics.at(0).notes.size() == 1);
    CHECK(loaded.diagnostics.at(0).notes.at(0).place.line == 3);
  }
  SECTION("a lost row shows in the yearly sum") {
    tables.holiday_rows = "date,name,kind\n2021-01-01,元旦,holiday\n2021-05-09,调休,workday\n";
    CHECK(place_of(load(tables)) == "notices.csv E0620 2:1+15");
  }
  SECTION("a year without a notice") {
    tables.notice_rows = "year,published\n2021,2020-11-25\n2023,2022-12-08\n";
    tables.yaml = "name: sample\nholidays: holidays.csv\nnotices: notices.csv\n";
    const LoadedCalendar loaded = load(tables);
    CHECK(place_of(loaded) == "calendar.yaml E0620 3:10+11");
    CHECK(loaded.diagnostics.at(0).zh.find("2022") != std::string::npos);
    CHECK_FALSE(loaded.calendar);
  }
  SECTION("an amendment that the holiday table does not bear out") {
    tables.amendment_rows += "2021-03-01,2021-05-04,rest,work\n";
    CHECK(place_of(load(tables)) == "amendments.csv E0620 2:1+31");
  }
  SECTION("GBK bytes") {
    tables.holiday_rows = "date,name,kind\n2021-01-01,\xD4\xAA\xB5\xA9,holiday\n";
    CHECK(place_of(load(tables)) == "holidays.csv E0752 2:13+1");  // the first pair of bytes happens to be UTF-8 too
  }
}

TEST_CASE("a mistake in calendar.yaml is reported there", "[yaml][calendar]") {
  Tables tables;
  SECTION("a weekday that is none") {
    tables.yaml = "name: a\nweek: [周一, 周八]\nholidays: holidays.csv\nnotices: notices.csv\n";
    CHECK(place_of(load(tables)) == "calendar.yaml E0524 2:12+2");
  }
  SECTION("a table that is not there") {
    tables.yaml = "name: a\nholidays: h.csv\nnotices: notices.csv\n";
    CHECK(place_of(load(tables)) == "calendar.yaml E0530 2:11+5");
  }
  SECTION("a table that is not named") {
    tables.yaml = "name: a\nholidays: holidays.csv\n";
    CHECK(place_of(load(tables)) == "calendar.yaml E0523 1:1+7");
  }
  SECTION("sums that overlap") {
    tables.yaml += "provisional_from: 2021-12-25\n";
    tables.yaml.replace(tables.yaml.find("{2021: 1}"), 9,
                        "[{from: 2020, to: 2021, days: 1}, {from: 2021, to: 2022, days: 1}]");
    CHECK(place_of(load(tables)) == "calendar.yaml E0622 9:47+31");
  }
}

TEST_CASE("a folder that is not there is unreadable, and says so once", "[yaml][calendar]") {
  const LoadedCalendar loaded = load_calendar("no/such/folder");
  CHECK_FALSE(loaded.calendar);
  CHECK(loaded.unreadable);
  REQUIRE(loaded.diagnostics.size() == 1);
  CHECK(loaded.diagnostics[0].zh.find("no/such/folder/calendar.yaml") != std::string::npos);
}

// ---- local overlays (2.2)

const char* const local_days = "date,name,kind,known_from,basis\n2021-06-01,停工,holiday,2021-05-31,某通知\n2021-06-05,补班,workday,2021-05-31,\n";

LoadedCalendar over(const std::string& more, const std::string& rows = local_days) {
  const Folder folder("calendar");
  for (const char* const name : {"cn", "town"}) std::filesystem::create_directories(folder.path() / name);
  folder.write("cn/calendar.yaml", calendar_yaml)
      .write("cn/holidays.csv", holidays)
      .write("cn/notices.csv", notices)
      .write("cn/amendments.csv", amendments)
      .write("town/calendar.yaml", "name: town\n" + more)
      .write("town/local.csv", rows);
  return load_calendar(folder.path() / "town");
}

const std::string overlay = "builds_on: ../cn\nlocal: local.csv\n";

TEST_CASE("2.2 A local calendar is the one that it builds on, with days of its own", "[yaml][calendar]") {
  const LoadedCalendar loaded = over(overlay);
  CHECK(brief(loaded.diagnostics) == "");
  REQUIRE(loaded.calendar);
  const Calendar& calendar = *loaded.calendar;
  CHECK(calendar.data().name == "town");
  CHECK_FALSE(calendar.works(day("2021-05-04")));  // the notice below still holds
  CHECK(calendar.works(day("2021-05-09")));
  CHECK_FALSE(calendar.works(day("2021-06-01")));
  CHECK(calendar.works(day("2021-06-05")));
  CHECK(calendar.why(day("2021-06-01")).reason == DayReason::local_rest);
  CHECK(calendar.why(day("2021-06-01")).name == "停工");
  CHECK(calendar.why(day("2021-06-01")).source == "某通知");
  CHECK(calendar.why(day("2021-06-05")).reason == DayReason::local_work);
}

TEST_CASE("2.3 A local day is not known before it is published", "[yaml][calendar]") {
  const LoadedCalendar loaded = over(overlay);
  REQUIRE(loaded.calendar);
  CHECK(Calendar::make(loaded.calendar->data(), {}, day("2021-05-30"))->works(day("2021-06-01")));
  CHECK_FALSE(Calendar::make(loaded.calendar->data(), {}, day("2021-05-31"))->works(day("2021-06-01")));
}

TEST_CASE("a calendar may write its local days beside its own notices", "[yaml][calendar]") {
  Tables tables;
  tables.yaml += "本地: amendments.csv\n";
  tables.amendment_rows = "日期,名称,类型,得知\n2021-06-01,停工,放假,2021-05-31\n";
  tables.yaml = tables.yaml.substr(0, tables.yaml.find("amendments:")) + tables.yaml.substr(tables.yaml.find("statutory:"));
  const LoadedCalendar loaded = load(tables);
  CHECK(brief(loaded.diagnostics) == "");
  REQUIRE(loaded.calendar);
  CHECK_FALSE(loaded.calendar->works(day("2021-06-01")));
}

TEST_CASE("what is wrong with a local calendar is said where it stands", "[yaml][calendar]") {
  CHECK(place_of(over(overlay + "holidays: local.csv\n")) == "calendar.yaml E0538 4:11+9");
  CHECK(place_of(over("builds_on: .\nlocal: local.csv\n")) == "calendar.yaml E0537 2:12+1");
  CHECK(place_of(over("builds_on: ../nowhere\n")) == "calendar.yaml E0530 2:12+10");
  CHECK(place_of(over(overlay, "date,name,kind\n2021-06-01,停工,holiday\n")) == "local.csv E0771 1:1+14");
  CHECK(place_of(over(overlay, std::string(local_days) + "2021-06-01,停工,workday,2021-05-31,\n")).starts_with("local.csv E0620 4:1"));
  CHECK(place_of(over(overlay, "date,name,kind,known_from\n2022-06-01,停工,holiday,2021-05-31\n")).starts_with("local.csv E0620 2:1"));
}

TEST_CASE("2.2 The example of a local calendar loads, and counts on the national one", "[yaml][calendar]") {
  const LoadedCalendar loaded = load_calendar(SANHUAN_SOURCE_DIR "/examples/local-calendar");
  CHECK(brief(loaded.diagnostics) == "");
  REQUIRE(loaded.calendar);
  CHECK_FALSE(loaded.calendar->works(day("2026-10-01")));
  CHECK_FALSE(loaded.calendar->works(day("2026-07-22")));
  CHECK(loaded.calendar->add_working_days(day("2026-07-21"), 3) == day("2026-07-25"));  // Thursday, Friday, the Saturday worked instead
}

}  // namespace
}  // namespace sanhuan::test
