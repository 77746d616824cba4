#include <algorithm>
#include <set>

#include "cli/dry_run_counts.hpp"
#include "cli/dry_run_printer.hpp"
#include "cli/words.hpp"
#include "lib/rulebook/keywords.hpp"

namespace sanhuan::cli {

namespace {

constexpr std::size_t dues_shown = 4;

}  // namespace

std::string DryRunPrinter::days_text(const DecidingDays& days) const {
  using Kind = DecidingDays::Kind;
  const std::string first = to_string(days.first).substr(5), last = to_string(days.last).substr(5);
  switch (days.kind) {
    case Kind::holiday:
      if (days.first == days.last) return voice_("{} 放假不计", "{} is a holiday", first);
      return voice_("{} 至 {} 放假不计", "{} to {} are holidays", first, last);
    case Kind::weekend: return voice_("周末 {} 天不计", "{} weekend days left out", days.days);
    case Kind::make_up: return voice_("{} 补班照计", "{} is a make-up working day", first);
    case Kind::rolled:
      return voice_("届满日 {} 休息，顺延到 {}", "{} is a rest day, rolled to {}", first, last);
  }
  return {};
}

std::string DryRunPrinter::outcome_text(const DueOnOneSide& side) const {
  if (side.unjudged) return text({"未判定", "unjudged"});
  std::string result;
  if (side.breached) {
    result = text({"逾期", "breached"});
    if (side.red_card) {
      result += voice_("，{}亮红牌", ", red card {}", show_short_day(page_.zone.day(*side.red_card), voice_));
    }
    return result;
  }
  return side.fulfilled ? text({"按期", "kept"}) : text({"未到期", "open"});
}

std::string DryRunPrinter::due_text(const DueOnOneSide& side) const {
  if (side.due == Instant::never()) return text({"尚未起算", "not started"});
  std::string result = show_end(side.due, page_.zone, voice_);
  const Day day = end_day(side.due, page_.zone);
  const bool make_up = std::ranges::any_of(side.days, [day](const DecidingDays& d) {
    return d.kind == DecidingDays::Kind::make_up && d.first == day;
  });
  if (make_up) result += text({"（补班日）", " (make-up day)"});
  if (side.provisional) result += text({"（暂定）", " (provisional)"});
  return result;
}

void DryRunPrinter::print_side(Text label, const std::optional<DueOnOneSide>& side) {
  const std::string head = "      " + text(label) + "  ";
  if (!side) {
    out_ << wrapped(head, text({"无这个时限", "no such deadline"}));
    return;
  }
  out_ << wrapped(head, voice_("{}，期限 {}  {}", "{}, due {}  {}", show_length(side->length, voice_),
                               due_text(*side), outcome_text(*side)));
}

std::string DryRunPrinter::story(const DueInFull& due) const {
  const DueOnOneSide& side = due.candidate ? *due.candidate : *due.baseline;
  std::string result = due.name;
  if (side.anchor != Instant::before_all()) {
    const std::string from = side.anchor_event.empty() ? text({"进入环节", "entry"}) : side.anchor_event;
    result += voice_("：{} {}", ": {} {}", show_instant(side.anchor, page_.zone, voice_), from);
  }
  if (side.fulfilled) {
    result += voice_("，{} 完成", ", done {}", show_instant(side.settled, page_.zone, voice_));
  }
  return result;
}

void DryRunPrinter::print_due(const DueInFull& due) {
  out_ << wrapped("    ", story(due));
  print_side({"现行", "base  "}, due.baseline);
  print_side({"草案", "cand. "}, due.candidate);
  const DueOnOneSide& side = due.candidate ? *due.candidate : *due.baseline;
  std::string reason = show_line_in_pack(side.place, voice_);
  if (side.deemed != side.anchor && side.deemed != Instant::before_all()) {
    reason += voice_("；{} 起算", "; counted from {}", show_instant(side.deemed, page_.zone, voice_));
  }
  for (const DecidingDays& days : side.days)
    reason += std::string(voice_(Text{"；", "; "})) + days_text(days);
  out_ << wrapped("      " + text({"原因", "why   "}) + "  ", reason);
}

int DryRunPrinter::weight(const DueInFull& due) {
  const bool base = due.baseline && due.baseline->breached, cand = due.candidate && due.candidate->breached;
  if (cand && !base) return 0;
  if (base && !cand) return 1;
  const bool judged =
      (due.candidate && !due.candidate->unjudged) || (due.baseline && !due.baseline->unjudged);
  return judged ? 2 : 3;
}

void DryRunPrinter::cases() {
  const std::vector<std::size_t> chosen = worth_showing(report_);
  if (chosen.empty()) return;
  section(voice_("哪一件、为什么（{} 件，变了的共 {} 件，--json 列出全部）",
                 "Which case, and why ({} of {} that changed; --json lists all)", chosen.size(),
                 report_.changed));
  for (const std::size_t i : chosen) {
    const std::uint64_t position = report_.differences[i].position;
    const auto found = std::ranges::find(page_.cases, position, &CaseInFull::position);
    if (found == page_.cases.end()) continue;
    std::vector<DueInFull> dues = found->dues;
    std::ranges::stable_sort(dues, {}, weight);
    out_ << "  " << found->id << (found->group.empty() ? "" : "  " + found->group) << "\n";
    // Where something is newly breached or no longer so, that is the story; else whatever else differs.
    const int told = std::max(weight(dues.empty() ? DueInFull{} : dues.front()), 1);
    std::size_t shown = 0, judged_besides = 0, unjudged = 0;
    for (const DueInFull& due : dues) {
      if (weight(due) == 3)
        ++unjudged;
      else if (weight(due) <= told && shown < dues_shown)
        ++shown, print_due(due);
      else
        ++judged_besides;
    }
    if (judged_besides > 0) {
      out_ << voice_("    另有 {} 个时限也有出入\n", "    more deadlines that differ: {}\n", judged_besides);
    }
    if (unjudged > 0) {
      out_ << voice_("    另有 {} 个时限未判定\n", "    more deadlines, unjudged: {}\n", unjudged);
    }
  }
}

void DryRunPrinter::refused() {
  const Totals &b = report_.baseline, &c = report_.candidate;
  const auto reasons = keys_of(b.rejected, c.rejected);
  const auto assumed = keys_of(b.rejected_assumed, c.rejected_assumed);
  if (reasons.empty() && assumed.empty()) return;
  section(Text{"规则没有收的事件（个）", "Events that the rules refused"});
  Table table = two_sides();
  heading(table, {"为什么", "why"});
  for (const std::string& reason : reasons) {
    compare_row(table, reason_text(reason), value_of(b.rejected, reason), value_of(c.rejected, reason));
  }
  for (const std::string& reason : assumed) {
    compare_row(table, voice_("补入的：{}", "assumed: {}", reason_text(reason)),
                value_of(b.rejected_assumed, reason), value_of(c.rejected_assumed, reason));
  }
  out_ << table.text();
}

std::string DryRunPrinter::reason_text(const std::string& key) const {
  constexpr auto last = static_cast<std::uint8_t>(Refused::designated);
  for (std::uint8_t reason = 1; reason <= last; ++reason)
    if (keyword(Refused{reason}) == key) return std::string(refusal_name(Refused{reason}, voice_));
  return key;
}

void DryRunPrinter::unchanged() {
  std::string names;
  for (const std::string& key : keys_) {
    const DeadlineLine *b = line_of(page_.baseline, key), *c = line_of(page_.candidate, key);
    if (b == nullptr || c == nullptr || b->right || !occurred(key)) continue;
    if (totals_of(report_.baseline, key) != totals_of(report_.candidate, key)) continue;
    if (!names.empty()) names += voice_(Text{"、", ", "});
    names += c->name;
  }
  section(Text{"两边算出来一样的", "The same under both"});
  out_ << wrapped("  ", names.empty()
                            ? text({"没有：凡用到的时限都有变化", "none: every deadline that occurs differs"})
                            : voice_("{}：按期、逾期、未判定的数目一个不变",
                                     "{}: not one more or fewer is kept, late or unjudged", names));
}

}  // namespace sanhuan::cli
