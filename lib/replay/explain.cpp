#include "sanhuan/explain.hpp"

#include <algorithm>
#include <tuple>

#include "lib/core/kin.hpp"
#include "lib/replay/case_fold.hpp"
#include "lib/replay/describe.hpp"
#include "lib/rulebook/keywords.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan {

namespace {

class Explainer {
 public:
  Explainer(const FoldedCase& fold, const Calendar& calendar, const std::vector<std::string>& texts,
            const RecordedCase& file)
      : fold_(fold), calendar_(calendar), texts_(texts), file_(file), rulebook_(fold.rulebook()), rules_(rulebook_.data()) {}

  void explain(Explanation& out) {
    out.zone = calendar_.zone();
    out.outcome = outcome_of(fold_, file_);
    out.opened = out.outcome.opened;
    const Folded& folded = fold_.folded();
    if (folded.type) type_ = &rules_.case_types[folded.type.value];
    if (type_ != nullptr) out.case_type = rules_.text(type_->name);
    if (out.opened) {
      process_ = &fold_.process();
      out.ring = ring_of(folded.leaf);
      obligations_of(out);
      out.accepts = accepted_events();
    }
    timeline_of(out);
    add_migrations(out);
  }

 private:
  std::string scope_name(ScopeId s) const { return std::string(rules_.text(process_->scopes[s.value].name)); }
  std::string scope_key(ScopeId s) const { return std::string(rules_.text(process_->scopes[s.value].key)); }

  std::string ring_of(ScopeId leaf) const {
    for (ScopeId s = leaf; s; s = process_->scopes[s.value].parent)
      if (process_->scopes[s.value].kind == model::ScopeKind::ring) return scope_name(s);
    return {};
  }

  // ---- the timeline ------------------------------------------------------------------------------------------------

  // Entries in their order; what the file has and no entry was made of stands where the file has it.
  void timeline_of(Explanation& out) {
    const auto& entries = fold_.entries().entries;
    std::vector<std::uint32_t> event_of(entries.size(), FoldedCase::no_entry);
    std::uint32_t opening_line = FoldedCase::no_entry;
    for (std::uint32_t i = 0; i < file_.events.size(); ++i) {
      const std::uint32_t entry = fold_.entry_of_event(i);
      if (entry != FoldedCase::no_entry) event_of[entry] = i;
      // A case that another one opened (3.6) has no line for it.
      if (entry != FoldedCase::no_entry && !file_.events[i].open.empty()) opening_line = i;
    }
    for (std::size_t e = 0; e < entries.size(); ++e)
      if (entries[e].kind == EntryKind::opened && event_of[e] == FoldedCase::no_entry) event_of[e] = opening_line;

    auto not_recorded = fold_.folded().rejected.begin();
    const auto rejected_end = fold_.folded().rejected.end();
    const auto before = [&](std::uint32_t index) {  // of the event, or of the whole file
      for (; not_recorded != rejected_end && not_recorded->index < index; ++not_recorded)
        if (fold_.entry_of_event(not_recorded->index) == FoldedCase::no_entry)
          out.timeline.push_back(unrecorded(*not_recorded));
    };
    for (std::size_t e = 0; e < entries.size(); ++e) {
      if (event_of[e] != FoldedCase::no_entry) before(event_of[e]);
      out.timeline.push_back(moment(entries[e], event_of[e]));
    }
    before(FoldedCase::no_entry);
  }

  void add_migrations(Explanation& out) const {
    for (const RecordedMigration& migration : file_.migrations) {
      if (migration.child != fold_.path() || migration.at > out.at) continue;
      Moment m;
      m.kind = MomentKind::migration;
      m.at = m.stood_at = migration.at;
      m.event = migration.from + " -> " + migration.to;
      m.event_key = migration.to;
      const auto later = [&](const Moment& other) { return other.at > m.at; };
      out.timeline.insert(std::find_if(out.timeline.begin(), out.timeline.end(), later), std::move(m));
    }
  }

  void name_event(Moment& m, const RecordedEvent& from) const {
    const EventId event = rulebook_.event(from.event);
    m.event = event ? std::string(rulebook_.event_name(event)) : from.event;
    m.event_key = event ? std::string(rulebook_.event_key(event)) : from.event;
    m.unit = from.by.unit;
    if (const UnitId unit = rulebook_.unit(from.by.unit)) m.unit = rulebook_.unit_name(unit);
    m.role = from.by.role;
    if (const RoleId role = rulebook_.role(from.by.role)) m.role = rulebook_.role_name(role);
    m.actor = from.by.petitioner     ? Holder::Kind::petitioner
              : from.by.system       ? Holder::Kind::system
              : !from.by.role.empty() ? Holder::Kind::role
              : !from.by.unit.empty() ? Holder::Kind::unit
                                      : Holder::Kind::nobody;
    m.assumed = from.assumed;
    m.occurred = from.occurred;
    m.line = from.line;
    m.facts = from.facts;
  }

