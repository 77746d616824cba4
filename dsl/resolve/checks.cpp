#include "dsl/resolve/checks.hpp"

namespace sanhuan::dsl {

void check_process(Context& context, const ProcessDraft& draft) {
  const CheckInput in{context, draft, draft.model, context.out, context.sink, context.calendar};
  using Check = void (*)(const CheckInput&);
  constexpr Check of_the_shape[] = {check_initial, check_counts, check_stages_in_rings, check_reach,
                                    check_loops, check_eventless, check_responsibilities, check_owed,
                                    check_side_stages, check_ways_aside, check_ways_back, check_expiry,
                                    check_consents, check_votes};
  constexpr Check of_the_rest[] = {check_escalation, check_fallback, check_rights, check_warnings,
                                   check_statute, check_only_if, check_returns, check_powers,
                                   check_reopenings, check_handing_over, check_today, check_children,
                                   check_bases, check_petitioner};
  if (draft.shape_known)
    for (Check check : of_the_shape) check(in);
  if (draft.model.case_type)
    for (Check check : of_the_rest) check(in);
}

}  // namespace sanhuan::dsl
