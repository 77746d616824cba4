#include "dsl/yaml/unit_table.hpp"

#include <filesystem>
#include <utility>

#include "dsl/csv/read.hpp"
#include "dsl/yaml/table.hpp"

namespace sanhuan::dsl::yaml {
namespace {

constexpr Choice<UnitKind> kinds[] = {{"line", "线", UnitKind::line},
                                      {"department", "部门", UnitKind::department},
                                      {"section", "科室", UnitKind::section},
                                      {"service", "窗口", UnitKind::service}};

void take(std::vector<UnitSource>& into, UnitSource unit) {
  if (unit.name.empty()) return;
  if (unit.key.empty()) unit.key = unit.code.empty() ? unit.name : unit.code;
  into.push_back(std::move(unit));
}

}  // namespace

void read_units(const Reader& reader, const Node& node, std::vector<UnitSource>& into) {
  const std::vector<Node>* const list = reader.list(node);
  if (list == nullptr) return;
  for (const Node& item : *list) {
    const Fields fields(reader, item, key::unit);
    UnitSource unit;
    unit.place = reader.place(item);
    const auto text = [&](Key key, Written& written) {
      if (const Node* const found = fields.find(key)) written = reader.text(*found);
    };
    if (const Node* const name = fields.need(key::name)) unit.name = reader.text(*name);
    text(key::key, unit.key);
    text(key::code, unit.code);
    text(key::parent, unit.parent);
    text(key::successor, unit.successor);
    if (const Node* const level = fields.find(key::level)) {
      unit.level = reader.choice(*level, levels).value_or(Level::unknown);
      unit.level_written = true;
    }
    if (const Node* const kind = fields.find(key::kind))
      unit.kind = reader.choice(*kind, kinds).value_or(UnitKind::line);
    take(into, std::move(unit));
  }
}

void read_unit_table(const Reader& reader, const Written& written, Files& files, std::vector<UnitSource>& into) {
  const auto folder = std::filesystem::path(reader.file().path()).parent_path();
  const SourceFile* const file = files.read_csv(beside(folder, written.text), written.place, reader.sink());
  if (file == nullptr) return;
  Table table(*file, reader.sink(), key::unit, {key::name});
  while (table.next()) {
    UnitSource unit;
    unit.place = table.place_of_row();
    unit.name = table.need(key::name);
    unit.key = table.text(key::key);
    unit.code = table.text(key::code);
    unit.parent = table.text(key::parent);
    unit.successor = table.text(key::successor);
    unit.level = table.choice(key::level, levels).value_or(Level::unknown);
    unit.level_written = !table.text(key::level).empty();
    unit.kind = table.choice(key::kind, kinds).value_or(UnitKind::line);
    take(into, std::move(unit));
  }
}

}  // namespace sanhuan::dsl::yaml
