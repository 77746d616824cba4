#include <catch2/catch.hpp>

#include "cli/event_file.hpp"

using namespace sanhuan;
using namespace sanhuan::cli;

namespace {

EventFile read(std::string_view text) {
  EventReader reader(Zone{480});
  reader.feed(text);
  return reader.finish();
}

// The reason why a file of this one line does not give an event.
std::string why_not(const std::string& line) {
  const EventFile file = read(line + "\n");
  CAPTURE(line);
  CHECK(file.events == 0);
  REQUIRE(file.problems.size() == 1);
  CHECK(file.problems[0].line == 1);
  return file.problems[0].what.en;
}

const std::string good =
    R"({"case":"A1","group":"甲镇","open":"petition","event":"登记","at":"2026-09-18T09:10:00+08:00",)"
    R"("by":{"unit":"区中心","role":"窗口人员"},"facts":{"来源":"来访","人数":3,"金额":120.50,"紧急":true,"协办":["乙局","丙局"]},"id":"k1"})";

std::string event(const std::string& id, const std::string& at) {
  return R"({"case":")" + id + R"(","event":"e","at":")" + at + R"(","by":"信访人"})" + "\n";
}

}  // namespace

TEST_CASE("a line becomes an event with its texts as written", "[events]") {
  const EventFile file = read(good + "\n");
  REQUIRE(file.cases.size() == 1);
  CHECK(file.problem_count == 0);
  CHECK(file.cases[0].id == "A1");
  CHECK(file.cases[0].group == "甲镇");
  const RecordedEvent& e = file.cases[0].events.at(0);
  CHECK(e.open == "petition");
  CHECK(e.event == "登记");
  CHECK(to_string_utc(e.at) == "2026-09-18T01:10:00Z");
  CHECK(e.by.unit == "区中心");
  CHECK(e.by.role == "窗口人员");
  CHECK(e.key == "k1");
  CHECK(e.line == 1);
  using Fact = std::pair<std::string, std::string>;
  CHECK(e.facts == std::vector<Fact>{{"来源", "来访"}, {"人数", "3"}, {"金额", "120.50"}, {"紧急", "是"}, {"协办", "乙局\x1f丙局"}});
}

TEST_CASE("an instant without a zone is in the pack's", "[events]") {
  CHECK(to_string_utc(read(event("A", "2026-09-18T09:10")).cases.at(0).events.at(0).at) == "2026-09-18T01:10:00Z");
}

TEST_CASE("an event entered late says when it happened", "[events][4.6]") {
  const EventFile file = read(R"({"case":"A","event":"e","at":"2026-03-05T10:00","occurred":"2026-03-03T16:00","by":"信访人"})" "\n" +
                              event("A", "2026-03-06"));
  REQUIRE(file.cases.size() == 1);
  CHECK(to_string_utc(file.cases[0].events.at(0).occurred) == "2026-03-03T08:00:00Z");
  CHECK(file.cases[0].events.at(1).occurred == Instant::never());
  CHECK(why_not(R"({"case":"A","event":"e","at":"2026-03-05","occurred":"前天","by":"信访人"})").find("no instant") != std::string::npos);
}

TEST_CASE("a case number or a key longer than a ledger takes is named with its line", "[events]") {
  const auto line = [](std::size_t id_bytes, std::size_t key_bytes) {
    return R"({"case":")" + std::string(id_bytes, 'i') + R"(","event":"e","at":"2026-01-01","by":"信访人","id":")" + std::string(key_bytes, 'k') + "\"}";
  };
  CHECK(read(line(256, 128) + "\n").events == 1);
  CHECK(why_not(line(257, 128)) == "`case` has 257 bytes, at most 256");
  CHECK(why_not(line(256, 129)) == "`id` has 129 bytes, at most 128");
}

TEST_CASE("events of a case that another one opened stand with its family", "[events][3.6]") {
  const EventFile file = read(event("A", "2026-01-01") + event("A/3.0", "2026-01-02") + event("A/3.0/2.1", "2026-01-03") +
                              event("路/3号", "2026-01-02"));
  REQUIRE(file.cases.size() == 2);
  CHECK(file.cases[0].events.at(1).child == "3.0");
  CHECK(file.cases[0].events.at(2).child == "3.0/2.1");
  CHECK(file.cases[1].id == "路/3号");
}

