#include "cli/dry_run_print.hpp"

#include <algorithm>

#include "cli/dry_run_counts.hpp"
#include "cli/dry_run_printer.hpp"
#include "cli/words.hpp"

namespace sanhuan::cli {

namespace {

constexpr std::size_t rules_shown = 20;

}  // namespace

DryRunPrinter::DryRunPrinter(const DryRunPage& page, Session& session)
    : page_(page),
      report_(page.report),
      out_(session.out),
      voice_(session.voice),
      keys_(keys_in_order(page.baseline.deadlines, page.candidate.deadlines)) {}

void DryRunPrinter::print() {
  head();
  ledger();
  consequences();
  groups();
  levels();
  cases();
  refused();
  unchanged();
  to_decide();
}

void DryRunPrinter::section(const std::string& title) {
  static constexpr std::string_view numbers[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
  ++section_;
  out_ << "\n"
       << (voice_.chinese() ? fmt::format("{}、{}", numbers[section_ - 1], title)
                            : fmt::format("{}. {}", section_, title))
       << "\n";
}

void DryRunPrinter::item(Text label, const std::string& what) {
  out_ << wrapped(fmt::format("{}  ", text(label)), what);
}

void DryRunPrinter::further(const std::string& what) {
  out_ << wrapped(std::string(voice_.chinese() ? 8 : 10, ' ') + "- ", what);
}

void DryRunPrinter::head() {
  out_ << wrapped(text({"试运行  现行  ", "dry-run   base       "}), title_of(page_.baseline))
       << wrapped(text({"        草案  ", "          candidate  "}), title_of(page_.candidate))
       << std::string(page_cells, '=') << "\n";
  verdict();
  changed_rules();
  premises();
}

std::string DryRunPrinter::title_of(const SideOfRules& side) const {
  const std::string name = side.title.empty() ? side.name : side.title;
  return voice_("{}（{} {}）", "{} ({} {})", name, side.name, side.version);
}

void DryRunPrinter::verdict() {
  const DeadlineTotals base = sum(report_.baseline), cand = sum(report_.candidate);
  const std::uint64_t base_up = sum_of(report_.baseline.escalations);
  const std::uint64_t cand_up = sum_of(report_.candidate.escalations);
  const auto compared = [this](Text what, std::uint64_t from, std::uint64_t to) {
    if (from == to) return voice_("{}仍是 {}", "{}: still {}", voice_(what), to);
    return from < to
               ? voice_("{}多 {}（{} -> {}）", "{}: {} more ({} -> {})", voice_(what), to - from, from, to)
               : voice_("{}少 {}（{} -> {}）", "{}: {} fewer ({} -> {})", voice_(what), from - to, from, to);
  };
  item({"一句话", "verdict "},
       voice_("按草案重算 {} 件：{}，{}，{}。期限或结果有变的 {} 件，没有变的 {} 件。",
              "the candidate over {} cases. {}; {}; {}. Cases with another due or outcome: {}; without: {}.",
              report_.cases, compared({"逾期的时限", "deadlines breached"}, base.breached, cand.breached),
              compared({"整件逾期", "cases late"}, report_.baseline.late, report_.candidate.late),
              compared({"提级督办", "escalations"}, base_up, cand_up), report_.changed,
              report_.cases - report_.changed));
}

const DeadlineLine* DryRunPrinter::line_of(const SideOfRules& side, const std::string& key) const {
  const auto found = std::ranges::find(side.deadlines, key, &DeadlineLine::key);
  return found == side.deadlines.end() ? nullptr : &*found;
}

std::string DryRunPrinter::length_of(const DeadlineLine* line) const {
  return line == nullptr ? text({"无", "none"}) : show_length(line->length, voice_);
}

bool DryRunPrinter::occurred(const std::string& key) const {
  return sum(totals_of(report_.baseline, key)) + sum(totals_of(report_.candidate, key)) > 0;
}

void DryRunPrinter::changed_rules() {
  Table table({Align::left, Align::left, Align::left, Align::left}, voice_.chinese() ? 8 : 10);
  table.row({text({"时限", "deadline"}), text({"现行", "base"}), text({"草案", "candidate"}),
             text({"规则", "rule"})});
  std::size_t listed = 0, unused = 0, all = 0;
  for (const std::string& key : keys_) {
    const DeadlineLine* base = line_of(page_.baseline, key);
    const DeadlineLine* cand = line_of(page_.candidate, key);
    if (base != nullptr && cand != nullptr && base->length == cand->length) continue;
    ++all;
    if (!occurred(key)) {
      ++unused;
      continue;
    }
    if (++listed > rules_shown) continue;
    const DeadlineLine* named = cand != nullptr ? cand : base;
    table.row({named->name, length_of(base), length_of(cand), show_line_in_pack(named->place, voice_)});
  }
  item({"改了  ", "changed "}, voice_("{} 处时限；其中 {} 处这批事项用到了",
                                      "deadlines: {}; these cases have {} of them", all, listed));
  if (listed > 0) out_ << table.text();
  if (unused > 0) {
    further(voice_("另有 {} 处这批事项没有用到，照此算不出它的影响",
                   "not in these cases: {}; nothing can be said of them", unused));
  }
}

void DryRunPrinter::premises() {
  item({"前提  ", "premises"},
       text({"当时谁在何时做了什么，照原样不变。收紧以后大家可能提速，这里算不出。",
             "people are taken to have acted as they did. Under tighter rules they may act "
             "sooner: that cannot be computed."}));
  for (const std::string& note : page_.header.notes) further(note);
  if (page_.problem_lines > 0) {
    further(voice_("事件文件里有 {} 行看不懂，没有算进来",
                   "lines of the event file that could not be read and are left out: {}",
                   page_.problem_lines));
  }
  const std::uint64_t assumed = report_.candidate.assumed_events;
  if (assumed > 0) {
    const std::uint64_t base = sum(report_.baseline).unjudged, cand = sum(report_.candidate).unjudged;
    item({"未判定", "unjudged"},
         voice_("{} 个事件中有 {} 个没有人记过，是补入的。只由它们完成的时限不算按期也不算逾期：现行 {} "
                "项，草案 {} 项。",
                "of {} events {} were recorded by nobody and are assumed. What only they fulfil is neither "
                "kept nor "
                "breached: {} under the base, {} under the candidate.",
                report_.candidate.events, assumed, base, cand));
  }
  item({"算到  ", "until   "},
       show_instant(page_.until, page_.zone, voice_) +
           text({"；那时还没有届满的列在「未到期」", "; what was not due by then is `open`"}));
}

void print_page(const DryRunPage& page, Session& session) { DryRunPrinter(page, session).print(); }

}  // namespace sanhuan::cli
