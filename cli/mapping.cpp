#include "cli/mapping.hpp"

#include <algorithm>
#include <ostream>
#include <span>

#include "cli/arguments.hpp"
#include "cli/complaint.hpp"
#include "cli/rules.hpp"
#include "dsl/diagnostics/sink.hpp"
#include "dsl/yaml/document.hpp"
#include "dsl/yaml/files.hpp"

namespace sanhuan::cli {
namespace {

using dsl::yaml::Kind;
using dsl::yaml::Node;

struct Key {
  std::string_view english, chinese;
};
constexpr Key mapping_keys[] = {{"zone", "时区"},   {"columns", "列"},  {"blank", "空格"}, {"case", "编号"},
                                {"group", "分列"},  {"events", "事件"}, {"notes", "说明"}};
constexpr Key event_keys[] = {{"event", "事件"}, {"open", "录入"},  {"at", "时刻"},
                              {"by", "由"},      {"facts", "填"},   {"assumed", "补入"}};
constexpr Key actor_keys[] = {{"unit", "单位"}, {"role", "角色"}};

// Reads the tree against the schema of docs/import.md. A mistake is told where it stands and reading goes on, so that
// one run shows them all.
class MappingReader {
 public:
  MappingReader(const dsl::SourceFile& file, Session& session) : file_(file), session_(session) {}

  std::optional<Mapping> read(const Node& root) {
    if (!is(root, Kind::map, {"一组 键: 值", "keys with values"})) return std::nullopt;
    check_keys(root, mapping_keys);
    // Columns first: every text after them may name one.
    if (const Node* n = need(root, "columns")) read_columns(*n);
    if (const Node* n = find(root, "blank")) read_blank(*n);
    if (const Node* n = need(root, "zone")) read_zone(*n);
    if (const Node* n = need(root, "case")) mapping_.case_id = row_text(*n);
    if (const Node* n = find(root, "group")) mapping_.group = row_text(*n);
    if (const Node* n = find(root, "notes")) {
      for (const Node& note : items(*n)) mapping_.notes.push_back(text(note));
    }
    if (const Node* n = need(root, "events")) {
      for (const Node& event : items(*n)) read_event(event);
      if (mapping_.events.empty()) fail(*n, Text{"一个事件也没有", "there is no event"});
    }
    return failed_ ? std::nullopt : std::optional(std::move(mapping_));
  }

 private:
  void fail(const Node& at, const Both& what) {
    const Place place = file_.place(at.span);
    failed_ = true;
    complain(session_, both("{} 第 {} 行第 {} 字：{}", "{}:{}:{}: {}", file_.path(), place.line, place.column,
                            session_.voice(what)));
  }

  bool is(const Node& node, Kind kind, Text what) {
    if (node.kind == kind) return true;
    fail(node, both("这里应是{}", "this must be {}", session_.voice(what)));
    return false;
  }

  static const Key* find_key(std::string_view name, std::span<const Key> keys) {
    const auto found = std::ranges::find_if(keys, [name](const Key& k) { return k.english == name || k.chinese == name; });
    return found == keys.end() ? nullptr : &*found;
  }

  void check_keys(const Node& map, std::span<const Key> keys) {
    std::vector<std::string_view> seen;
    for (const auto& entry : map.entries) {
      const Key* key = find_key(entry.key.text, keys);
      if (key == nullptr) {
        std::vector<std::string_view> names;
        for (const Key& k : keys) names.insert(names.end(), {k.english, k.chinese});
        const std::string_view near = nearest(entry.key.text, names);
        fail(entry.key, near.empty() ? both("没有 `{}` 这一项", "there is no key `{}`", entry.key.text)
                                     : both("没有 `{}` 这一项；是不是 `{}`", "there is no key `{}`; did you mean `{}`?",
                                            entry.key.text, near));
        continue;
      }
      if (std::ranges::find(seen, key->english) != seen.end()) {
        fail(entry.key, both("`{}` 写了两次", "`{}` is there twice", entry.key.text));
      }
      seen.push_back(key->english);
    }
  }

  static const Node* find(const Node& map, std::string_view english) {
    for (const auto& entry : map.entries) {
      for (const std::span<const Key> keys : {std::span<const Key>(mapping_keys), std::span<const Key>(event_keys),
                                              std::span<const Key>(actor_keys)}) {
        const Key* key = find_key(entry.key.text, keys);
        if (key != nullptr && key->english == english) return &entry.value;
      }
    }
    return nullptr;
  }

  const Node* need(const Node& map, std::string_view english) {
    const Node* node = find(map, english);
    if (node == nullptr) fail(map, both("缺 `{}` 这一项", "the key `{}` is missing", english));
    return node;
  }

  std::span<const Node> items(const Node& node) {
    if (!is(node, Kind::list, {"一个列表", "a list"})) return {};
    return node.items;
  }

  std::string text(const Node& node) {
    if (!is(node, Kind::scalar, {"一段文字", "text"})) return {};
    return node.text;
  }

  int column(std::string_view name) const {
    const auto found = std::ranges::find(mapping_.columns, name);
    return found == mapping_.columns.end() ? -1 : static_cast<int>(found - mapping_.columns.begin());
  }

