#include "cli/dry_run_json.hpp"

#include <map>

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;
using Counts = std::map<std::string, std::uint64_t>;

constexpr int part_version = 2;  // on disk: raised with every change of what a part holds

// ---- totals ----------------------------------------------------------------------------------------------------------

Json to_json(const DeadlineTotals& t) {
  return {{"name", t.name},         {"kept", t.kept},   {"breached", t.breached}, {"open", t.open},
          {"unjudged", t.unjudged}, {"other", t.other}, {"late", t.late},         {"late_ms", t.late_ms}};
}

DeadlineTotals deadline_totals(const Json& j) {
  return {j.at("name"), j.at("kept"), j.at("breached"), j.at("open"), j.at("unjudged"), j.at("other"),
          j.at("late_ms"), j.at("late")};
}

// Written member by member so that the document keeps its documented order.
Json to_json(const Counts& counts) {
  Json j = Json::object();
  for (const auto& [key, n] : counts) j[key] = n;
  return j;
}

Counts counts(const Json& j) {
  Counts result;
  for (const auto& [key, n] : j.items()) result[key] = n.get<std::uint64_t>();
  return result;
}

Json to_json(const Totals& t) {
  Json obligations = Json::object();
  for (const auto& [key, deadline] : t.deadlines) obligations[key] = to_json(deadline);
  return {{"cases", t.cases},
          {"closed", t.closed},
          {"late_cases", t.late},
          {"persons", t.persons},
          {"events", t.events},
          {"assumed_events", t.assumed_events},
          {"timers", t.timers},
          {"obligations", std::move(obligations)},
          {"escalations", to_json(t.escalations)},
          {"effects", to_json(t.effects)},
          {"rejected", to_json(t.rejected)},
          {"rejected_assumed", to_json(t.rejected_assumed)},
          {"load", to_json(t.load)},
          {"load_by_level", to_json(t.load_by_level)}};
}

Totals totals(const Json& j) {
  Totals t;
  t.cases = j.at("cases");
  t.closed = j.at("closed");
  t.late = j.at("late_cases");
  t.persons = j.at("persons");
  t.events = j.at("events");
  t.assumed_events = j.at("assumed_events");
  t.timers = j.at("timers");
  for (const auto& [key, deadline] : j.at("obligations").items()) t.deadlines[key] = deadline_totals(deadline);
  t.escalations = counts(j.at("escalations"));
  t.effects = counts(j.at("effects"));
  t.rejected = counts(j.at("rejected"));
  t.rejected_assumed = counts(j.at("rejected_assumed"));
  t.load = counts(j.at("load"));
  t.load_by_level = counts(j.at("load_by_level"));
  return t;
}

// ---- the report --------------------------------------------------------------------------------------------------------

Json to_json(const ChangedCase& changed) {
  Json fields = Json::array();
  for (const Difference& field : changed.fields) {
    fields.push_back({{"what", field.what}, {"base", field.base}, {"candidate", field.candidate}});
  }
  return {{"case", changed.id},
          {"position", changed.position},
          {"group", changed.group},
          {"fields", std::move(fields)},
          {"because", changed.because}};
}

ChangedCase changed_case(const Json& j) {
  ChangedCase changed{j.at("position"), j.at("case"), j.at("group"), {}, j.at("because")};
  for (const Json& field : j.at("fields")) {
    changed.fields.push_back({field.at("what"), field.at("base"), field.at("candidate")});
  }
  return changed;
}

DryRunReport report(const Json& j) {
  DryRunReport r;
  r.cases = j.at("cases");
  r.changed = j.at("changed");
  r.baseline = totals(j.at("baseline"));
  r.candidate = totals(j.at("candidate"));
  for (const auto& [name, group] : j.at("groups").items()) {
    r.groups[name] = {totals(group.at("baseline")), totals(group.at("candidate"))};
  }
  for (const Json& changed : j.at("differences")) r.differences.push_back(changed_case(changed));
  return r;
}

// ---- what the printed page needs besides -----------------------------------------------------------------------------

Json to_json(Length l) {
  return {{"count", l.count}, {"unit", static_cast<int>(l.unit)}, {"roll", static_cast<int>(l.roll)}};
}

Length length(const Json& j) {
  const auto unit = j.at("unit").get<unsigned>();
  const auto roll = j.at("roll").get<unsigned>();
  if (unit > static_cast<unsigned>(LengthUnit::nth_calendar_day) || roll > static_cast<unsigned>(Roll::no_roll)) {
    throw std::out_of_range("length");
  }
  return {j.at("count"), static_cast<LengthUnit>(unit), static_cast<Roll>(roll)};
}

Json to_json(const SideOfRules& side) {
  Json deadlines = Json::array();
  for (const DeadlineLine& d : side.deadlines) {
    deadlines.push_back({{"key", d.key}, {"name", d.name}, {"length", to_json(d.length)}, {"right", d.right},
                         {"place", d.place}});
  }
  return {{"name", side.name},
          {"version", side.version},
          {"title", side.title},
          {"hash", side.hash},
          {"presumed_bases", side.presumed_bases},
          {"migrates", side.migrates},
          {"deadlines", std::move(deadlines)}};
}

SideOfRules side_of_rules(const Json& j) {
  SideOfRules side{j.at("name"), j.at("version"), j.at("title"), j.at("hash"), {}, j.at("presumed_bases"), j.at("migrates")};
  for (const Json& d : j.at("deadlines")) {
    side.deadlines.push_back({d.at("key"), d.at("name"), length(d.at("length")), d.at("right"), d.at("place")});
  }
  return side;
}

