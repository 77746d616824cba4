#include "tests/syntax/syntax_support.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "dsl/syntax/scan.hpp"

namespace sanhuan::dsl::test {

namespace {

constexpr std::array names{
    "hole", "enumeration", "case_type", "facts", "event", "table", "table_row", "process", "locality",
    "fallback", "persons", "late_when", "top", "responsibility", "thread", "ring", "stage", "substage",
    "final_stage", "reopenable", "deadline", "from", "remaining", "overdue", "then_every", "extendable",
    "terms", "also", "returnable", "return_limit", "clock_policy", "while_here", "when", "once", "if_line",
    "else_line", "actions", "on_entry", "on_exit", "only_if", "exclude", "restart", "calendar_change",
    "class_change", "bound", "basis", "note", "effective", "migration", "standing", "frequency", "season",
    "duty", "on_finding", "promise", "whenever", "never", "background", "scenario", "given", "with",
    "scenario_step", "expect", "def", "name", "key", "number", "text", "date", "time", "weekday", "moment",
    "month_day", "flag", "type", "fact_decl", "event_def", "field_list", "field", "range", "late_entry",
    "count", "cell", "cell_then", "cell_any", "cell_rest", "cell_except", "cell_compare", "cell_range",
    "cell_list", "cell_inside", "length", "anchor", "owes", "decides", "approval", "measure", "after", "nth",
    "policy", "refs", "ref", "event_name", "consequence", "limit", "action", "go", "times", "back", "assign", "without",
    "frequency_item", "either", "both", "negate", "compare", "member", "each_member", "contains", "inside",
    "arithmetic", "days_between", "between", "has", "lacks", "path", "literal_flag", "lookup",
    "deadline_state", "happened", "tally", "refusal", "broken",
};
static_assert(names.size() == static_cast<std::size_t>(NodeKind::broken) + 1, "a name for each kind, in the order of tree.hpp");

bool shows_its_text(NodeKind kind) {
  return kind == NodeKind::name || kind == NodeKind::key || kind == NodeKind::text || kind == NodeKind::number;
}

void draw(const Parsed& p, std::uint32_t index, std::string& out) {
  const Node& node = p.tree.nodes[index];
  out += names[static_cast<std::size_t>(node.kind)];
  if (node.word != Word::none) out += "[" + std::string(row(node.word).en) + "]";
  if (node.value != 0 && node.kind != NodeKind::number) out += "=" + std::to_string(node.value);
  if (shows_its_text(node.kind)) out += " " + Tree::text(p.file, node);
  if (node.size == 1) return;
  out += "(";
  for (std::uint32_t child = index + 1; child < index + node.size; child += p.tree.nodes[child].size) {
    if (child != index + 1) out += ", ";
    draw(p, child, out);
  }
  out += ")";
}

bool is_word(char c) { return c == '_' || static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0; }

std::string_view head(const Parsed& p, std::size_t line) {
  const std::string_view text = p.file.text(p.tree.nodes[p.tree.lines[line].node].span);
  return text.substr(0, text.find(' '));
}

}  // namespace

Parsed parsed(std::string_view text) {
  Sink sink;
  auto file = check_source(std::string(text), "test.huan", 0, sink);
  if (!file) throw std::runtime_error("the text of the test is refused: " + sink.all().at(0).en);
  Tree tree = parse(*file, sink);
  return {std::move(*file), std::move(tree), sink.take()};
}

std::string outline(const Parsed& p, std::size_t line) {
  std::string result;
  draw(p, p.tree.lines.at(line).node, result);
  return result;
}

std::string found(const Parsed& p) {
  std::string result;
  for (const Diagnostic& d : p.diagnostics) {
    if (!result.empty()) result += ' ';
    result += d.code + ' ' + std::to_string(d.place.line) + ':' + std::to_string(d.place.column) + '+' +
              std::to_string(d.place.length);
  }
  return result;
}

std::string place_of(const Parsed& p, std::size_t line) {
  const std::int32_t parent = p.tree.lines.at(line).parent;
  const std::string own(head(p, line));
  return parent < 0 ? own : own + " < " + std::string(head(p, static_cast<std::size_t>(parent)));
}

std::string in_english(std::string_view text) {
  std::string result;
  const auto as_written = [](const char* begin, const char* end) { return std::string_view(begin, static_cast<std::size_t>(end - begin)); };
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const char* end = line.data() + line.size();
    const char* at = line.data();
    bool head = true;
    bool after_keyword = false;  // and a number follows it at once
    for (scan::Token token = scan::read(at, end); token.kind != scan::TokenKind::end; token = scan::read(at, end)) {
      result += as_written(at, token.begin);
      // 5分, 至多2次: English words need a blank where Chinese ones need none.
      const bool joined = at == token.begin && !head && token.kind == scan::TokenKind::word;
      if ((joined && is_word(result.back())) || (at == token.begin && after_keyword)) result += ' ';
      after_keyword = false;
      at = token.begin;
      const bool to_the_end = head && (token.word == Word::basis || token.word == Word::note || token.word == Word::scenario);
      const auto length = scan::length(at, end);
      const auto month_day = scan::month_day(at, end);
      const auto date = scan::date(at, end);
      const auto key = scan::key(at, end);
      if (key) {
        result += as_written(at, key->end);
        at = key->end;
      } else if (token.kind == scan::TokenKind::number && date) {
        result += as_written(at, date->end);
        at = date->end;
      } else if (token.kind == scan::TokenKind::number && month_day) {
        const std::string digits = std::to_string(10'000 + month_day->value);
        result += digits.substr(1, 2) + "-" + digits.substr(3, 2);
        at = month_day->end;
      } else if (length && length->problem == scan::LengthRead::Problem::none) {
        if (length->nth) result += "nth ";
        if (length->count != 0) result += std::to_string(length->count) + " ";
        result += row(length->unit).en;
        at = length->end;
      } else if (const Word word = token.word != Word::none ? token.word : token.prefix; word != Word::none) {
        result += row(word).en;
        after_keyword = token.word == Word::none;
        at = token.word != Word::none ? token.end : token.prefix_end;
      } else {
        result += as_written(at, token.end);
        at = token.end;
      }
      if (to_the_end) {
        result += ' ';
        const std::string_view rest = as_written(scan::skip_plain_blanks(at, end), end);
        const bool presumed = rest.starts_with(row(Word::presumed).zh);
        result += presumed ? std::string(row(Word::presumed).en) + std::string(rest.substr(row(Word::presumed).zh.size())) : rest;
        at = end;
      }
      head = false;
    }
    result += '\n';
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return result;
}

std::string shape(const Tree& tree) {
  std::string result;
  for (const Line& line : tree.lines) {
    result += std::to_string(line.parent) + ':';
    for (std::uint32_t i = line.node; i < line.node + tree.nodes[line.node].size; ++i) {
      const Node& node = tree.nodes[i];
      result += ' ' + std::string(names[static_cast<std::size_t>(node.kind)]) + '[' + std::string(row(node.word).en) + ']' +
                std::to_string(node.size) + '=' + std::to_string(node.value);
    }
    result += '\n';
  }
  return result;
}

std::string read_file(const std::string& path) {
  std::ifstream in(std::string(SANHUAN_SOURCE_DIR "/") + path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (text.empty()) throw std::runtime_error("cannot read " + path);
  return text;
}

}  // namespace sanhuan::dsl::test
