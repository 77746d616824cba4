// E0417, E0419: a warning before its clock starts; a local limit longer than the statute it implements (9.1, 9.2c).
#include <algorithm>
#include <utility>
#include <vector>

#include "dsl/resolve/checks.hpp"
#include "dsl/resolve/length.hpp"
#include "lib/calendar/length_bounds.hpp"

namespace sanhuan::dsl {

namespace {

Arg shown(const Length& length) { return {show_length(length, Language::zh), show_length(length, Language::en)}; }

std::vector<EventId> events_of(const RulebookData& rules, model::Range range) {
  std::vector<EventId> events(rules.event_lists.begin() + range.first,
                              rules.event_lists.begin() + range.first + range.count);
  std::sort(events.begin(), events.end());
  return events;
}

// The statute is the limit of the same act from the same moment. Anything less alike is left to the promises.
bool implements(const RulebookData& rules, const model::Deadline& local, const model::Deadline& statute) {
  if (!statute.statutory || local.statutory || statute.modal != model::Modal::shall ||
      local.modal != model::Modal::shall || local.anchor != statute.anchor)
    return false;
  if (local.anchor == model::AnchorKind::entry && local.scope != statute.scope) return false;
  return events_of(rules, local.anchor_events) == events_of(rules, statute.anchor_events) &&
         events_of(rules, local.fulfilled_by) == events_of(rules, statute.fulfilled_by);
}

// The length of 自 and those of 若 … 则 限 (2.5b).
std::vector<std::pair<Length, Place>> lengths_of(const CheckInput& in, std::size_t deadline) {
  const model::Deadline& d = in.process.deadlines[deadline];
  std::vector<std::pair<Length, Place>> lengths{{d.length, in.draft.deadlines[deadline].place}};
  for (std::uint32_t i = 0; i < d.class_limits.count; ++i) {
    const model::ClassLimit& limit = in.rules.class_limits[d.class_limits.first + i];
    lengths.emplace_back(limit.length, in.place(limit.rule));
  }
  return lengths;
}

}  // namespace

void check_warnings(const CheckInput& in) {
  if (in.calendar == nullptr) return;
  LengthBounds bounds(*in.calendar);
  for (std::size_t d = 0; d < in.process.deadlines.size(); ++d) {
    const model::Deadline& deadline = in.process.deadlines[d];
    if (!in.draft.deadlines[d].readable) continue;
    // What moves the end later makes room for the warning.
    if (deadline.extension.times > 0 || deadline.bound.kind == model::BoundKind::no_earlier) continue;
    for (std::uint32_t r = deadline.rungs.first; r < deadline.rungs.first + deadline.rungs.count; ++r) {
      const model::Rung& rung = in.rules.rungs[r];
      if (rung.kind != model::RungKind::remaining) continue;
      const auto lengths = lengths_of(in, d);
      const bool always = std::all_of(lengths.begin(), lengths.end(),
                                      [&](const auto& length) { return bounds.before_start(rung.length, length.first); });
      if (always)
        in.sink.report("E0417", in.place(rung.rule), {shown(rung.length), shown(deadline.length)});
    }
  }
}

// Compares upper bounds, so no rule that could be kept on some calendar is refused.
void check_statute(const CheckInput& in) {
  if (in.calendar == nullptr) return;
  LengthBounds bounds(*in.calendar);
  for (std::size_t l = 0; l < in.process.deadlines.size(); ++l) {
    for (std::size_t s = 0; s < in.process.deadlines.size(); ++s) {
      const model::Deadline& local = in.process.deadlines[l];
      const model::Deadline& statute = in.process.deadlines[s];
      if (!in.draft.deadlines[l].readable || !in.draft.deadlines[s].readable) continue;
      if (!implements(in.rules, local, statute)) continue;
      for (const auto& [length, place] : lengths_of(in, l)) {
        if (!bounds.may_be_longer(length, statute.length)) continue;
        in.sink.report("E0419", place,
                       {in.name(local.name), shown(length), in.name(statute.name), shown(statute.length)})
            .notes.push_back({in.draft.deadlines[s].place, "法定的在这里", "the statute is here"});
      }
    }
  }
}

}  // namespace sanhuan::dsl
