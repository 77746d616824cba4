// Turns the rows of a table into the lines of an event file, as a mapping says. Invents nothing: a row that lacks what
// the mapping needs is left out and named.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/event_file.hpp"
#include "cli/mapping.hpp"

namespace sanhuan::cli {

struct ImportCounts {
  std::uint64_t rows = 0, cases = 0, events = 0, assumed = 0;
};

class RowImporter {
 public:
  RowImporter(const Mapping& mapping, std::ostream& out) : mapping_(mapping), out_(out) {}

  void header(const EventFileHeader&);
  // `cells` in the order of the mapping's columns. Writes the events of the row; what is wrong with it instead.
  std::optional<Both> row(const std::vector<std::string_view>& cells, std::uint32_t line);

  const ImportCounts& counts() const noexcept { return counts_; }

 private:
  bool fill(const RowText&, const std::vector<std::string_view>& cells, std::string& out, std::optional<Both>& problem) const;

  const Mapping& mapping_;
  std::ostream& out_;
  ImportCounts counts_;
  std::unordered_map<std::string, std::uint32_t> seen_;  // case numbers, with the line that had them
};

}  // namespace sanhuan::cli
