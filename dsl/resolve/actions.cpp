#include "dsl/resolve/actions.hpp"

#include <algorithm>

#include "dsl/resolve/suggest.hpp"
#include "dsl/resolve/verb.hpp"
#include "lib/core/case.hpp"

namespace sanhuan::dsl {

namespace {

// 转 X 至多 N次 此后 转 Y.
bool read_go(Context& context, ProcessDraft& process, Cursor node, model::Consequence& move) {
  const auto named = [&](Cursor name) -> ScopeId {
    const Symbol* found =
        context.look_up(process.names, name, {NameKind::stage, NameKind::final_stage, NameKind::ring});
    return found == nullptr ? ScopeId{} : ScopeId(found->id);
  };
  const auto target = [&](ScopeId x) { return x ? process.first_leaf(x) : ScopeId{}; };
  move.move = model::Move::go;
  const ScopeId x = named(node.child(NodeKind::name));
  move.target = target(x);
  bool fine = move.target.valid();
  if (const Cursor times = node.child(NodeKind::times)) {
    const Cursor number = times.child(NodeKind::number);
    if (number && (number.value() < 1 || number.value() > entries_of_scope_max)) {
      context.sink.report("E0425", number.place(), {"1", std::to_string(entries_of_scope_max)});
      fine = false;
    } else if (number) {
      move.at_most = static_cast<std::uint8_t>(number.value());
      if (x != move.target) move.named = x;
    }
    if (const Cursor then = times.child(NodeKind::name)) {
      move.afterwards = target(named(then));
      fine = fine && move.afterwards;
    }
  }
  return fine;
}

// A card, points, an escalation: the same to the same, whatever the words. A message: in the same words.
std::string said(Cursor action) {
  bool words_differ = false;
  switch (action.word()) {
    case Word::notify: case Word::inform: case Word::urge: case Word::none: words_differ = true; break;
    case Word::supervise: case Word::escalate: case Word::yellow_card: case Word::red_card: case Word::penalise:
    case Word::reward: case Word::designate: break;
    default: return {};
  }
  std::string what = std::to_string(static_cast<int>(action.word()));
  for (const Cursor& part : action.children()) {
    const bool is_whom = part.is(NodeKind::refs) || part.is(NodeKind::name);
    if (is_whom || (words_differ && part.is(NodeKind::text))) what += ' ' + part.meaning();
  }
  return what;
}

}  // namespace

void ConsequenceDraft::append(const ConsequenceDraft& after) {
  done.insert(done.end(), after.done.begin(), after.done.end());
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
      if (std::string what = action ? said(part) : ""; !what.empty()) draft.done.push_back({std::move(what), part});
      if (!action && part.word() == Word::none) draft.move_known = false;  // 转到: no verb, it may have been a move
    } else if (part.is(NodeKind::limit)) {
      context.sink.report("E0339", part.place());
      draft.fine = false;
    } else {
      if (draft.moves()) {
        context.sink.report("E0424", part.place());
        draft.fine = draft.move_known = false;
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
    if (draft.moves() && more.moves()) {
      context.sink.report("E0424", more.move_place);
      draft.move_known = false;
    }
    draft.append(more);
  }
  check_done_once(context, draft);
  return draft;
}

void check_done_once(Context& context, const ConsequenceDraft& draft) {
  for (auto again = draft.done.begin(); again != draft.done.end(); ++again) {
    const auto first = std::find_if(draft.done.begin(), again, [&](const DoneTo& d) { return d.what == again->what; });
    if (first == again) continue;
    const Cursor& action = again->action;
    context.sink.report("E0350", action.place(), {std::string(action.source().text(action.node().span))})
        .notes.push_back({first->action.place(), "先前写在这里", "first written here"});
  }
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

std::uint8_t powers_needed(const RulebookData& rules, const model::Consequence& then) {
  std::uint8_t needed = 0;
  for (std::uint32_t i = 0; i < then.actions.count; ++i) {
    switch (rules.actions[then.actions.first + i].verb) {
      case model::Verb::supervise: case model::Verb::escalate: needed |= power::supervise; break;
      case model::Verb::designate: needed |= power::assign; break;
      case model::Verb::penalise: case model::Verb::reward: needed |= power::assess; break;
      default: break;
    }
  }
  return needed;
}

void check_placeholders(Context& context, const ProcessDraft& process, Cursor text) {
  const std::string written(text.text());
  bool wide = false;
  for (const std::string_view brace : {"｛", "｝"}) {
    if (wide || written.find(brace) == std::string::npos) continue;
    context.sink.report("W0205", text.place(), {std::string(brace)});
    wide = true;
  }
  for (std::size_t open = written.find_first_of("{}"); open != std::string::npos; open = written.find_first_of("{}", open + 1)) {
    const std::size_t close = written[open] == '{' ? written.find_first_of("{}", open + 1) : std::string::npos;
    if (close == std::string::npos || written[close] == '{') {
      const bool opens = written[open] == '{';
      if (!wide) context.sink.report("W0204", text.place(), {opens ? "{" : "}", opens ? "}" : "{"});
      continue;
    }
    const std::string name = written.substr(open + 1, close - open - 1);
    open = close;
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
