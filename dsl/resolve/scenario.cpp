#include "dsl/resolve/scenario.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "dsl/resolve/check_table.hpp"
#include "dsl/resolve/clock_line.hpp"
#include "dsl/resolve/program.hpp"

namespace sanhuan::dsl {

namespace {

constexpr char list_separator = '\x1f';  // as RecordedEvent has it

class ScenarioReader {
 public:
  ScenarioReader(Context& context, const ScenarioWorld& world, const std::vector<TableShape>& tables)
      : context_(context), world_(world), process_(world.process()),
        type_(context.case_types[process_.model.case_type.value]),
        around_{process_.model.case_type, &world.names(), &tables, &process_, world.organisation().get()},
        made_(std::make_shared<Scenario>()) {}

  // Null where something is wrong with it; reported.
  std::shared_ptr<Scenario> run(LineRef line) {
    const Cursor name = line.node().child(NodeKind::text);
    made_->name = name ? name.text() : "";
    made_->place = line.place();
    made_->file.id = made_->name;
    opens_alone_ = opens_alone(line);
    for (const LineRef& below : line.below()) {
      if (below.is(NodeKind::scenario_step)) read_step(below);
      else if (below.is(NodeKind::expect)) read_expected(below);
    }
    if (line.has_hole()) return nullptr;
    if (made_->file.events.empty() && !made_->steps.empty() && !asks_duties_alone()) {  // nobody does anything, and time passes
      open_case(made_->steps.front().at, made_->steps.front().place.line);
      made_->steps.front().has_event = true;
    }
    if (made_->file.events.empty() && fine_ && !asks_duties_alone()) {
      context_.sink.report("E0464", line.place());
      return nullptr;
    }
    if (fine_) fill();
    return fine_ ? made_ : nullptr;
  }

 private:
  // A moment alone, and later something that happens: the case is opened, and nothing comes with it (3.0).
  static bool opens_alone(LineRef scenario) {
    const std::vector<LineRef> steps = scenario.below(NodeKind::scenario_step);
    const auto tells = [](const LineRef& step) { return bool(step.node().child(NodeKind::event_name)); };
    return !steps.empty() && !tells(steps.front()) && std::any_of(steps.begin(), steps.end(), tells);
  }

  // What stands by itself is owed whatever cases there are (5).
  bool asks_duties_alone() const {
    bool some = false;
    for (const ScenarioStep& step : made_->steps)
      for (const ExpectedLine& line : step.expected) {
        if (needs_case(line.what)) return false;
        some = true;
      }
    return some;
  }

  void read_step(LineRef line) {
    const Cursor node = line.node();
    const std::vector<Cursor> moments = node.children(NodeKind::moment);
    const auto at = moments.empty() ? std::nullopt : read_moment(context_, moments[0]);
    if (!at) {
      fine_ = false;
      return;
    }
    context_.check_covered(context_.calendar->local_day(*at), moments[0].place());
    if (!made_->steps.empty() && *at < made_->steps.back().at) {
      context_.sink.report("E0463", moments[0].place());
      fine_ = false;
    }
    ScenarioStep step;
    step.place = line.place();
    step.written = std::string(node.source().text(node.node().span));
    step.at = *at;
    step.has_event = bool(node.child(NodeKind::event_name));
    if (step.has_event) {
      read_event_of(node, moments, *at);
    } else if (opens_alone_ && made_->steps.empty()) {
      open_case(*at, node.place().line);
      step.has_event = true;
    }
    made_->steps.push_back(std::move(step));
  }

  void open_case(Instant at, std::uint32_t line) {
    RecordedEvent event;
    event.at = at;
    event.line = line;
    event.open = context_.out.text(type_.named.key);
    event.by.system = true;
    events_.emplace_back();
    made_->file.events.push_back(std::move(event));
  }

