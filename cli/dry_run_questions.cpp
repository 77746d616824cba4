#include <algorithm>

#include "cli/dry_run_counts.hpp"
#include "cli/dry_run_printer.hpp"
#include "cli/words.hpp"

namespace sanhuan::cli {

void DryRunPrinter::to_decide() {
  std::vector<std::string> questions;
  if (const std::uint64_t open = report_.candidate.cases - report_.candidate.closed; open > 0) questions.push_back(open_cases(open));
  worst_group(questions);
  unjudged_deadlines(questions);
  if (page_.candidate.presumed_bases > 0) {
    questions.push_back(
        voice_("草案有 {} 处依据是推定的，施行前要由业务主管部门逐条核定。",
               "bases of the candidate that are presumed: {}. The department in charge must confirm each.",
               page_.candidate.presumed_bases));
  }
  const std::uint64_t refused = sum_of(report_.candidate.rejected),
                      before = sum_of(report_.baseline.rejected);
  if (refused > before) {
    questions.push_back(
        voice_("有 {} 个当时办成的事件草案不收，是规则漏写了，还是本来就不该这样办？",
               "events that the base took and the candidate refuses: {}. Is a rule missing, or "
               "should they not have happened?",
               refused - before));
  }
  if (questions.empty()) return;
  section(Text{"请定夺", "To be decided by a person"});
  for (std::size_t i = 0; i < questions.size(); ++i)
    out_ << wrapped(fmt::format("  {} ", i + 1), questions[i]);
}

// 8.1, 8.2: cases keep the rules that they were opened under until somebody migrates them.
std::string DryRunPrinter::open_cases(std::uint64_t open) const {
  const std::string& version = page_.baseline.version;
  const auto& migrates = page_.candidate.migrates;
  if (page_.baseline.name != page_.candidate.name)
    return voice_("草案下还有 {} 件在办。草案是另一个规则包，现行规则下立的件一直按现行规则办完，是不是这个意思？",
                  "cases that are open under the candidate: {}. It is another pack, so what was opened under the base stays under it to "
                  "its end. Is that meant?",
                  open);
  if (std::find(migrates.begin(), migrates.end(), version) == migrates.end())
    return voice_("草案下还有 {} 件在办。草案没有写 迁移 自 “{}”，现行规则下立的件就一直按现行规则办完，是不是这个意思？",
                  "cases that are open under the candidate: {}. It has no migration from \"{}\", so what was opened under the base "
                  "stays under it to its end. Is that meant?",
                  open, version);
  return voice_("草案下还有 {} 件在办，怎么转写在 迁移 自 “{}”。发布前先用 sanhuan 迁移 --预演 看一遍：每件的新期限对不对，有没有转不过去的？",
                "cases that are open under the candidate: {}. Its migration from \"{}\" says what becomes of them. See the plan before it is "
                "published (sanhuan migrate --plan): is each new due what was meant, does anything stand in the way?",
                open, version);
}

void DryRunPrinter::worst_group(std::vector<std::string>& questions) const {
  constexpr std::uint64_t judged_min = 30;
  const std::string* worst = nullptr;
  DeadlineTotals of_worst;
  for (const auto& [name, totals] : report_.groups) {
    const DeadlineTotals base = sum(totals.first), cand = sum(totals.second);
    if (judged(cand) < judged_min || cand.breached <= base.breached) continue;
    const bool worse =
        worst == nullptr || cand.breached * judged(of_worst) > of_worst.breached * judged(cand);
    if (!worse) continue;
    worst = &name;
    of_worst = cand;
  }
  if (worst == nullptr) return;
  questions.push_back(
      voice_("{} 的逾期率到了 {}（{} 项里 {} 项），是否先给过渡期，或先加人手？",
             "the rate of {} reaches {} ({} judged, {} late): a transition period, or more staff first?",
             *worst, breach_rate(of_worst), judged(of_worst), of_worst.breached));
}

void DryRunPrinter::unjudged_deadlines(std::vector<std::string>& questions) const {
  std::string names;
  for (const std::string& key : keys_) {
    const DeadlineTotals& t = totals_of(report_.candidate, key);
    if (t.unjudged == 0 || judged(t) > 0) continue;
    if (!names.empty()) names += voice_(Text{"、", ", "});
    names += t.name;
  }
  if (names.empty()) return;
  questions.push_back(
      voice_("{} 做没做到，材料里没有记录，一项也判定不了。今后要不要登记这些时刻？",
             "whether {} were kept was recorded nowhere, so none is judged. Shall these moments be "
             "recorded from now on?",
             names));
}

}  // namespace sanhuan::cli
