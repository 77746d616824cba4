#include <algorithm>

#include "dsl/resolve/scenario.hpp"

namespace sanhuan::dsl {

ScenarioWorld::ScenarioWorld(Context& context, std::deque<ProcessDraft>& drafts,
                             std::shared_ptr<const Organisation> organisation)
    : context_(context), drafts_(drafts), organisation_(std::move(organisation)) {}

ScenarioWorld ScenarioWorld::copy() {
  own_.reset();
  ScenarioWorld made(context_, drafts_, organisation_);
  made.process_ = process_;
  made.made_up_ = made_up_;
  made.filled_ = filled_;
  return made;
}

void ScenarioWorld::add(LineRef block) {
  const std::size_t before = filled_.size();
  for (const LineRef& line : block.below()) {
    const Cursor node = line.node();
    if (line.is(NodeKind::given) && node.word() == Word::case_) {
      const Symbol* type = context_.look_up(context_.names, node.child(NodeKind::name), {NameKind::case_type});
      for (ProcessDraft& draft : drafts_)
        if (type != nullptr && draft.model.case_type == CaseTypeId(type->id)) process_ = &draft;
    } else if (line.is(NodeKind::given)) {
      add_units(node);
    } else if (line.is(NodeKind::with)) {
      for (const Cursor& assign : node.children(NodeKind::assign)) filled_.push_back(assign);
    }
  }
  check_filled_once(context_, {filled_.begin() + static_cast<std::ptrdiff_t>(before), filled_.end()});
}

namespace {

// None where the first step has none, or one that is not known: that is told where the steps are read.
EventId first_event(const Context& context, LineRef scenario) {
  for (const LineRef& step : scenario.below(NodeKind::scenario_step)) {
    const Cursor event = step.node().child(NodeKind::event_name);
    const Cursor name = event ? event.child(NodeKind::name) : Cursor{};
    const Symbol* const found = name ? context.names.find(name.text()) : nullptr;
    return found != nullptr && found->kind == NameKind::event ? EventId(found->id) : EventId{};
  }
  return {};
}

}  // namespace

ProcessDraft* ScenarioWorld::that_begins_with(EventId event) const {
  ProcessDraft* found = nullptr;
  for (ProcessDraft& draft : drafts_) {
    if (!draft.model.case_type) continue;
    const ProcessId id = context_.out.case_types[draft.model.case_type.value].process;
    if (!id) continue;
    const model::Process& process = context_.out.processes[id.value];
    const std::size_t at = process.initial.value * context_.out.events.size() + event.value;
    if (!process.initial || at >= process.candidates.size() || process.candidates[at].empty()) continue;
    if (found != nullptr) return nullptr;
    found = &draft;
  }
  return found;
}

bool ScenarioWorld::settle(LineRef scenario) {
  if (process_ == nullptr && drafts_.size() == 1) process_ = &drafts_.front();
  if (process_ == nullptr)
    if (const EventId event = first_event(context_, scenario)) process_ = that_begins_with(event);
  if (process_ == nullptr || !process_->model.case_type) {
    if (!drafts_.empty()) context_.sink.report("E0460", scenario.place());
    return false;
  }
  names_ = std::make_unique<NameTable>(&process_->names);
  for (const auto& [symbol, at] : made_up_) names_->declare(symbol, context_.sink);
  return true;
}

UnitId ScenarioWorld::district() const {
  UnitId found;
  for (std::size_t u = 0; u < organisation_->size(); ++u) {
    const Unit& unit = organisation_->unit(UnitId(u));
    if (!unit.in_line || unit.level != Level::district) continue;
    if (found) return {};
    found = UnitId(u);
  }
  return found;
}

// 属 X: the unit above. A department that names none belongs to the district, and so does a town.
UnitId ScenarioWorld::read_parent(Cursor given) {
  const Cursor refs = given.child(NodeKind::refs);
  const Cursor ref = refs ? refs.child(NodeKind::ref) : Cursor{};
  if (!ref) return given.word() == Word::unit || given.word() == Word::town ? district() : UnitId{};
  const Cursor name = ref.child(NodeKind::name);
  const UnitId parent = name ? organisation_->find(name.text()) : UnitId{};
  if (!parent) context_.sink.report("E0301", ref.place(), {std::string(ref.source().text(ref.node().span)), Arg("单位", "unit")});
  return parent;
}

void ScenarioWorld::add_units(Cursor given) {
  const UnitId parent = read_parent(given);
  for (const Cursor& name : given.children(NodeKind::name)) add_unit(name, given.word(), parent);
}

void ScenarioWorld::add_unit(Cursor name, Word kind, UnitId parent) {
  const std::string text = name.text();
  if (organisation_->find(text)) return;  // the organisation knows it already
  Unit unit;
  unit.name = unit.key = text;
  unit.parent = parent;
  unit.in_line = kind != Word::unit;
  unit.level = kind == Word::unit ? (parent ? organisation_->unit(parent).level : Level::district) : level_of(kind);
  const bool needs_parent = kind == Word::grid || kind == Word::village;
  const bool fits = !parent || !unit.in_line ||
                    (organisation_->unit(parent).in_line && organisation_->unit(parent).level > unit.level);
  if ((needs_parent && !parent) || !fits) {
    context_.sink.report("E0461", name.place(), {text});
    return;
  }
  if (!own_) organisation_ = own_ = std::make_shared<Organisation>(*organisation_);  // thousands of units: not for each scenario
  const UnitId id = own_->add(unit);
  made_up_.push_back({{NameKind::unit, id.value, text, text, name.place(), 0}, name.place()});
}

}  // namespace sanhuan::dsl