  void name_refusal(Moment& m, const FoldedRejection& rejection) const {
    const Answer& answer = rejection.answer;
    m.refused = answer.refused;
    m.malformed = answer.detail;
    m.detail = describe(rulebook_, type_, rejection, file_).detail;
    if (answer.missing && type_ != nullptr)
      m.missing = rules_.text(rules_.facts[type_->facts.first + answer.missing.value].name);
    if (answer.owed && process_ != nullptr) m.owed = rules_.text(process_->deadlines[answer.owed.value].name);
    m.rule = cited(rulebook_, answer.rule);
  }

  Moment unrecorded(const FoldedRejection& rejection) const {
    Moment m;
    m.kind = MomentKind::not_recorded;
    m.at = m.stood_at = file_.events[rejection.index].at;
    name_event(m, file_.events[rejection.index]);
    name_refusal(m, rejection);
    return m;
  }

  Moment moment(const Entry& entry, std::uint32_t event) {
    Moment m;
    m.at = entry.at;
    m.stood_at = entry.stood_at;
    switch (entry.kind) {
      case EntryKind::opened: m.kind = MomentKind::opened; break;
      case EntryKind::event: m.kind = MomentKind::event; break;
      case EntryKind::refusal: m.kind = MomentKind::refusal; break;
      case EntryKind::timer: m.kind = MomentKind::timer; break;
      case EntryKind::recomputed: m.kind = MomentKind::recomputed; break;
      case EntryKind::child: m.kind = MomentKind::child; break;
      case EntryKind::migration:
      case EntryKind::erasure: break;  // a file of events has none
    }
    if (event != FoldedCase::no_entry) {
      name_event(m, file_.events[event]);
      if (entry.kind == EntryKind::opened) m.event = m.event_key = {};
      const auto& rejected = fold_.folded().rejected;
      const auto found = std::find_if(rejected.begin(), rejected.end(),
                                      [&](const FoldedRejection& r) { return r.index == event; });
      if (found != rejected.end()) name_refusal(m, *found);
      for (const Unmet& unmet : fold_.entries().unmet)
        if (unmet.entry == entry.sequence) m.conditions.push_back(condition(unmet));
    }
    if (entry.deadline) {
      m.deadline = deadline(entry.deadline.value).first;
      m.deadline_key = deadline(entry.deadline.value).second;
    }
    const Change* changes = fold_.entries().changes.data() + entry.first_change;
    for (std::uint32_t i = 0; i < entry.change_count; ++i) {
      const Change& c = changes[i];
      if (c.kind == ChangeKind::rung && !m.rung) m.rung = rung(c);
      if (m.rule.place.empty() && (c.kind == ChangeKind::rung || c.kind == ChangeKind::moved))
        m.rule = cited(rulebook_, c.rule);
      m.changes.push_back(change(c));
      if (c.kind == ChangeKind::child) m.changes.back().value = child_tail(entry.sequence, static_cast<std::uint16_t>(c.b)).substr(1);
      if (c.kind == ChangeKind::child_closed)
        m.changes.back().value = child_tail(static_cast<std::uint32_t>(c.value), static_cast<std::uint16_t>(c.b)).substr(1);
    }
    return m;
  }

  ExplainedCondition condition(const Unmet& from) const {
    ExplainedCondition c{from.why, cited(rulebook_, from.rule), {}};
    for (const auto& [id, value] : from.facts) {
      const model::Fact& fact = rules_.facts[type_->facts.first + id.value];
      auto& [name, text] = c.facts.emplace_back(rules_.text(fact.name), std::nullopt);
      if (value.known()) text = rulebook_.show_value(fact.type, value);
    }
    return c;
  }

  std::pair<std::string, std::string> deadline(std::uint32_t id) const {
    const model::Deadline& d = process_->deadlines[id];
    return {std::string(rules_.text(d.name)), std::string(rules_.text(d.key))};
  }

  ExplainedRung rung(const Change& c) const {
    const model::Range range = process_->deadlines[c.a].rungs;
    const model::Rung& from = rules_.rungs[range.first + static_cast<std::uint32_t>(c.value)];
    ExplainedRung r;
    switch (from.kind) {
      case model::RungKind::remaining: r.kind = ExplainedRung::Kind::remaining; break;
      case model::RungKind::breach: r.kind = ExplainedRung::Kind::breach; break;
      case model::RungKind::after_full: r.kind = ExplainedRung::Kind::after_full; break;
      case model::RungKind::nth_day: r.kind = ExplainedRung::Kind::nth_day; break;
    }
    r.length = from.length;
    r.follows = from.after >= 0;
    return r;
  }

