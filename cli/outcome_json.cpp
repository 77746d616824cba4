#include "cli/outcome_json.hpp"

#include "cli/words.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;
using State = ObligationOutcome::State;

// Levels in the words of the rules, as facts and stages are.
std::string_view level_word(Level level) { return level_name(level, Voice(Language::zh)); }

Json instant(Instant at, Zone zone) {
  return at == Instant::never() || at == Instant::before_all() ? Json(nullptr) : Json(to_string(at, zone));
}

std::string_view clock_key(const ObligationOutcome& o) {
  if (o.state != State::open) return "stopped";
  if (o.suspended) return "suspended";
  return o.due == Instant::never() ? "waiting" : "running";
}

Json obligation(const ObligationOutcome& o, Zone zone) {
  Json warned = Json::array();
  for (const Instant at : o.warned) warned.push_back(to_string(at, zone));
  return {{"key", o.key},
          {"responsibility", o.responsibility},
          {"holder", o.holder_name},
          {"opened", instant(o.opened, zone)},
          {"due", instant(o.due, zone)},
          {"provisional", o.provisional},
          {"state", keyword(o.state)},
          {"fulfilled", o.state == State::fulfilled ? instant(o.settled, zone) : Json(nullptr)},
          {"breached", instant(o.breached_at, zone)},
          {"reversed", !o.breached && o.breached_at != Instant::never()},
          {"unjudged", o.unjudged},
          {"right", o.right},
          {"warned", std::move(warned)},
          {"escalations", o.escalations}};
}

}  // namespace

Json outcome_json(const Rulebook& rulebook, const std::string& id, const CaseOutcome& outcome) {
  const Zone zone = rulebook.calendar().zone();
  Json facts = Json::object();
  for (const auto& [name, value] : outcome.facts) facts[name] = value;
  Json obligations = Json::array(), clocks = Json::array(), escalations = Json::array();
  for (const ObligationOutcome& o : outcome.obligations) {
    obligations.push_back(obligation(o, zone));
    clocks.push_back({{"key", o.key}, {"due", instant(o.due, zone)}, {"state", clock_key(o)}});
  }
  for (const RungOutcome& r : outcome.escalations) {
    escalations.push_back({{"at", to_string(r.at, zone)},
                           {"from", level_word(r.from)},
                           {"to", level_word(r.level)},
                           {"because", r.deadline}});
  }
  return {{"case", id},
          {"type", outcome.type},
          {"stage", outcome.stage},
          {"closed", outcome.closed},
          {"late", outcome.late},
          {"persons", outcome.persons},
          {"level", outcome.level == Level::unknown ? Json(nullptr) : Json(level_word(outcome.level))},
          {"opened", outcome.opened ? instant(outcome.opened_at, zone) : Json(nullptr)},
          {"facts", std::move(facts)},
          {"obligations", std::move(obligations)},
          {"clocks", std::move(clocks)},
          {"escalations", std::move(escalations)},
          {"effects", outcome.effects.size()},
          {"rejected", outcome.rejected.size()}};
}

}  // namespace sanhuan::cli
