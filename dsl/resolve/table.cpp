#include "dsl/resolve/table.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "dsl/resolve/check_table.hpp"
#include "dsl/resolve/limits.hpp"
#include "lib/analysis/tables.hpp"
#include "lib/eval/table.hpp"

namespace sanhuan::dsl {

namespace {

using model::Interval;

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

struct Heading {
  std::vector<Cursor> columns, outputs;  // what stands in the cells
  bool readable = false;
};

Heading heading_of(const DeclaredTable& table) {
  Heading heading;
  const std::vector<LineRef> rows = table.rows();
  if (rows.empty() || rows[0].node().holds_hole()) return heading;
  bool after = false;
  for (const Cursor& cell : rows[0].node().children(NodeKind::cell)) {
    const Cursor what = cell.child(std::size_t{0});
    if (what.is(NodeKind::cell_then)) after = true;
    else (after ? heading.outputs : heading.columns).push_back(what ? what : cell);
  }
  heading.readable = true;
  return heading;
}

Cursor first_part(Cursor path) { return path.is(NodeKind::path) ? path.child(std::size_t{0}) : path; }

// A table names no case type: it belongs to the one whose facts its columns are.
CaseTypeId case_type_of(const Context& context, const Heading& heading) {
  CaseTypeId best;
  std::size_t most = 0;
  for (std::size_t i = 0; i < context.case_types.size(); ++i) {
    std::size_t known = 0;
    for (const Cursor& column : heading.columns) {
      const Cursor name = first_part(column);
      const Symbol* found = name.is(NodeKind::name) ? context.case_types[i].names.find(name.text()) : nullptr;
      if (found != nullptr && found->kind == NameKind::fact) ++known;
    }
    if (known > most || (!best && context.case_types.size() == 1)) {
      best = CaseTypeId(i);
      most = known;
    }
  }
  return best;
}

model::HitPolicy policy_of(Cursor table) {
  if (table.flag(Word::first)) return model::HitPolicy::first;
  if (table.flag(Word::priority)) return model::HitPolicy::priority;
  if (table.flag(Word::all_rows)) return model::HitPolicy::all;
  return model::HitPolicy::unique;
}

// A result column that is no fact has the type of what stands in it.
std::optional<FactType> inferred_type(Context& context, ExpressionReader& reader, const DeclaredTable& table, std::size_t cell) {
  const std::vector<LineRef> rows = table.rows();
  for (std::size_t r = 1; r < rows.size(); ++r) {
    const std::vector<Cursor> cells = rows[r].node().children(NodeKind::cell);
    if (cell >= cells.size()) continue;
    const Cursor what = cells[cell].child(std::size_t{0});
    if (const auto type = reader.own_type(what)) return type;
    if (what.is(NodeKind::number)) return scalar(FactKind::integer);
    if (what.is(NodeKind::date)) return scalar(FactKind::date);
    if (what.is(NodeKind::literal_flag) && (what.word() == Word::true_ || what.word() == Word::false_))
      return scalar(FactKind::boolean);
    const Cursor part = first_part(what);
    if (part.is(NodeKind::flag) && level_of(part.word()) != Level::unknown) return scalar(FactKind::level);
    if (!part.is(NodeKind::name)) continue;
    const Symbol* found = context.names.find(part.text());
    if (found != nullptr && found->kind == NameKind::unit) return scalar(FactKind::unit);
    if (found != nullptr && found->kind == NameKind::role) return scalar(FactKind::role);
    for (std::size_t e = 0; e < context.enumerations.size(); ++e)
      if (enum_value(context, EnumId(e), part.text()) >= 0) return FactType{FactKind::enumeration, false, EnumId(e)};
  }
  return std::nullopt;
}

// Of two columns of one name on one side, one would be looked at and the other not.
void check_columns_once(Context& context, const std::vector<Cursor>& columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto first = std::find_if(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(i),
                                    [&](const Cursor& other) { return other.meaning() == columns[i].meaning(); });
    if (first == columns.begin() + static_cast<std::ptrdiff_t>(i)) continue;
    context.sink.report("E0712", columns[i].place(), {std::string(columns[i].source().text(columns[i].node().span))})
        .notes.push_back({first->place(), "先前写在这里", "first written here"});
  }
}

TableShape lower_heading(Context& context, const DeclaredTable& declared) {
  TableShape shape;
  model::Table& table = context.out.tables[declared.id.value];
  table.policy = policy_of(declared.line.node());
  const bool from_file = bool(declared.line.node().child(NodeKind::text));
  const Heading heading = heading_of(declared);
  if (!heading.readable) {
    if (declared.rows().empty() && !declared.has_hole() && !from_file)
      context.sink.report("E0705", declared.line.node().child(NodeKind::def).place());
    return shape;
  }
  if (heading.outputs.empty() || heading.columns.empty() || heading.columns.size() > table_columns_max) {
    context.sink.report("E0705", declared.rows()[0].place());
    return shape;
  }
  check_columns_once(context, heading.columns);
  check_columns_once(context, heading.outputs);
  shape.case_type = case_type_of(context, heading);
  if (!shape.case_type) {
    context.sink.report("E0709", declared.rows()[0].place());
    return shape;
  }
  table.case_type = shape.case_type;
  const CaseTypeDraft& draft = context.case_types[shape.case_type.value];
  const std::vector<TableShape> none;
  const Surroundings around{shape.case_type, &draft.names, &none, {}};
  ExpressionReader reader(context, around);
  for (std::size_t i = 0; i < heading.outputs.size(); ++i) {
    const Cursor what = first_part(heading.outputs[i]);
    TableShape::Output output;
    if (what.is(NodeKind::flag) && what.word() == Word::level) {
      output = {std::string(row(Word::level).zh), scalar(FactKind::level), true};
    } else if (what.is(NodeKind::name)) {
      output.name = what.text();
      const Symbol* fact = draft.names.find(output.name);
      std::optional<FactType> type;
      if (fact != nullptr && fact->kind == NameKind::fact) type = draft.facts[fact->id].type;
      else type = inferred_type(context, reader, declared, heading.columns.size() + 1 + i);
      if (type && (type->kind == FactKind::text || type->list)) {
        context.sink.report("E0311", what.place());
        type.reset();
      }
      output.known = type.has_value();
      if (type) output.type = *type;
    } else if (what) {
      context.sink.report("E0320", what.place(), {std::string(what.source().text(what.node().span))});
    }
    shape.outputs.push_back(std::move(output));
  }
  return shape;
}

// Sorted, with what touches joined.
std::vector<Interval> merged(std::vector<Interval> parts) {
  std::sort(parts.begin(), parts.end(), [](const Interval& a, const Interval& b) { return a.low < b.low; });
  std::vector<Interval> whole;
  for (const Interval& part : parts) {
    const bool touches = !whole.empty() && (whole.back().high == highest || part.low <= whole.back().high + 1);
    if (touches) whole.back().high = std::max(whole.back().high, part.high);
    else whole.push_back(part);
  }
  return whole;
}

std::vector<Interval> complement(const std::vector<Interval>& parts, Interval domain) {
  std::vector<Interval> rest;
  std::int64_t from = domain.low;
  bool open = true;
  for (const Interval& part : merged(parts)) {
    if (part.low > from) rest.push_back({from, part.low - 1});
    open = part.high < domain.high;
    if (!open) break;
    from = part.high + 1;
  }
  if (open && from <= domain.high) rest.push_back({from, domain.high});
  return rest;
}

// nullopt where something is wrong; reported.
std::optional<std::vector<Interval>> read_cell(Context& context, ExpressionReader& reader, Cursor cell,
                                               const FactType& type) {
  // The domain is asked of the drafts: the arrays are filled already, but for its size alone.
  const Interval domain = domain_of(context.out, type);
  const auto values = [&](Cursor holder) -> std::optional<std::vector<Interval>> {
    std::vector<Interval> found;
    for (const Cursor& part : holder.children()) {
      const auto value = reader.constant(part, type);
      if (!value) return std::nullopt;
      found.push_back({*value, *value});
    }
    return merged(std::move(found));
  };
  switch (cell.kind()) {
    case NodeKind::cell_inside: {
      if (!names_a_unit(type)) {
        context.sink.report("E0307", cell.place(), {type_name(context, scalar(FactKind::unit)), type_name(context, type)});
        return std::nullopt;
      }
      std::vector<Interval> found;
      for (const Cursor& part : cell.children()) {
        const auto above = reader.constant(part, scalar(FactKind::unit));  // a grid lies under a town
        if (!above) return std::nullopt;
        for (std::size_t u = 0; u < context.organisation.size(); ++u)
          if (context.organisation.in_line_of(UnitId(*above), UnitId(u)))
            found.push_back({static_cast<std::int64_t>(u), static_cast<std::int64_t>(u)});
      }
      return merged(std::move(found));
    }
    case NodeKind::cell_list: return values(cell);
    case NodeKind::cell_except: {
      const auto found = values(cell);
      if (!found) return std::nullopt;
      return complement(*found, domain);
    }
    case NodeKind::cell_range:
    case NodeKind::cell_compare: {
      const bool equality = cell.is(NodeKind::cell_compare) && (cell.word() == Word::equal || cell.word() == Word::not_equal);
      if (!equality && !ordered(type)) {
        context.sink.report("E0308", cell.place(), {type_name(context, type)});
        return std::nullopt;
      }
      const auto first = reader.constant(cell.child(std::size_t{0}), type);
      if (!first) return std::nullopt;
      if (cell.is(NodeKind::cell_range)) {
        const auto last = reader.constant(cell.child(std::size_t{1}), type);
        if (!last) return std::nullopt;
        if (*first <= *last) return std::vector<Interval>{{*first, *last}};
        context.sink.report("E0324", cell.place());
        return std::nullopt;
      }
      switch (cell.word()) {
        case Word::less: return complement({{*first, highest}}, domain);
        case Word::at_most_equal: return std::vector<Interval>{{domain.low, *first}};
        case Word::at_least_equal: return std::vector<Interval>{{*first, domain.high}};
        case Word::greater: return complement({{lowest, *first}}, domain);
        case Word::not_equal: return complement({{*first, *first}}, domain);
        default: return std::vector<Interval>{{*first, *first}};
      }
    }
    default: {
      const auto value = reader.constant(cell, type);
      if (!value) return std::nullopt;
      return std::vector<Interval>{{*value, *value}};
    }
  }
}

class RowReader {
 public:
  RowReader(Context& context, const DeclaredTable& declared, const std::vector<TableShape>& shapes)
      : context_(context), declared_(declared), shape_(shapes[declared.id.value]),
        around_{shape_.case_type, &context.case_types[shape_.case_type.value].names, &shapes, {}},
        reader_(context, around_) {}

