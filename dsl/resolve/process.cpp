#include "dsl/resolve/process.hpp"

#include <algorithm>

#include "dsl/resolve/actions.hpp"
#include "dsl/resolve/deadline.hpp"
#include "dsl/resolve/refs.hpp"

namespace sanhuan::dsl {

namespace {

using model::ScopeKind;

// Whether a line that could not be read may have been a scope, a move or what is counted.
bool may_shape(Word head) {
  switch (head) {
    case Word::none: case Word::responsibility: case Word::thread: case Word::ring: case Word::stage:
    case Word::substage: case Word::closed: case Word::deadline: case Word::when: case Word::once: case Word::if_:
    case Word::else_: case Word::returnable:
      return true;
    default: return false;
  }
}

NameKind name_kind(ScopeKind kind) {
  switch (kind) {
    case ScopeKind::ring: return NameKind::ring;
    case ScopeKind::final: return NameKind::final_stage;
    default: return NameKind::stage;
  }
}

class ProcessReader {
 public:
  ProcessReader(Context& context, ProcessDraft& process) : context_(context), process_(process) {}

  void declare(const std::vector<TableShape>& tables) {
    const Cursor def = process_.line.node().child(NodeKind::def);
    static_cast<model::Named&>(process_.model) = context_.named(def, context_.rule(process_.line));
    process_.around.names = &process_.names;
    process_.around.tables = &tables;
    process_.around.case_type = process_.model.case_type;
    process_.around.rung = [this_context = &context_, draft = &process_](DeadlineId d, const Length* after) {
      return rung_at(*this_context, *draft, d, after);
    };
    model::Scope root;
    static_cast<model::Named&>(root) = process_.model;
    process_.model.scopes.push_back(root);
    process_.scopes.push_back({process_.line, def.place(), false, {}, process_.line.has_hole()});
    walk(process_.line, ScopeId(0));
    declare_deadlines();
    std::stable_sort(process_.transition_lines.begin(), process_.transition_lines.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
  }

  void lower() {
    read_head();
    for (std::size_t i = 0; i < responsibility_lines_.size(); ++i) read_holder(i);
    for (std::size_t i = 0; i < process_.deadlines.size(); ++i) lower_deadline(context_, process_, DeadlineId(i));
    for (std::size_t i = 0; i < process_.scopes.size(); ++i)
      if (process_.model.scopes[i].kind != ScopeKind::final) read_scope(ScopeId(i));
    for (const LineRef& thread : threads_) read_scope_lines(ScopeId(0), thread);
    lower_transitions(context_, process_);
  }

 private:
  void walk(LineRef line, ScopeId scope) {
    for (const LineRef& below : line.below()) {
      switch (below.kind()) {
        case NodeKind::hole:
          process_.sound = false;
          process_.shape_known = process_.shape_known && !may_shape(below.node().word());
          break;
        case NodeKind::responsibility: declare_responsibility(below); break;
        case NodeKind::thread: {
          const Cursor def = below.node().child(NodeKind::def);
          const auto id = static_cast<std::uint32_t>(process_.threads++);
          declare_name(NameKind::thread, id, def, below);
          threads_.push_back(below);
          process_.scopes[0].has_hole = process_.scopes[0].has_hole || below.has_hole();
          walk(below, ScopeId(0));
          break;
        }
        case NodeKind::ring: add_scope(below, below.node().child(NodeKind::def), ScopeKind::ring, ScopeId(0)); break;
        case NodeKind::stage: add_scope(below, below.node().child(NodeKind::def), ScopeKind::stage, scope); break;
        case NodeKind::substage:
          add_scope(below, below.node().child(NodeKind::def), ScopeKind::substage, scope);
          break;
        case NodeKind::final_stage:
          // Final stages belong to the root wherever they are written (3.2).
          for (const Cursor& def : below.node().children(NodeKind::def))
            add_scope(below, def, ScopeKind::final, ScopeId(0));
          break;
        case NodeKind::deadline: deadline_lines_.emplace_back(scope, below); break;
        case NodeKind::when:
        case NodeKind::once: process_.transition_lines.emplace_back(scope, below); break;
        default: break;
      }
    }
  }

  bool declare_name(NameKind kind, std::uint32_t id, Cursor def, LineRef line) {
    if (def && process_.names.declare({kind, id, def_name(def), def_key(def), def.place(), line.file().pack},
                                      context_.sink) != nullptr)
      return true;
    process_.sound = process_.shape_known = false;
    return false;
  }

  void add_scope(LineRef line, Cursor def, ScopeKind kind, ScopeId parent) {
    const ScopeId id(process_.model.scopes.size());
    if (!declare_name(name_kind(kind), id.value, def, line)) return;
    model::Scope scope;
    const RuleId whole = context_.rule(line);
    static_cast<model::Named&>(scope) =
        context_.named(def, kind == ScopeKind::final ? context_.rule(def.place()) : whole);
    scope.kind = kind;
    scope.parent = parent;
    scope.depth = static_cast<std::uint8_t>(process_.model.scopes[parent.value].depth + 1);
    process_.model.scopes.push_back(scope);
    process_.scopes.push_back({line, def.place(), false, {}, line.has_hole()});
    if (kind != ScopeKind::final) walk(line, id);
    if (line.node().flag(Word::initial)) initial_.push_back(id);
  }

  void declare_responsibility(LineRef line) {
    const Cursor def = line.node().child(NodeKind::def);
    const auto id = static_cast<std::uint32_t>(process_.model.responsibilities.size());
    if (!declare_name(NameKind::responsibility, id, def, line)) return;
    model::Responsibility made;
    static_cast<model::Named&>(made) = context_.named(def, context_.rule(line));
    made.auxiliary = line.node().flag(Word::auxiliary);
    process_.model.responsibilities.push_back(made);
    process_.responsibility_places.push_back(def.place());
    responsibility_lines_.push_back(line);
  }

  // Deadlines of a scope stand together, in file order, root first: a scope is a range of them.
  void declare_deadlines() {
    std::stable_sort(deadline_lines_.begin(), deadline_lines_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [scope, line] : deadline_lines_) {
      const Cursor def = line.node().child(NodeKind::def);
      const DeadlineId id(process_.model.deadlines.size());
      if (!declare_name(NameKind::deadline, id.value, def, line)) continue;
      model::Deadline made;
      static_cast<model::Named&>(made) = context_.named(def, context_.rule(line));
      made.scope = scope;
      model::Range& range = process_.model.scopes[scope.value].deadlines;
      if (range.empty()) range.first = id.value;
      ++range.count;
      process_.model.deadlines.push_back(made);
      process_.deadlines.push_back({line, def.place(), {}, {}, true});
    }
  }

  void read_head() {
    for (const LineRef& line : process_.line.below()) {
      if (line.is(NodeKind::locality)) {
        const Symbol* found =
            context_.look_up(process_.names, line.node().child(NodeKind::name), {NameKind::fact});
        if (found == nullptr || !process_.model.case_type) {
          process_.sound = false;
          continue;
        }
        const FactType& type = context_.case_types[process_.model.case_type.value].facts[found->id].type;
        if (!names_a_unit(type) || type.list)
          context_.sink.report("E0319", line.node().child(NodeKind::name).place(),
                               {found->name, type_name(context_, type)});
        process_.model.locality = FactId(found->id);
      } else if (line.is(NodeKind::fallback)) {
        const Symbol* found =
            context_.look_up(process_.names, line.node().child(NodeKind::name), {NameKind::unit});
        if (found != nullptr) process_.model.fallback = UnitId(found->id);
        else process_.sound = false;
      } else if (line.is(NodeKind::top)) {
        const ConsequenceDraft draft =
            read_consequences(context_, process_, line, context_.rule(line, process_.model.rule));
        process_.model.at_top = settle(context_, process_, draft);
      }
    }
    if (initial_.size() > 1)
      context_.sink.report("E0403", process_.scopes[initial_[1].value].place)
          .notes.push_back({process_.scopes[initial_[0].value].place, "另一个起点", "the other one"});
    if (!initial_.empty()) {
      process_.model.initial = process_.first_leaf(initial_[0]);
      process_.model.scopes[process_.model.initial.value].initial = true;
    }
  }

  void read_holder(std::size_t index) {
    const Cursor refs = responsibility_lines_[index].node().child(NodeKind::refs);
    const auto holder = read_refs(context_, process_.around, refs);
    if (!holder || holder->empty()) {
      process_.sound = false;
      return;
    }
    model::Responsibility& made = process_.model.responsibilities[index];
    made.holder = *holder;
    made.each = context_.out.refs[holder->first].kind == model::RefKind::each_of;
  }

  void read_scope(ScopeId id) { read_scope_lines(id, process_.scopes[id.value].line); }

  void read_scope_lines(ScopeId id, LineRef line) {
    for (const LineRef& below : line.below()) {
      switch (below.kind()) {
        case NodeKind::on_entry: process_.model.scopes[id.value].on_entry = actions_only(id, below); break;
        case NodeKind::on_exit: process_.model.scopes[id.value].on_exit = actions_only(id, below); break;
        case NodeKind::returnable: lower_return(context_, process_, id, below); break;
        case NodeKind::while_here: read_while_here(id, below); break;
        default: break;
      }
    }
  }

  model::Consequence actions_only(ScopeId id, LineRef line) {
    const RuleId rule = context_.rule(line, process_.model.scopes[id.value].rule);
    const ConsequenceDraft draft = read_consequences(context_, process_, line, rule);
    if (draft.moves()) context_.sink.report("E0432", draft.move_place);
    model::Consequence made = settle(context_, process_, draft);
    made.move = model::Move::stay;
    return made;
  }

  void read_while_here(ScopeId id, LineRef line) {
    model::Scope& scope = process_.model.scopes[id.value];
    ScopeDraft& draft = process_.scopes[id.value];
    draft.while_here = true;
    draft.covered.place = line.place();
    for (const Cursor& policy : line.node().children(NodeKind::policy)) {
      const bool suspends = policy.word() == Word::suspend;
      if (!suspends && policy.word() != Word::unaffected) {
        context_.sink.report("E0320", policy.place(), {std::string(policy.source().text(policy.node().span))});
        process_.sound = false;
        continue;
      }
      if (policy.flag(Word::rest)) {
        draft.covered.rest = true;
        scope.suspends_rest = suspends;
      }
      for (const Cursor& name : policy.children(NodeKind::name)) {
        const Symbol* found = context_.look_up(process_.names, name, {NameKind::deadline});
        if (found == nullptr) {
          process_.sound = false;
          continue;
        }
        draft.covered.named.push_back(DeadlineId(found->id));
        if (suspends) scope.suspends.push_back(DeadlineId(found->id));
      }
    }
  }

  Context& context_;
  ProcessDraft& process_;
  std::vector<LineRef> threads_, responsibility_lines_;
  std::vector<std::pair<ScopeId, LineRef>> deadline_lines_;
  std::vector<ScopeId> initial_;
};

}  // namespace

void lower_process(Context& context, const DeclaredProcess& declared, const std::vector<TableShape>& tables,
                   std::deque<ProcessDraft>& drafts) {
  const Cursor node = declared.line.node();
  const Symbol* type = context.look_up(context.names, node.child(NodeKind::name), {NameKind::case_type});
  const NameTable& above = type == nullptr ? context.names : context.case_types[type->id].names;
  ProcessDraft& draft = drafts.emplace_back(declared.line, above);
  if (type != nullptr) draft.model.case_type = CaseTypeId(type->id);
  ProcessReader reader(context, draft);
  reader.declare(tables);
  // Without its case type every fact would be unknown: the scopes are declared, and that is all.
  if (type == nullptr) draft.sound = false;
  else reader.lower();
}

}  // namespace sanhuan::dsl