TEST_CASE("lines of many cases may be mixed; each case keeps its order and the order of its first line", "[events]") {
  const EventFile file = read(event("B", "2026-01-02") + event("A", "2026-01-01") + event("B", "2026-01-03"));
  REQUIRE(file.cases.size() == 2);
  CHECK(file.cases[0].id == "B");
  CHECK(file.cases[0].events.size() == 2);
  CHECK(file.cases[1].id == "A");
  CHECK(to_string(file.last, Zone{480}) == "2026-01-03T00:00:00+08:00");
}

TEST_CASE("time that goes backwards within a case is reported, and the line left out", "[events]") {
  const EventFile file = read(event("A", "2026-01-02") + event("A", "2026-01-01") + event("A", "2026-01-02"));
  CHECK(file.events == 2);
  REQUIRE(file.problems.size() == 1);
  CHECK(file.problems[0].line == 2);
  CHECK(file.problems[0].what.en ==
        "time goes backwards: A at 2026-01-01T00:00:00+08:00, but line 1 was at 2026-01-02T00:00:00+08:00");
}

TEST_CASE("the first line may say what the file's maker took for granted", "[events]") {
  const EventFile file = read(R"({"notes":["甲","乙"],"source":"a.csv","mapping":"m.yaml"})" "\n" + good);
  CHECK(file.header.notes == std::vector<std::string>{"甲", "乙"});
  CHECK(file.header.source == "a.csv");
  CHECK(file.events == 1);
  const EventFile late = read(good + "\n" + R"({"notes":["甲"]})");
  CHECK(late.header.notes.empty());
  CHECK(late.problems.at(0).line == 2);
}

TEST_CASE("assumed events are counted", "[events]") {
  const EventFile file = read(R"({"case":"A","event":"e","at":"2026-01-01","by":"系统","assumed":true})");
  CHECK(file.assumed == 1);
  CHECK(file.cases.at(0).events.at(0).assumed);
}

TEST_CASE("BOM, CRLF, blank lines and a missing last line end do no harm", "[events]") {
  const EventFile file = read("\xef\xbb\xbf" + good + "\r\n\r\n   \n" + event("B", "2026-01-01").substr(0));
  CHECK(file.problem_count == 0);
  CHECK(file.events == 2);
  CHECK(read(good).events == 1);
}