  void run() {
    const Heading heading = heading_of(declared_);
    const std::vector<LineRef> rows = declared_.rows();
    const RuleId heading_rule = context_.rule(rows[0].place());
    for (const Cursor& column : heading.columns) {
      FactType type;
      model::TableColumn made;
      made.input = reader_.subject(column, type, heading_rule);
      fine_ = fine_ && made.input;
      made.name = context_.string(column.source().text(column.node().span));
      made.type = type;
      made.rule = context_.rule(column.place());
      columns_.push_back(made);
    }
    RulebookData& out = context_.out;
    table().columns = {static_cast<std::uint32_t>(out.columns.size()), static_cast<std::uint32_t>(columns_.size())};
    out.columns.insert(out.columns.end(), columns_.begin(), columns_.end());
    table().outputs = {static_cast<std::uint32_t>(out.outputs.size()),
                       static_cast<std::uint32_t>(shape_.outputs.size())};
    for (std::size_t i = 0; i < shape_.outputs.size(); ++i) {
      const Symbol* fact = around_.names->find(shape_.outputs[i].name);
      const bool is_fact = fact != nullptr && fact->kind == NameKind::fact;
      fine_ = fine_ && shape_.outputs[i].known;
      out.outputs.push_back({context_.string(shape_.outputs[i].name), shape_.outputs[i].type,
                             is_fact ? FactId(fact->id) : FactId{}, context_.rule(heading.outputs[i].place())});
    }
    table().rows = {static_cast<std::uint32_t>(out.table_rows.size()), 0};
    std::vector<Place> places;
    for (std::size_t r = 1; r < rows.size(); ++r)
      if (read_row(rows[r], r + 1 == rows.size())) places.push_back(rows[r].place());
    if (places.empty() && fine_ && !declared_.has_hole())
      context_.sink.report("E0705", rows[0].place());
    if (fine_ && !places.empty() && !declared_.has_hole())
      check_table_rows(context_, table(), rest_ ? table().rows.count - 1 : table().rows.count, exclusive_, places);
  }

