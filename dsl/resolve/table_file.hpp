// 取自 “matters.csv”: a decision table that people keep in a spreadsheet. Its first row is the heading as in a rule
// file, a column 则 between conditions and results; columns 依据 and 注 explain a row.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dsl/resolve/rule_file.hpp"
#include "dsl/yaml/files.hpp"

namespace sanhuan::dsl {

class TableFile {
 public:
  // Null where the file cannot be used; reported.
  static std::unique_ptr<TableFile> read(const SourceFile&, std::size_t pack, Sink&);

  const RuleFile& rows() const noexcept { return *rows_; }
  // Adds the column to what was reported of this file since then: a spreadsheet has no line of text to look at.
  void name_columns(Sink&, std::size_t since) const;

 private:
  struct Column {
    std::string name;
    Place place;
  };
  struct Cell {
    Span span;
    std::size_t column;
  };

  explicit TableFile(const SourceFile& source) : source_(&source) {}

  const SourceFile* source_;
  std::vector<Column> columns_;
  std::vector<Cell> cells_;  // by place
  std::unique_ptr<RuleFile> rows_;
};

}  // namespace sanhuan::dsl
