// Any bytes as the rules of a pack, loaded whole: names, meanings, checks, tables from a spreadsheet, scenarios. Either a
// rulebook or an error, never both; and what loads can be folded: a case is opened and everything that is declared happens.
//
// The input is the rule text and, after a line `===`, rows.csv for a table that takes its rows from there. Organisation,
// manifest and calendar stand below and do not change.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "dsl/diagnostics/render.hpp"
#include "lib/rulebook/dump.hpp"
#include "lib/rulebook/model.hpp"
#include "sanhuan/dry_run.hpp"
#include "sanhuan/pack.hpp"
#include "sanhuan/proof.hpp"

namespace {

namespace fs = std::filesystem;
using namespace sanhuan;

constexpr std::string_view manifest = R"(name: fuzz
title: 随手写的规则
version: "1"
effective: 2020-01-01
zone: Asia/Shanghai
calendar: calendar
days: {end: closing, receipt: next_opening}
office_hours:
  - {from: "01-01", to: "12-31", hours: ["08:30-12:00", "14:00-17:30"]}
organisation: org.yaml
files: [process.huan]
)";

// The units of tests/support/pack.hpp.
constexpr std::string_view organisation = R"(roles:
  - {name: 窗口人员, key: clerk}
  - {name: 负责人, key: head}
units:
  - {name: 甲区, key: district, level: 区, kind: line}
  - {name: 甲镇, key: town-a, level: 镇, parent: 甲区, kind: line}
  - {name: 乙镇, key: town-b, level: 镇, parent: 甲区, kind: line}
  - {name: 甲村, key: village-a, level: 村, parent: 甲镇, kind: line}
  - {name: 甲格, key: grid-a, level: 网格, parent: 甲村, kind: line}
  - {name: 乙局, key: bureau-b, level: 区, parent: 甲区, kind: department}
  - {name: 丙局, key: bureau-c, level: 区, parent: 甲区, kind: department}
  - {name: 甲科, key: section-a, level: 镇, parent: 甲镇, kind: section}
)";

// Two invented holidays and a make-up day: reading the real tables would be most of the time.
constexpr std::string_view calendar = R"(name: fuzz
zone: Asia/Shanghai
week: [周一, 周二, 周三, 周四, 周五]
holidays: holidays.csv
notices: notices.csv
statutory:
  - {day: "01-01", name: 元旦, since: 2026}
yearly_sum:
  - {from: 2026, to: 2026, days: 1}
)";
constexpr std::string_view holidays = "date,name,kind\n2026-01-01,元旦,holiday\n2026-01-02,元旦,holiday\n2026-01-04,元旦,workday\n";
constexpr std::string_view notices = "year,published\n2026,2025-11-04\n";

void require(bool holds) {
  if (!holds) std::abort();
}

void write(const fs::path& file, std::string_view text) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  require(static_cast<bool>(out.flush()));
}

class PackFolder {
 public:
  PackFolder() {
    const fs::path memory = "/dev/shm";
    std::error_code error;
    path_ = (fs::is_directory(memory, error) ? memory : fs::temp_directory_path()) / ("sanhuan-fuzz-" + std::to_string(::getpid()));
    fs::create_directories(path_ / "calendar");
    write(path_ / "pack.yaml", manifest);
    write(path_ / "org.yaml", organisation);
    write(path_ / "calendar/calendar.yaml", calendar);
    write(path_ / "calendar/holidays.csv", holidays);
    write(path_ / "calendar/notices.csv", notices);
  }
  ~PackFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string some_value(const Rulebook& rulebook, const FactType& type, std::size_t n) {
  static const char* const units[] = {"甲镇", "乙局", "丙局", "甲区"};
  if (type.kind == FactKind::enumeration) return rulebook.show_value({type.kind, false, type.enumeration}, Value::of(std::int64_t{0}));
  switch (type.kind) {
    case FactKind::boolean: return n % 2 == 0 ? "是" : "否";
    case FactKind::integer: return n % 3 == 0 ? "9223372036854775807" : "3";
    case FactKind::money:
    case FactKind::decimal: return "12.50";
    case FactKind::date: return "2026-02-03";
    case FactKind::instant: return "2026-02-03 10:00";
    case FactKind::unit: return units[n % 4];
    case FactKind::grid: return "甲格";
    case FactKind::role: return "负责人";
    default: return "甲";
  }
}

// A case to which everything happens, by everybody, some hours apart.
RecordedCase eventful(const Rulebook& rulebook) {
  const RulebookData& rules = rulebook.data();
  RecordedCase file;
  file.id = "fuzz";
  const model::CaseType* type = nullptr;
  Instant at = *parse_instant("2026-01-30 09:00", Zone{480});
  for (std::size_t t = 0; t < rules.case_types.size() && type == nullptr; ++t) {
    if (!rules.case_types[t].process) continue;
    type = &rules.case_types[t];
    RecordedEvent open;
    open.at = at;
    open.open = rulebook.case_type_key(CaseTypeId(t));
    open.by.system = true;
    file.events.push_back(open);
  }
  if (type == nullptr) return file;
  for (std::size_t round = 0; round < 3; ++round) {
    for (std::size_t e = 0; e < rules.events.size() && e < 24; ++e) {
      for (std::size_t by = 0; by < 4; ++by) {
        RecordedEvent event;
        event.at = at = at + (5 + static_cast<std::int64_t>(e)) * 3'600'000;
        event.event = rulebook.event_key(EventId(e));
        static const char* const units[] = {"甲区", "甲镇", "乙局", ""};
        event.by.unit = units[by];
        event.by.petitioner = by == 3;
        for (std::uint32_t f = 0; f < type->facts.count; ++f) {
          const model::Fact& fact = rules.facts[type->facts.first + f];
          event.facts.emplace_back(std::string(rules.text(fact.name)), some_value(rulebook, fact.type, f + round));
        }
        event.key = std::to_string(file.events.size());
        file.events.push_back(std::move(event));
      }
    }
  }
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const PackFolder folder;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = text.find("\n===\n");
  write(folder.path() / "process.huan", text.substr(0, cut == text.npos ? text.npos : cut + 1));
  write(folder.path() / "rows.csv", cut == text.npos ? std::string_view{} : text.substr(cut + 5));
  const Loaded loaded = load_pack(folder.path());
  bool errors = false;
  std::size_t rendered = 0;
  for (const Diagnostic& d : loaded.diagnostics) {
    errors = errors || d.severity == Severity::error;
    if (++rendered > 8) continue;  // rendering is most of the time otherwise
    require(!dsl::render(d, loaded.files, Language::zh, false).empty());
    require(!dsl::render(d, loaded.files, Language::en, false).empty());
  }
  require(errors == (loaded.rulebook == nullptr));
  if (errors) return 0;
  require(!dump(loaded.rulebook->data(), loaded.rulebook->organisation()).empty());
  for (const auto& scenario : loaded.scenarios) run(*scenario);
  for (const PromiseVerdict& verdict : prove(loaded.rulebook, {100, {2026}})) require(verdict.holds != false || verdict.counterexample);
  const RecordedCase file = eventful(*loaded.rulebook);
  if (!file.events.empty()) Folder(loaded.rulebook).fold(file, file.events.back().at + std::int64_t{90} * 86'400'000);
  return 0;
}
