#include "dsl/source/source_file.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/source/characters.hpp"

namespace sanhuan::dsl {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

Place whole_file(std::uint16_t index) {
  Place place;
  place.file = index;
  return place;
}

bool only_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// UTF-16 and UTF-32 as editors on Windows save them begin with one of these.
bool is_utf16(std::string_view text) { return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"); }

bool lines_are_short(const SourceFile& file, Sink& sink) {
  for (std::uint32_t number = 1; number <= file.lines(); ++number) {
    const Span span = file.line_span(number);
    if (span.end - span.begin <= source_line_bytes_max) continue;
    Place place;
    place.file = file.index();
    place.line = number;
    place.column = 1;
    sink.report("E0109", place, {std::to_string(source_line_bytes_max >> 10)});
    return false;
  }
  return true;
}

// One message for what is not UTF-8: everything after it would be noise.
bool is_utf8(const SourceFile& file, Sink& sink) {
  const std::string_view text = file.text();
  for (std::uint32_t i = 0; i < text.size();) {
    const CodePoint point = decode(text.substr(i));
    if (!point.valid) {
      sink.report(looks_like_gbk(text) ? "E0106" : "E0105", file.place({i, i + 1}));
      return false;
    }
    i += point.bytes;
  }
  return true;
}

bool has_only_visible_characters(const SourceFile& file, Sink& sink) {
  const std::string_view text = file.text();
  bool clean = true;
  for (std::uint32_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) >= 0x20 && static_cast<unsigned char>(text[i]) < 0x7f) {
      ++i;
      continue;
    }
    const CodePoint point = decode(text.substr(i));
    const bool line_end = point.value == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    const char* code = point.value == 0               ? "E0107"
                       : is_invisible(point.value)     ? "E0108"
                       : is_stray_control(point.value) ? "E0111"
                                                       : nullptr;
    if (code != nullptr && !line_end) {
      sink.report(code, file.place({i, i + point.bytes}), {code_point_name(point.value)});
      clean = false;
    }
    i += point.bytes;
  }
  return clean;
}

}  // namespace

SourceFile::SourceFile(std::uint16_t index, std::string path, std::string text)
    : index_(index), path_(std::move(path)), text_(std::move(text)) {
  starts_.push_back(0);
  for (std::size_t i = text_.find('\n'); i != std::string::npos; i = text_.find('\n', i + 1)) {
    if (i + 1 < text_.size()) starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

Span SourceFile::line_span(std::uint32_t number) const noexcept {
  if (number == 0 || number > lines()) return {};
  const std::uint32_t begin = starts_[number - 1];
  auto end = number < lines() ? starts_[number] : static_cast<std::uint32_t>(text_.size());
  if (end > begin && text_[end - 1] == '\n') --end;
  if (end > begin && text_[end - 1] == '\r') --end;
  return {begin, end};
}

std::string_view SourceFile::line(std::uint32_t number) const noexcept { return text(line_span(number)); }

Place SourceFile::place(Span span) const noexcept {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), span.begin);
  const auto number = static_cast<std::uint32_t>(after - starts_.begin());
  Place place;
  place.file = index_;
  place.line = number;
  place.column = 1 + count_characters(text({starts_[number - 1], span.begin}));
  place.length = count_characters(text(span));
  place.span = span;
  return place;
}

std::optional<SourceFile> check_source(std::string text, std::string name, std::uint16_t index, Sink& sink) {
  if (text.size() > source_bytes_max) {
    sink.report("E0104", whole_file(index), {name, std::to_string(source_bytes_max >> 20)});
    return std::nullopt;
  }
  if (is_utf16(text)) {
    sink.report("E0112", whole_file(index), {name});
    return std::nullopt;
  }
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  if (only_blank(text)) {
    sink.report("E0110", whole_file(index), {name});
    return std::nullopt;
  }
  SourceFile file(index, std::move(name), std::move(text));
  if (!lines_are_short(file, sink) || !is_utf8(file, sink) || !has_only_visible_characters(file, sink)) {
    return std::nullopt;
  }
  return file;
}

std::optional<SourceFile> read_source(const std::filesystem::path& path, std::string shown, std::uint16_t index,
                                      Sink& sink) {
  const auto refuse = [&](const char* code, std::initializer_list<Arg> args) {
    sink.report(code, whole_file(index), args);
    return std::nullopt;
  };
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) return refuse("E0101", {shown});
  if (status.type() == std::filesystem::file_type::directory) return refuse("E0102", {shown});
  if (status.type() != std::filesystem::file_type::regular) return refuse("E0103", {shown});
  const auto size = std::filesystem::file_size(path, error);
  if (error) return refuse("E0103", {shown});
  if (size > source_bytes_max) return refuse("E0104", {shown, std::to_string(source_bytes_max >> 20)});

  std::string text(static_cast<std::size_t>(size), '\0');
  std::ifstream in(path, std::ios::binary);
  if (!in.read(text.data(), static_cast<std::streamsize>(text.size()))) return refuse("E0103", {shown});
  return check_source(std::move(text), std::move(shown), index, sink);
}

}  // namespace sanhuan::dsl
