#include "cli/import_csv.hpp"

#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/json_text.hpp"
#include "sanhuan/ledger.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

void RowImporter::header(const EventFileHeader& header) {
  const Json j = {{"notes", header.notes}, {"source", header.source}, {"mapping", header.mapping}};
  out_ << json_text(j) << "\n";
}

bool RowImporter::fill(const RowText& text, const std::vector<std::string_view>& cells, std::string& out,
                       std::optional<Both>& problem) const {
  out.clear();
  for (const RowText::Piece& piece : text.pieces) {
    out += piece.text;
    if (piece.column < 0) continue;
    const auto column = static_cast<std::size_t>(piece.column);
    if (!cells[column].empty()) {
      out += cells[column];
    } else if (mapping_.blank[column]) {
      out += *mapping_.blank[column];
    } else {
      problem = both("`{}` 是空的", "`{}` is empty", mapping_.columns[column]);
      return false;
    }
  }
  return true;
}

std::optional<Both> RowImporter::row(const std::vector<std::string_view>& cells, std::uint32_t line) {
  ++counts_.rows;
  std::optional<Both> problem;
  std::string id, group, text;
  if (!fill(mapping_.case_id, cells, id, problem) || !fill(mapping_.group, cells, group, problem)) return problem;
  if (id.empty()) return Text{"事项编号是空的", "the case number is empty"};
  if (id.size() > case_id_bytes_max)
    return both("事项编号有 {0} 字节，最多 {1}", "the case number has {0} bytes, at most {1}", id.size(), case_id_bytes_max);
  if (const auto found = seen_.find(id); found != seen_.end()) {
    return both("编号 {} 在第 {} 行已经有了", "the number {} is there already, in line {}", id, found->second);
  }
  std::string lines;
  Instant last = Instant::before_all();
  for (const MappedEvent& event : mapping_.events) {
    Json j = {{"case", id}};
    if (!group.empty()) j["group"] = group;
    if (!event.open.empty()) j["open"] = event.open;
    if (!event.event.empty()) j["event"] = event.event;
    if (!fill(event.at, cells, text, problem)) return problem;
    const std::optional<Instant> at = parse_instant(text, mapping_.zone);
    if (!at) return both("看不懂时刻 `{}`", "`{}` is no instant", text);
    if (*at < last) {
      return both("{} 在 {}，比前一个事件早", "{} at {} is earlier than the event before it",
                  event.event.empty() ? event.open : event.event, text);
    }
    last = *at;
    j["at"] = to_string(*at, mapping_.zone);
    if (!event.actor.empty()) {
      j["by"] = event.actor;
    } else {
      Json by = Json::object();
      if (!event.unit.empty()) {
        if (!fill(event.unit, cells, text, problem)) return problem;
        by["unit"] = text;
      }
      if (!event.role.empty()) {
        if (!fill(event.role, cells, text, problem)) return problem;
        by["role"] = text;
      }
      j["by"] = std::move(by);
    }
    Json facts = Json::object();
    for (const MappedFact& fact : event.facts) {
      Json values = Json::array();
      for (const RowText& value : fact.values) {
        if (!fill(value, cells, text, problem)) return problem;
        values.push_back(text);
      }
      facts[fact.name] = fact.list ? std::move(values) : std::move(values[0]);
    }
    if (!facts.empty()) j["facts"] = std::move(facts);
    if (event.assumed) j["assumed"] = true;
    lines += json_text(j) + "\n";
  }
  out_ << lines;
  seen_.emplace(std::move(id), line);
  ++counts_.cases;
  counts_.events += mapping_.events.size();
  for (const MappedEvent& event : mapping_.events) counts_.assumed += event.assumed ? 1 : 0;
  return std::nullopt;
}

}  // namespace sanhuan::cli
