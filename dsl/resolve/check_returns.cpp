// E0441, E0442: a return says what it does to every clock it touches, and starts no clock of the petitioner or of a
// statute again (semantics 2.11, 4.5).
#include "dsl/resolve/checks.hpp"
#include "lib/analysis/reach.hpp"

namespace sanhuan::dsl {

namespace {

bool belongs_to_petitioner(const CheckInput& in, const model::Deadline& deadline) {
  return deadline.by.count == 1 && in.rules.refs[deadline.by.first].kind == model::RefKind::petitioner;
}

}  // namespace

void check_returns(const CheckInput& in) {
  for (std::size_t i = 0; i < in.process.returns.size(); ++i) {
    const model::Return& line = in.process.returns[i];
    const ReturnDraft& draft = in.draft.returns[i];
    for (const auto& [d, policy] : line.deadlines) {
      const model::Deadline& deadline = in.process.deadlines[d.value];
      if (policy == model::ReturnPolicy::unaffected) continue;
      if (!deadline.statutory && !belongs_to_petitioner(in, deadline)) continue;
      in.sink.report("E0442", draft.place, {in.name(deadline.name)})
          .notes.push_back({in.draft.deadlines[d.value].place, "时限写在这里", "the deadline is here"});
    }
    if (draft.covered.rest) continue;
    // The scopes concerned: from the stage that is left up to the nearest one that holds the target too.
    bool reported = false;
    for (ScopeId s = line.scope; s && !reported; s = in.process.scopes[s.value].parent) {
      const model::Range own = in.process.scopes[s.value].deadlines;
      for (std::uint32_t d = own.first; d < own.first + own.count && !reported; ++d) {
        if (draft.covered.covers(DeadlineId(d))) continue;
        in.sink.report("E0441", draft.place, {in.name(in.process.deadlines[d].name)});
        reported = true;
      }
      if (line.target && is_inside(in.process, line.target, s)) break;
    }
  }
}

}  // namespace sanhuan::dsl
