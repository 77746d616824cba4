// sanhuan fmt: lays out rule files, and rewrites them in the other vocabulary.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <system_error>
#include <variant>

#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/complaint.hpp"
#include "cli/diagnostic_json.hpp"
#include "cli/json_text.hpp"
#include "cli/output_file.hpp"
#include "cli/rules.hpp"
#include "dsl/source/source_file.hpp"
#include "sanhuan/format.hpp"

namespace sanhuan::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr OptionName options[] = {{"check", "检查", false}, {"to", "改成", true}};
constexpr std::string_view standard_input = "-";

constexpr Text help = {
    R"(排版规则文件：缩进、空格、标点、数字的写法，决策表对齐；要时换成另一套关键词

用法  sanhuan 排版 [--检查] [--改成 zh|en] 文件 ...

  文件  *.huan，可以写几个，排好就写回去；只写 - 时读标准输入，写标准输出
  意思不变；名、号、文字、依据、备注、注释一个字不动
  看不懂的行照原样留着，指出毛病，退出码是 1；写了 --改成 的，整个文件不动

选项
  --检查 --check        不改文件，只列出还没有排好的；有，退出码就是 1
  --改成 --to           zh 或 en：关键词连同标点换成中文的或英文的
  --机读 --json         打印 JSON

例
  sanhuan 排版 rules/lanshan/process.huan
  sanhuan 排版 --检查 rules/lanshan/*.huan
  sanhuan 排版 --改成 en - < rules/lanshan/triage.huan
)",
    R"(Lay out rule files: indentation, blanks, punctuation, numbers, tables; on
request in the other vocabulary

usage: sanhuan fmt [--check] [--to zh|en] FILE ...

  FILE  *.huan, rewritten in place; - alone reads standard input and writes
        standard output
  What the rules say stays the same; names, keys, texts, bases, notes and
  comments are kept to the letter. A line that is not understood is kept as it
  is, its mistake is named, and the exit status is 1; with --to the whole file
  is left alone

options
  --check               change nothing, name the files that are not laid out;
                        the exit status is 1 where there are any
  --to zh|en            rewrite keywords and punctuation in Chinese or English
  --json                print JSON

examples
  sanhuan fmt rules/lanshan/process.huan
  sanhuan fmt --check rules/lanshan/*.huan
  sanhuan fmt --to en - < rules/lanshan/triage.huan
)"};

struct How {
  bool check = false;
  std::optional<Language> to;
};

struct Sums {
  std::size_t files = 0, differ = 0, with_errors = 0, unreadable = 0;
  Json json = Json::array();
};

// One byte more than a rule file may have is enough to see that it has too many.
std::string read_bytes(std::istream& in) {
  std::string text(dsl::source_bytes_max + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

std::variant<std::string, Both> read_file(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    return Text{"这是一个文件夹；写上里面的 *.huan", "this is a folder; name the *.huan in it"};
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    if (!fs::exists(path, ignored)) return Text{"没有这个文件", "there is no such file"};
    return Text{"文件打不开，请看看权限", "the file cannot be opened; look at its permissions"};
  }
  std::string text = read_bytes(in);
  if (in.bad()) return Text{"读到一半出错", "reading failed half-way"};
  return text;
}

// A link stays a link, and who may read or write the file stays as it was. Throws where it may not be written.
void write_back(const fs::path& path, const std::string& text) {
  const fs::path target = fs::canonical(path);
  const fs::perms permissions = fs::status(target).permissions();
  constexpr fs::perms writable = fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
  if ((permissions & writable) == fs::perms::none) {
    throw std::system_error(std::make_error_code(std::errc::permission_denied), path.string());
  }
  OutputFile file(target);
  file.stream() << text;
  file.commit();
  std::error_code ignored;
  fs::permissions(target, permissions, ignored);
}

bool is_error(const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; }

// Warnings are of what is put right here, so errors alone are told.
void tell_errors(const std::string& file, const Formatted& formatted, How how, Session& session) {
  std::vector<Diagnostic> errors;
  std::ranges::copy_if(formatted.diagnostics, std::back_inserter(errors), is_error);
  print_diagnostics(session.err, errors, {formatted.source}, session.voice, session.color_errors);
  if (formatted.kept && how.to) {
    complain(session, both("{} 没有改写，先改上面的错误", "{} was not rewritten; mend the errors above first", file));
  } else if (formatted.kept) {
    complain(session, both("{} 没有排，先改上面的错误", "{} was not laid out; mend the errors above first", file));
  } else {
    complain(session, both("{} 有看不懂的行，照原样留着", "{}: the lines that are not understood are kept as they are", file));
  }
}

void add_json(const std::string& file, const Formatted& formatted, bool differs, Session& session, Json& list) {
  Json errors = Json::array();
  for (const Diagnostic& diagnostic : formatted.diagnostics) {
    if (is_error(diagnostic)) errors.push_back(as_json(diagnostic, {formatted.source}, session.voice));
  }
  const bool refused = formatted.kept && !errors.empty();
  Json entry = {{"file", file}, {"changed", differs}, {"refused", refused}, {"errors", std::move(errors)}};
  if (file == standard_input && !refused) entry["text"] = formatted.text;
  list.push_back(std::move(entry));
}

void lay_out(const std::string& file, const std::string& written, How how, Session& session, Sums& sums) {
  const bool from_input = file == standard_input;
  const std::string shown(from_input && !session.json ? session.voice(Text{"标准输入", "standard input"}) : file);
  const Formatted formatted = format_rules(written, shown, {how.to});
  const bool differs = formatted.text != written;
  const bool wrong = std::ranges::any_of(formatted.diagnostics, is_error);
  sums.differ += differs ? 1 : 0;
  sums.with_errors += wrong ? 1 : 0;
  if (differs && !how.check && !from_input) write_back(file, formatted.text);
  if (session.json) return add_json(file, formatted, differs, session, sums.json);
  if (from_input && !how.check) session.out << formatted.text;
  else if (differs && how.check) session.out << session.voice("要排  {}\n", "not laid out: {}\n", shown);
  else if (differs) session.out << session.voice("排好  {}\n", "laid out: {}\n", shown);
  if (wrong) {
    tell_errors(shown, formatted, how, session);
  } else if (formatted.kept) {
    warn(session, both("{} 照原样留着：排出来会太大，或者什么也不剩", "{} is left as it is: it would come out too large, or empty", shown));
  }
}

ExitCode run_fmt(const Arguments& arguments, Session& session) {
  const std::vector<std::string>& files = arguments.positional;
  if (files.empty()) {
    return wrong_usage(session, Text{"要写规则文件，如 sanhuan 排版 rules/lanshan/process.huan",
                                     "name the rule files: sanhuan fmt rules/lanshan/process.huan"});
  }
  How how{arguments.has("check"), {}};
  if (const auto text = arguments.value("to")) {
    how.to = parse_language(*text);
    if (!how.to) return wrong_usage(session, both("--to 要写 zh 或 en，不是 `{}`", "--to is zh or en, not `{}`", *text));
  }
  Sums sums;
  if (std::ranges::find(files, standard_input) != files.end()) {
    if (files.size() > 1 || session.in == nullptr) {
      return wrong_usage(session, Text{"- 是标准输入，只能单独写", "- is standard input and stands alone"});
    }
    lay_out(files.front(), read_bytes(*session.in), how, session, sums);
  } else {
    for (const std::string& file : files) {
      const std::variant<std::string, Both> read = read_file(file);
      if (const Both* problem = std::get_if<Both>(&read)) {
        unreadable(session, file, *problem);
        ++sums.unreadable;
      } else {
        ++sums.files;
        lay_out(file, std::get<std::string>(read), how, session, sums);
      }
    }
  }
  if (session.json) {
    // The name of a file need not be UTF-8.
    session.out << json_text(Json{{"files", sums.json}}) << "\n";
  } else if (sums.files > 0 && how.check) {
    session.out << session.voice("看了 {} 个文件，{} 个没有排好。\n", "files: {}, not laid out: {}\n", sums.files, sums.differ);
  } else if (sums.files > 0) {
    session.out << session.voice("看了 {} 个文件，改了 {} 个。\n", "files: {}, changed: {}\n", sums.files, sums.differ);
  }
  if (sums.unreadable > 0) return ExitCode::usage;
  return sums.with_errors > 0 || (how.check && sums.differ > 0) ? ExitCode::found : ExitCode::done;
}

}  // namespace

const Command fmt_command = {"fmt",
                             "排版",
                             {"排版规则文件；换成另一套关键词", "lay out rule files, in either vocabulary"},
                             help,
                             options,
                             run_fmt, true};

}  // namespace sanhuan::cli
