#include "cli/event_writer.hpp"

#include <nlohmann/json.hpp>

#include "cli/json_text.hpp"

namespace sanhuan::cli {

using Json = nlohmann::ordered_json;

namespace {

Json actor(const RecordedActor& by) {
  if (by.petitioner) return "信访人";
  if (by.system) return "系统";
  Json j = Json::object();
  if (!by.unit.empty()) j["unit"] = by.unit;
  if (!by.role.empty()) j["role"] = by.role;
  return j;
}

Json value(const std::string& text) {
  constexpr char separator = '\x1f';
  if (text.find(separator) == text.npos) return text;
  Json list = Json::array();
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    list.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return list;
}

}  // namespace

std::string event_line(std::string_view case_id, const RecordedEvent& e, Zone zone, bool& replaced) {
  Json j;
  j["case"] = e.child.empty() ? std::string(case_id) : std::string(case_id) + "/" + e.child;
  if (!e.open.empty()) j["open"] = e.open;
  if (!e.event.empty()) j["event"] = e.event;
  j["at"] = to_string(e.at, zone);
  if (e.occurred != Instant::never()) j["occurred"] = to_string(e.occurred, zone);
  j["by"] = actor(e.by);
  if (!e.facts.empty()) {
    Json facts = Json::object();
    for (const auto& [name, text] : e.facts) facts[name] = value(text);
    j["facts"] = std::move(facts);
  }
  if (!e.key.empty()) j["id"] = e.key;
  if (e.assumed) j["assumed"] = true;
  return json_text(j, replaced);
}

}  // namespace sanhuan::cli
