#include "dsl/resolve/actions.hpp"

#include <algorithm>

#include "dsl/resolve/refs.hpp"
#include "dsl/resolve/suggest.hpp"
#include "lib/core/case.hpp"

namespace sanhuan::dsl {

namespace {

using model::Action;
using model::Verb;

std::optional<Verb> verb_of(Word word) {
  switch (word) {
    case Word::set: return Verb::set;
    case Word::notify: return Verb::notify;
    case Word::inform: return Verb::inform;
    case Word::urge: return Verb::urge;
    case Word::supervise: return Verb::supervise;
    case Word::escalate: return Verb::escalate;
    case Word::yellow_card: return Verb::yellow_card;
    case Word::red_card: return Verb::red_card;
    case Word::penalise: return Verb::penalise;
    case Word::reward: return Verb::reward;
    case Word::end: return Verb::end;
    case Word::suspend: return Verb::suspend;
    case Word::resume: return Verb::resume;
    case Word::interrupt: return Verb::interrupt;
    case Word::deem: return Verb::deem;
    case Word::open_case: return Verb::open_case;
    case Word::merge: return Verb::merge;
    case Word::designate: return Verb::designate;
    case Word::none: return Verb::host;
    default: return std::nullopt;
  }
}

// 记 X 为 …, 记 层级 为 ….
bool read_set(Context& context, ProcessDraft& process, Cursor node, Action& action) {
  const std::vector<Cursor> parts = node.children();
  if (parts.size() < 2) return false;
  ExpressionReader reader(context, process.around);
  if (parts[0].is(NodeKind::flag)) {
    action.verb = Verb::set_level;
    action.value = reader.value(parts[1], scalar(FactKind::level), action.rule);
    return action.value.valid();
  }
  const Symbol* found = context.look_up(process.names, parts[0], {NameKind::fact});
  if (found == nullptr || !process.model.case_type) return false;
  const FactType& type = context.case_types[process.model.case_type.value].facts[found->id].type;
  if (type.list) {
    context.sink.report("E0325", parts[0].place(), {found->name});
    return false;
  }
  action.fact = FactId(found->id);
  action.value = reader.value(parts[1], type, action.rule);
  return action.value.valid();
}

bool read_deadlines(Context& context, ProcessDraft& process, Cursor node, Action& action) {
  action.all_deadlines = node.flag(Word::all_deadlines);
  action.deadlines = {static_cast<std::uint32_t>(context.out.deadline_lists.size()), 0};
  bool fine = true;
  for (const Cursor& name : node.children(NodeKind::name)) {
    const Symbol* found = context.look_up(process.names, name, {NameKind::deadline});
    fine = fine && found != nullptr;
    if (found == nullptr) continue;
    context.out.deadline_lists.push_back(DeadlineId(found->id));
    ++action.deadlines.count;
  }
  return fine;
}

std::optional<Action> read_action(Context& context, ProcessDraft& process, Cursor node, RuleId rule) {
  const auto verb = verb_of(node.word());
  if (!verb) return std::nullopt;
  Action action;
  action.verb = *verb;
  action.rule = rule;
  bool fine = true;
  if (const Cursor text = node.child(NodeKind::text)) {
    action.text = context.string(text.text());
    check_placeholders(context, process, text);
  }
  switch (*verb) {
    case Verb::set:
    case Verb::set_level: return read_set(context, process, node, action) ? std::optional(action) : std::nullopt;
    case Verb::end: case Verb::suspend: case Verb::resume: case Verb::interrupt:
      return read_deadlines(context, process, node, action) ? std::optional(action) : std::nullopt;
    case Verb::open_case:
      context.sink.report("W0498", node.place());
      return std::nullopt;
    case Verb::host:
      if (const Cursor name = node.child(NodeKind::name)) action.host_name = context.string(name.text());
      break;
    default: break;
  }
  const std::vector<Cursor> whom = node.children(NodeKind::refs);
  if (!whom.empty()) {
    const auto to = read_refs(context, process.around, whom[0]);
    fine = fine && to;
    if (to) action.to = *to;
  }
  if (whom.size() > 1) {
    const auto by = read_refs(context, process.around, whom[1]);
    fine = fine && by;
    if (by) action.by = *by;
  }
  if (const Cursor number = node.child(NodeKind::number)) {
    if (number.value() < 1 || number.value() > 1'000) {
      context.sink.report("E0425", number.place(), {"1", "1000"});
      fine = false;
    }
    action.points = static_cast<std::int32_t>(number.value());
  }
  return fine ? std::optional(action) : std::nullopt;
}

// 转 X 至多 N次 此后 转 Y.
bool read_go(Context& context, ProcessDraft& process, Cursor node, model::Consequence& move) {
  const auto target = [&](Cursor name) -> ScopeId {
    const Symbol* found =
        context.look_up(process.names, name, {NameKind::stage, NameKind::final_stage, NameKind::ring});
    return found == nullptr ? ScopeId{} : process.first_leaf(ScopeId(found->id));
  };
  move.move = model::Move::go;
  move.target = target(node.child(NodeKind::name));
  bool fine = move.target.valid();
  if (const Cursor times = node.child(NodeKind::times)) {
    const Cursor number = times.child(NodeKind::number);
    if (number && (number.value() < 1 || number.value() > entries_of_scope_max)) {
      context.sink.report("E0425", number.place(), {"1", std::to_string(entries_of_scope_max)});
      fine = false;
    } else if (number) {
      move.at_most = static_cast<std::uint8_t>(number.value());
    }
    if (const Cursor then = times.child(NodeKind::name)) {
      move.afterwards = target(then);
      fine = fine && move.afterwards;
    }
  }
  return fine;
}

}  // namespace

void ConsequenceDraft::append(const ConsequenceDraft& after) {
  actions.insert(actions.end(), after.actions.begin(), after.actions.end());
  if (after.moves()) {
    move = after.move;
    move_place = after.move_place;
  }
  fine = fine && after.fine;
  move_known = move_known && after.move_known;
}

ConsequenceDraft read_consequence(Context& context, ProcessDraft& process, Cursor consequence, RuleId rule) {
  ConsequenceDraft draft;
  for (const Cursor& part : consequence.children()) {
    if (part.is(NodeKind::hole)) {
      draft.fine = draft.move_known = false;
    } else if (part.is(NodeKind::action)) {
      const auto action = read_action(context, process, part, rule);
      if (action) draft.actions.push_back(*action);
      else draft.fine = false;
    } else {
      if (draft.moves()) {
        context.sink.report("E0424", part.place());
        draft.fine = false;
      }
      draft.move_place = part.place();
      if (part.is(NodeKind::back)) draft.move.move = model::Move::back;
      else if (!read_go(context, process, part, draft.move)) draft.fine = draft.move_known = false;
    }
  }
  return draft;
}

ConsequenceDraft read_consequences(Context& context, ProcessDraft& process, LineRef line, RuleId rule) {
  ConsequenceDraft draft = read_consequence(context, process, line.node().child(NodeKind::consequence), rule);
  for (const LineRef& below : line.below(NodeKind::actions)) {
    ConsequenceDraft more = read_consequence(context, process, below.node().child(NodeKind::consequence), rule);
    if (draft.moves() && more.moves()) context.sink.report("E0424", more.move_place);
    draft.append(more);
  }
  return draft;
}

model::Consequence settle(Context& context, ProcessDraft& process, const ConsequenceDraft& draft) {
  process.sound = process.sound && draft.fine;
  process.shape_known = process.shape_known && draft.move_known;
  model::Consequence made = draft.move;
  made.actions = {static_cast<std::uint32_t>(context.out.actions.size()),
                  static_cast<std::uint32_t>(draft.actions.size())};
  context.out.actions.insert(context.out.actions.end(), draft.actions.begin(), draft.actions.end());
  return made;
}

void check_placeholders(Context& context, const ProcessDraft& process, Cursor text) {
  const std::string written(text.text());
  for (std::size_t open = written.find('{'); open != std::string::npos; open = written.find('{', open + 1)) {
    const std::size_t close = written.find('}', open);
    if (close == std::string::npos) return;
    const std::string name = written.substr(open + 1, close - open - 1);
    const WordRow& number = row(Word::number);
    if (name == number.zh || name == number.en || context.may_be_in_a_hole(name)) continue;
    const Symbol* found = process.names.find(name);
    if (found != nullptr && found->kind == NameKind::fact) continue;
    std::vector<std::string> known{std::string(number.zh)};
    for (const EventDraft& event : context.events)
      for (const FieldDraft& field : event.fields) known.push_back(field.name);
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const NameKind facts[] = {NameKind::fact};
    for (const std::string& fact : process.names.visible(facts)) known.push_back(fact);
    Diagnostic& report = context.sink.report("E0326", text.place(), {name});
    if (const std::string near = nearest(name, known); !near.empty()) {
      report.help_zh = "是不是「{" + near + "}」？";
      report.help_en = "did you mean `{" + near + "}`?";
    }
  }
}

}  // namespace sanhuan::dsl
