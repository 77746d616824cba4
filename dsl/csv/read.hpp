// CSV after RFC 4180, row by row over text in memory: fast enough for a million rows, with a place for every
// cell.
//
// Commas separate; a cell in double quotes may hold commas, line ends and doubled quotes. LF and CRLF. Rows
// without any text are skipped. A row with more or fewer cells than the heading, or with something after a
// closing quote, is reported and skipped. Blanks around a cell are kept. The text must outlive the reader and
// the views it gives.
#pragma once

#include <cstdint>
#include <deque>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "sanhuan/source.hpp"

namespace sanhuan::dsl {

class Sink;

namespace csv {

inline constexpr std::size_t columns_max = 1024;
inline constexpr std::size_t cell_bytes_max = 64u << 10;

struct Cell {
  std::string_view text;  // without quotes; valid until the next row
  Span span;              // with them
};

struct Row {
  std::vector<Cell> cells;
  std::uint32_t number = 0;  // from 1 for the first row after the heading; rows, not lines
};

class Reader {
 public:
  // Reads the heading at once. `file` is the index that places carry.
  Reader(std::string_view text, std::uint16_t file, Sink&);

  const std::vector<std::string>& heading() const noexcept { return heading_; }  // blanks around names cut
  // The column with one of these names; -1 where there is none.
  int column(std::initializer_list<std::string_view> names) const;
  Place place_of_heading() const noexcept { return heading_place_; }
  Place place_of_heading(std::size_t column) const { return heading_places_[column]; }

  bool next(Row&);  // false at the end, or after an error that leaves nothing to go on with (an open quote)
  // Of the row that `next` gave last; an older one has no place any more.
  Place place(const Cell&) const;
  Place place_of_row() const;

 private:
  enum class Outcome : std::uint8_t { row, skipped, end };
  Outcome scan(Row&);
  bool scan_cell(Cell&);
  bool scan_quoted(Cell&);
  void skip_line();
  void finish_line();
  void read_heading();
  bool has_right_size(const Row&);
  Place place(Span) const;

  std::string_view text_;
  std::uint16_t file_;
  Sink& sink_;
  std::size_t at_ = 0;         // next byte
  std::uint32_t line_ = 1;     // of at_
  std::size_t row_begin_ = 0;  // of the present row
  std::uint32_t row_line_ = 1;
  std::size_t row_end_ = 0;
  std::uint32_t rows_ = 0;
  // Up to where lines and characters of a row have been counted.
  mutable std::size_t counted_row_ = SIZE_MAX, counted_to_ = 0;
  mutable std::uint32_t counted_line_ = 1, counted_column_ = 1;
  std::vector<std::string> heading_;
  Place heading_place_;
  std::vector<Place> heading_places_;
  std::deque<std::string> unescaped_;  // cells of the present row that had doubled quotes
};

std::string_view trimmed(std::string_view) noexcept;  // without blanks and tabs at its ends

}  // namespace csv
}  // namespace sanhuan::dsl
