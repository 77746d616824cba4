#include "dsl/resolve/rosters.hpp"

#include <algorithm>
#include <string>

#include "dsl/resolve/suggest.hpp"

namespace sanhuan::dsl {

namespace {

UnitId unit_of(Context& context, const Written& written) {
  if (written.empty()) return {};
  const UnitId unit = context.organisation.find(written.text);
  const NameKind kinds[] = {NameKind::unit};
  if (!unit && !context.may_be_unread(kinds)) context.sink.report("E0830", written.place, {written.text});
  return unit;
}

// The event and its fields that say who was given a case.
void lower_record(Context& context, const RosterSource& source, Roster& roster) {
  if (source.event.empty()) return;
  const Symbol* found = context.names.find(source.event.text);
  const NameKind kinds[] = {NameKind::event};
  if (found == nullptr || found->kind != NameKind::event) {
    if (!context.may_be_unread(kinds) && !context.may_be_in_a_hole(source.event.text))
      context.report_unknown(context.names, source.event.text, source.event.place, kinds);
    return;
  }
  roster.event = found->name;
  const std::vector<FieldDraft>& fields = context.events[found->id].fields;
  const auto field = [&](const Written& written, std::string& into) {
    if (written.empty()) return;
    into = written.text;
    if (std::any_of(fields.begin(), fields.end(), [&](const FieldDraft& f) { return f.name == written.text; })) return;
    std::vector<std::string> names;
    for (const FieldDraft& f : fields) names.push_back(f.name);
    context.sink.report("E0906", written.place, {found->name, written.text}).suggestion = nearest(written.text, names);
  };
  field(source.member_field, roster.member_field);
  field(source.excluded_field, roster.excluded_field);
  field(source.units_field, roster.units_field);
  field(source.skill_field, roster.skill_field);
}

}  // namespace

std::vector<Roster> lower_rosters(Context& context, std::vector<RosterSource> sources) {
  std::vector<Roster> rosters;
  for (RosterSource& source : sources) {
    Roster& roster = source.roster;
    for (std::size_t i = 0; i < source.member_units.size(); ++i) roster.members[i].unit = unit_of(context, source.member_units[i]);
    for (std::size_t i = 0; i < source.recusal_units.size(); ++i) roster.recusals[i].unit = unit_of(context, source.recusal_units[i]);
    if (context.calendar != nullptr && roster.start < context.calendar->data().first)
      context.sink.report("E0907", source.start, {to_string(roster.start), to_string(context.calendar->data().first)});
    lower_record(context, source, roster);
    rosters.push_back(std::move(roster));
  }
  return rosters;
}

}  // namespace sanhuan::dsl
