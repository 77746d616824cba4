// Boundaries on the map (边界): do parts cover the whole, without overlap (交叉) and without gap (缝隙). Pure; any thread.
//
// Areas are taken on a plane laid to the district (metres east and north of its first point), which is right to well under one
// in a thousand over some tens of kilometres.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sanhuan {

struct GeoPoint {
  double longitude = 0, latitude = 0;  // degrees
};
using GeoRing = std::vector<GeoPoint>;
using GeoPolygon = std::vector<GeoRing>;  // the outer ring, then its holes; either direction, closed or not

struct Boundary {
  std::string code;  // of the unit
  std::vector<GeoPolygon> polygons;
};

struct CoverProblem {
  enum class Kind : std::uint8_t {
    invalid,  // crosses itself, or is no area
    overlap,  // of two parts
    gap,      // of the whole that no part covers
    outside,  // of a part, outside of the whole
  } kind = Kind::invalid;
  std::string one, other;     // codes; `other` of an overlap, and the whole of what lies outside
  double square_metres = 0;
  GeoPoint where;             // inside the largest piece
};

inline constexpr double cover_tolerance = 1.0;  // square metres: lines drawn twice never meet to the last digit

// In the order of the parts; overlaps by pair. What is invalid is left out of the rest.
std::vector<CoverProblem> overlaps(std::span<const Boundary> parts, double tolerance = cover_tolerance);
std::vector<CoverProblem> gaps(const Boundary& whole, std::span<const Boundary> parts, double tolerance = cover_tolerance);

}  // namespace sanhuan