TEST_CASE("each bad line names what is wrong with it", "[events]") {
  CHECK(why_not("[]") == R"(a line is one event: {"case":...})");
  CHECK(why_not("3") == R"(a line is one event: {"case":...})");
  CHECK(why_not("{}") == "the case number `case` is missing");
  CHECK(why_not(R"({"case":""})") == "the case number `case` is empty");
  CHECK(why_not(R"({"case":"A","at":"2026-01-01","by":"系统"})") ==
        "it does not say what happened: `event` or `open` is missing");
  CHECK(why_not(R"({"case":"A","event":"e","by":"系统"})") == "the instant `at` is missing");
  CHECK(why_not(R"({"case":"A","event":"e","at":"2026-01-01"})") == "it does not say who did it: `by` is missing");
  CHECK(why_not(R"({"case":"A","event":"e","at":"2026-02-30","by":"系统"})") ==
        "`2026-02-30` is no instant; write 2026-09-18T09:10:00+08:00");
  CHECK(why_not(R"({"case":"A","event":"e","at":"2026-01-01","by":"张三"})") ==
        R"(`by` is `张三`; it must be {"unit":...,"role":...}, "petitioner" or "system")");
  CHECK(why_not(R"({"case":"A","evnet":"e"})") == "there is no key `evnet`; did you mean `event`?");
  CHECK(why_not(R"({"case":"A","case":"B"})") == "`case` is there twice");
  CHECK(why_not(R"({"case":"A","facts":{"x":1,"x":2}})") == "`x` is there twice");
  CHECK(why_not(R"({"case":"A","facts":{"x":{"y":1}}})") == "no {} can stand in `x`");
  CHECK(why_not(R"({"case":"A","facts":{"x":[[1]]}})") == "no [] can stand in `x`");
  CHECK(why_not(R"({"case":"A","facts":{"x":null}})") == "`x` is null; leave out what is not known");
  CHECK(why_not(R"({"case":1})") == "`case` must be text in quotes");
  CHECK(why_not(R"({"case":"A","assumed":"yes"})") == "`assumed` must be true or false");
  CHECK(why_not(R"({"case":"A","standing":"2026-01-01"})") == "`standing` is not handled by this version");
  CHECK(why_not(R"({"case":"A\u001b[31m"})") == "`case` holds an invisible character, U+001B");
  CHECK(why_not(R"({"case":"A")") == "not JSON: it breaks off");
  CHECK(why_not("nonsense") == "not JSON at byte 2");
  CHECK(why_not("{“case”：“A”}").ends_with("quotes, colons, commas and brackets must be the ASCII ones"));
}

TEST_CASE("bad lines do not stop the good ones, and are all counted", "[events]") {
  std::string text;
  for (std::size_t i = 0; i < line_problems_kept_max + 5; ++i) text += "nonsense\n";
  const EventFile file = read(text + good);
  CHECK(file.events == 1);
  CHECK(file.problem_count == line_problems_kept_max + 5);
  CHECK(file.problems.size() == line_problems_kept_max);
}

TEST_CASE("GBK is called GBK, for a line and for a whole file", "[events]") {
  const std::string gbk = "{\"case\":\"\xd0\xc5\xb7\xc3\"}\n";  // 信访
  const EventFile mixed = read(gbk + good);
  CHECK(mixed.problems.at(0).what.en == "this is GBK; save it as UTF-8 first");
  CHECK(mixed.events == 1);
  REQUIRE(read(gbk).unusable);
  CHECK(read(gbk).unusable->en == "this is GBK; save it as UTF-8 first");
}

TEST_CASE("a line of 10 MB is left out without being held, and the next one is read", "[events]") {
  EventReader reader(Zone{480});
  reader.feed("{\"case\":\"");
  const std::string piece(1 << 20, 'x');
  for (int i = 0; i < 10; ++i) reader.feed(piece);
  reader.feed("\"}\n" + good);
  const EventFile file = reader.finish();
  CHECK(file.events == 1);
  REQUIRE(file.problems.size() == 1);
  CHECK(file.problems[0].line == 1);
  CHECK(file.problems[0].what.en == "this line is longer than 1024 KiB");
}

TEST_CASE("nesting has no depth at which the reader fails", "[events]") {
  CHECK_FALSE(why_not(std::string(500'000, '[')).empty());
  CHECK_FALSE(why_not("{\"case\":\"A\",\"facts\":{\"x\":" + std::string(500'000, '[')).empty());
}

TEST_CASE("nothing at all, or only blanks, is an unusable file", "[events]") {
  CHECK(read("").unusable);
  CHECK(read("\n \r\n\t\n").unusable);
  CHECK(read("\xef\xbb\xbf").unusable);
}

TEST_CASE("a folder or a missing file is said to be one", "[events]") {
  CHECK(read_event_file(".", Zone{480}).unusable->en == "this is a folder, not an event file");
  CHECK(read_event_file("no/such/file.jsonl", Zone{480}).unusable->en == "there is no such file");
}

TEST_CASE("the pieces in which bytes come do not matter", "[events]") {
  const std::string text = "\xef\xbb\xbf" + good + "\r\nnonsense\n" + event("B", "2026-01-01") + event("B", "2025-01-01");
  const EventFile whole = read(text);
  for (std::size_t size = 1; size < 9; ++size) {
    EventReader reader(Zone{480});
    for (std::size_t i = 0; i < text.size(); i += size) reader.feed(std::string_view(text).substr(i, size));
    const EventFile file = reader.finish();
    CHECK(file.events == whole.events);
    REQUIRE(file.problems.size() == whole.problems.size());
    for (std::size_t i = 0; i < file.problems.size(); ++i) {
      CHECK(file.problems[i].line == whole.problems[i].line);
      CHECK(file.problems[i].what.zh == whole.problems[i].what.zh);
    }
  }
}
