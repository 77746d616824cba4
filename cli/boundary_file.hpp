// Boundaries from a GeoJSON file: a FeatureCollection whose features are polygons and have a code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "sanhuan/boundaries.hpp"

namespace sanhuan::cli {

// What is wrong is told; nothing then, so that no answer rests on half a map.
std::optional<std::vector<Boundary>> read_boundaries(const std::string& path, Session&);

}  // namespace sanhuan::cli
