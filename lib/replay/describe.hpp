// Turns what is held in ids into what people read: names, keys, places.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lib/core/case.hpp"
#include "lib/replay/folded_case.hpp"
#include "lib/replay/folded.hpp"
#include "sanhuan/dry_run.hpp"
#include "sanhuan/explain.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

// 甲镇, 窗口人员, 甲镇 负责人; "petitioner" and "system" in English, as `Holder::kind` tells; empty for nobody.
std::string holder_name(const Rulebook&, Holder);
std::string verb_name(const RulebookData&, const FoldedRung&);  // "red_card"; of the host's own verb its name
std::string place_text(const Rulebook&, RuleId);                // "rules/lanshan/process.huan:92", or empty
CitedRule cited(const Rulebook&, RuleId);

CaseOutcome outcome_of(const FoldedCase&, const RecordedCase&);
ObligationOutcome describe(const Rulebook&, const model::Process&, const FoldedObligation&);
RungOutcome describe(const Rulebook&, const model::Process&, const FoldedRung&);
RejectedEvent describe(const Rulebook&, const model::CaseType*, const FoldedRejection&, const RecordedCase&);
// The known facts, in order of the file.
std::vector<std::pair<std::string, std::string>> describe_facts(const Rulebook&, const model::CaseType&,
                                                                const CaseState&, const CaseLayout&);

}  // namespace sanhuan
