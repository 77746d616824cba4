// Boundaries: overlap and gap. A chequered piece of invented land, whose areas can be reckoned by hand.
#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

#include "sanhuan/boundaries.hpp"

using namespace sanhuan;

namespace {

constexpr double metres_per_degree = 111'195.0;
const GeoPoint corner{118.3, 35.05};
const double east = metres_per_degree * std::cos(corner.latitude * std::numbers::pi / 180);

GeoPoint at(double x, double y) { return {corner.longitude + x / east, corner.latitude + y / metres_per_degree}; }

// From (x0, y0) to (x1, y1), in metres.
Boundary block(const std::string& code, double x0, double y0, double x1, double y1) {
  return {code, {{{at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)}}}};
}

// n × n squares of 100 metres.
std::vector<Boundary> chequered(int n) {
  std::vector<Boundary> all;
  for (int x = 0; x < n; ++x)
    for (int y = 0; y < n; ++y) all.push_back(block(std::to_string(x) + "-" + std::to_string(y), 100 * x, 100 * y, 100 * x + 100, 100 * y + 100));
  return all;
}

}  // namespace

TEST_CASE("squares that share their sides neither overlap nor leave a gap", "[geo]") {
  const auto parts = chequered(12);
  CHECK(overlaps(parts).empty());
  CHECK(gaps(block("whole", 0, 0, 1200, 1200), parts).empty());
}

TEST_CASE("two that overlap are named with the area and a point inside of it", "[geo]") {
  auto parts = chequered(4);
  parts[5] = block("1-1", 100, 100, 210, 200);  // ten metres into 2-1
  const auto found = overlaps(parts);
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == CoverProblem::Kind::overlap);
  CHECK(found[0].one == "1-1");
  CHECK(found[0].other == "2-1");
  CHECK(found[0].square_metres == Approx(1000).epsilon(0.001));
  const double x = (found[0].where.longitude - corner.longitude) * east, y = (found[0].where.latitude - corner.latitude) * metres_per_degree;
  CHECK((x > 200 && x < 210 && y > 100 && y < 200));
  CHECK(gaps(block("whole", 0, 0, 400, 400), parts).empty());
}

TEST_CASE("what no part covers is named piece by piece, and what lies outside of the whole", "[geo]") {
  auto parts = chequered(4);
  parts.erase(parts.begin() + 5);                  // 1-1
  parts[0] = block("0-0", -20, 0, 95, 100);        // twenty metres outside, five short
  const auto found = gaps(block("whole", 0, 0, 400, 400), parts);
  REQUIRE(found.size() == 3);
  CHECK(found[0].kind == CoverProblem::Kind::outside);
  CHECK(found[0].one == "0-0");
  CHECK(found[0].square_metres == Approx(2000).epsilon(0.001));
  double gap = 0;
  for (std::size_t i = 1; i < 3; ++i) {
    CHECK(found[i].kind == CoverProblem::Kind::gap);
    gap += found[i].square_metres;
  }
  CHECK(gap == Approx(10'500).epsilon(0.001));
}

TEST_CASE("a hole in one that another fills is no overlap, and unfilled it is a gap", "[geo]") {
  Boundary ring = block("ring", 0, 0, 300, 300);
  ring.polygons[0].push_back({at(100, 100), at(200, 100), at(200, 200), at(100, 200)});
  const Boundary core = block("core", 100, 100, 200, 200), whole = block("whole", 0, 0, 300, 300);
  CHECK(overlaps(std::vector{ring, core}).empty());
  CHECK(gaps(whole, std::vector{ring, core}).empty());
  CHECK(gaps(whole, std::vector{ring}).size() == 1);
}

TEST_CASE("less than a square metre is nothing: lines drawn twice never meet to the last digit", "[geo]") {
  const std::vector<Boundary> parts{block("a", 0, 0, 100.005, 100), block("b", 100, 0, 200, 100)};
  CHECK(overlaps(parts).empty());
  CHECK(overlaps(parts, 0.1).size() == 1);
}

TEST_CASE("a line that crosses itself is said to be no area", "[geo]") {
  const Boundary bow{"bow", {{{at(0, 0), at(100, 100), at(100, 0), at(0, 100)}}}};
  const auto found = overlaps(std::vector{bow, block("b", 0, 0, 100, 100)});
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == CoverProblem::Kind::invalid);
  CHECK(overlaps(std::vector{Boundary{"nothing", {}}}).size() == 1);
}
