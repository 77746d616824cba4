#include "tests/support/play.hpp"

#include <stdexcept>

#include "lib/core/message.hpp"
#include "lib/core/past.hpp"
#include "lib/replay/describe.hpp"
#include "lib/rulebook/keywords.hpp"
#include "lib/rulebook/registers.hpp"
#include "tests/support/pack.hpp"

namespace sanhuan::test {

RecordedActor actor(std::string_view name) {
  RecordedActor by;
  if (name == "信访人") return by.petitioner = true, by;
  if (name == "系统") return by.system = true, by;
  constexpr std::string_view of = " 的 ";
  if (const auto found = name.find(of); found != name.npos)
    return {std::string(name.substr(0, found)), std::string(name.substr(found + of.size())), false, false};
  if (name == "窗口人员" || name == "负责人") return by.role = name, by;
  return by.unit = name, by;
}

RecordedEvent opening(std::string_view local, Facts facts) {
  RecordedEvent e;
  e.at = at(local);
  e.open = "petition";
  e.by.system = true;
  e.facts = std::move(facts);
  return e;
}

RecordedEvent event(std::string_view local, std::string_view by, std::string_view name, Facts facts) {
  RecordedEvent e;
  e.at = at(local);
  e.event = name;
  e.by = actor(by);
  e.facts = std::move(facts);
  return e;
}

RecordedEvent assumed(RecordedEvent e) {
  e.assumed = true;
  return e;
}

Play::Play(std::shared_ptr<const Rulebook> rulebook)
    : rulebook_(std::move(rulebook)),
      stepper_(rulebook_->data(), {rulebook_->calendar_register(), rulebook_->organisation_register()}),
      reader_(*rulebook_),
      type_(rulebook_->case_type("petition")),
      state_(stepper_.make(type_)) {}

Instant Play::to(std::string_view local) { return at(local); }

Answer Play::open(std::string_view local, const Facts& facts) { return submit(opening(local, facts)); }

Answer Play::submit(std::string_view local, std::string_view by, std::string_view name, const Facts& facts) {
  return submit(event(local, by, name, facts));
}

Answer Play::submit(const RecordedEvent& from) {
  const LineReader::Line& line = reader_.read(from, type_);
  if (line.unreadable) throw std::runtime_error("a test names what the pack does not know: " + line.unreadable.detail);
  if (!from.open.empty()) return stepper_.open(state_, line.opening, entries_, judged());
  return stepper_.step(state_, line.event, entries_, judged());
}

std::uint32_t Play::advance(Instant now) { return stepper_.advance(state_, now, entries_, judged()); }

Obstacles Play::migrate(const Play& before, std::string_view local) {
  const RulebookData& old = before.rulebook_->data();
  const model::Migration* const block = Counterparts::block(old, rulebook_->data(), before.type_);
  if (block == nullptr) throw std::runtime_error("no 迁移 is about these cases");
  const Counterparts to(old, rulebook_->data(), before.type_, *block);
  Past past;
  for (const Entry& e : before.entries_.entries)
    past.read(e, std::span(before.entries_.changes).subspan(e.first_change, e.change_count));
  return stepper_.migrate(before.stepper_, before.state_, to, past, at(local), {Holder::Kind::system, {}, {}}, state_, entries_);
}

const model::Process& Play::process() const {
  const RulebookData& rules = rulebook_->data();
  return rules.processes[rules.case_types[type_.value].process.value];
}

std::string Play::stage() const {
  return std::string(rulebook_->data().text(process().scopes[state_.head().leaf.value].name));
}

std::string Play::fact(std::string_view name) const {
  const FactId id = rulebook_->fact(type_, name);
  if (!id) throw std::runtime_error("no fact: " + std::string(name));
  const RulebookData& rules = rulebook_->data();
  const FactType type = rules.facts[rules.case_types[type_.value].facts.first + id.value].type;
  return rulebook_->show_value(type, read_fact(rules, layout(), state_, id));
}

const Obligation* Play::find(std::string_view deadline, std::string_view holder) const {
  bool known = false;
  for (const model::Deadline& d : process().deadlines) known = known || rulebook_->data().text(d.name) == deadline;
  if (!known) throw std::runtime_error("no deadline: " + std::string(deadline));
  for (const Obligation& o : state_.obligations())
    if (rulebook_->data().text(process().deadlines[o.deadline.value].name) == deadline &&
        (holder.empty() || holder_of(o.holder()) == holder))
      return &o;
  return nullptr;
}

std::string Play::due(std::string_view deadline, std::string_view holder) const {
  const Obligation* o = find(deadline, holder);
  if (o == nullptr) return "none";
  switch (o->clock) {
    case ClockState::waiting: return "waiting";
    case ClockState::suspended: return "suspended";
    case ClockState::running: break;
  }
  return show(o->due);
}

std::size_t Play::open_obligations(std::string_view deadline) const {
  std::size_t n = 0;
  for (const Obligation& o : state_.obligations())
    n += rulebook_->data().text(process().deadlines[o.deadline.value].name) == deadline ? 1 : 0;
  return n;
}

std::string Play::holder(std::string_view deadline) const {
  const Obligation* o = find(deadline, {});
  return o == nullptr ? "none" : holder_of(o->holder());
}

bool Play::breached(std::string_view deadline) const {
  const Obligation* o = find(deadline, {});
  return o != nullptr && o->breached;
}

std::string Play::holder_of(Holder holder) const { return holder_name(*rulebook_, holder); }

Holder Play::opened_with(std::uint32_t serial) const {
  for (const Change& c : entries_.changes)
    if (c.kind == ChangeKind::opened && c.b == serial) return Holder::unpack(c.holder);
  return {};
}

std::vector<std::string> Play::change(const Change& c) const {
  const RulebookData& rules = rulebook_->data();
  const auto scope = [&](std::uint32_t id) { return std::string(rules.text(process().scopes[id].name)); };
  const auto deadline = [&](std::string_view what) {
    std::string text = std::string(what) + ' ' + std::string(rules.text(process().deadlines[c.a].name));
    if (process().responsibilities[process().deadlines[c.a].responsibility.value].each)
      text += ' ' + holder_of(opened_with(c.b));
    return text;
  };
  const auto fact = [&] {
    return std::string(rules.text(rules.facts[rules.case_types[type_.value].facts.first + c.a].name));
  };
  switch (c.kind) {
    case ChangeKind::moved: {
      if ((c.flags & change_flag::closes) != 0) return {"closed " + scope(c.a)};
      if ((c.flags & change_flag::sleeps) != 0) return {"slept " + scope(c.b), "entered " + scope(c.a)};
      if ((c.flags & change_flag::back) != 0) return {"back to " + scope(c.a)};
      if ((c.flags & change_flag::reopens) != 0) return {"reopened " + scope(c.a)};
      return {"entered " + scope(c.a)};
    }
    case ChangeKind::fact: return {(c.b & 1) != 0 ? "cleared " + fact() : "learnt " + fact()};
    case ChangeKind::level: return {"level " + std::string(keyword(static_cast<Level>(c.a)))};
    case ChangeKind::escalated: {
      const std::string whom = holder_of(Holder::unpack(c.value));
      return {"escalated " + std::string(keyword(static_cast<Level>(c.a))) + (whom.empty() ? "" : " " + whom)};
    }
    case ChangeKind::effect: {
      const std::string whom = holder_of(Holder::unpack(c.value));
      const char* how = (c.flags & change_flag::compensates) != 0 ? "compensated "
                        : (c.flags & change_flag::passed_up) != 0 ? "passed up "
                                                                  : "";
      return {"effect " + std::string(how) + std::string(keyword(static_cast<model::Verb>(c.a))) +
              (whom.empty() ? "" : " " + whom)};
    }
    case ChangeKind::deemed: return {"deemed"};
    case ChangeKind::opened: {
      std::vector<std::string> lines{deadline("opened")};
      if ((c.flags & change_flag::unjudged) != 0) lines.push_back(deadline("unjudged"));
      if (c.at != Instant::never()) lines.push_back(deadline("armed") + " until " + show(c.at));
      return lines;
    }
    case ChangeKind::armed: return {deadline("armed") + " until " + show(c.at)};
    case ChangeKind::fulfilled: return {deadline("fulfilled")};
    case ChangeKind::breached: return {deadline("breached")};
    case ChangeKind::waived: return {deadline("waived")};
    case ChangeKind::returned: return {deadline("returned")};
    case ChangeKind::reassigned: return {deadline("reassigned")};
    case ChangeKind::lapsed: return {deadline("lapsed")};
    case ChangeKind::suspended: return {deadline("suspended")};
    case ChangeKind::resumed: return {deadline("resumed") + " until " + show(c.at)};
    case ChangeKind::extended: return {deadline("extended") + " until " + show(c.at)};
    case ChangeKind::recounted: return {deadline("recounted") + " until " + show(c.at)};
    case ChangeKind::reversed: return {deadline("reversed")};
    case ChangeKind::asked: return {deadline("asked") + " until " + show(c.at)};
    case ChangeKind::declined: return {deadline("declined")};
    case ChangeKind::delegated: return {deadline("delegated") + " to " + holder_of(Holder::unpack(c.value))};
    case ChangeKind::recalled: return {deadline("recalled")};
    case ChangeKind::merged: return {"merged " + std::string(rulebook_->event_name(EventId(c.a))) + " " + show(c.at)};
    case ChangeKind::child: return {"child " + std::string(rules.text(rules.case_types[c.a].name))};
    case ChangeKind::child_closed: return {"child closed " + std::string(rules.text(rules.case_types[c.a].name))};
    case ChangeKind::rung: return {deadline("rung")};
  }
  return {"?"};
}

std::vector<std::string> Play::changes_of_last_entry() const {
  std::vector<std::string> lines;
  const Entry& entry = entries_.entries.back();
  for (std::uint32_t i = 0; i < entry.change_count; ++i)
    for (std::string& line : change(entries_.changes[entry.first_change + i])) lines.push_back(std::move(line));
  return lines;
}

std::vector<std::string> Play::log() const {
  const RulebookData& rules = rulebook_->data();
  std::vector<std::string> lines;
  for (const Entry& entry : entries_.entries) {
    std::string line = show(entry.stood_at);
    switch (entry.kind) {
      case EntryKind::opened: line += " opened"; break;
      case EntryKind::event: line += " event " + std::string(rulebook_->event_name(entry.event)); break;
      case EntryKind::refusal: line += " refused " + std::string(rulebook_->event_name(entry.event)); break;
      case EntryKind::timer:
        line += " timer " + std::string(rules.text(process().deadlines[entry.deadline.value].name));
        break;
      case EntryKind::recomputed: line += " recomputed"; break;
      case EntryKind::child: line += " child"; break;
      case EntryKind::migration: line += " migration"; break;
      case EntryKind::erasure: line += " erasure"; break;
    }
    const char* separator = ": ";
    for (std::uint32_t i = 0; i < entry.change_count; ++i)
      for (const std::string& change : change(entries_.changes[entry.first_change + i]))
        line += std::exchange(separator, ", ") + change;
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string Play::missing(const Answer& answer) const {
  const RulebookData& rules = rulebook_->data();
  if (!answer.missing) return "none";
  return std::string(rules.text(rules.facts[rules.case_types[type_.value].facts.first + answer.missing.value].name));
}

std::string Play::owed(const Answer& answer) const {
  return answer.owed ? std::string(rulebook_->data().text(process().deadlines[answer.owed.value].name)) : "none";
}

}  // namespace sanhuan::test
