#include "dsl/resolve/clock_line.hpp"

#include "dsl/resolve/length.hpp"

namespace sanhuan::dsl {

EventId read_event(Context& context, const NameTable& names, Cursor node) {
  if (!node || node.is(NodeKind::hole)) return {};
  const WordRow& escalate = row(Word::escalate);
  const std::string text = node.text();
  if (node.is(NodeKind::flag) || text == escalate.zh || text == escalate.en) return model::escalation_event;
  const Symbol* found = context.look_up(names, node, {NameKind::event});
  return found == nullptr ? EventId{} : EventId(found->id);
}

std::vector<EventId> read_events(Context& context, const ProcessDraft& process, Cursor node, bool& fine) {
  std::vector<EventId> events;
  for (const Cursor& part : node.children()) {
    if (!part.is(NodeKind::name) && !(part.is(NodeKind::flag) && part.word() == Word::escalate)) continue;
    const EventId event = read_event(context, process.names, part);
    fine = fine && event;
    if (event) events.push_back(event);
  }
  return events;
}

model::Range list_events(Context& context, const std::vector<EventId>& events) {
  const model::Range range{static_cast<std::uint32_t>(context.out.event_lists.size()),
                           static_cast<std::uint32_t>(events.size())};
  context.out.event_lists.insert(context.out.event_lists.end(), events.begin(), events.end());
  return range;
}

ClockLine read_clock(Context& context, const ProcessDraft& process, Cursor from) {
  ClockLine clock;
  const Cursor anchor = from.child(NodeKind::anchor);
  if (anchor && anchor.word() != Word::entry) {
    clock.anchor = anchor.word() == Word::first_time ? model::AnchorKind::first : model::AnchorKind::latest;
    clock.events = read_events(context, process, anchor, clock.fine);
  }
  const auto length = read_length(context, from.child(NodeKind::length));
  clock.fine = clock.fine && anchor && length;
  if (length) clock.length = *length;
  if (from.flag(Word::roll)) clock.length.roll = Roll::roll;
  if (from.flag(Word::no_roll)) clock.length.roll = Roll::no_roll;
  return clock;
}

std::vector<DeadlineId> read_deadline(Context& context, ProcessDraft& process, Cursor name) {
  const Symbol* found = context.look_up(process.names, name, {NameKind::deadline});
  return found == nullptr ? std::vector<DeadlineId>{} : process.versions(DeadlineId(found->id));
}

model::Validity read_validity(Context& context, LineRef line, model::Validity otherwise) {
  model::Validity valid = otherwise;
  bool written = false;
  for (const LineRef& below : line.below(NodeKind::effective)) {
    if (written) context.sink.report("E0333", below.place());
    written = true;
    const std::vector<Cursor> dates = below.node().children(NodeKind::date);
    if (dates.empty()) continue;
    valid.from = Day{static_cast<std::int32_t>(dates[0].value())};
    valid.to = dates.size() > 1 ? Day{static_cast<std::int32_t>(dates[1].value())} : last_day;
    if (valid.to < valid.from) context.sink.report("E0324", below.place());
  }
  return valid;
}

}  // namespace sanhuan::dsl
