#include "cli/event_file.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include "cli/event_line.hpp"
#include "cli/utf8.hpp"
#include "dsl/source/characters.hpp"
#include "sanhuan/kinship.hpp"

namespace sanhuan::cli {
namespace {

Both not_utf8(std::string_view text) {
  if (dsl::looks_like_gbk(text)) {
    return Text{"是 GBK 编码；请另存为 UTF-8 再用", "this is GBK; save it as UTF-8 first"};
  }
  return Text{"不是 UTF-8 编码", "not UTF-8"};
}

bool is_utf16(std::string_view bytes) { return bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff"); }

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

}  // namespace

void EventReader::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view piece = bytes.substr(0, end);
    if (partial_.size() + piece.size() > event_line_bytes_max) {
      too_long_ = true;
      partial_.clear();
    }
    if (end == std::string_view::npos) {
      if (!too_long_) partial_ += piece;
      return;
    }
    if (partial_.empty()) {
      take_line(piece);
    } else {
      partial_ += piece;
      take_line(partial_);
      partial_.clear();
    }
    bytes.remove_prefix(end + 1);
  }
}

EventFile EventReader::finish() {
  if (too_long_ || !partial_.empty()) take_line(partial_);
  if (filled_lines_ == 0) {
    file_.unusable = Text{"文件是空的，一个事件也没有", "the file is empty: not one event"};
  } else if (file_.events == 0 && ill_encoded_ == filled_lines_) {
    file_.unusable = file_.problems.front().what;
  }
  return std::move(file_);
}

void EventReader::report(Both what) {
  ++file_.problem_count;
  if (file_.problems.size() < line_problems_kept_max) file_.problems.push_back({line_, std::move(what)});
}

void EventReader::take_line(std::string_view text) {
  ++line_;
  if (too_long_) {
    too_long_ = false;
    beginning_ = false;
    ++filled_lines_;
    return report(both("这一行超过 {} KiB", "this line is longer than {} KiB", event_line_bytes_max >> 10));
  }
  if (beginning_) {
    beginning_ = false;
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (is_utf16(text)) {
      ++ill_encoded_;
      ++filled_lines_;
      return report(Text{"是 UTF-16 编码；请另存为 UTF-8 再用", "this is UTF-16; save it as UTF-8 first"});
    }
  }
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (is_blank(text)) return;
  ++filled_lines_;
  EventLine line = parse_event_line(text);
  // No line that is not UTF-8 gets through the parser; but then that is what is wrong with it, whatever else is.
  if (line.problem && !is_utf8(text)) {
    ++ill_encoded_;
    return report(not_utf8(text));
  }
  if (line.problem) return report(std::move(*line.problem));
  if (!line.is_header) return take_event(std::move(line));
  if (line.has_case || file_.events > 0) {
    return report(Text{"`notes`、`source`、`mapping` 只能单独写在第一行",
                       "`notes`, `source` and `mapping` stand alone, on the first line"});
  }
  file_.header = std::move(line.header);
}

std::optional<Instant> EventReader::read_instant(const std::string& text) {
  const std::optional<Instant> instant = parse_instant(text, zone_);
  if (!instant) {
    report(both("看不懂时刻 `{}`；写作 2026-09-18T09:10:00+08:00",
                "`{}` is no instant; write 2026-09-18T09:10:00+08:00", text));
  }
  return instant;
}

void EventReader::take_event(EventLine&& line) {
  const std::optional<Instant> at = read_instant(line.at);
  if (!at) return;
  if (!line.occurred.empty()) {
    const std::optional<Instant> occurred = read_instant(line.occurred);
    if (!occurred) return;
    line.event.occurred = *occurred;
  }
  // A case that another one opened is recorded with its family.
  const std::string root(root_of(line.case_id));
  if (root.size() < line.case_id.size()) line.event.child = line.case_id.substr(root.size() + 1);
  const auto [found, is_new] = case_index_.try_emplace(root, file_.cases.size());
  if (is_new) file_.cases.push_back({root, {}, {}, {}});
  RecordedCase& record = file_.cases[found->second];
  if (!record.events.empty() && *at < record.events.back().at) {
    return report(both("时间倒流：{} 在 {}，而第 {} 行已经到了 {}", "time goes backwards: {} at {}, but line {} was at {}",
                       line.case_id, to_string(*at, zone_), record.events.back().line,
                       to_string(record.events.back().at, zone_)));
  }
  if (!record.group.empty() && !line.group.empty() && record.group != line.group) {
    return report(both("{} 的 `group` 前后不一：`{}`、`{}`", "`group` of {} changes from `{}` to `{}`", line.case_id,
                       record.group, line.group));
  }
  if (record.events.size() == case_events_max) {
    return report(both("{} 的事件多于 {} 个", "{} has more than {} events", line.case_id, case_events_max));
  }
  if (!line.group.empty()) record.group = std::move(line.group);
  line.event.at = *at;
  line.event.line = line_;
  ++file_.events;
  if (line.event.assumed) ++file_.assumed;
  file_.last = std::max(file_.last, *at);
  record.events.push_back(std::move(line.event));
}

EventFile read_event_file(const std::filesystem::path& path, Zone zone) {
  EventFile failed;
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    failed.unusable = Text{"这是一个文件夹，不是事件文件", "this is a folder, not an event file"};
    return failed;
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    failed.unusable = std::filesystem::exists(path, ignored)
                          ? Both(Text{"文件打不开，请看看权限", "the file cannot be opened; look at its permissions"})
                          : Both(Text{"没有这个文件", "there is no such file"});
    return failed;
  }
  EventReader reader(zone);
  std::array<char, 1 << 16> buffer;
  while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
    reader.feed({buffer.data(), static_cast<std::size_t>(in.gcount())});
  }
  if (in.bad()) {
    failed.unusable = Text{"读到一半出错", "reading failed half-way"};
    return failed;
  }
  return reader.finish();
}

}  // namespace sanhuan::cli
