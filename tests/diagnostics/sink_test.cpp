#include <catch2/catch.hpp>

#include "dsl/diagnostics/sink.hpp"

using namespace sanhuan;
using namespace sanhuan::dsl;

namespace {

Place at(std::uint16_t file, std::uint32_t line, std::uint32_t column) {
  Place place;
  place.file = file;
  place.line = line;
  place.column = column;
  return place;
}

}  // namespace

TEST_CASE("a report gets the texts of the catalogue with its arguments", "[diagnostics]") {
  Sink sink;
  const Diagnostic& d = sink.report("E0201", at(0, 1, 1), {Arg{"「用于」", "`for`"}, "{0}"});
  CHECK(d.zh == "这里应当是「用于」，写的是「{0}」");  // what an author wrote is no placeholder
  CHECK(d.en == "expected `for` here, found `{0}`");
  CHECK(d.severity == Severity::error);
  CHECK(sink.errors() == 1);
}

TEST_CASE("the same code at the same place is kept once", "[diagnostics]") {
  Sink sink;
  sink.report("E0208", at(0, 2, 3), {"否则"});
  sink.report("E0208", at(0, 2, 3), {"否则"}).suggestion = "lost";
  sink.report("E0208", at(0, 2, 4), {"否则"});
  CHECK(sink.errors() == 2);
  CHECK(sink.all().size() == 2);
  CHECK(sink.all()[0].suggestion.empty());
}

TEST_CASE("what has no place is kept by what it says", "[diagnostics]") {
  Sink sink;
  sink.report("E0101", at(0, 0, 0), {"a.huan"});
  sink.report("E0101", at(0, 0, 0), {"b.huan"});
  CHECK(sink.errors() == 2);
}

TEST_CASE("warnings and hints are no errors", "[diagnostics]") {
  Sink sink;
  sink.report("W0201", at(0, 1, 1), {"环", "1"});
  sink.report("H0201", at(0, 1, 1), {"5以下", "不超过 5", "<= 5"});
  CHECK_FALSE(sink.has_errors());
}

TEST_CASE("they come out by file, line and column", "[diagnostics]") {
  Sink sink;
  sink.report("E0208", at(1, 1, 1), {"否则"});
  sink.report("E0208", at(0, 9, 1), {"否则"});
  sink.report("E0208", at(0, 2, 7), {"否则"});
  sink.report("E0208", at(0, 2, 3), {"否则"});
  std::string order;
  for (const Diagnostic& d : sink.take()) order += std::to_string(d.place.file) + std::to_string(d.place.line) + std::to_string(d.place.column) + " ";
  CHECK(order == "023 027 091 111 ");
  CHECK(sink.all().empty());
}

TEST_CASE("of very many the first 200 are shown, errors before warnings, and the rest is counted", "[diagnostics]") {
  Sink sink;
  for (std::uint32_t line = 1; line <= 10'000; ++line) sink.report("W0201", at(0, line, 1), {"环", "1"});
  for (std::uint32_t line = 1; line <= 3; ++line) sink.report("E0208", at(0, 20'000 + line, 1), {"否则"});
  const auto shown = sink.take();
  REQUIRE(shown.size() == diagnostics_shown_max + 1);
  CHECK(shown.back().code == "E0199");
  CHECK(shown.back().en.starts_with("9803 more"));
  CHECK(shown[diagnostics_shown_max - 1].code == "E0208");
}
