#include "dsl/yaml/table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/yaml/nearest.hpp"

namespace sanhuan::dsl::yaml {

Table::Table(const SourceFile& file, Sink& sink, Keys columns, Keys needed)
    : reader_(file, sink), rows_(file.text(), file.index(), sink), usable_(check_columns(columns, needed)) {}

bool Table::check_columns(Keys columns, Keys needed) {
  if (rows_.heading().empty()) return false;  // reported by the reader
  bool usable = true;
  for (std::size_t i = 0; i < rows_.heading().size(); ++i) {
    const std::string& name = rows_.heading()[i];
    const bool known = name.empty() || std::any_of(columns.begin(), columns.end(), [&](const Key& k) {
                         return k.en == name || k.zh == name;
                       });
    if (known) continue;
    std::string en, zh;
    std::vector<std::string_view> names;
    for (const Key& k : columns) {
      en += fmt::format("{}`{}`", en.empty() ? "" : ", ", k.en);
      zh += fmt::format("{}「{}」", zh.empty() ? "" : "、", k.zh);
      names.insert(names.end(), {k.en, k.zh});
    }
    const std::string_view near = nearest(name, names);
    reader_.sink().report("E0770", rows_.place_of_heading(i), {name, Arg(zh, en), did_you_mean(near)}).suggestion = near;
    usable = false;
  }
  for (const Key& key : needed) {
    if (rows_.column({key.en, key.zh}) >= 0 || !usable) continue;
    reader_.sink().report("E0771", rows_.place_of_heading(), {spelled(key)});
    usable = false;
  }
  return usable;
}

bool Table::next() { return usable_ && rows_.next(row_); }

Written Table::text(Key key) const {
  const int column = rows_.column({key.en, key.zh});
  if (column < 0) return {};
  const csv::Cell& cell = row_.cells[static_cast<std::size_t>(column)];
  return {std::string(csv::trimmed(cell.text)), rows_.place(cell)};
}

Written Table::need(Key key) const {
  Written written = text(key);
  if (written.empty()) reader_.sink().report("E0772", rows_.place_of_row(), {spelled(key)});
  return written;
}

std::optional<Day> Table::date(Key key) const {
  const Written written = need(key);
  return written.empty() ? std::nullopt : reader_.date(written);
}

std::optional<Day> Table::date_if_any(Key key) const {
  const Written written = text(key);
  return written.empty() ? std::nullopt : reader_.date(written);
}

std::optional<std::int64_t> Table::number(Key key, std::int64_t low, std::int64_t high) const {
  const Written written = need(key);
  return written.empty() ? std::nullopt : reader_.number(written, low, high);
}

}  // namespace sanhuan::dsl::yaml
