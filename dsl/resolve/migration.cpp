// 迁移 (8.2). Names before 为, and those that are dropped, belong to the rules that the cases come from: they are kept as
// they stand, and found when cases are carried.
#include <algorithm>
#include <set>

#include "dsl/resolve/clock_line.hpp"
#include "dsl/resolve/process.hpp"

namespace sanhuan::dsl {

namespace {

model::ClockRule rule_of(Cursor node) {
  if (node.flag(Word::new_rule)) return model::ClockRule::new_rule;
  return node.flag(Word::better_rule) ? model::ClockRule::better_rule : model::ClockRule::old_rule;
}

bool has_rule(Cursor node) {
  return node.flag(Word::old_rule) || node.flag(Word::new_rule) || node.flag(Word::better_rule);
}

class MigrationReader {
 public:
  MigrationReader(Context& context, ProcessDraft& process, LineRef block) : context_(context), process_(process), block_(block) {
    made_.case_type = process.model.case_type;
    made_.rule = context.rule(block, process.model.rule);
    made_.from = context.string(block.node().child(NodeKind::text).text());
  }

  model::Migration read() {
    for (const LineRef& line : block_.below(NodeKind::migration)) read(line);
    return std::move(made_);
  }

 private:
  void read(LineRef line) {
    const Cursor node = line.node();
    const std::vector<Cursor> names = node.children(NodeKind::name);
    switch (node.word()) {
      case Word::ring: return rename(names, NameKind::ring, made_.scopes);
      case Word::stage:
      case Word::substage: return rename(names, NameKind::stage, made_.scopes);
      case Word::event: return rename(names, NameKind::event, made_.events);
      case Word::fact: return read_fact(node, names);
      case Word::deadline: return read_deadline_line(line, names);
      default: made_.opens_all = true;
    }
  }

  // Whether this is the first line that says so of that name.
  bool is_first(std::set<std::string>& said, Cursor name) {
    if (said.insert(name.text()).second) return true;
    context_.sink.report("E0481", name.place(), {name.text()});
    return false;
  }

  StringId old_name(Cursor name) { return context_.string(name.text()); }

  template <class Id>
  void rename(const std::vector<Cursor>& names, NameKind kind, std::vector<std::pair<StringId, Id>>& into) {
    const Symbol* now = context_.look_up(process_.names, names[1], {kind});
    if (now != nullptr && is_first(renamed_[kind], names[0])) into.emplace_back(old_name(names[0]), Id(now->id));
  }

  template <class Id>
  void drop(Cursor name, NameKind kind, std::vector<std::pair<StringId, Id>>& into) {
    const Symbol* now = process_.names.find(name.text());
    if (now != nullptr && now->kind == kind) context_.sink.report("E0482", name.place(), {name.text()});
    else if (is_first(renamed_[kind], name)) into.emplace_back(old_name(name), Id{});
  }

  void read_fact(Cursor node, const std::vector<Cursor>& names) {
    if (node.flag(Word::drop)) drop(names[0], NameKind::fact, made_.facts);
    else rename(names, NameKind::fact, made_.facts);
  }

  void read_deadline_line(LineRef line, const std::vector<Cursor>& names) {
    const Cursor node = line.node();
    if (node.flag(Word::rest)) {
      if (made_.rest_line) return void(context_.sink.report("E0481", line.place(), {Arg("其余", "rest")}));
      made_.rest = rule_of(node);
      made_.rest_line = context_.rule(line, made_.rule);
      return;
    }
    if (node.flag(Word::drop)) return drop(names[0], NameKind::deadline, made_.deadlines);
    if (names.size() > 1) rename(names, NameKind::deadline, made_.deadlines);
    const bool opens = node.flag(Word::open_missing);
    if (!opens && !has_rule(node)) return;
    const std::vector<DeadlineId> meant = names.size() > 1 ? known(names[1]) : read_deadline(context_, process_, names[0]);
    if (meant.empty() || !is_first(opens ? opened_ : ruled_, names.back())) return;
    const RuleId rule = context_.rule(line, made_.rule);
    for (const DeadlineId d : meant) {
      if (opens) made_.opens.push_back(d);
      else made_.clocks.push_back({d, rule_of(node), rule});
    }
  }

  // Where `rename` has said what is wrong with it.
  std::vector<DeadlineId> known(Cursor name) const {
    const Symbol* found = process_.names.find(name.text());
    if (found == nullptr || found->kind != NameKind::deadline) return {};
    return process_.versions(DeadlineId(found->id));
  }

  Context& context_;
  ProcessDraft& process_;
  LineRef block_;
  model::Migration made_;
  std::map<NameKind, std::set<std::string>> renamed_;  // old names
  std::set<std::string> ruled_, opened_;               // names here
};

}  // namespace

void lower_migrations(Context& context, ProcessDraft& process) {
  std::set<std::string> versions;
  for (const LineRef& block : process.line.below(NodeKind::migration)) {
    const Cursor from = block.node().child(NodeKind::text);
    if (!versions.insert(from.text()).second) {
      context.sink.report("E0480", block.place(), {from.text()});
      continue;
    }
    context.out.migrations.push_back(MigrationReader(context, process, block).read());
  }
}

}  // namespace sanhuan::dsl
