#include "dsl/yaml/document.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/source/source_file.hpp"
#include "dsl/yaml/lines.hpp"

namespace sanhuan::dsl::yaml {
namespace {

// Builds the tree from yaml-cpp's events. A mark's `pos` is a byte offset of the text, since the text has no BOM.
class Builder final : public YAML::EventHandler {
 public:
  Builder(const SourceFile& file, Sink& sink) : file_(file), sink_(sink), text_(file.text()) {}

  bool ok() const noexcept { return ok_; }
  std::optional<Node> root() && { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) report("E0508", {offset(mark), offset(mark)}, {"---"});
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    Node node;
    node.span = null_span(offset(mark));
    add(std::move(node));
  }
  // The line check has refused anchors and aliases; a tree without them needs no cycle check.
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    report("E0510", {offset(mark), offset(mark) + 1}, {Arg("这里引用了别处的内容", "this refers to another place")});
  }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t, const std::string& value) override {
    Node node;
    node.kind = Kind::scalar;
    node.text = value;
    const std::uint32_t begin = offset(mark);
    const char first = begin < text_.size() ? text_[begin] : ' ';
    node.quoted = first == '"' || first == '\'';
    node.span = {begin, node.quoted ? quoted_end(begin) : plain_end(begin, value)};
    if (!node.quoted && text_.substr(begin, value.size()) != value) report("E0509", node.span);
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(Kind::list, mark);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(Kind::map, mark);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Level {
    Node node;
    std::optional<Node> key;                           // of a map: read, its value is still to come
    std::unordered_map<std::string, Span> keys_read;
  };

  void report(std::string_view code, Span span, std::initializer_list<Arg> args = {}) {
    ok_ = false;
    sink_.report(code, file_.place(span), args);
  }

  std::uint32_t offset(const YAML::Mark& mark) const {
    const auto size = static_cast<int>(text_.size());
    return static_cast<std::uint32_t>(std::clamp(mark.pos, 0, size));
  }

  std::uint32_t quoted_end(std::uint32_t begin) const {
    const char quote = text_[begin];
    for (std::size_t at = begin + 1; at < text_.size(); ++at) {
      if (quote == '"' && text_[at] == '\\') {
        ++at;
      } else if (text_[at] == quote) {
        if (quote == '"' || at + 1 == text_.size() || text_[at + 1] != quote)
          return static_cast<std::uint32_t>(at + 1);
        ++at;
      }
    }
    return static_cast<std::uint32_t>(text_.size());
  }

  // A text that goes on over several lines is not found as it is; its first line is what is pointed at.
  std::uint32_t plain_end(std::uint32_t begin, const std::string& value) const {
    if (text_.substr(begin, value.size()) == value) return begin + static_cast<std::uint32_t>(value.size());
    const std::size_t line_end = text_.find_first_of("\r\n", begin);
    return static_cast<std::uint32_t>(std::min(line_end, text_.size()));
  }

  // What is missing is pointed at where it should stand: after the `:` or `-` before it.
  Span null_span(std::uint32_t at) const {
    const std::string_view written = text_.substr(at, text_.substr(at, 4).find_first_of(" ,]}#\r\n"));
    if (written == "~") return {at, at + 1};
    if (written == "null" || written == "Null" || written == "NULL") return {at, at + 4};
    const std::size_t before = text_.substr(0, at).find_last_of(":-,[{");
    const auto end = before == std::string_view::npos ? at : static_cast<std::uint32_t>(before + 1);
    return {end, end};
  }

  void open(Kind kind, const YAML::Mark& mark) {
    Level level;
    level.node.kind = kind;
    level.node.span = {offset(mark), std::min(offset(mark) + 1, static_cast<std::uint32_t>(text_.size()))};
    levels_.push_back(std::move(level));
    if (levels_.size() == depth_max + 1)
      report("E0506", levels_.back().node.span, {fmt::format("{}", depth_max)});
  }

  void close() {
    Node node = std::move(levels_.back().node);
    levels_.pop_back();
    std::uint32_t at = node.span.end;
    while (at < text_.size() && text_[at] == ' ') ++at;
    const char opened = text_[node.span.begin];
    if (at < text_.size() && ((opened == '[' && text_[at] == ']') || (opened == '{' && text_[at] == '}')))
      node.span.end = at + 1;
    add(std::move(node));
  }

  void add(Node node) {
    if (++nodes_ == nodes_max) report("E0516", node.span, {fmt::format("{}", nodes_max)});
    if (!ok_ && nodes_ >= nodes_max) return;
    if (levels_.empty()) {
      if (documents_ == 1) root_ = std::move(node);
      return;
    }
    Level& level = levels_.back();
    if (node.span.end > level.node.span.end && on_one_line(level.node.span.end, node.span.end))
      level.node.span.end = node.span.end;
    if (level.node.kind == Kind::list) {
      level.node.items.push_back(std::move(node));
    } else if (!level.key) {
      if (node.kind != Kind::scalar || node.text.empty()) report("E0512", node.span);
      level.key = std::move(node);
    } else {
      add_entry(level, std::move(node));
    }
  }

  bool on_one_line(std::uint32_t begin, std::uint32_t end) const {
    return text_.substr(begin, end - begin).find('\n') == std::string_view::npos;
  }

  void add_entry(Level& level, Node value) {
    const auto [before, is_new] = level.keys_read.emplace(level.key->text, level.key->span);
    if (!is_new && level.key->kind == Kind::scalar) {
      ok_ = false;
      sink_.report("E0511", file_.place(level.key->span), {level.key->text})
          .notes.push_back({file_.place(before->second), "第一次写在这里", "written first here"});
    }
    if (value.kind == Kind::nothing && value.span.begin == value.span.end)
      value.span = level.key->span;  // `name:` without more: the key is what one looks for
    level.node.entries.push_back({*std::exchange(level.key, std::nullopt), std::move(value)});
  }

  const SourceFile& file_;
  Sink& sink_;
  std::string_view text_;
  std::vector<Level> levels_;
  std::optional<Node> root_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
  bool ok_ = true;
};

