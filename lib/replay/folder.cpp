#include "lib/replay/case_fold.hpp"
#include "lib/replay/clock_marks.hpp"
#include "lib/replay/describe.hpp"
#include "sanhuan/dry_run.hpp"

namespace sanhuan {

CaseOutcome outcome_of(const FoldedCase& fold, const RecordedCase& file) {
  const Rulebook& rulebook = fold.rulebook();
  const RulebookData& rules = rulebook.data();
  const Folded& from = fold.folded();
  const model::CaseType* type = from.type ? &rules.case_types[from.type.value] : nullptr;
  CaseOutcome out;
  if (type != nullptr) out.type = rules.text(type->key);
  out.opened = from.opened;
  out.timers = from.timers;
  out.events = from.events;
  out.assumed = from.assumed;
  for (const FoldedRejection& r : from.rejected) out.rejected.push_back(describe(rulebook, type, r, file));
  if (!from.opened) return out;
  const model::Process& process = fold.process();
  const model::Scope& stage = process.scopes[from.leaf.value];
  out.stage = rules.text(stage.key);
  out.stage_name = rules.text(stage.name);
  out.closed = from.closed;
  out.level = from.level;
  out.late = from.late;
  out.persons = from.persons;
  out.opened_at = from.opened_at;
  out.last = from.last;
  for (const FoldedObligation& o : from.obligations) out.obligations.push_back(describe(rulebook, process, o));
  mark_clocks(fold, out.obligations);
  for (const FoldedRung& r : from.escalations) out.escalations.push_back(describe(rulebook, process, r));
  for (const FoldedRung& r : from.effects) out.effects.push_back(describe(rulebook, process, r));
  out.facts = describe_facts(rulebook, *type, fold.state(), fold.layout());
  return out;
}

struct Folder::Impl {
  CaseFold fold;
};

Folder::Folder(std::shared_ptr<const Rulebook> rulebook) : impl_(new Impl{CaseFold(std::move(rulebook))}) {}
Folder::~Folder() = default;

CaseOutcome Folder::fold(const RecordedCase& file, Instant until) {
  impl_->fold.fold(file, until);
  CaseOutcome out = outcome_of(impl_->fold.root(), file);
  for (std::size_t i = 0; i < impl_->fold.children(); ++i) {
    const FoldedCase& child = impl_->fold.child(i);
    out.children.push_back({std::string(child.path()), outcome_of(child, file)});
  }
  return out;
}

}  // namespace sanhuan