  // ---- changes -----------------------------------------------------------------------------------------------------

  ExplainedChange change(const Change& c) const {
    ExplainedChange x;
    x.kind = c.kind;
    x.at = c.at;
    x.rule = cited(rulebook_, of_obligation(c.kind) && !c.rule ? process_->deadlines[c.a].rule : c.rule);
    switch (c.kind) {
      case ChangeKind::moved:
        x.name = scope_name(ScopeId(c.a));
        x.key = scope_key(ScopeId(c.a));
        if (c.b != no_stage) x.former = scope_name(ScopeId(c.b));
        x.closes = (c.flags & change_flag::closes) != 0;
        x.sleeps = (c.flags & change_flag::sleeps) != 0;
        x.reopens = (c.flags & change_flag::reopens) != 0;
        return x;
      case ChangeKind::fact: return name_fact(x, c), x;
      case ChangeKind::level:
        x.level = static_cast<Level>(c.a);
        x.from = static_cast<Level>(c.b);
        return x;
      case ChangeKind::escalated:
        x.level = static_cast<Level>(c.a);
        x.from = static_cast<Level>(c.b);
        return name_holder(x, Holder::unpack(c.value)), x;
      case ChangeKind::effect: return name_effect(x, c), x;
      case ChangeKind::deemed:
        x.value = text_of(c);
        if (c.a != DeadlineId::none_value) std::tie(x.name, x.key) = deadline(c.a);
        return x;
      case ChangeKind::opened:
        name_obligation(x, c);
        x.unjudged = (c.flags & change_flag::unjudged) != 0;
        return name_holder(x, Holder::unpack(c.holder)), x;
      case ChangeKind::reassigned:
      case ChangeKind::delegated:
        name_obligation(x, c);
        return name_holder(x, Holder::unpack(c.value)), x;
      case ChangeKind::merged:
        x.name = rulebook_.event_name(EventId(c.a));
        x.key = rulebook_.event_key(EventId(c.a));
        return x;
      case ChangeKind::child:
      case ChangeKind::child_closed:
        x.name = rules_.text(rules_.case_types[c.a].name);
        x.key = rules_.text(rules_.case_types[c.a].key);
        return x;
      case ChangeKind::armed:
      case ChangeKind::resumed:
      case ChangeKind::extended:
      case ChangeKind::recounted:
      case ChangeKind::asked:
      case ChangeKind::declined:
      case ChangeKind::recalled:
      case ChangeKind::reversed:
      case ChangeKind::fulfilled:
      case ChangeKind::breached:
      case ChangeKind::waived:
      case ChangeKind::returned:
      case ChangeKind::lapsed:
      case ChangeKind::suspended:
      case ChangeKind::rung: return name_obligation(x, c), x;
    }
    return x;
  }

  void name_obligation(ExplainedChange& x, const Change& c) const {
    std::tie(x.name, x.key) = deadline(c.a);
    x.serial = c.b;
    x.ordinal = fold_.folded().obligations[c.b - 1].ordinal;
    x.right = process_->deadlines[c.a].modal == model::Modal::may;
    x.provisional = (c.flags & change_flag::provisional) != 0;
  }

  void name_holder(ExplainedChange& x, Holder holder) const {
    x.holder = holder;
    x.whom = holder_name(rulebook_, x.holder);
  }

  void name_fact(ExplainedChange& x, const Change& c) const {
    const model::Fact& fact = rules_.facts[type_->facts.first + c.a];
    x.name = rules_.text(fact.name);
    x.key = rules_.text(fact.key);
    if ((c.b & 1) != 0) return;
    const bool cold = fact.type.list || fact.type.kind == FactKind::text;
    x.value = cold ? text_of(c) : rulebook_.show_value(fact.type, Value::of(c.value));
  }

  const std::string& text_of(const Change& c) const {
    return texts_[static_cast<std::size_t>(&c - fold_.entries().changes.data())];
  }

  void name_effect(ExplainedChange& x, const Change& c) const {
    const model::Action& action = rules_.actions[c.b];
    x.key = action.host_name ? rules_.text(action.host_name) : keyword(static_cast<model::Verb>(c.a));
    x.name = x.key;
    x.value = text_of(c);
    x.points = (c.flags & change_flag::compensates) != 0 ? -action.points : action.points;
    x.passed_up = (c.flags & change_flag::passed_up) != 0;
    name_holder(x, Holder::unpack(c.value));
  }

  // ---- obligations -------------------------------------------------------------------------------------------------