bool is_about_escapes(std::string_view message) {
  return message.starts_with("unknown escape character") || message.starts_with("invalid unicode") ||
         message.starts_with("bad character found while scanning hex");
}

// yaml-cpp's sentences in the author's words. What is not listed was refused by the line check.
Arg reason(std::string_view message) {
  const auto starts = [&](std::string_view with) { return message.starts_with(with); };
  if (starts("end of map not found") || starts("end of sequence not found"))
    return {"缩进和上面的行对不齐", "its indentation does not match the lines above"};
  if (starts("illegal map value") || starts("illegal map key"))
    return {"一行里只能有一个「键: 值」", "a line holds one `key: value` only"};
  if (starts("illegal block entry")) return {"「- 」要另起一行", "`- ` begins a line of its own"};
  if (starts("illegal tab")) return {"缩进里有制表符", "there is a tab in the indentation"};
  return {"括号、引号或缩进对不上", "brackets, quotes or indentation do not match"};
}

void report_exception(const SourceFile& file, Sink& sink, const YAML::Exception& error) {
  const auto size = static_cast<std::uint32_t>(file.text().size());
  auto at = static_cast<std::uint32_t>(std::clamp(error.mark.pos, 0, static_cast<int>(size)));
  const auto continues = [&](std::uint32_t i) { return i < size && (file.text()[i] & 0xc0) == 0x80; };
  while (at > 0 && continues(at)) --at;
  std::uint32_t end = at;
  while (end < size && file.text()[end] != '\n' && file.text()[end] != '\r' && end - at < 60) ++end;
  while (end > at && continues(end)) --end;
  if (is_about_escapes(error.msg)) {  // the mark stands behind the escape
    const std::size_t backslash = file.text().substr(0, at).rfind('\\');
    sink.report("E0518", file.place({static_cast<std::uint32_t>(std::min<std::size_t>(backslash, at)), at}));
  } else {
    sink.report("E0510", file.place({at, end}), {reason(error.msg)});
  }
}

}  // namespace

std::optional<Node> read_document(const SourceFile& file, Sink& sink) {
  if (!check_lines(file, sink)) return std::nullopt;
  Builder builder(file, sink);
  try {
    std::istringstream stream{std::string(file.text())};
    YAML::Parser parser(stream);
    while (builder.ok() && parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    if (builder.ok()) report_exception(file, sink, error);  // else it stumbled over what is reported
    return std::nullopt;
  }
  if (!builder.ok()) return std::nullopt;
  std::optional<Node> root = std::move(builder).root();
  if (root && root->kind != Kind::nothing) return root;
  sink.report("E0501", file.place({0, 0}));
  return std::nullopt;
}

}  // namespace sanhuan::dsl::yaml