 private:
  model::Table& table() { return context_.out.tables[declared_.id.value]; }

  bool read_row(LineRef line, bool last) {
    if (line.node().holds_hole()) return fine_ = false;
    if (!context_.has_room(table().rows.count, table_rows_max, Arg("一张表的行", "rows of a table"), line.place()))
      return fine_ = false;
    const std::vector<Cursor> cells = line.node().children(NodeKind::cell);
    const std::size_t wanted = columns_.size() + 1 + shape_.outputs.size();
    const auto inside = [&](std::size_t i) { return cells[i].child(std::size_t{0}); };
    if (cells.size() != wanted || !inside(columns_.size()).is(NodeKind::cell_then)) {
      context_.sink.report("E0704", line.place(), {std::to_string(wanted), std::to_string(cells.size())});
      return fine_ = false;
    }
    std::vector<model::TableCell> made;
    std::vector<ExpressionId> results;
    const RuleId rule = context_.rule(line, table().rule);
    bool any_rest = false, other = false;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const Cursor what = inside(c);
      model::TableCell cell;
      if (what.is(NodeKind::cell_rest)) {
        any_rest = true;
      } else if (!what.is(NodeKind::cell_any)) {
        other = true;
        if (!columns_[c].input) continue;
        const auto intervals = read_cell(context_, reader_, what, columns_[c].type);
        if (!intervals) {
          fine_ = false;
          continue;
        }
        cell.any = false;
        cell.intervals = {static_cast<std::uint32_t>(context_.out.intervals.size()),
                          static_cast<std::uint32_t>(intervals->size())};
        context_.out.intervals.insert(context_.out.intervals.end(), intervals->begin(), intervals->end());
      }
      made.push_back(cell);
    }
    if (any_rest && (other || !last)) {
      context_.sink.report("E0706", line.place());
      fine_ = false;
    }
    if (any_rest) {
      // Everything that no row before it says: the first row that is true, and unknown where one of them is.
      rest_ = true;
      exclusive_ = table().policy == model::HitPolicy::unique;
      if (exclusive_) table().policy = model::HitPolicy::first;
    } else if (last) {
      exclusive_ = table().policy == model::HitPolicy::unique;
    }
    for (std::size_t i = 0; i < shape_.outputs.size(); ++i) {
      if (!shape_.outputs[i].known) continue;
      const ExpressionId result = reader_.value(inside(columns_.size() + 1 + i), shape_.outputs[i].type, rule);
      fine_ = fine_ && result;
      results.push_back(result);
    }
    if (made.size() != columns_.size() || results.size() != shape_.outputs.size()) return fine_ = false;
    RulebookData& out = context_.out;
    out.table_rows.push_back({rule, static_cast<std::uint32_t>(out.cells.size()),
                              static_cast<std::uint32_t>(out.results.size())});
    out.cells.insert(out.cells.end(), made.begin(), made.end());
    out.results.insert(out.results.end(), results.begin(), results.end());
    ++table().rows.count;
    return true;
  }