  void obligations_of(Explanation& out) const {
    const auto& folded = fold_.folded().obligations;
    for (std::size_t i = 0; i < folded.size(); ++i) {
      const FoldedObligation& from = folded[i];
      const model::Deadline& d = process_->deadlines[from.deadline.value];
      ExplainedObligation o;
      o.outcome = out.outcome.obligations[i];
      o.length = d.length;
      o.statutory = d.statutory;
      o.as_received = d.as_received;
      o.anchor = from.anchor;
      o.rule = cited(rulebook_, from.rule);
      o.deemed = from.anchor;
      if (from.anchor != Instant::before_all()) {
        if (!from.as_received) o.deemed = calendar_.deemed(from.anchor);
        o.anchor_event = anchor_event(d, from.anchor);
        o.trace = trace(calendar_, o.deemed, d.length, false);
        o.trace->anchor = from.anchor;
      }
      clock_of(i + 1, from, o);
      out.obligations.push_back(std::move(o));
    }
  }

  // Which of 自 E 或 F it was: the one that the file has at that instant.
  std::string anchor_event(const model::Deadline& d, Instant anchor) const {
    if (d.anchor == model::AnchorKind::entry) return {};
    std::string name;
    for (std::uint32_t i = 0; i < d.anchor_events.count; ++i) {
      const EventId event = rules_.event_lists[d.anchor_events.first + i];
      if (name.empty()) name = rules_.text(rules_.events[event.value].name);
      for (std::size_t k = 0; k < file_.events.size(); ++k) {
        const bool recorded = fold_.entry_of_event(k) != FoldedCase::no_entry;
        if (recorded && file_.events[k].at == anchor && rulebook_.event(file_.events[k].event) == event)
          return std::string(rules_.text(rules_.events[event.value].name));
      }
    }
    return name;
  }

  // Every move of the clock from the opening to the end of this obligation.
  void clock_of(std::size_t serial, const FoldedObligation& from, ExplainedObligation& o) const {
    for (const Entry& entry : fold_.entries().entries) {
      if (entry.at < from.opened || entry.at > from.settled) continue;
      const Change* changes = fold_.entries().changes.data() + entry.first_change;
      for (std::uint32_t i = 0; i < entry.change_count; ++i) {
        const Change& c = changes[i];
        if (c.kind == ChangeKind::opened && c.at == Instant::never()) continue;
        const bool of_clock = c.kind == ChangeKind::opened || c.kind == ChangeKind::armed || c.kind == ChangeKind::suspended ||
                              c.kind == ChangeKind::resumed || c.kind == ChangeKind::extended ||
                              c.kind == ChangeKind::recounted;
        if (!of_clock || c.b != serial) continue;
        const bool stops = c.kind == ChangeKind::suspended;
        o.moved.emplace_back(c.kind, stops ? entry.at : c.at);
        // An extension or another anchor does not make a clock go on (2.7b, 4.9).
        if (c.kind != ChangeKind::extended && c.kind != ChangeKind::recounted) o.suspended = stops;
      }
    }
    o.suspended = o.suspended && from.state == ObligationOutcome::State::open;
  }

  // ---- what may come next ------------------------------------------------------------------------------------------

  // What transitions of the present stage wait for, and what open obligations and rights do.
  std::vector<std::string> accepted_events() const {
    const Folded& folded = fold_.folded();
    if (folded.closed) return {};
    std::vector<char> accepted(rules_.events.size());
    const std::size_t row = folded.leaf.value * rules_.events.size();
    for (std::size_t e = 0; e < rules_.events.size(); ++e)
      accepted[e] = row + e < process_->candidates.size() && !process_->candidates[row + e].empty();
    for (const FoldedObligation& o : folded.obligations) {
      if (o.state != ObligationOutcome::State::open) continue;
      const model::Range events = process_->deadlines[o.deadline.value].fulfilled_by;
      for (std::uint32_t i = 0; i < events.count; ++i) accepted[rules_.event_lists[events.first + i].value] = 1;
    }
    std::vector<std::string> names;
    for (std::size_t e = 0; e < rules_.events.size(); ++e)
      if (accepted[e] != 0) names.emplace_back(rules_.text(rules_.events[e].name));
    return names;
  }

  const FoldedCase& fold_;
  const Calendar& calendar_;  // as known at the end
  const std::vector<std::string>& texts_;  // by change
  const RecordedCase& file_;
  const Rulebook& rulebook_;
  const RulebookData& rules_;
  const model::CaseType* type_ = nullptr;
  const model::Process* process_ = nullptr;
};

}  // namespace

Explanation explain(std::shared_ptr<const Rulebook> rulebook, const RecordedCase& file, Instant at,
                    std::string_view child) {
  CaseFold fold(std::move(rulebook));
  std::vector<std::string> texts;
  fold.fold(file, at, &texts, child);
  Explanation out;
  out.id = file.id;
  if (!child.empty()) out.id.append("/").append(child);
  out.at = at;
  if (const FoldedCase* found = fold.find(child)) Explainer(*found, fold.calendar(), texts, file).explain(out);
  return out;
}

}  // namespace sanhuan
