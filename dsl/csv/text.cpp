#include "dsl/csv/text.hpp"

#include <fmt/format.h>

#include <fstream>
#include <string_view>
#include <system_error>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/source/characters.hpp"
#include "dsl/source/look_alikes.hpp"

namespace sanhuan::dsl::csv {
namespace {

Place at_line(std::uint16_t file, std::uint32_t line, std::uint32_t column) {
  Place place;
  place.file = file;
  place.line = line;
  place.column = column;
  place.length = column == 0 ? 0 : 1;
  return place;
}

// One message for what is no text at all: everything after it would be noise.
bool is_text(std::string_view text, std::uint16_t file, Sink& sink) {
  std::uint32_t line = 1;
  std::size_t line_begin = 0;
  const auto refuse = [&](const char* code, std::size_t at, std::initializer_list<Arg> args = {}) {
    Place place = at_line(file, line, 1 + count_characters(text.substr(line_begin, at - line_begin)));
    place.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)};
    sink.report(code, place, args);
    return false;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '\n') {
      ++line;
      line_begin = at + 1;
    } else if (at - line_begin >= line_bytes_max) {
      sink.report("E0754", at_line(file, line, 1), {fmt::format("{}", line_bytes_max >> 10)});
      return false;
    } else if (c == '\0') {
      return refuse("E0763", at, {code_point_name(0)});
    }
    if (static_cast<unsigned char>(c) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint point = decode(text.substr(at));
    if (!point.valid) return refuse(looks_like_gbk(text) ? "E0752" : "E0751", at);
    at += point.bytes;
  }
  return true;
}

// Every one of them: each is looked for by its row and column.
bool reads_as_it_looks(std::string_view text, std::uint16_t file, Sink& sink) {
  std::size_t counted = 0, line_begin = 0;
  std::uint32_t line = 1;
  bool clean = true;
  const auto refuse = [&](const char* code, std::size_t at, std::size_t bytes, std::initializer_list<Arg> args) {
    for (std::size_t end = text.find('\n', counted); end < at; end = text.find('\n', counted)) ++line, counted = line_begin = end + 1;
    Place place = at_line(file, line, 1 + count_characters(text.substr(line_begin, at - line_begin)));
    place.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + bytes)};
    sink.report(code, place, args);
    clean = false;
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const bool plain = (lead >= 0x20 && lead < 0x7f) || (lead >= 0xe4 && lead < 0xee);  // most of what there is
    const CodePoint point = plain ? CodePoint{U' ', lead < 0x80 ? 1u : 3u, true} : decode(text.substr(at));
    if (is_invisible(point.value)) refuse("E0773", at, point.bytes, {code_point_name(point.value)});
    else if (is_stray_control(point.value) && lead != '\r') refuse("E0775", at, point.bytes, {code_point_name(point.value)});
    at += point.bytes;
  }
  counted = line_begin = 0, line = 1;
  for (const LookAlike& alike : look_alikes(text))
    refuse("E0774", alike.at, alike.bytes,
           {utf8(alike.value), code_point_name(alike.value), utf8(alike.meant), code_point_name(alike.meant)});
  return clean;
}

}  // namespace

std::optional<std::string> check_text(std::string text, const std::string& shown, std::uint16_t file, Sink& sink) {
  const auto refuse = [&](const char* code, std::initializer_list<Arg> args) {
    sink.report(code, at_line(file, 0, 0), args);
    return std::nullopt;
  };
  if (text.size() > file_bytes_max) return refuse("E0753", {shown, fmt::format("{}", file_bytes_max >> 20)});
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return refuse("E0764", {shown});
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  if (text.find_first_not_of(" \t\r\n,") == std::string::npos) return refuse("E0765", {shown});
  if (!is_text(text, file, sink) || !reads_as_it_looks(text, file, sink)) return std::nullopt;
  return text;
}

std::optional<std::string> read_text(const std::filesystem::path& path, const std::string& shown,
                                     std::uint16_t file, Sink& sink) {
  const auto refuse = [&](const char* code, std::initializer_list<Arg> args) {
    sink.report(code, at_line(file, 0, 0), args);
    return std::nullopt;
  };
  std::error_code error;
  const auto type = std::filesystem::status(path, error).type();
  if (type == std::filesystem::file_type::not_found) return refuse("E0766", {shown});
  if (type == std::filesystem::file_type::directory) return refuse("E0767", {shown});
  if (type != std::filesystem::file_type::regular) return refuse("E0768", {shown});
  const auto size = std::filesystem::file_size(path, error);
  if (error) return refuse("E0768", {shown});
  if (size > file_bytes_max) return refuse("E0753", {shown, fmt::format("{}", file_bytes_max >> 20)});
  std::string text(static_cast<std::size_t>(size), '\0');
  std::ifstream in(path, std::ios::binary);
  if (!in.read(text.data(), static_cast<std::streamsize>(text.size()))) return refuse("E0768", {shown});
  return check_text(std::move(text), shown, file, sink);
}

}  // namespace sanhuan::dsl::csv
