// sanhuan import: a table of what happened becomes an event file. docs/import.md.

#include <filesystem>
#include <optional>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/import_csv.hpp"
#include "cli/json_text.hpp"
#include "cli/mapping.hpp"
#include "cli/output_file.hpp"
#include "cli/rules.hpp"
#include "dsl/csv/read.hpp"
#include "dsl/diagnostics/sink.hpp"
#include "dsl/yaml/files.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t rows_told_max = 20;

constexpr OptionName options[] = {{"mapping", "对照", true}, {"out", "输出", true, 'o'}};

constexpr Text help = {
    R"(把表格变成事件文件：一行是一件，每个时刻是一个事件

用法  sanhuan 导入 csv 表.csv --对照 对照.yaml [-o 事件.jsonl]

  对照文件写明编号、时刻从哪一列来，每个事件由谁办；没有人记过的时刻标明是补入的
  （写法见 docs/import.md）。用不上的行逐条指出，其余照办，退出码是 1

选项
  --对照 --mapping 文件   对照文件，必写
  --输出 -o --out 文件    写进文件；不写就打印出来
  --机读 --json           写进文件时，另打印 JSON 的总数

例
  sanhuan 导入 csv examples/petitions/petitions.csv \
    --对照 examples/petitions/mapping.yaml -o build/petitions.jsonl
)",
    R"(Turn a table into an event file: a row is a case, each of its moments an event

usage: sanhuan import csv TABLE.csv --mapping MAPPING.yaml [-o EVENTS.jsonl]

  The mapping says from which columns number and moments come and who did what;
  moments that nobody recorded are marked as assumed (docs/import.md). A row
  that cannot be used is named, the others go on, and the exit status is 1

options
  --mapping FILE        the mapping; required
  -o, --out FILE        where to write; by default to standard output
  --json                with -o: print the sums as JSON

example
  sanhuan import csv examples/petitions/petitions.csv \
    --mapping examples/petitions/mapping.yaml -o build/petitions.jsonl
)"};

struct LeftOut {
  std::uint32_t line = 0;
  Both what;
};

// Columns of the table by the mapping's names; empty where one is missing, which was told.
std::optional<std::vector<std::size_t>> find_columns(const dsl::csv::Reader& reader, const Mapping& mapping,
                                                     const std::string& path, Session& session) {
  std::vector<std::size_t> result;
  bool all = true;
  for (const std::string& name : mapping.columns) {
    const int index = reader.column({std::string_view(name)});
    if (index >= 0) {
      result.push_back(static_cast<std::size_t>(index));
      continue;
    }
    all = false;
    complain(session, both("{} 没有 `{}` 这一列", "{} has no column `{}`", path, name));
  }
  return all ? std::optional(std::move(result)) : std::nullopt;
}

std::vector<LeftOut> import_rows(dsl::csv::Reader& reader, const std::vector<std::size_t>& columns,
                                 RowImporter& importer) {
  std::vector<LeftOut> left_out;
  dsl::csv::Row row;
  std::vector<std::string_view> cells(columns.size());
  while (reader.next(row)) {
    for (std::size_t i = 0; i < columns.size(); ++i) cells[i] = row.cells[columns[i]].text;
    const std::uint32_t line = reader.place_of_row().line;
    if (std::optional<Both> problem = importer.row(cells, line)) left_out.push_back({line, std::move(*problem)});
  }
  return left_out;
}

void tell(const std::vector<LeftOut>& left_out, const std::string& path, Session& session) {
  for (std::size_t i = 0; i < left_out.size() && i < rows_told_max; ++i) {
    complain(session, both("{} 第 {} 行：{}", "{}:{}: {}", path, left_out[i].line, session.voice(left_out[i].what)));
  }
  if (left_out.size() > rows_told_max) {
    session.err << session.voice("      还有 {} 行有毛病，没有列出\n", "       and {} more rows that are not listed\n",
                                 left_out.size() - rows_told_max);
  }
}

Json as_json(const ImportCounts& counts, std::size_t left_out) {
  return {{"rows", counts.rows},     {"cases", counts.cases}, {"events", counts.events},
          {"assumed", counts.assumed}, {"left_out", left_out}};
}

ExitCode import_csv(const std::string& path, const Arguments& arguments, Session& session) {
  const std::optional<std::string> mapping_path = arguments.value("mapping");
  if (!mapping_path) {
    return wrong_usage(session, Text{"没有说怎么对照：加 --对照 对照.yaml",
                                     "it does not say how to read the table: add --mapping MAPPING.yaml"});
  }
  const std::optional<Mapping> mapping = read_mapping(*mapping_path, session);
  if (!mapping) return unreadable(session, *mapping_path, Text{"对照文件用不了", "the mapping cannot be used"});

  dsl::Sink sink;
  dsl::Files files;
  const dsl::SourceFile* file = files.read_csv(path, {}, sink);
  if (file == nullptr) {
    print_diagnostics(session.err, sink.take(), files.listing(), session.voice, session.color_errors);
    return unreadable(session, path, Text{"表格读不了", "the table cannot be read"});
  }
  dsl::csv::Reader reader(file->text(), file->index(), sink);
  const auto columns = find_columns(reader, *mapping, path, session);
  if (!columns) return ExitCode::usage;

  const std::optional<std::string> out = arguments.value("out");
  std::optional<OutputFile> output;
  if (out && *out != "-") output.emplace(*out);
  RowImporter importer(*mapping, output ? output->stream() : session.out);
  importer.header({mapping->notes, std::filesystem::path(path).filename().string(),
                   std::filesystem::path(*mapping_path).filename().string()});
  const std::vector<LeftOut> left_out = import_rows(reader, *columns, importer);
  if (output) output->commit();

  const std::size_t ragged = sink.errors();
  print_diagnostics(session.err, sink.take(), files.listing(), session.voice, session.color_errors);
  tell(left_out, path, session);
  const ImportCounts& counts = importer.counts();
  const std::size_t unused = left_out.size() + ragged;
  if (session.json && output) session.out << json_text(as_json(counts, unused)) << "\n";
  session.err << session.voice("{} 件，{} 个事件，其中补入 {} 个；没有用上的行 {} 行\n",
                               "{} cases, {} events, {} of them assumed; rows left out: {}\n", counts.cases,
                               counts.events, counts.assumed, unused);
  return unused > 0 ? ExitCode::found : ExitCode::done;
}

ExitCode run_import(const Arguments& arguments, Session& session) {
  const std::vector<std::string>& named = arguments.positional;
  if (named.size() == 2 && (named[0] == "csv" || named[0] == "CSV")) return import_csv(named[1], arguments, session);
  return wrong_usage(session, Text{"写作 sanhuan 导入 csv 表.csv --对照 对照.yaml -o 事件.jsonl",
                                   "write sanhuan import csv TABLE.csv --mapping MAPPING.yaml -o EVENTS.jsonl"});
}

}  // namespace

const Command import_command = {
    "import", "导入", {"把表格变成事件文件", "turn a table into an event file"}, help, options, run_import, true};

}  // namespace sanhuan::cli