  void read_event_of(Cursor node, const std::vector<Cursor>& moments, Instant at) {
    RecordedEvent event;
    event.at = at;
    event.line = node.place().line;
    const EventId id = read_event(context_, world_.names(), node.child(NodeKind::event_name).child(NodeKind::name));
    const auto actor = read_holder(context_, around_, node.child(NodeKind::refs));
    if (moments.size() > 1) {
      const auto occurred = read_moment(context_, moments[1]);
      fine_ = fine_ && occurred;
      if (occurred) context_.check_covered(context_.calendar->local_day(*occurred), moments[1].place());
      if (occurred) event.occurred = *occurred;
    }
    if (!id || !actor) {
      fine_ = false;
      return;
    }
    event.event = context_.out.text(context_.out.events[id.value].key);
    event.by.petitioner = actor->kind == Holder::Kind::petitioner;
    event.by.system = actor->kind == Holder::Kind::system;
    if (actor->unit) event.by.unit = world_.organisation()->unit(actor->unit).name;
    if (actor->role) event.by.role = context_.out.text(context_.out.roles[actor->role.value].key);
    if (made_->file.events.empty()) event.open = context_.out.text(type_.named.key);
    if (node.flag(Word::children)) event.child = newest_child;
    events_.push_back(id);
    check_filled_once(context_, node.children(NodeKind::assign));
    for (const Cursor& assign : node.children(NodeKind::assign)) give(event, id, assign);
    made_->file.events.push_back(std::move(event));
  }

  // ---- what is filled in -------------------------------------------------------------------------------------------

  const model::Field* field(EventId id, std::string_view name) const {
    if (!id) return nullptr;  // the opening
    const model::Range fields = context_.out.events[id.value].fields;
    for (std::uint32_t i = 0; i < fields.count; ++i) {
      const model::Field& f = context_.out.fields[fields.first + i];
      if (context_.out.text(f.name) == name) return &f;
    }
    return nullptr;
  }
  const model::Fact* fact(std::string_view name) const {
    const Symbol* found = type_.names.find_here(name);
    return found != nullptr && found->kind == NameKind::fact ? &type_.facts[found->id] : nullptr;
  }

  static std::string target(Cursor assign) {
    const Cursor first = assign.child(std::size_t{0});
    return first.is(NodeKind::name) ? first.text() : std::string{};
  }

  void give(RecordedEvent& event, EventId id, Cursor assign) {
    const std::string name = target(assign);
    const model::Field* of_event = field(id, name);
    const model::Fact* of_case = event.open.empty() ? nullptr : fact(name);
    if (of_event == nullptr && of_case == nullptr) {
      if (context_.may_be_in_a_hole(name)) return;
      const Cursor where = assign.child(std::size_t{0});
      const model::Named& what = id ? static_cast<const model::Named&>(context_.out.events[id.value]) : type_.named;
      context_.sink.report("E0466", where.place(), {std::string(context_.out.text(what.name)), std::string(where.source().text(where.node().span))});
      fine_ = false;
      return;
    }
    give(event, name, of_event != nullptr ? of_event->type : of_case->type, assign);
  }

  void give(RecordedEvent& event, const std::string& name, const FactType& type, Cursor assign) {
    const std::vector<Cursor> parts = assign.children();
    std::string text;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const auto value = value_text(type, only_part(parts[i]));
      if (!value) {
        fine_ = false;
        return;
      }
      if (i > 1) text += list_separator;
      text += *value;
    }
    if (parts.size() > 2 && !type.list) {
      context_.sink.report("E0338", parts[2].place());
      fine_ = false;
      return;
    }
    event.facts.emplace_back(name, std::move(text));
  }

  // As an event file would write it.
  std::optional<std::string> value_text(const FactType& type, Cursor value) {
    if (type.kind == FactKind::text) {
      if (value.is(NodeKind::text)) return value.text();
      context_.sink.report("E0307", value.place(), {type_name(context_, type), std::string(value.source().text(value.node().span))});
      return std::nullopt;
    }
    if (type.kind == FactKind::instant) {
      const auto moment = value.is(NodeKind::moment) ? read_moment(context_, value) : std::nullopt;
      if (moment) return to_string(*moment, context_.calendar->zone());
      if (!value.is(NodeKind::moment)) context_.sink.report("E0307", value.place(), {type_name(context_, type), std::string(value.source().text(value.node().span))});
      return std::nullopt;
    }
    const auto number = ExpressionReader(context_, around_).constant(value, {type.kind, false, type.enumeration});
    if (!number) return std::nullopt;
    if (names_a_unit(type)) return world_.organisation()->unit(UnitId(*number)).name;
    return show_constant(context_, {type.kind, false, type.enumeration}, *number).zh;
  }

