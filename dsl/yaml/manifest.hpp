// pack.yaml: the manifest (规则包清单) of a rule pack.
//
// What was not written is empty, so that a pack which builds on another can tell what it changes. Paths are as
// written, relative to the folder of the manifest (`beside` in files.hpp); they are not opened here.
#pragma once

#include <optional>
#include <vector>

#include "dsl/yaml/written.hpp"
#include "sanhuan/calendar.hpp"
#include "sanhuan/diagnostic.hpp"

namespace sanhuan::dsl {

class Sink;
class SourceFile;

struct OfficeHours {
  std::vector<OfficeSeason> seasons;  // checked: spans in order, not overlapping
  Place place;
};

struct Manifest {
  Written name;                              // 名称, required
  Written title;                             // 标题
  Written version;                           // 版本
  std::optional<Placed<Day>> effective;      // 施行
  std::optional<Placed<Language>> language;  // 语言
  std::optional<Placed<Zone>> zone;          // 时区
  std::vector<Written> builds_on;            // 依托: folders of packs
  Written calendar;                          // 日历: folder of a calendar
  std::optional<Placed<bool>> ends_at_closing;     // 日 届满: 下班 (true) or 24时
  std::optional<Placed<bool>> deems_next_opening;  // 日 收到: 次开门 (true) or 当时
  Written channel;                                 // 日 渠道: the fact that says by which way it came
  std::vector<Written> as_received;                // 日 实时渠道: values of that fact taken at their instant
  std::optional<OfficeHours> office_hours;         // 办公时间
  Written organisation;                            // 组织: path of org.yaml
  Written duties;                                  // 职责: path of the file of standing duties
  Written rosters;                                 // 名册: path of the file of rosters
  Written assessments;                             // 考核: path of the file of assessments
  std::vector<Written> files;                      // 文件: *.huan and *.yaml
  std::vector<Written> replaces;                   // 取代: names of processes of the packs it builds on
  std::vector<Written> host_verbs;                 // 外部动作: verbs that the rules leave to the host
};

// nullopt where the file is not a manifest at all. What is wrong inside is reported and left empty; ask the sink.
std::optional<Manifest> read_manifest(const SourceFile&, Sink&);

}  // namespace sanhuan::dsl
