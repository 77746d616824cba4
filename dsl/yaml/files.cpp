#include "dsl/yaml/files.hpp"

#include <fmt/format.h>

#include <optional>
#include <system_error>
#include <utility>

#include "dsl/csv/text.hpp"
#include "dsl/diagnostics/sink.hpp"

namespace sanhuan::dsl {

std::filesystem::path beside(const std::filesystem::path& folder, std::string_view relative) {
  return (folder / std::filesystem::path(relative)).lexically_normal();
}

const SourceFile* Files::read(const std::filesystem::path& path, Place asked_for, Sink& sink) {
  return take(path, asked_for, sink, [&](const std::string& shown, std::uint16_t index) {
    return read_source(path, shown, index, sink);
  });
}

const SourceFile* Files::read_csv(const std::filesystem::path& path, Place asked_for, Sink& sink) {
  return take(path, asked_for, sink, [&](const std::string& shown, std::uint16_t index) {
    std::optional<std::string> text = csv::read_text(path, shown, index, sink);
    return text ? std::optional<SourceFile>(SourceFile(index, shown, *std::move(text))) : std::nullopt;
  });
}

template <class ReadIt>
const SourceFile* Files::take(const std::filesystem::path& path, Place asked_for, Sink& sink, ReadIt read_it) {
  const std::string shown = path.lexically_normal().generic_string();
  for (const SourceFile& file : files_)
    if (file.path() == shown) return usable_[file.index()] ? &file : nullptr;
  std::error_code error;
  if (asked_for.known() && !std::filesystem::exists(path, error)) {
    sink.report("E0530", asked_for, {shown});
    return nullptr;
  }
  if (files_.size() == files_max) {
    sink.report("E0517", asked_for, {fmt::format("{}", files_max)});
    return nullptr;
  }
  const auto index = static_cast<std::uint16_t>(files_.size());
  std::optional<SourceFile> file = read_it(shown, index);
  usable_.push_back(file.has_value());
  // What cannot be used keeps its index, so that messages can name it.
  files_.push_back(file ? *std::move(file) : SourceFile(index, shown, ""));
  return usable_.back() ? &files_.back() : nullptr;
}

std::vector<PackFile> Files::listing() const {
  std::vector<PackFile> result;
  for (const SourceFile& file : files_) result.push_back({file.path(), std::string(file.text())});
  return result;
}

}  // namespace sanhuan::dsl