  // 填 of the background: payload of the first event that requires it, else of the first that takes it, else known when
  // the case is opened (3.0).
  void fill() {
    std::vector<std::string> done;
    for (std::size_t i = world_.filled().size(); i-- > 0;) {
      const Cursor assign = world_.filled()[i];
      const std::string name = target(assign);
      if (std::find(done.begin(), done.end(), name) != done.end()) continue;
      done.push_back(name);
      const std::size_t at = event_for(name);
      RecordedEvent& event = made_->file.events[at];
      const bool given = std::any_of(event.facts.begin(), event.facts.end(), [&](const auto& f) { return f.first == name; });
      if (!given) give(event, events_[at], assign);
    }
  }
  std::size_t event_for(const std::string& name) const {
    for (std::size_t e = 0; e < events_.size(); ++e)
      if (const model::Field* f = field(events_[e], name); f != nullptr && f->required) return e;
    for (std::size_t e = 0; e < events_.size(); ++e)
      if (field(events_[e], name) != nullptr) return e;
    return 0;
  }

  // ---- what is expected --------------------------------------------------------------------------------------------

  void read_expected(LineRef line) {
    if (made_->steps.empty()) {
      if (fine_) context_.sink.report("E0465", line.place());
      fine_ = false;
      return;
    }
    const Cursor node = line.node().child(std::size_t{0});
    auto expected = node ? read_expectation(context_, around_, node) : std::nullopt;
    fine_ = fine_ && expected;
    if (!expected) return;
    made_->steps.back().expected.push_back(
        {std::move(*expected), line.place(), std::string(line.node().source().text(line.node().node().span))});
  }

  Context& context_;
  const ScenarioWorld& world_;
  ProcessDraft& process_;
  const CaseTypeDraft& type_;
  Surroundings around_;
  std::shared_ptr<Scenario> made_;
  std::vector<EventId> events_;  // of the file; none: the opening
  bool opens_alone_ = false;
  bool fine_ = true;
};

}  // namespace

std::optional<Instant> read_moment(Context& context, Cursor moment) {
  const Cursor date = moment.child(NodeKind::date), weekday_node = moment.child(NodeKind::weekday);
  if (!date || context.calendar == nullptr) return std::nullopt;
  const Calendar& calendar = *context.calendar;
  const Day day{static_cast<std::int32_t>(date.value())};
  if (weekday_node && weekday(day) != weekday_node.value()) {
    constexpr const char* zh[] = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
    constexpr const char* en[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    const auto is = static_cast<std::size_t>(weekday(day));
    context.sink.report("E0462", weekday_node.place(), {to_string(day), Arg(zh[is], en[is])});
    return std::nullopt;
  }
  if (const Cursor time = moment.child(NodeKind::time)) return calendar.zone().midnight(day) + time.value() * ms_per_minute;
  if (!calendar.office(day).empty()) return calendar.closing(day);
  context.sink.report("E0467", moment.place(), {to_string(day)});
  return std::nullopt;
}

std::vector<std::shared_ptr<Scenario>> lower_scenarios(Context& context, std::shared_ptr<const Organisation> organisation,
                                                       const std::vector<const RuleFile*>& files,
                                                       std::deque<ProcessDraft>& drafts,
                                                       const std::vector<TableShape>& tables) {
  std::vector<std::shared_ptr<Scenario>> found;
  if (context.calendar == nullptr) return found;
  std::map<std::string, Place> named;
  for (const RuleFile* file : files) {
    ScenarioWorld background(context, drafts, organisation);
    for (const LineRef& line : top_lines(*file)) {
      if (line.is(NodeKind::background)) background.add(line);
      if (!line.is(NodeKind::scenario)) continue;
      if (const Cursor name = line.node().child(NodeKind::text)) {
        const auto [first, is_new] = named.emplace(name.text(), line.place());
        if (!is_new)
          context.sink.report("W0202", line.place(), {name.text()}).notes.push_back({first->second, "先前的写在这里", "the first is here"});
      }
      ScenarioWorld world = background.copy();
      world.add(line);
      if (!world.settle(line)) continue;
      auto scenario = ScenarioReader(context, world, tables).run(line);
      if (!scenario) continue;
      scenario->organisation = world.organisation();
      found.push_back(std::move(scenario));
    }
  }
  return found;
}

}  // namespace sanhuan::dsl
