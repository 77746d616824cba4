// Extensions (延期): granted at once, or asked for and decided in time. Semantics 2.7b.
#include <algorithm>

#include "lib/core/context.hpp"

namespace sanhuan {

namespace {

bool is_extension(ClockEventKind kind) noexcept {
  return kind == ClockEventKind::extended_raw || kind == ClockEventKind::extended_rolled;
}

}  // namespace

std::uint32_t Context::extensions_of(const Obligation& o) const noexcept {
  if (!o.in_cold) return 0;
  const auto& history = state_.cold()->history;
  return static_cast<std::uint32_t>(std::count_if(history.begin(), history.end(), [&](const Cold::Befell& b) {
    return b.serial == o.serial && is_extension(b.event.kind);
  }));
}

const Cold::Asked* Context::asked_for(const Obligation& o) const noexcept {
  return o.in_cold ? record_of(state_.cold()->asked, o.serial) : nullptr;
}

// The decision is an obligation of the same scope, like any other but that nothing waits for it.
void Context::ask_extension(Obligation& subject) {
  const std::uint16_t serial = subject.serial;
  open_obligation(deadline(subject.deadline).extension.decision, when_);
  const Obligation& request = state_.obligations().back();  // may have moved the block
  if (request.deadline != deadline(find(serial)->deadline).extension.decision) return;  // no room for it: refused
  const Instant until = request.due;
  const std::uint16_t decides = request.serial;
  cold().asked.push_back({decides, serial, when_, until, find(serial)->breached, {}});
  state_.obligations().back().in_cold = true;
  Obligation& o = *find(serial);
  o.in_cold = true;
  o.held = true;
  place_rungs(o);
  change(ChangeKind::asked, o).at = until;
}

void Context::ask_extensions(const Serials& which) {
  for (const std::uint16_t serial : which)
    if (Obligation* const o = find(serial))
      if ((process_plan_->relation(event_->event, o->deadline) & relation::asks) != 0) ask_extension(*o);
}

Refusal Context::grant(Obligation& o, const Cold::Asked* asked) {
  const model::Extension& extension = deadline(o.deadline).extension;
  Length length = extension.at_most;
  if (extension.measure != 0xffff) {
    for (const PayloadField& p : event_->payload) {
      if (p.field != extension.measure || !p.value.known()) continue;
      if (p.value.number < 1 || p.value.number > length.count)
        return guarded(Unmet::Why::too_long, extension.rule);
      length.count = static_cast<std::uint32_t>(p.value.number);
    }
  }
  // Asked by the due, it is judged as of the asking: a breach since then is none.
  if (o.breached && asked != nullptr && !asked->late && asked->at <= o.due) reverse(o);
  o.held = false;
  if (o.breached && due_broken(o) == o.due) {
    o.in_cold = true;
    cold().breached.push_back({o.serial, o.due});
  }
  befall(o, {when_, length, 0, extension.from_rolled ? ClockEventKind::extended_rolled : ClockEventKind::extended_raw});
  if (o.clock == ClockState::running) {
    recount(o, ChangeKind::extended, extension.rule);
  } else {
    Change& later = change_of_due(ChangeKind::extended, o, 0);  // added when the clock goes on
    later.at = Instant::never();
    later.rule = extension.rule;
  }
  const Obligation at_hand = o;  // what is done with the granting (则 告知 …) has no move and opens nothing
  return act(extension.then.actions, &at_hand);
}

Refusal Context::decide(const Serials& fulfilled) {
  if (state_.cold() == nullptr || state_.cold()->asked.empty()) return {};
  for (const std::uint16_t serial : fulfilled) {
    const Obligation* const request = find(serial);  // settled by now, where its holder left or a granting ended it
    if (request == nullptr) continue;
    const model::Deadline& d = deadline(request->deadline);
    if (!d.request || !d.extends) continue;
    const auto& all = state_.cold()->asked;
    const auto asked = std::find_if(all.begin(), all.end(), [&](const auto& a) { return a.request == serial; });
    if (asked == all.end()) continue;
    Obligation* const o = find(asked->serial);
    if (o == nullptr) continue;
    const Cold::Asked decided = *asked;
    std::erase_if(cold().asked, [&](const auto& a) { return a.request == serial; });
    if (deadline(d.extends).extension.grant == event_->event) {
      if (const Refusal refusal = grant(*o, &decided)) return refusal;
    } else {
      o->held = false;
      place_rungs(*o);  // what was held back is past: it fires when the step is done, with its own date
      change(ChangeKind::declined, *o);
    }
  }
  return {};
}

// Nobody waits for a decision on what is settled.
void Context::close_requests_of(std::uint16_t serial) {
  while (const Cold::Asked* const asked = record_of(state_.cold()->asked, serial)) {
    const std::uint16_t request = asked->request;
    std::erase_if(cold().asked, [&](const auto& a) { return a.request == request; });
    close_if_open(request, ChangeKind::lapsed);
  }
}

}  // namespace sanhuan
