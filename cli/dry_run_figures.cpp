#include <algorithm>
#include <map>
#include <set>

#include "cli/dry_run_counts.hpp"
#include "cli/dry_run_printer.hpp"
#include "cli/words.hpp"

namespace sanhuan::cli {

namespace {

constexpr std::size_t groups_shown = 10;

}  // namespace

void DryRunPrinter::ledger() {
  section(Text{"总账（一项是一件事项里的一个时限）", "Deadlines (each counts once a case)"});
  using enum Align;
  Table table({left, left, right, right, right, right, right, right, right, right}, 2, 2);
  table.row({text({"时限", "deadline"}), "", text({"按期", "kept"}), text({"逾期", "late"}),
             text({"未到期", "open"}), text({"未判定", "unjudged"}), text({"其他", "other"}),
             text({"合计", "total"}), text({"逾期率", "rate"}), text({"晚(天)", "days"})});
  const auto row = [&](std::string name, std::string side, const DeadlineTotals& t) {
    table.row({std::move(name), std::move(side), fmt::format("{}", t.kept), fmt::format("{}", t.breached),
               fmt::format("{}", t.open), fmt::format("{}", t.unjudged), fmt::format("{}", t.other),
               fmt::format("{}", sum(t)), breach_rate(t), days_late(t)});
  };
  const auto none = [&](std::string name, std::string side) {
    table.row({std::move(name), std::move(side), text({"无", "none"})});
  };
  const std::string base = text({"现行", "base"}), cand = text({"草案", "cand."});
  const auto both_rows = [&](const std::string& name, const DeadlineTotals* b, const DeadlineTotals* c) {
    b != nullptr ? row(name, base, *b) : none(name, base);
    c != nullptr ? row("", cand, *c) : none("", cand);
  };
  for (const std::string& key : keys_) {
    if (!occurred(key)) continue;
    const DeadlineTotals &b = totals_of(report_.baseline, key), &c = totals_of(report_.candidate, key);
    const std::string& name = c.name.empty() ? b.name : c.name;
    if (b == c)
      row(name, text({"两边", "both"}), b);
    else
      both_rows(name, line_of(page_.baseline, key) != nullptr ? &b : nullptr,
                line_of(page_.candidate, key) != nullptr ? &c : nullptr);
  }
  const DeadlineTotals b = sum(report_.baseline), c = sum(report_.candidate);
  both_rows(text({"合计", "total"}), &b, &c);
  table.row({"", text({"增减", "change"}), signed_number(change(b.kept, c.kept)),
             signed_number(change(b.breached, c.breached)), signed_number(change(b.open, c.open)),
             signed_number(change(b.unjudged, c.unjudged)), signed_number(change(b.other, c.other)),
             signed_number(change(sum(b), sum(c)))});
  out_ << table.text()
       << text({"  逾期率 = 逾期 / (按期 + 逾期)；晚 = 逾期的平均晚几天；其他 = 终止、退回\n",
                "  rate = late / (kept + late); days: mean delay; other: waived, returned\n"});
}

Table DryRunPrinter::two_sides() const {
  using enum Align;
  return Table({left, right, right, right}, 2, 4);
}

void DryRunPrinter::compare_row(Table& table, std::string name, std::uint64_t from, std::uint64_t to) const {
  table.row(
      {std::move(name), fmt::format("{}", from), fmt::format("{}", to), signed_number(change(from, to))});
}

void DryRunPrinter::heading(Table& table, Text what) const {
  table.row({text(what), text({"现行", "base"}), text({"草案", "candidate"}), text({"增减", "change"})});
}

std::string DryRunPrinter::level_text(const std::string& key) const {
  static constexpr Level levels[] = {Level::grid, Level::village, Level::town, Level::district};
  static constexpr std::string_view names[] = {"grid", "village", "town", "district"};
  for (std::size_t i = 0; i < std::size(levels); ++i)
    if (names[i] == key) return std::string(level_name(levels[i], voice_));
  return text({"没有层级", "no level"});
}

void DryRunPrinter::consequences() {
  const Totals &b = report_.baseline, &c = report_.candidate;
  const auto kinds = keys_of(b.effects, c.effects);
  const auto levels = keys_of(b.escalations, c.escalations);
  if (kinds.empty() && levels.empty()) return;
  section(Text{"提级督办、红黄牌和其他（次）", "Escalations, cards and the rest (times)"});
  Table table = two_sides();
  heading(table, {"做什么", "what"});
  for (const char* key : {"grid", "village", "town", "district", "unknown"}) {
    if (!levels.contains(key)) continue;
    compare_row(table, voice_("提级督办到{}级", "escalated to {}", level_text(key)),
                value_of(b.escalations, key), value_of(c.escalations, key));
  }
  if (!levels.empty()) {
    compare_row(table, text({"提级督办合计", "escalated, total"}), sum_of(b.escalations),
                sum_of(c.escalations));
  }
  // The gravest first; what a host added last.
  static constexpr std::string_view order[] = {"red_card", "yellow_card", "supervise", "urge",
                                               "penalise", "reward",      "notify",    "inform"};
  std::vector<std::string> sorted;
  for (const std::string_view kind : order)
    if (kinds.contains(std::string(kind))) sorted.emplace_back(kind);
  for (const std::string& kind : kinds) {
    if (kind != "escalate" && std::ranges::find(order, kind) == std::end(order)) sorted.push_back(kind);
  }
  for (const std::string& kind : sorted) {
    compare_row(table, std::string(effect_name(kind, voice_)), value_of(b.effects, kind),
                value_of(c.effects, kind));
  }
  out_ << table.text();
}

void DryRunPrinter::groups() {
  if (report_.groups.empty()) return;
  struct Row {
    std::string name;
    std::uint64_t cases = 0;
    DeadlineTotals base, cand;
    std::int64_t more() const { return change(base.breached, cand.breached); }
  };
  std::vector<Row> rows;
  for (const auto& [name, totals] : report_.groups) {
    rows.push_back({name, totals.second.cases, sum(totals.first), sum(totals.second)});
  }
  std::ranges::stable_sort(rows, [](const Row& x, const Row& y) { return x.more() > y.more(); });
  section(rows.size() > groups_shown
              ? voice_("落到哪些地方（按新增逾期排，前 {} 个，其余合并）",
                       "Where (by new breaches; the first {}, the rest summed)", groups_shown)
              : text({"落到哪些地方（按新增逾期排）", "Where (by new breaches)"}));
  using enum Align;
  Table table({left, right, right, right, right, right, right}, 2, 3);
  table.row({text({"地方", "place"}), text({"件数", "cases"}), text({"未判定", "unjudged"}),
             text({"现行逾期", "late, base"}), text({"草案逾期", "late, cand."}), text({"新增", "more"}),
             text({"逾期率", "rate"})});
  const auto print_row = [&](const Row& row) {
    table.row({row.name, fmt::format("{}", row.cases), fmt::format("{}", row.cand.unjudged),
               fmt::format("{}", row.base.breached), fmt::format("{}", row.cand.breached),
               signed_number(row.more()),
               fmt::format("{} -> {}", breach_rate(row.base), breach_rate(row.cand))});
  };
  const auto add = [](Row& into, const Row& row) {
    into.cases += row.cases;
    for (auto [to, from] : {std::pair{&into.base, &row.base}, std::pair{&into.cand, &row.cand}}) {
      to->kept += from->kept;
      to->breached += from->breached;
      to->unjudged += from->unjudged;
    }
  };
  Row rest, all;
  all.name = text({"合计", "total"});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i < groups_shown)
      print_row(rows[i]);
    else
      add(rest, rows[i]);
    add(all, rows[i]);
  }
  if (rows.size() > groups_shown) {
    rest.name = voice_("其余 {} 个", "{} others", rows.size() - groups_shown);
    print_row(rest);
  }
  print_row(all);
  out_ << table.text()
       << text({"  逾期、未判定按项；逾期率 = 逾期 / (按期 + 逾期)\n",
                "  late and unjudged count deadlines; rate = late / (kept + late)\n"});
}

void DryRunPrinter::levels() {
  const Totals &b = report_.baseline, &c = report_.candidate;
  if (b.load_by_level.empty() && c.load_by_level.empty()) return;
  section(Text{"各级的负担（承担的时限加上督办，项）", "Load by level (deadlines held, and supervised)"});
  Table table = two_sides();
  heading(table, {"层级", "level"});
  for (const char* key : {"grid", "village", "town", "district", "unknown"}) {
    const std::uint64_t from = value_of(b.load_by_level, key), to = value_of(c.load_by_level, key);
    if (from + to > 0) compare_row(table, level_text(key), from, to);
  }
  compare_row(table, text({"合计", "total"}), sum_of(b.load_by_level), sum_of(c.load_by_level));
  out_ << table.text();
}

}  // namespace sanhuan::cli
