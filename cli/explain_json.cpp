#include "cli/explain_json.hpp"

#include "cli/words.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;

Json instant(Instant at, Zone zone) {
  return at == Instant::never() || at == Instant::before_all() ? Json(nullptr) : Json(to_string(at, zone));
}

std::string_view kind_word(MomentKind kind) {
  switch (kind) {
    case MomentKind::opened: return "opened";
    case MomentKind::event: return "event";
    case MomentKind::refusal: return "refusal";
    case MomentKind::timer: return "timer";
    case MomentKind::not_recorded: return "not_recorded";
    case MomentKind::recomputed: return "recomputed";
    case MomentKind::child: return "child";
    case MomentKind::migration: return "migration";
  }
  return "";
}

std::string_view change_word(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::moved: return "moved";
    case ChangeKind::fact: return "fact";
    case ChangeKind::level: return "level";
    case ChangeKind::opened: return "opened";
    case ChangeKind::armed: return "armed";
    case ChangeKind::fulfilled: return "fulfilled";
    case ChangeKind::breached: return "breached";
    case ChangeKind::waived: return "waived";
    case ChangeKind::returned: return "returned";
    case ChangeKind::reassigned: return "reassigned";
    case ChangeKind::lapsed: return "lapsed";
    case ChangeKind::suspended: return "suspended";
    case ChangeKind::resumed: return "resumed";
    case ChangeKind::extended: return "extended";
    case ChangeKind::reversed: return "reversed";
    case ChangeKind::delegated: return "delegated";
    case ChangeKind::recalled: return "recalled";
    case ChangeKind::recounted: return "recounted";
    case ChangeKind::asked: return "asked";
    case ChangeKind::declined: return "declined";
    case ChangeKind::merged: return "merged";
    case ChangeKind::child: return "child";
    case ChangeKind::child_closed: return "child_closed";
    case ChangeKind::rung: return "rung";
    case ChangeKind::escalated: return "escalated";
    case ChangeKind::effect: return "effect";
    case ChangeKind::deemed: return "deemed";
  }
  return "";
}

// Levels in the words of the rules, as facts and stages are.
Json level(Level l) {
  return l == Level::unknown ? Json(nullptr) : Json(level_name(l, Voice(Language::zh)));
}

Json rule(const CitedRule& cited) {
  Json bases = Json::array();
  for (const CitedRule::Basis& basis : cited.bases) {
    bases.push_back({{"text", basis.text}, {"presumed", basis.presumed}});
  }
  return {{"place", cited.place}, {"bases", std::move(bases)}};
}

Json change(const ExplainedChange& c, Zone zone) {
  Json j = {{"what", change_word(c.kind)}};
  if (!c.key.empty()) j["key"] = c.key;
  if (!c.name.empty()) j["name"] = c.name;
  if (!c.value.empty()) j["value"] = c.value;
  if (!c.whom.empty()) j["whom"] = c.whom;
  if (c.from != Level::unknown) j["from"] = level(c.from);
  if (c.level != Level::unknown) j["to"] = level(c.level);
  if (!c.former.empty()) j["from"] = c.former;
  if (c.closes) j["closes"] = true;
  if (c.sleeps) j["sleeps"] = true;
  if (c.unjudged) j["unjudged"] = true;
  const bool has_due = c.kind == ChangeKind::opened || c.kind == ChangeKind::armed || c.kind == ChangeKind::resumed ||
                       c.kind == ChangeKind::extended || c.kind == ChangeKind::recounted;
  if (has_due) j["due"] = instant(c.at, zone);
  if (!c.rule.place.empty()) j["rule"] = c.rule.place;
  return j;
}

std::string_view why_word(Unmet::Why why) {
  switch (why) {
    case Unmet::Why::no: return "false";
    case Unmet::Why::unknown: return "unknown";
    case Unmet::Why::used_up: return "used_up";
    case Unmet::Why::too_late: return "too_late";
    case Unmet::Why::not_begun: return "not_begun";
    case Unmet::Why::asked_already: return "asked_already";
    case Unmet::Why::too_long: return "too_long";
    case Unmet::Why::undecided: return "undecided";
  }
  return "";
}

