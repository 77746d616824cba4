// The effects that entries ask for, in their order, as the case stood when each was written. Semantics 6.1.
#pragma once

#include <string_view>
#include <vector>

#include "lib/core/step.hpp"
#include "sanhuan/effect.hpp"
#include "sanhuan/event.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

// Listens to the steps of one case. What it borrows outlives it.
class AskedEffects final : public EntryListener {
 public:
  AskedEffects(const Rulebook& rulebook, const Stepper& stepper, std::string_view case_id, std::vector<Effect>& into)
      : rulebook_(rulebook), stepper_(stepper), case_id_(case_id), into_(into) {}
  void stands(const CaseState&, const Event*, const Entries&) override;

 private:
  const Rulebook& rulebook_;
  const Stepper& stepper_;
  std::string_view case_id_;
  std::vector<Effect>& into_;
};

}  // namespace sanhuan
