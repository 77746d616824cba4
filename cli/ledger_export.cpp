#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/complaint.hpp"
#include "cli/entry_table.hpp"
#include "cli/event_writer.hpp"
#include "cli/json_text.hpp"
#include "cli/ledger_actions.hpp"
#include "cli/ledger_archive.hpp"
#include "cli/ledgers.hpp"
#include "cli/output_file.hpp"
#include "sanhuan/record.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;

enum class Format : std::uint8_t { events, whole, csv, xes };

std::optional<Format> parse_format(std::string_view text) {
  if (text == "events" || text == "事件") return Format::events;
  if (text == "whole" || text == "整本") return Format::whole;
  if (text == "csv") return Format::csv;
  if (text == "xes") return Format::xes;
  return std::nullopt;
}

void say(Session& session, std::string_view zh_unit, std::string_view en_unit, std::string_view key, const Written& written,
         const std::string& out) {
  if (session.json) {
    session.out << json_text(Json{{"cases", written.cases}, {std::string(key), written.entries}}) << "\n";
    return;
  }
  session.out << session.voice("{0} 件，{1} {2}，写进 {4}\n", "{0} cases, {1} {3}, written to {4}\n", written.cases, written.entries, zh_unit,
                               en_unit, out);
}

Written write_events(Store& store, std::ostream& out) {
  Written written;
  read_cases(store, [&](RecordedCase&& record) {
    ++written.cases;
    for (const RecordedEvent& event : record.events) {
      out << event_line(record.id, event, Zone{}, written.replaced) << "\n";
      ++written.entries;
    }
  });
  return written;
}

// Counts what goes by.
Written write_whole(Store& store, std::ostream& out) {
  read_archive(store, *archive_writer(out));
  Written written;
  written.entries = store.head().size;
  store.cases(1, [&](const CaseHead&) { return ++written.cases, true; });
  return written;
}

}  // namespace

ExitCode export_ledger(const std::string& path, const Arguments& arguments, Session& session) {
  const auto out = arguments.value("out");
  if (!out) return wrong_usage(session, Text{"没有说导出到哪里：加 -o 文件", "it does not say where to: add -o FILE"});
  Format format = Format::events;
  if (const auto text = arguments.value("format")) {
    const auto read = parse_format(*text);
    if (!read)
      return wrong_usage(session, both("没有 `{0}` 这种格式；有 事件 整本 csv xes", "`{0}` is no format: events, whole, csv, xes", *text));
    format = *read;
  }
  const auto store = open_for_reading(path);
  OutputFile file(*out);
  const bool unmasked = arguments.has("unmasked");
  Written written;
  switch (format) {
    case Format::events: written = write_events(*store, file.stream()); break;
    case Format::whole: written = write_whole(*store, file.stream()); break;
    case Format::csv: written = write_entries_csv(*store, file.stream(), session.voice, unmasked); break;
    case Format::xes: written = write_entries_xes(*store, file.stream(), session.voice, unmasked); break;
  }
  file.commit();
  if (written.replaced)
    warn(session, Text{"有的编号、幂等键或文字不是 UTF-8，或者有这种格式写不了的字符：写成了 U+FFFD。一字不差的是 --格式 整本",
                       "some ids, keys or texts are not UTF-8, or hold characters that this format cannot: U+FFFD stands for them. "
                       "--format whole is exact"});
  if (format == Format::events) say(session, "个事件", "events", "events", written, *out);
  else say(session, "条", "entries", "entries", written, *out);
  return ExitCode::done;
}

}  // namespace sanhuan::cli
