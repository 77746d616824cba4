// Reads an event file (事件文件, `docs/cli.md`): JSONL, one event a line, grouped by case for the dry-run.
//
// Strict: a line that is not what the page describes is left out and named with its number and the reason; the
// others go on. Bytes may come in pieces of any size. What the events mean is the rulebook's business, not this
// reader's: it knows no names of events or facts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/text.hpp"
#include "sanhuan/dry_run.hpp"

namespace sanhuan::cli {

inline constexpr std::size_t event_line_bytes_max = 1u << 20;
inline constexpr std::size_t event_facts_max = 1'000;
inline constexpr std::size_t event_list_members_max = 1'000;
inline constexpr std::size_t event_name_bytes_max = 1'000;     // of a name; of case numbers and keys see sanhuan/ledger.hpp
inline constexpr std::size_t case_events_max = 100'000;
inline constexpr std::size_t line_problems_kept_max = 1'000;   // the rest is only counted

struct LineProblem {
  std::uint32_t line = 0;
  Both what;
};

// The first line may say where the file comes from and what its maker took for granted: {"notes":["…"]}. A report
// that is made from the file repeats it.
struct EventFileHeader {
  std::vector<std::string> notes;
  std::string source, mapping;
};

struct EventFile {
  EventFileHeader header;
  std::vector<RecordedCase> cases;    // in the order in which they first appear
  std::vector<LineProblem> problems;  // in the order of the lines, the first ones
  std::uint64_t problem_count = 0;
  std::uint64_t events = 0, assumed = 0;
  Instant last = Instant::before_all();
  std::optional<Both> unusable;       // nothing could be read, and why
};

struct EventLine;

class EventReader {
 public:
  explicit EventReader(Zone zone) : zone_(zone) {}  // of instants written without one
  void feed(std::string_view bytes);
  EventFile finish();  // once, after the last piece

 private:
  void take_line(std::string_view);
  void take_event(EventLine&&);
  std::optional<Instant> read_instant(const std::string&);  // nullopt: reported
  void report(Both);

  Zone zone_;
  EventFile file_;
  std::string partial_;          // of a line whose end has not come yet
  bool too_long_ = false;        // the present line is being skipped
  bool beginning_ = true;        // no byte of the first line was looked at yet
  std::uint32_t line_ = 0;       // number of the present line
  std::uint64_t ill_encoded_ = 0, filled_lines_ = 0;
  std::unordered_map<std::string, std::size_t> case_index_;
};

EventFile read_event_file(const std::filesystem::path&, Zone);

}  // namespace sanhuan::cli