Json to_json(const std::optional<DueOnOneSide>& side) {
  if (!side) return nullptr;
  Json days = Json::array();
  for (const DecidingDays& d : side->days) {
    days.push_back({static_cast<int>(d.kind), d.first.value, d.last.value, d.days});
  }
  return {{"anchor", side->anchor.ms},
          {"deemed", side->deemed.ms},
          {"due", side->due.ms},
          {"settled", side->settled.ms},
          {"anchor_event", side->anchor_event},
          {"length", to_json(side->length)},
          {"breached", side->breached},
          {"unjudged", side->unjudged},
          {"provisional", side->provisional},
          {"fulfilled", side->fulfilled},
          {"red_card", side->red_card ? Json(side->red_card->ms) : Json(nullptr)},
          {"place", side->place},
          {"days", std::move(days)}};
}

std::optional<DueOnOneSide> due_on_one_side(const Json& j) {
  if (j.is_null()) return std::nullopt;
  DueOnOneSide side;
  side.anchor.ms = j.at("anchor");
  side.deemed.ms = j.at("deemed");
  side.due.ms = j.at("due");
  side.settled.ms = j.at("settled");
  side.anchor_event = j.at("anchor_event");
  side.length = length(j.at("length"));
  side.breached = j.at("breached");
  side.unjudged = j.at("unjudged");
  side.provisional = j.at("provisional");
  side.fulfilled = j.at("fulfilled");
  if (!j.at("red_card").is_null()) side.red_card = Instant{j.at("red_card").get<std::int64_t>()};
  side.place = j.at("place");
  for (const Json& d : j.at("days")) {
    const auto kind = d.at(0).get<unsigned>();
    if (kind > static_cast<unsigned>(DecidingDays::Kind::rolled)) throw std::out_of_range("days");
    side.days.push_back({static_cast<DecidingDays::Kind>(kind), Day{d.at(1)}, Day{d.at(2)}, d.at(3)});
  }
  return side;
}

Json to_json(const CaseInFull& c) {
  Json dues = Json::array();
  for (const DueInFull& due : c.dues) {
    dues.push_back({{"key", due.key}, {"name", due.name}, {"baseline", to_json(due.baseline)},
                    {"candidate", to_json(due.candidate)}});
  }
  return {{"position", c.position}, {"id", c.id}, {"group", c.group}, {"dues", std::move(dues)}, {"because", c.because}};
}

CaseInFull case_in_full(const Json& j) {
  CaseInFull c{j.at("position"), j.at("id"), j.at("group"), {}, j.at("because")};
  for (const Json& due : j.at("dues")) {
    c.dues.push_back({due.at("key"), due.at("name"), due_on_one_side(due.at("baseline")),
                      due_on_one_side(due.at("candidate"))});
  }
  return c;
}

}  // namespace

Json report_json(const DryRunReport& report) {
  Json groups = Json::object(), differences = Json::array();
  for (const auto& [name, group] : report.groups) {
    groups[name] = {{"baseline", to_json(group.first)}, {"candidate", to_json(group.second)}};
  }
  for (const ChangedCase& changed : report.differences) differences.push_back(to_json(changed));
  return {{"cases", report.cases},
          {"changed", report.changed},
          {"baseline", to_json(report.baseline)},
          {"candidate", to_json(report.candidate)},
          {"groups", std::move(groups)},
          {"differences", std::move(differences)}};
}

Json part_json(const DryRunPart& part) {
  const DryRunPage& page = part.page;
  Json cases = Json::array();
  for (const CaseInFull& c : page.cases) cases.push_back(to_json(c));
  return {{"sanhuan_dry_run_part", part_version},
          {"shard", part.shard},
          {"shards", part.shards},
          {"baseline_rules", to_json(page.baseline)},
          {"candidate_rules", to_json(page.candidate)},
          {"notes", page.header.notes},
          {"source", page.header.source},
          {"mapping", page.header.mapping},
          {"problem_lines", page.problem_lines},
          {"until", page.until.ms},
          {"zone_minutes", page.zone.offset_minutes},
          {"report", report_json(page.report)},
          {"cases_in_full", std::move(cases)}};
}

std::variant<DryRunPart, Both> read_part(std::string_view text) {
  try {
    const Json j = Json::parse(text);
    if (!j.is_object() || !j.contains("sanhuan_dry_run_part")) {
      return Both(Text{"不是试运行的分段结果", "this is no part of a dry-run"});
    }
    if (j.at("sanhuan_dry_run_part") != part_version) {
      return Both(Text{"是另一版程序写的分段结果，请用同一版重做", "another version wrote this part; make it again with this one"});
    }
    DryRunPart part;
    part.shard = j.at("shard");
    part.shards = j.at("shards");
    part.page.baseline = side_of_rules(j.at("baseline_rules"));
    part.page.candidate = side_of_rules(j.at("candidate_rules"));
    part.page.header = {j.at("notes"), j.at("source"), j.at("mapping")};
    part.page.problem_lines = j.at("problem_lines");
    part.page.until.ms = j.at("until");
    part.page.zone.offset_minutes = j.at("zone_minutes");
    part.page.report = report(j.at("report"));
    for (const Json& c : j.at("cases_in_full")) part.page.cases.push_back(case_in_full(c));
    return part;
  } catch (const std::exception&) {
    return Both(Text{"分段结果读不出来，可能没有写完", "the part cannot be read; perhaps it was not finished"});
  }
}

}  // namespace sanhuan::cli
