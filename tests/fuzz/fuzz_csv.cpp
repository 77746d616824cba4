// Any bytes as CSV: no crash, no hang; every cell lies in the text and in order, every row fits its heading, and what is not
// given as a row was reported. Then the same bytes as each table that a pack takes from a spreadsheet.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "dsl/csv/read.hpp"
#include "dsl/csv/text.hpp"
#include "dsl/diagnostics/render.hpp"
#include "dsl/diagnostics/sink.hpp"
#include "dsl/resolve/table_file.hpp"
#include "dsl/source/source_file.hpp"
#include "dsl/yaml/keys.hpp"
#include "dsl/yaml/table.hpp"

namespace {

using namespace sanhuan::dsl;

void require(bool holds) {
  if (!holds) std::abort();
}

// Without the quotes, and doubled quotes once.
std::string plain(std::string_view written) {
  if (written.empty() || written.front() != '"') return std::string(written);
  std::string text;
  for (std::size_t i = 1; i + 1 < written.size(); ++i) {
    text += written[i];
    if (written[i] == '"') ++i;
  }
  return text;
}

void check_rows(std::string_view text) {
  Sink sink;
  csv::Reader reader(text, 0, sink);
  const std::size_t columns = reader.heading().size();
  std::uint32_t number = 0, from = 0;
  for (csv::Row row; reader.next(row);) {
    require(row.cells.size() == columns && row.number > number);
    number = row.number;
    bool any = false;
    for (const csv::Cell& cell : row.cells) {
      require(from <= cell.span.begin && cell.span.begin <= cell.span.end && cell.span.end <= text.size());
      require(cell.text == plain(text.substr(cell.span.begin, cell.span.end - cell.span.begin)));
      require(cell.text.size() <= csv::cell_bytes_max);
      require(reader.place(cell).line >= 1);
      from = cell.span.end;
      any = any || !csv::trimmed(cell.text).empty();
    }
    require(any);
  }
  const bool has_text = text.find_first_not_of(" \t\r\n,\"") != text.npos;
  require(!has_text || columns > 0 || sink.has_errors());
}

// What reads a table by the names of its columns.
void read_as(const SourceFile& source, sanhuan::dsl::Sink& sink, yaml::Keys columns) {
  yaml::Table table(source, sink, columns, {});
  while (table.next()) {
    for (const yaml::Key& key : columns) {
      table.text(key);
      table.date(key);
      table.number(key, 1, 9999);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Sink sink;
  const auto text = csv::check_text(std::string(reinterpret_cast<const char*>(data), size), "fuzz.csv", 0, sink);
  if (!text) {
    require(sink.has_errors());
    return 0;
  }
  check_rows(*text);
  const SourceFile source(0, "fuzz.csv", *text);
  read_as(source, sink, yaml::key::unit);
  read_as(source, sink, yaml::key::holiday_columns);
  read_as(source, sink, yaml::key::amendment_columns);
  if (const auto table = TableFile::read(source, 0, sink)) table->name_columns(sink, 0);
  const std::vector<sanhuan::PackFile> files{{"fuzz.csv", *text}};
  std::size_t rendered = 0;
  for (const sanhuan::Diagnostic& d : sink.take()) {
    if (++rendered > 8) break;  // a table of mistakes is most of the time otherwise
    require(!render(d, files, sanhuan::Language::zh, false).empty());
    require(!render(d, files, sanhuan::Language::en, false).empty());
  }
  return 0;
}
