#include "cli/boundary_file.hpp"

#include <fstream>

#include <nlohmann/json.hpp>

#include "cli/complaint.hpp"

namespace sanhuan::cli {
namespace {

using nlohmann::json;

std::optional<GeoPolygon> read_polygon(const json& rings) {
  if (!rings.is_array() || rings.empty()) return std::nullopt;
  GeoPolygon polygon;
  for (const json& ring : rings) {
    if (!ring.is_array()) return std::nullopt;
    GeoRing& points = polygon.emplace_back();
    for (const json& p : ring) {
      if (!p.is_array() || p.size() < 2 || !p[0].is_number() || !p[1].is_number()) return std::nullopt;
      points.push_back({p[0].get<double>(), p[1].get<double>()});
    }
  }
  return polygon;
}

std::optional<Boundary> read_feature(const json& feature) {
  if (!feature.is_object() || !feature.contains("properties") || !feature.contains("geometry")) return std::nullopt;
  const json &properties = feature["properties"], &geometry = feature["geometry"];
  if (!properties.is_object() || !geometry.is_object() || !geometry.contains("coordinates")) return std::nullopt;
  const json type = geometry.value("type", json()), coordinates = geometry["coordinates"];
  Boundary boundary;
  for (const char* name : {"code", "编码"})
    if (properties.contains(name) && properties[name].is_string()) boundary.code = properties[name].get<std::string>();
  if (boundary.code.empty()) return std::nullopt;
  if (type == "Polygon") {
    auto polygon = read_polygon(coordinates);
    if (!polygon) return std::nullopt;
    boundary.polygons.push_back(std::move(*polygon));
    return boundary;
  }
  if (type != "MultiPolygon" || !coordinates.is_array()) return std::nullopt;
  for (const json& one : coordinates) {
    auto polygon = read_polygon(one);
    if (!polygon) return std::nullopt;
    boundary.polygons.push_back(std::move(*polygon));
  }
  return boundary;
}

}  // namespace

std::optional<std::vector<Boundary>> read_boundaries(const std::string& path, Session& session) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    complain(session, both("打不开 {}", "{} cannot be opened", path));
    return std::nullopt;
  }
  const json root = json::parse(in, nullptr, false);
  if (!root.is_object() || root.value("type", json()) != "FeatureCollection" || !root.contains("features") || !root["features"].is_array()) {
    complain(session, both("{} 不是 GeoJSON 的 FeatureCollection", "{} is no GeoJSON FeatureCollection", path));
    return std::nullopt;
  }
  std::vector<Boundary> all;
  std::size_t number = 0;
  for (const json& feature : root["features"]) {
    ++number;
    if (auto boundary = read_feature(feature)) {
      all.push_back(std::move(*boundary));
      continue;
    }
    complain(session, both("{} 第 {} 个要素要有 properties.code（编码）和 Polygon 或 MultiPolygon", "{}: feature {} needs properties.code and a Polygon or MultiPolygon", path, number));
    return std::nullopt;
  }
  return all;
}

}  // namespace sanhuan::cli