  void unknown_column(const Node& at, std::string_view name) {
    const std::vector<std::string_view> names(mapping_.columns.begin(), mapping_.columns.end());
    const std::string_view near = nearest(name, names);
    fail(at, near.empty() ? both("`columns` 里没有 `{}` 这一列", "`columns` has no column `{}`", name)
                          : both("`columns` 里没有 `{}` 这一列；是不是 `{}`",
                                 "`columns` has no column `{}`; did you mean `{}`?", name, near));
  }

  RowText row_text(const Node& node) {
    RowText result;
    const std::string whole = text(node);
    std::string_view rest = whole;
    while (!rest.empty()) {
      const std::size_t open = rest.find('{');
      if (open == std::string_view::npos) {
        result.pieces.push_back({std::string(rest), -1});
        break;
      }
      const std::size_t close = rest.find('}', open);
      if (close == std::string_view::npos) {
        fail(node, Text{"`{` 后面缺 `}`", "`{` has no `}`"});
        break;
      }
      const std::string_view name = rest.substr(open + 1, close - open - 1);
      const int index = column(name);
      if (index < 0) unknown_column(node, name);
      result.pieces.push_back({std::string(rest.substr(0, open)), index});
      rest.remove_prefix(close + 1);
    }
    return result;
  }

  void read_columns(const Node& node) {
    for (const Node& item : items(node)) {
      const std::string name = text(item);
      if (column(name) >= 0) fail(item, both("`{}` 这一列写了两次", "the column `{}` is there twice", name));
      mapping_.columns.push_back(name);
    }
    mapping_.blank.resize(mapping_.columns.size());
  }

  void read_blank(const Node& node) {
    if (!is(node, Kind::map, {"列: 代替的文字", "columns with what stands in"})) return;
    for (const auto& entry : node.entries) {
      const int index = column(entry.key.text);
      if (index < 0) unknown_column(entry.key, entry.key.text);
      else mapping_.blank[static_cast<std::size_t>(index)] = text(entry.value);
    }
  }

  void read_zone(const Node& node) {
    const std::string name = text(node);
    const std::optional<Zone> zone = Zone::named(name);
    if (zone) mapping_.zone = *zone;
    else fail(node, both("不认识时区 `{}`；如 Asia/Shanghai、+08:00", "`{}` is no zone; such as Asia/Shanghai, +08:00", name));
  }

  void read_actor(const Node& node, MappedEvent& event) {
    if (node.kind == Kind::scalar) {
      if (node.text == "信访人" || node.text == "petitioner") event.actor = "petitioner";
      else if (node.text == "系统" || node.text == "system") event.actor = "system";
      else fail(node, both("`{}` 不成；应是 {{unit: 单位, role: 角色}}、信访人 或 系统",
                           "not `{}`; it must be {{unit: ..., role: ...}}, petitioner or system", node.text));
      return;
    }
    if (!is(node, Kind::map, {"{unit: 单位, role: 角色}", "{unit: ..., role: ...}"})) return;
    check_keys(node, actor_keys);
    if (const Node* n = find(node, "unit")) event.unit = row_text(*n);
    if (const Node* n = find(node, "role")) event.role = row_text(*n);
    if (event.unit.empty() && event.role.empty()) fail(node, Text{"单位和角色至少写一样", "it needs a unit or a role"});
  }

  void read_facts(const Node& node, MappedEvent& event) {
    if (!is(node, Kind::map, {"要素: 值", "facts with values"})) return;
    for (const auto& entry : node.entries) {
      MappedFact fact;
      fact.name = entry.key.text;
      fact.list = entry.value.kind == Kind::list;
      if (fact.list) {
        for (const Node& item : entry.value.items) fact.values.push_back(row_text(item));
      } else {
        fact.values.push_back(row_text(entry.value));
      }
      event.facts.push_back(std::move(fact));
    }
  }

  void read_event(const Node& node) {
    if (!is(node, Kind::map, {"一个事件", "an event"})) return;
    check_keys(node, event_keys);
    MappedEvent event;
    if (const Node* n = find(node, "event")) event.event = text(*n);
    if (const Node* n = find(node, "open")) event.open = text(*n);
    if (event.event.empty() && event.open.empty()) fail(node, Text{"缺 `event`", "the key `event` is missing"});
    if (event.open.empty() == mapping_.events.empty()) {
      fail(node, Text{"头一个事件要写 `open`，别的不写", "the first event has `open`, and only the first"});
    }
    if (const Node* n = need(node, "at")) event.at = row_text(*n);
    if (const Node* n = need(node, "by")) read_actor(*n, event);
    if (const Node* n = find(node, "facts")) read_facts(*n, event);
    if (const Node* n = find(node, "assumed")) {
      const std::string yes = text(*n);
      event.assumed = yes == "true" || yes == "是";
      if (!event.assumed && yes != "false" && yes != "否") fail(*n, Text{"应是 true 或 false", "it must be true or false"});
    }
    mapping_.events.push_back(std::move(event));
  }

  const dsl::SourceFile& file_;
  Session& session_;
  Mapping mapping_;
  bool failed_ = false;
};

}  // namespace

std::optional<Mapping> read_mapping(const std::filesystem::path& path, Session& session) {
  dsl::Sink sink;
  dsl::Files files;
  const dsl::SourceFile* file = files.read(path, {}, sink);
  std::optional<Node> root;
  if (file != nullptr) root = dsl::yaml::read_document(*file, sink);
  print_diagnostics(session.err, sink.take(), files.listing(), session.voice, session.color_errors);
  if (!root) return std::nullopt;
  return MappingReader(*file, session).read(*root);
}

}  // namespace sanhuan::cli
