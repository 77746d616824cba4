#include "cli/deadline_totals.hpp"

#include "cli/table.hpp"

namespace sanhuan::cli {

std::uint64_t sum(const DeadlineTotals& t) { return t.kept + t.breached + t.open + t.unjudged + t.other; }

std::uint64_t judged(const DeadlineTotals& t) { return t.kept + t.breached; }

DeadlineTotals sum(const Totals& totals) {
  DeadlineTotals all;
  for (const auto& [key, t] : totals.deadlines) {
    all.kept += t.kept;
    all.breached += t.breached;
    all.open += t.open;
    all.unjudged += t.unjudged;
    all.other += t.other;
    all.late_ms += t.late_ms;
    all.late += t.late;
  }
  return all;
}

std::string breach_rate(const DeadlineTotals& t) {
  if (judged(t) == 0) return "-";
  // Rounded half up in whole numbers, so that every machine prints the same.
  const std::uint64_t tenths = (t.breached * 2000 + judged(t)) / (2 * judged(t));
  return fmt::format("{}.{}%", tenths / 10, tenths % 10);
}

std::string days_late(const DeadlineTotals& t) {
  if (t.late == 0) return "-";
  const std::uint64_t tenth_of_a_day = static_cast<std::uint64_t>(ms_per_day) / 10;
  const std::uint64_t tenths = (t.late_ms / t.late + tenth_of_a_day / 2) / tenth_of_a_day;
  return fmt::format("{}.{}", tenths / 10, tenths % 10);
}

std::string signed_number(std::int64_t n) { return n > 0 ? fmt::format("+{}", n) : fmt::format("{}", n); }

void count(const ObligationOutcome& o, DeadlineTotals& t) {
  using State = ObligationOutcome::State;
  if (t.name.empty()) t.name = o.name;
  if (o.unjudged) ++t.unjudged;
  else if (o.breached) ++t.breached;
  else if (o.state == State::fulfilled) ++t.kept;
  else if (o.state == State::open) ++t.open;
  else ++t.other;
}

std::string totals_table(const Totals& totals, const std::vector<std::string>& keys, Voice voice) {
  using enum Align;
  Table table({left, right, right, right, right, right, right, right});
  const auto text = [voice](Text t) { return std::string(voice(t)); };
  table.row({text({"时限（项）", "deadline"}), text({"按期", "kept"}), text({"逾期", "breached"}),
             text({"未到期", "open"}), text({"未判定", "unjudged"}), text({"其他", "other"}),
             text({"合计", "total"}), text({"逾期率", "rate"})});
  const auto row = [&](std::string name, const DeadlineTotals& t) {
    table.row({std::move(name), fmt::format("{}", t.kept), fmt::format("{}", t.breached), fmt::format("{}", t.open),
               fmt::format("{}", t.unjudged), fmt::format("{}", t.other), fmt::format("{}", sum(t)), breach_rate(t)});
  };
  for (const std::string& key : keys) {
    const auto found = totals.deadlines.find(key);
    if (found != totals.deadlines.end()) row(found->second.name, found->second);
  }
  row(text({"合计", "total"}), sum(totals));
  return table.text();
}

}  // namespace sanhuan::cli