Json condition(const ExplainedCondition& c) {
  Json facts = Json::object();
  for (const auto& [name, value] : c.facts) facts[name] = value ? Json(*value) : Json();
  return {{"why", why_word(c.why)}, {"rule", rule(c.rule)}, {"facts", std::move(facts)}};
}

Json moment(const Moment& m, Zone zone) {
  Json j = {{"at", instant(m.at, zone)}, {"kind", kind_word(m.kind)}};
  if (m.stood_at != m.at) j["stood_at"] = instant(m.stood_at, zone);
  if (!m.event.empty()) j["event"] = m.event;
  if (!m.deadline_key.empty()) j["deadline"] = m.deadline_key;
  if (!m.unit.empty()) j["unit"] = m.unit;
  if (!m.role.empty()) j["role"] = m.role;
  if (m.occurred != Instant::never()) j["occurred"] = instant(m.occurred, zone);
  if (m.assumed) j["assumed"] = true;
  if (m.line != 0) j["line"] = m.line;
  if (m.refused != Refused::none) {
    constexpr Voice english(Language::en);
    j["refused"] = m.refused == Refused::malformed ? malformed_name(m.malformed, english)
                                                   : refusal_name(m.refused, english);
    if (!m.detail.empty()) j["detail"] = m.detail;
    if (!m.missing.empty()) j["missing"] = m.missing;
    if (!m.owed.empty()) j["owed"] = m.owed;
    for (const ExplainedCondition& c : m.conditions) j["conditions"].push_back(condition(c));
  }
  if (!m.rule.place.empty()) j["rule"] = rule(m.rule);
  Json changes = Json::array();
  for (const ExplainedChange& c : m.changes) changes.push_back(change(c, zone));
  j["changes"] = std::move(changes);
  return j;
}

Json obligation(const ExplainedObligation& o, Zone zone) {
  Json days = Json::array();
  if (o.trace) {
    for (const TraceDay& day : o.trace->days) days.push_back({{"date", to_string(day.day)}, {"counts", day.counts}});
  }
  return {{"key", o.outcome.key},
          {"name", o.outcome.name},
          {"ordinal", o.outcome.ordinal},
          {"holder", o.outcome.holder_name},
          {"length", show_length(o.length, Voice(Language::en))},
          {"statutory", o.statutory},
          {"right", o.outcome.right},
          {"anchor_event", o.anchor_event},
          {"anchor", instant(o.anchor, zone)},
          {"deemed", instant(o.deemed, zone)},
          {"due", instant(o.outcome.due, zone)},
          {"provisional", o.outcome.provisional},
          {"state", keyword(o.outcome.state)},
          {"settled", instant(o.outcome.settled, zone)},
          {"breached", o.outcome.breached},
          {"unjudged", o.outcome.unjudged},
          {"suspended", o.suspended},
          {"rule", rule(o.rule)},
          {"days", std::move(days)}};
}

}  // namespace

Json explanation_json(const Explanation& x) {
  Json timeline = Json::array(), obligations = Json::array();
  for (const Moment& m : x.timeline) timeline.push_back(moment(m, x.zone));
  for (const ExplainedObligation& o : x.obligations) obligations.push_back(obligation(o, x.zone));
  return {{"case", x.id},
          {"type", x.case_type},
          {"at", instant(x.at, x.zone)},
          {"opened", x.opened},
          {"ring", x.ring},
          {"stage", x.outcome.stage},
          {"closed", x.outcome.closed},
          {"level", level(x.outcome.level)},
          {"accepts", x.accepts},
          {"timeline", std::move(timeline)},
          {"obligations", std::move(obligations)}};
}

}  // namespace sanhuan::cli