  Context& context_;
  const DeclaredTable& declared_;
  const TableShape& shape_;
  Surroundings around_;
  ExpressionReader reader_;
  std::vector<model::TableColumn> columns_;
  bool fine_ = true, rest_ = false, exclusive_ = false;
};

}  // namespace

std::vector<LineRef> DeclaredTable::rows() const {
  if (!file) return line.below(NodeKind::table_row);
  std::vector<LineRef> found;
  for (const LineRef& row : top_lines(file->rows()))
    if (row.is(NodeKind::table_row)) found.push_back(row);
  return found;
}

bool DeclaredTable::has_hole() const {
  if (!file) return line.has_hole();
  const std::vector<LineRef> all = top_lines(file->rows());
  return std::any_of(all.begin(), all.end(), [](const LineRef& row) { return row.is(NodeKind::hole); });
}

std::vector<TableShape> lower_table_headings(Context& context, const std::vector<DeclaredTable>& tables) {
  std::vector<TableShape> shapes(context.out.tables.size());
  for (const DeclaredTable& table : tables) shapes[table.id.value] = lower_heading(context, table);
  return shapes;
}

void lower_table_rows(Context& context, const std::vector<DeclaredTable>& tables,
                      const std::vector<TableShape>& shapes) {
  for (const DeclaredTable& table : tables)
    if (!shapes[table.id.value].outputs.empty()) RowReader(context, table, shapes).run();
}

}  // namespace sanhuan::dsl
