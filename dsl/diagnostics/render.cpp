#include "dsl/diagnostics/render.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "dsl/diagnostics/cells.hpp"
#include "dsl/source/characters.hpp"

namespace sanhuan::dsl {

namespace {

constexpr std::string_view cut_mark = "...";

struct Paint {
  bool color;
  std::string operator()(std::string_view text, std::string_view code) const {
    return color ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
};

std::string_view color_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "1;31";
    case Severity::warning: return "1;33";
    case Severity::hint: return "1;36";
  }
  return "0";
}

std::string_view name_of(Severity severity, Language language) {
  const bool zh = language == Language::zh;
  switch (severity) {
    case Severity::error: return zh ? "错误" : "error";
    case Severity::warning: return zh ? "提醒" : "warning";
    case Severity::hint: return zh ? "提示" : "hint";
  }
  return "";
}

const PackFile* file_of(const Place& place, const std::vector<PackFile>& files) {
  return place.file < files.size() ? &files[place.file] : nullptr;
}

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view line_of(std::string_view text, std::uint32_t number) {
  for (; number > 1; --number) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

// What may be sent to a terminal: tabs as blanks, what is no character or no visible one as `?`.
std::string shown(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text.substr(i));
    if (point.value == '\t') {
      result.append(tab_cells, ' ');
    } else if (!point.valid || is_stray_control(point.value) || is_invisible(point.value)) {
      result += '?';
    } else {
      result += text.substr(i, point.bytes);
    }
    i += point.bytes;
  }
  return result;
}

std::size_t byte_of_character(std::string_view text, std::size_t characters) {
  std::size_t i = 0;
  for (; characters > 0 && i < text.size(); --characters) i += decode(text.substr(i)).bytes;
  return std::min(i, text.size());
}

// The line and the marks under it. A long line is cut on both sides so that what is marked stays in view.
struct Excerpt {
  std::string line, marks;
};

std::string_view last_cells(std::string_view text, std::size_t width) {
  while (cells(text) > width) text.remove_prefix(decode(text).bytes);
  return text;
}

std::string_view first_cells(std::string_view text, std::size_t width) {
  std::size_t taken = 0;
  std::size_t i = 0;
  while (i < text.size()) {
    const CodePoint point = decode(text.substr(i));
    taken += cells(text.substr(i, point.bytes));
    if (taken > width) break;
    i += point.bytes;
  }
  return text.substr(0, i);
}

Excerpt excerpt(std::string_view line, const Place& place, std::size_t width) {
  const std::size_t begin = byte_of_character(line, place.column > 0 ? place.column - 1 : 0);
  const std::size_t end = begin + byte_of_character(line.substr(begin), place.length);
  std::string before = shown(line.substr(0, begin));
  std::string marked = shown(line.substr(begin, end - begin));
  std::string after = shown(line.substr(end));

  if (cells(before) + cells(marked) + cells(after) > width) {
    const std::size_t side = width / 3;
    if (cells(before) > side) before = fmt::format("{}{}", cut_mark, last_cells(before, side - cut_mark.size()));
    const std::size_t room = width - cells(before);
    if (cells(marked) > room) marked = fmt::format("{}{}", first_cells(marked, room - cut_mark.size()), cut_mark);
    const std::size_t left = room - std::min(room, cells(marked));
    if (cells(after) > left) {
      after = left > cut_mark.size() ? fmt::format("{}{}", first_cells(after, left - cut_mark.size()), cut_mark) : "";
    }
  }
  const std::size_t mark_cells = std::max<std::size_t>(1, cells(marked));
  return {before + marked + after, std::string(cells(before), ' ') + std::string(mark_cells, '^')};
}

// A label and text that goes on under itself.
std::string labelled(std::string_view label, std::string_view text) {
  const std::size_t indent = cells(label);
  std::string result;
  for (const std::string& line : wrapped(text, terminal_cells - indent)) {
    result += result.empty() ? std::string(label) : std::string(indent, ' ');
    result += line + '\n';
  }
  return result;
}

std::string heading(const Diagnostic& d, const PackFile* file, Language language, Paint paint) {
  const std::string_view severity = name_of(d.severity, language);
  if (language == Language::zh) {
    std::string where = file != nullptr ? std::string(base_name(file->path)) : std::string();
    if (file != nullptr && d.place.line > 0) where += fmt::format(" 第 {} 行第 {} 字", d.place.line, d.place.column);
    return fmt::format("{}  {}{}{}\n", paint(fmt::format("{} {}", severity, d.code), color_of(d.severity)), where,
                       where.empty() ? "" : "：", d.zh);
  }
  std::string where = file != nullptr ? file->path + ": " : std::string();
  if (file != nullptr && d.place.line > 0) where = fmt::format("{}:{}:{}: ", file->path, d.place.line, d.place.column);
  return fmt::format("{}{}: {}\n", where, paint(fmt::format("{}[{}]", severity, d.code), color_of(d.severity)), d.en);
}

std::string marked_line(const Diagnostic& d, const PackFile& file, Language language, Paint paint) {
  const std::string_view line = line_of(file.text, d.place.line);
  if (line.empty()) return {};
  const std::size_t digits = std::to_string(d.place.line).size();
  const bool zh = language == Language::zh;
  const std::size_t gutter = zh ? std::max<std::size_t>(5, digits) : std::max<std::size_t>(2, digits);
  const Excerpt part = excerpt(line, d.place, terminal_cells - gutter - 3);
  const std::string empty = std::string(gutter, ' ') + " |";
  std::string result;
  if (!zh) result += empty + '\n';
  result += fmt::format("{:>{}} | {}\n", d.place.line, gutter, part.line);
  result += fmt::format("{} {}\n", empty, paint(part.marks, color_of(d.severity)));
  return result;
}

std::string note_text(const Note& note, const Diagnostic& d, const std::vector<PackFile>& files, Language language) {
  const PackFile* file = file_of(note.place, files);
  const bool zh = language == Language::zh;
  const std::string text = zh ? note.zh : note.en;
  if (file == nullptr || note.place.line == 0) return text;
  const bool elsewhere = note.place.file != d.place.file;
  if (zh) {
    return fmt::format("{}（{}第 {} 行）", text, elsewhere ? std::string(base_name(file->path)) + " " : "", note.place.line);
  }
  return elsewhere ? fmt::format("{} ({}:{})", text, file->path, note.place.line)
                   : fmt::format("{} (line {})", text, note.place.line);
}

}  // namespace

std::string render(const Diagnostic& d, const std::vector<PackFile>& files, Language language, bool color) {
  const Paint paint{color};
  const bool zh = language == Language::zh;
  const PackFile* file = file_of(d.place, files);
  std::string result = heading(d, file, language, paint);
  if (file != nullptr && d.place.line > 0) result += marked_line(d, *file, language, paint);
  const std::string& help = zh ? d.help_zh : d.help_en;
  if (!help.empty()) result += labelled(zh ? "   怎么改  " : "   = ", help);
  for (const Note& note : d.notes) {
    const std::string_view label = !zh ? "   = " : note.basis ? "   本应是  " : "   另见    ";
    result += labelled(label, note_text(note, d, files, language));
  }
  return result;
}

}  // namespace sanhuan::dsl
