#include "dsl/resolve/process.hpp"

#include <algorithm>

#include "dsl/resolve/actions.hpp"
#include "dsl/resolve/clock_line.hpp"
#include "dsl/resolve/deadline.hpp"
#include "dsl/resolve/ladder.hpp"
#include "dsl/resolve/refs.hpp"
#include "dsl/resolve/return.hpp"

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
    process_.around.process = &process_;
    model::Scope root;
    static_cast<model::Named&>(root) = process_.model;
    process_.model.scopes.push_back(root);
    process_.scopes.push_back({process_.line, def.place(), false, {}, {}, process_.line.has_hole()});
    walk(process_.line, ScopeId(0));
    declare_deadlines();
    std::stable_sort(process_.transition_lines.begin(), process_.transition_lines.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
  }

  void lower() {
    lower_process_head(context_, process_);
    read_initial();
    for (std::size_t i = 0; i < responsibility_lines_.size(); ++i) read_holder(i);
    for (std::size_t i = 0; i < process_.deadlines.size(); ++i) lower_deadline(context_, process_, DeadlineId(i));
    for (std::size_t i = 0; i < process_.scopes.size(); ++i)
      if (process_.model.scopes[i].kind != ScopeKind::final) read_scope(ScopeId(i));
    for (const LineRef& thread : threads_) read_scope_lines(ScopeId(0), thread);
    for (const auto& [finals, line] : reopening_lines_) lower_reopening(context_, process_, finals, line);
    lower_transitions(context_, process_);
    lower_migrations(context_, process_);
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
          add_finals(below);
          break;
        case NodeKind::deadline: deadline_lines_.emplace_back(scope, below); break;
        case NodeKind::when:
        case NodeKind::once: process_.transition_lines.emplace_back(scope, below); break;
        default: break;
      }
    }
  }

  bool declare_name(NameKind kind, std::uint32_t id, Cursor def, LineRef line) {
    const std::size_t pack = line.file().pack;
    if (def && context_.declare(process_.names, {kind, id, def_name(def), def_key(def), def.place(), pack}) != nullptr)
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
    process_.scopes.push_back({line, def.place(), false, {}, {}, line.has_hole()});
    if (kind != ScopeKind::final) walk(line, id);
    if (line.node().flag(Word::initial)) initial_.push_back(id);
  }

  // Final stages belong to the root wherever they are written (3.2).
  void add_finals(LineRef line) {
    std::vector<ScopeId> finals;
    for (const Cursor& def : line.node().children(NodeKind::def)) {
      const std::size_t before = process_.model.scopes.size();
      add_scope(line, def, ScopeKind::final, ScopeId(0));
      if (process_.model.scopes.size() > before) finals.emplace_back(before);
    }
    for (const LineRef& below : line.below(NodeKind::reopenable)) reopening_lines_.emplace_back(finals, below);
    if (line.has_hole()) process_.sound = process_.shape_known = false;
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
      model::Deadline made;
      made.valid = read_validity(context_, line);
      if (!is_later_version(def, scope, made.valid, id) && !declare_name(NameKind::deadline, id.value, def, line)) continue;
      static_cast<model::Named&>(made) = context_.named(def, context_.rule(line));
      made.scope = scope;
      model::Range& range = process_.model.scopes[scope.value].deadlines;
      if (range.empty()) range.first = id.value;
      ++range.count;
      process_.model.deadlines.push_back(made);
      process_.deadlines.push_back({line, def.place(), {}, {}, true});
    }
  }

  // 施行: one name may be written again for other dates, in the same scope (8.0).
  bool is_later_version(Cursor def, ScopeId scope, model::Validity valid, DeadlineId id) {
    const Symbol* first = def && !valid.always() ? process_.names.find_here(def_name(def)) : nullptr;
    if (first == nullptr || first->kind != NameKind::deadline || first->key != def_key(def)) return false;
    const DeadlineId known(first->id);
    for (DeadlineId other : process_.versions(known)) {
      const model::Deadline& before = process_.model.deadlines[other.value];
      const bool apart = before.valid.to < valid.from || valid.to < before.valid.from;
      if (before.scope != scope || !apart) return false;
    }
    process_.later_versions[known].push_back(id);
    return true;
  }

  void read_initial() {
    if (initial_.size() > 1)
      context_.sink.report("E0403", process_.scopes[initial_[1].value].place)
          .notes.push_back({process_.scopes[initial_[0].value].place, "另一个起点", "the other one"});
    if (initial_.empty()) return;
    process_.model.initial = process_.first_leaf(initial_[0]);
    process_.model.scopes[process_.model.initial.value].initial = true;
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
    bool suspends_rest = false;
    draft.while_here = true;
    draft.covered.place = line.place();
    draft.covered_rule = context_.rule(line, scope.rule);
    for (const Cursor& policy : line.node().children(NodeKind::policy)) {
      const bool suspends = policy.word() == Word::suspend;
      if (!suspends && policy.word() != Word::unaffected) {
        context_.sink.report("E0320", policy.place(), {std::string(policy.source().text(policy.node().span))});
        process_.sound = false;
        continue;
      }
      if (policy.flag(Word::rest)) {
        draft.covered.rest = true;
        suspends_rest = suspends;
      }
      for (const Cursor& name : policy.children(NodeKind::name)) {
        const std::vector<DeadlineId> meant = read_deadline(context_, process_, name);
        process_.sound = process_.sound && !meant.empty();
        for (DeadlineId d : meant) {
          draft.covered.named.push_back(d);
          if (suspends) scope.suspends.push_back(d);
        }
      }
    }
    for (std::size_t d = 0; suspends_rest && d < process_.model.deadlines.size(); ++d)
      if (!draft.covered.names(DeadlineId(d)) && process_.model.deadlines[d].scope != id) scope.suspends.emplace_back(d);
  }

  Context& context_;
  ProcessDraft& process_;
  std::vector<LineRef> threads_, responsibility_lines_;
  std::vector<std::pair<ScopeId, LineRef>> deadline_lines_;
  std::vector<std::pair<std::vector<ScopeId>, LineRef>> reopening_lines_;
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
