#include <cmath>
#include <numbers>
#include <optional>

#include <boost/geometry.hpp>
#include <boost/geometry/algorithms/point_on_surface.hpp>
#include <boost/geometry/index/rtree.hpp>

#include "sanhuan/boundaries.hpp"

namespace sanhuan {

namespace {

namespace bg = boost::geometry;
using Point = bg::model::d2::point_xy<double>;
using Polygon = bg::model::polygon<Point>;
using Shape = bg::model::multi_polygon<Polygon>;
using Box = bg::model::box<Point>;

constexpr double metres_per_degree = 111'195.0;  // of a great circle
constexpr double degrees_of_half_turn = 180.0;

// Metres east and north of a point, and back.
class Plane {
 public:
  explicit Plane(GeoPoint origin) : origin_(origin), east_(metres_per_degree * std::cos(origin.latitude * std::numbers::pi / degrees_of_half_turn)) {}
  Point laid(GeoPoint p) const { return {(p.longitude - origin_.longitude) * east_, (p.latitude - origin_.latitude) * metres_per_degree}; }
  GeoPoint back(const Point& p) const { return {origin_.longitude + p.x() / east_, origin_.latitude + p.y() / metres_per_degree}; }

 private:
  GeoPoint origin_;
  double east_;
};

Plane plane_of(std::span<const Boundary> parts) {
  for (const Boundary& b : parts)
    for (const GeoPolygon& polygon : b.polygons)
      for (const GeoRing& ring : polygon)
        if (!ring.empty()) return Plane(ring.front());
  return Plane({});
}

// Nothing where it is no proper area.
std::optional<Shape> shape_of(const Boundary& boundary, const Plane& plane) {
  Shape shape;
  for (const GeoPolygon& rings : boundary.polygons) {
    if (rings.empty()) return std::nullopt;
    Polygon polygon;
    polygon.inners().resize(rings.size() - 1);
    for (std::size_t i = 0; i < rings.size(); ++i)
      for (const GeoPoint& p : rings[i]) {
        if (!std::isfinite(p.longitude) || !std::isfinite(p.latitude)) return std::nullopt;
        bg::append((i == 0 ? polygon.outer() : polygon.inners()[i - 1]), plane.laid(p));
      }
    shape.push_back(std::move(polygon));
  }
  bg::correct(shape);
  if (shape.empty() || !bg::is_valid(shape)) return std::nullopt;
  return shape;
}

// Somewhere in the largest piece.
GeoPoint inside(const Shape& shape, const Plane& plane) {
  const Polygon* largest = &shape.front();
  for (const Polygon& polygon : shape)
    if (bg::area(polygon) > bg::area(*largest)) largest = &polygon;
  Point point{0, 0};
  bg::point_on_surface(*largest, point);
  return plane.back(point);
}

struct Laid {
  std::size_t part;
  Shape shape;
};

std::vector<Laid> laid(std::span<const Boundary> parts, const Plane& plane, std::vector<CoverProblem>* problems) {
  std::vector<Laid> all;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (auto shape = shape_of(parts[i], plane)) all.push_back({i, std::move(*shape)});
    else if (problems != nullptr) problems->push_back({CoverProblem::Kind::invalid, parts[i].code, "", 0, {}});
  }
  return all;
}

}  // namespace

std::vector<CoverProblem> overlaps(std::span<const Boundary> parts, double tolerance) {
  std::vector<CoverProblem> problems;
  const Plane plane = plane_of(parts);
  const std::vector<Laid> shapes = laid(parts, plane, &problems);
  std::vector<std::pair<Box, std::size_t>> boxes;
  for (std::size_t i = 0; i < shapes.size(); ++i) boxes.emplace_back(bg::return_envelope<Box>(shapes[i].shape), i);
  const bg::index::rtree<std::pair<Box, std::size_t>, bg::index::quadratic<16>> tree(boxes.begin(), boxes.end());
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    std::vector<std::size_t> near;
    for (auto it = tree.qbegin(bg::index::intersects(boxes[i].first)); it != tree.qend(); ++it)
      if (it->second > i) near.push_back(it->second);
    std::sort(near.begin(), near.end());
    for (const std::size_t j : near) {
      Shape common;
      bg::intersection(shapes[i].shape, shapes[j].shape, common);
      const double area = bg::area(common);
      if (area > tolerance)
        problems.push_back({CoverProblem::Kind::overlap, parts[shapes[i].part].code, parts[shapes[j].part].code, area, inside(common, plane)});
    }
  }
  return problems;
}

std::vector<CoverProblem> gaps(const Boundary& whole, std::span<const Boundary> parts, double tolerance) {
  std::vector<CoverProblem> problems;
  const Plane plane = plane_of({&whole, 1});
  const std::optional<Shape> area = shape_of(whole, plane);
  if (!area) return {{CoverProblem::Kind::invalid, whole.code, "", 0, {}}};
  Shape left = *area;
  for (const Laid& part : laid(parts, plane, nullptr)) {
    Shape rest, beyond;
    bg::difference(left, part.shape, rest);
    left = std::move(rest);
    bg::difference(part.shape, *area, beyond);
    if (const double outside = bg::area(beyond); outside > tolerance)
      problems.push_back({CoverProblem::Kind::outside, parts[part.part].code, whole.code, outside, inside(beyond, plane)});
  }
  for (const Polygon& piece : left)
    if (const double gap = bg::area(piece); gap > tolerance) problems.push_back({CoverProblem::Kind::gap, whole.code, "", gap, inside({piece}, plane)});
  return problems;
}

}  // namespace sanhuan
