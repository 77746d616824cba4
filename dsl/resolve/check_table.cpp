#include "dsl/resolve/check_table.hpp"

#include "dsl/resolve/types.hpp"
#include "dsl/syntax/words.hpp"
#include "lib/analysis/tables.hpp"

namespace sanhuan::dsl {

namespace {

std::string show_decimal(std::int64_t value, std::int64_t scale, std::size_t places) {
  std::string fraction = std::to_string(value % scale < 0 ? -(value % scale) : value % scale);
  fraction.insert(0, places - fraction.size(), '0');
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  const std::string whole = (value < 0 && value / scale == 0 ? "-" : "") + std::to_string(value / scale);
  return fraction.empty() ? whole : whole + "." + fraction;
}

Arg show_level(std::int64_t value) {
  const Word words[] = {Word::none, Word::grid, Word::village, Word::town, Word::district};
  if (value < 1 || value > 4) return std::to_string(value);
  const WordRow& found = row(words[value]);
  return {std::string(found.zh), std::string(found.en)};
}

Arg show_example(const Context& context, const model::Table& table, const std::vector<std::int64_t>& example) {
  Arg shown("");
  for (std::size_t c = 0; c < example.size(); ++c) {
    const model::TableColumn& column = context.out.columns[table.columns.first + c];
    const std::string name(context.out.text(column.name));
    const Arg value = show_constant(context, column.type, example[c]);
    shown.zh += (c == 0 ? "" : "、") + name + " " + value.zh;
    shown.en += (c == 0 ? "" : ", ") + name + " " + value.en;
  }
  return shown;
}

}  // namespace

Arg show_constant(const Context& context, const FactType& type, std::int64_t value) {
  switch (type.kind) {
    case FactKind::boolean: {
      const WordRow& found = row(value != 0 ? Word::true_ : Word::false_);
      return {std::string(found.zh), std::string(found.en)};
    }
    case FactKind::money: return show_decimal(value, 100, 2);
    case FactKind::decimal: return show_decimal(value, 1'000'000, 6);
    case FactKind::date: return to_string(Day{static_cast<std::int32_t>(value)});
    case FactKind::level: return show_level(value);
    case FactKind::enumeration:
      return context.out.text(context.enumerations[type.enumeration.value].values[static_cast<std::size_t>(value)].name);
    case FactKind::unit:
    case FactKind::grid:
      if (value >= 0 && static_cast<std::size_t>(value) < context.organisation.size())
        return context.organisation.unit(UnitId(value)).name;
      return {"别的单位", "another unit"};
    case FactKind::role:
      if (value >= 0 && static_cast<std::size_t>(value) < context.out.roles.size())
        return context.out.text(context.out.roles[static_cast<std::size_t>(value)].name);
      return {"别的角色", "another role"};
    default: return std::to_string(value);
  }
}

void check_table_rows(Context& context, const model::Table& table, std::uint32_t rows, bool exclusive,
                      const std::vector<Place>& places) {
  const TableFindings result = check_table(context.out, table, exclusive ? rows : 0);
  const std::string name(context.out.text(table.name));
  for (const TableFinding& found : result.findings) {
    if (found.kind == TableFinding::Kind::outside) {
      const model::TableColumn& column = context.out.columns[table.columns.first + found.other];
      context.sink.report("W0203", places[found.row],
                          {std::string(context.out.text(column.name)), show_constant(context, column.type, found.example[0]),
                           show_constant(context, column.type, found.example[1])});
      continue;
    }
    const Arg example = show_example(context, table, found.example);
    switch (found.kind) {
      case TableFinding::Kind::overlap:
        context.sink.report("E0701", places[found.row], {name, example})
            .notes.push_back({places[found.other], "这一行也对得上", "this row holds too"});
        break;
      case TableFinding::Kind::duplicate:
        context.sink.report("E0703", places[found.row], {name})
            .notes.push_back({places[found.other], "同样的一行", "the same row"});
        break;
      case TableFinding::Kind::gap:
        context.sink.report("E0702", context.out.rules[table.rule.value].place, {name, example});
        break;
      case TableFinding::Kind::outside: break;
      case TableFinding::Kind::unreachable: context.sink.report("W0702", places[found.row], {name}); break;
    }
  }
  if (!result.complete) context.sink.report("W0701", context.out.rules[table.rule.value].place, {name});
}

}  // namespace sanhuan::dsl
