// How the report of a dry-run is laid out for people; its parts stand in files of their own.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "cli/dry_run_page.hpp"
#include "cli/session.hpp"
#include "cli/table.hpp"

namespace sanhuan::cli {

class DryRunPrinter {
 public:
  DryRunPrinter(const DryRunPage&, Session&);
  void print();

 private:
  // dry_run_print.cpp: the page, and what was changed
  std::string text(Text t) const { return std::string(voice_(t)); }
  void section(Text title) { section(text(title)); }
  void section(const std::string& title);
  // 改了    …: a label of eight cells, then the text wrapped beside it.
  void item(Text label, const std::string& what);
  void further(const std::string& what);
  void head();
  std::string title_of(const SideOfRules& side) const;
  void verdict();
  const DeadlineLine* line_of(const SideOfRules& side, const std::string& key) const;
  std::string length_of(const DeadlineLine* line) const;
  bool occurred(const std::string& key) const;
  void changed_rules();
  void premises();

  // dry_run_figures.cpp: both sides
  void ledger();
  Table two_sides() const;
  void compare_row(Table& table, std::string name, std::uint64_t from, std::uint64_t to) const;
  void heading(Table& table, Text what) const;
  std::string level_text(const std::string& key) const;
  void consequences();
  void groups();
  void levels();

  // dry_run_cases.cpp: dues that moved, refusals
  std::string days_text(const DecidingDays& days) const;
  std::string outcome_text(const DueOnOneSide& side) const;
  std::string due_text(const DueOnOneSide& side) const;
  void print_side(Text label, const std::optional<DueOnOneSide>& side);
  std::string story(const DueInFull& due) const;
  void print_due(const DueInFull& due);
  // What changed most comes first: a breach that is new, then any other difference.
  static int weight(const DueInFull& due);
  void cases();
  void refused();
  std::string reason_text(const std::string& key) const;
  void unchanged();

  // dry_run_questions.cpp: what only a person can decide
  void to_decide();
  std::string open_cases(std::uint64_t open) const;
  // Places with too few judged deadlines say nothing by their rate.
  void worst_group(std::vector<std::string>& questions) const;
  void unjudged_deadlines(std::vector<std::string>& questions) const;

  const DryRunPage& page_;
  const DryRunReport& report_;
  std::ostream& out_;
  Voice voice_;
  std::vector<std::string> keys_;  // of deadlines, in the order of the rules
  std::size_t section_ =
      0;  // sections are numbered as they are printed, so none is missing when one has nothing to say
};

}  // namespace sanhuan::cli
