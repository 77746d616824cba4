// Packs written in a test: rule text beside a fixed, invented organisation and the calendar of rules/calendars/cn.
//
// 甲区 is the district, 甲镇 and 乙镇 its towns, 甲村 a village of 甲镇, 甲格 a grid of 甲村; 乙局 and 丙局 are departments of the
// district, 甲科 a section of 甲镇. Roles: 窗口人员, 负责人.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sanhuan/pack.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan::test {

struct PackOptions {
  // Days end at 24:00 and instants are taken as they are, or: days end at 17:30 and what comes out of office hours (08:30
  // to 17:30) counts as coming at the next opening (2.6), but for 来源 热线.
  bool office_days = false;
  std::string_view more_organisation = {};  // lines for org.yaml: powers, directories
  std::string_view effective = "2020-01-01";  // 施行 of the pack (8.0)
  std::string_view version = "1";
  bool without_roles = false;
};

// Throws std::runtime_error with the diagnostics where the pack does not load.
std::shared_ptr<const Rulebook> load(std::string_view rules, PackOptions = {});
Loaded load_whole(std::string_view rules, PackOptions = {});  // with its scenarios

// Words that the test packs share: 诉求 with its facts, and the events.
std::string_view vocabulary();

// A petition from its registration to its closing, in two rings and a thread; see pack.cpp.
std::string small_process();
std::shared_ptr<const Rulebook> small_pack();

// The same with more in it: a branch on a fact, units that consult, a side stage, a bounded loop, a right.
std::string wide_process();
std::shared_ptr<const Rulebook> wide_pack();

// `text` with every `from` replaced; throws where there is none, so that a test cannot change nothing unnoticed.
std::string with(std::string text, std::string_view from, std::string_view to);

Instant at(std::string_view local);  // 2026-09-18 09:10, in Asia/Shanghai; seconds and milliseconds optional
std::string show(Instant);           // 2026-09-18 09:10; midnight is 24:00 of the day it ends; never, before all

}  // namespace sanhuan::test
