#include "sanhuan/roster_choices.hpp"

#include <algorithm>
#include <tuple>

namespace sanhuan {

namespace {

using RefusedEvent = std::tuple<std::string, std::uint32_t, Instant>;  // event, line, instant

void add_refused(const CaseOutcome& outcome, std::vector<RefusedEvent>& all) {
  for (const RejectedEvent& r : outcome.rejected) all.emplace_back(r.event, r.line, r.at);
  for (const ChildOutcome& child : outcome.children) add_refused(child.outcome, all);
}

std::vector<std::string_view> pieces(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    std::size_t end = text.size(), mark = 0;
    for (const std::string_view m : {"\x1f", "、", ","})
      if (const std::size_t at = text.find(m); at < end) end = at, mark = m.size();
    if (end > 0) found.push_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + mark));
  }
  return found;
}

std::string_view fact(const RecordedEvent& event, const std::string& field) {
  if (field.empty()) return {};
  for (const auto& [name, text] : event.facts)
    if (name == field) return text;
  return {};
}

RosterChoice read(const Rulebook& rules, const Roster& roster, const RecordedEvent& event) {
  RosterChoice choice;
  choice.named = fact(event, roster.member_field);
  choice.taken = {roster.find(choice.named), event.occurred == Instant::never() ? event.at : event.occurred};
  for (const std::string_view key : pieces(fact(event, roster.excluded_field)))
    if (const MemberId id = roster.find(key)) choice.wish.excluded.push_back(id);
  for (const std::string_view name : pieces(fact(event, roster.units_field)))
    if (const UnitId unit = rules.unit(name)) choice.wish.units.push_back(unit);
  choice.wish.skill = fact(event, roster.skill_field);
  return choice;
}

}  // namespace

std::vector<RosterChoice> roster_choices(std::shared_ptr<const Rulebook> rules, const RosterBook& book, std::span<const RecordedCase> cases,
                                         Instant until) {
  std::vector<RosterChoice> choices;
  const Roster& roster = book.roster();
  const EventId wanted = roster.event.empty() ? EventId{} : rules->event(roster.event);
  if (!wanted) return choices;
  Folder folder(rules);
  for (const RecordedCase& record : cases) {
    const auto names_somebody = [&](const RecordedEvent& e) { return e.at <= until && !e.event.empty() && rules->event(e.event) == wanted; };
    if (std::none_of(record.events.begin(), record.events.end(), names_somebody)) continue;
    std::vector<RefusedEvent> refused;
    add_refused(folder.fold(record, until), refused);
    for (const RecordedEvent& event : record.events) {
      if (!names_somebody(event) || std::find(refused.begin(), refused.end(), RefusedEvent{event.event, event.line, event.at}) != refused.end()) continue;
      choices.push_back(read(*rules, roster, event));
      choices.back().case_id = event.child.empty() ? record.id : record.id + "/" + event.child;
    }
  }
  std::stable_sort(choices.begin(), choices.end(), [](const RosterChoice& a, const RosterChoice& b) { return a.taken.at < b.taken.at; });
  std::vector<RosterTaken> taken;
  for (RosterChoice& choice : choices) {
    choice.pick = book.pick(rules->calendar().local_day(choice.taken.at), taken, choice.wish);
    if (choice.taken.member) taken.push_back(choice.taken);
  }
  return choices;
}

}  // namespace sanhuan
