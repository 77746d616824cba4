// What a pack claims of its shape and what every process has: E0402, E0404, E0408, E0409, E0435 (semantics 9.1b).
#include <algorithm>

#include "dsl/resolve/checks.hpp"
#include "lib/analysis/reach.hpp"

namespace sanhuan::dsl {

void check_initial(const CheckInput& in) {
  if (!in.process.initial) in.sink.report("E0402", in.draft.scopes[0].place, {in.name(in.process.name)});
}

void check_counts(const CheckInput& in) {
  for (const Cursor& count : in.draft.line.node().children(NodeKind::count)) {
    const Cursor number = count.child(NodeKind::number), what = count.child(NodeKind::flag);
    if (!number || !what) continue;
    std::size_t have = 0;
    switch (what.word()) {
      case Word::ring:
        have = static_cast<std::size_t>(
            std::count_if(in.process.scopes.begin(), in.process.scopes.end(),
                          [](const model::Scope& s) { return s.kind == model::ScopeKind::ring; }));
        break;
      case Word::responsibility:  // one marked 辅 is not counted
        have = static_cast<std::size_t>(
            std::count_if(in.process.responsibilities.begin(), in.process.responsibilities.end(),
                          [](const model::Responsibility& r) { return !r.auxiliary; }));
        break;
      case Word::thread: have = in.draft.threads; break;
      default: continue;
    }
    if (number.value() == static_cast<std::int64_t>(have)) continue;
    const WordRow& names = row(what.word());
    const std::string claimed = std::to_string(number.value());
    in.sink.report("E0404", count.place(),
                   {Arg(claimed + std::string(names.zh), claimed + " " + std::string(names.en)), std::to_string(have)});
  }
}

void check_stages_in_rings(const CheckInput& in) {
  for (std::size_t i = 0; i < in.process.scopes.size(); ++i) {
    const model::Scope& scope = in.process.scopes[i];
    if (scope.kind == model::ScopeKind::stage && in.process.scopes[scope.parent.value].kind == model::ScopeKind::root)
      in.sink.report("E0435", in.draft.scopes[i].place, {in.name(scope.name)});
  }
}

void check_responsibilities(const CheckInput& in) {
  for (std::size_t i = 0; i < in.process.responsibilities.size(); ++i) {
    const bool used = std::any_of(in.process.deadlines.begin(), in.process.deadlines.end(), [&](const auto& d) {
      return (d.responsibility == ResponsibilityId(i) && !d.request) || !d.responsibility;
    });
    if (!used)
      in.sink.report("E0408", in.draft.responsibility_places[i], {in.name(in.process.responsibilities[i].name)});
  }
}

// Every stage but a final one has, in itself or around it, somebody who owes something or keeps a right (4.1).
void check_owed(const CheckInput& in) {
  for (std::size_t i = 0; i < in.process.scopes.size(); ++i) {
    const ScopeId leaf(i);
    if (in.process.scopes[i].kind == model::ScopeKind::final || !is_leaf(in.process, leaf)) continue;
    bool owed = false;
    for (ScopeId s = leaf; s; s = in.process.scopes[s.value].parent)
      owed = owed || !in.process.scopes[s.value].deadlines.empty();
    if (!owed) in.sink.report("E0409", in.draft.scopes[i].place, {in.name(in.process.scopes[i].name)});
  }
}

}  // namespace sanhuan::dsl
