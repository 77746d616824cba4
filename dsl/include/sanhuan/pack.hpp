// Loads a rule pack (规则包): a folder with a pack.yaml. Broken rules never throw; they are diagnostics.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sanhuan/assessment.hpp"
#include "sanhuan/diagnostic.hpp"
#include "sanhuan/roster.hpp"
#include "sanhuan/rulebook.hpp"
#include "sanhuan/scenario.hpp"

namespace sanhuan {

struct PackFile {
  std::string path;  // as people should see it: relative to where the pack was named from
  std::string text;  // UTF-8 without a BOM, as read
};

struct Loaded {
  std::shared_ptr<const Rulebook> rulebook;  // null where there was an error
  Scenarios scenarios;                       // of the pack itself, not of those it builds on; those that could be read
  std::vector<Roster> rosters;               // a register beside the rulebook: the first revision
  std::vector<Assessment> assessments;       // ways of counting; no part of the rulebook either
  std::vector<Diagnostic> diagnostics;       // in order of file and place
  std::vector<PackFile> files;               // what the places point into
  bool unreadable = false;                   // the folder or manifest itself could not be read
  std::optional<Language> language;          // 语言 of the manifest: for readers who have chosen none
};

Loaded load_pack(const std::filesystem::path&);

// A calendar alone: `rules/calendars/cn` ends days at 24:00 and takes instants as they are.
struct LoadedCalendar {
  std::shared_ptr<const Calendar> calendar;
  std::vector<Diagnostic> diagnostics;
  std::vector<PackFile> files;
  bool unreadable = false;
};
LoadedCalendar load_calendar(const std::filesystem::path&);

}  // namespace sanhuan
