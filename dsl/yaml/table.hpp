// A CSV whose columns are known by the names of keys.hpp: cells are checked as they are taken.
#pragma once

#include <initializer_list>
#include <optional>

#include "dsl/csv/read.hpp"
#include "dsl/yaml/fields.hpp"

namespace sanhuan::dsl::yaml {

class Table {
 public:
  // Columns that are not known, and needed ones that are missing, are reported at once; the table has no rows then.
  Table(const SourceFile&, Sink&, Keys columns, Keys needed);

  bool next();
  Place place_of_row() const { return rows_.place_of_row(); }

  const Reader& reader() const noexcept { return reader_; }
  Written text(Key) const;  // empty where the column is missing or the cell blank
  Written need(Key) const;  // reported where the cell is blank
  std::optional<Day> date(Key) const;
  std::optional<Day> date_if_any(Key) const;  // nothing where the cell is blank
  std::optional<std::int64_t> number(Key, std::int64_t low, std::int64_t high) const;

  // Nothing where the cell is blank.
  template <class T, std::size_t N>
  std::optional<T> choice(Key key, const Choice<T> (&choices)[N]) const {
    const Written word = text(key);
    return word.empty() ? std::nullopt : reader_.choice(word, choices);
  }
  template <class T, std::size_t N>
  std::optional<T> needed_choice(Key key, const Choice<T> (&choices)[N]) const {
    const Written word = need(key);
    return word.empty() ? std::nullopt : reader_.choice(word, choices);
  }

 private:
  bool check_columns(Keys columns, Keys needed);

  Reader reader_;
  csv::Reader rows_;
  csv::Row row_;
  bool usable_;
};

}  // namespace sanhuan::dsl::yaml
