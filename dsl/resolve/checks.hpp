// The checks before anything runs (semantics 9.1, 9.1b and the load conditions of 3 and 4): one file, one promise.
#pragma once

#include "dsl/resolve/process_draft.hpp"
#include "lib/rulebook/walk.hpp"
#include "sanhuan/calendar.hpp"

namespace sanhuan::dsl {

struct CheckInput {
  Context& context;
  const ProcessDraft& draft;
  const model::Process& process;
  const RulebookData& rules;
  Sink& sink;
  const Calendar* calendar;  // null where it could not be read

  std::string name(StringId id) const { return std::string(rules.text(id)); }
  Place place(RuleId id) const { return rules.rules[id.value].place; }
};

// Every action of the process.
template <class F>
void for_actions(const CheckInput& in, F&& f) {
  sanhuan::for_actions(in.rules, in.process, f);
}

bool belongs_to_petitioner(const CheckInput&, const model::Deadline&);

void check_initial(const CheckInput&);         // E0402
void check_counts(const CheckInput&);          // E0404
void check_stages_in_rings(const CheckInput&); // E0435
void check_reach(const CheckInput&);           // E0405, E0406
void check_loops(const CheckInput&);           // E0407
void check_eventless(const CheckInput&);       // E0420
void check_responsibilities(const CheckInput&);  // E0408
void check_owed(const CheckInput&);            // E0409
void check_escalation(const CheckInput&);      // E0410, W0410
void check_fallback(const CheckInput&);        // E0411
void check_side_stages(const CheckInput&);     // E0413, E0414, E0415
void check_ways_aside(const CheckInput&);      // E0471
void check_ways_back(const CheckInput&);       // E0475
void check_expiry(const CheckInput&);          // E0416
void check_rights(const CheckInput&);          // E0421
void check_warnings(const CheckInput&);        // E0417
void check_statute(const CheckInput&);         // E0419
void check_only_if(const CheckInput&);         // E0436
void check_returns(const CheckInput&);         // E0441, E0442
void check_consents(const CheckInput&);        // E0472
void check_powers(const CheckInput&);          // E0451
void check_reopenings(const CheckInput&);      // E0445, E0446
void check_handing_over(const CheckInput&);    // E0447
void check_today(const CheckInput&);           // E0448
void check_children(const CheckInput&);        // E0449, once every process is known
void check_bases(const CheckInput&);           // E0450, W0411
void check_votes(const CheckInput&);           // E0457, E0458, W0412
void check_petitioner(const CheckInput&);      // E0454, E0455, E0456

// All of them, in the order above; those that need the whole shape stay silent where a part of it was not read.
void check_process(Context&, const ProcessDraft&);


}  // namespace sanhuan::dsl
