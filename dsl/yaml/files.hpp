// The files of a pack as they are read: each once, in the order of reading, with the index that places use.
//
// Shown paths keep the spelling in which the user named the folder, so that a message reads
// `rules/lanshan/org.yaml` where `rules/lanshan` was asked for. Pointers stay valid as long as this lives.
#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <string_view>
#include <vector>

#include "dsl/source/source_file.hpp"
#include "sanhuan/pack.hpp"

namespace sanhuan::dsl {

class Sink;

inline constexpr std::size_t files_max = 1024;

class Files {
 public:
  // Rule text or YAML: nullptr where it cannot be used; the sink says why. What is missing is reported where it
  // was asked for, if that place is known. A file that was read before is returned again.
  const SourceFile* read(const std::filesystem::path&, Place asked_for, Sink&);
  // The same with the checks and messages of CSV (dsl/csv/text.hpp).
  const SourceFile* read_csv(const std::filesystem::path&, Place asked_for, Sink&);

  const SourceFile& operator[](std::size_t index) const { return files_[index]; }
  std::size_t size() const noexcept { return files_.size(); }
  std::vector<PackFile> listing() const;  // what `Loaded::files` holds

 private:
  template <class ReadIt>
  const SourceFile* take(const std::filesystem::path&, Place asked_for, Sink&, ReadIt);

  std::deque<SourceFile> files_;
  std::vector<bool> usable_;
};

// `relative`, as written in a file of `folder`, as a path in the spelling of `folder`: no `x/../` is left in it.
std::filesystem::path beside(const std::filesystem::path& folder, std::string_view relative);

}  // namespace sanhuan::dsl
