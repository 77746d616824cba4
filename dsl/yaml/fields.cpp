#include "dsl/yaml/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "dsl/source/characters.hpp"
#include "dsl/source/look_alikes.hpp"
#include "dsl/yaml/nearest.hpp"

namespace sanhuan::dsl::yaml {
namespace {

Arg kind_name(Kind kind) {
  switch (kind) {
    case Kind::nothing: return {"空", "nothing"};
    case Kind::scalar: return {"文字", "a text"};
    case Kind::list: return {"列表", "a list"};
    case Kind::map: return {"一组「键: 值」", "a group of `key: value`"};
  }
  return {"", ""};
}

// How the expected thing is written.
std::string_view kind_form(Kind kind) {
  switch (kind) {
    case Kind::nothing: return "";
    case Kind::scalar: return "甲镇";
    case Kind::list: return "[甲镇, 乙镇]";
    case Kind::map: return "{name: 甲镇}";
  }
  return "";
}

const Key* find_key(Keys keys, std::string_view written) {
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return k.en == written || k.zh == written; });
  return found == keys.end() ? nullptr : found;
}

Arg listed(Keys keys) {
  std::string zh, en;
  for (const Key& k : keys) {
    zh += fmt::format("{}「{}」", zh.empty() ? "" : "、", k.zh);
    en += fmt::format("{}`{}`", en.empty() ? "" : ", ", k.en);
  }
  return {zh, en};
}

}  // namespace

bool Reader::expect(Kind kind, const Node& node) const {
  if (node.kind == kind) return true;
  if (node.kind == Kind::nothing) {
    report("E0522", node, {kind_name(kind), kind_form(kind)});
  } else {
    Diagnostic& wrong = report("E0521", node, {kind_name(kind), kind_name(node.kind), kind_form(kind)});
    if (kind == Kind::list && node.kind == Kind::scalar)
      wrong.suggestion = fmt::format("[{}]", file_.text(node.span));
  }
  return false;
}

Written Reader::text(const Node& node) const {
  if (!expect(Kind::scalar, node)) return {};
  if (node.text.empty()) report("E0522", node, {kind_name(Kind::scalar), kind_form(Kind::scalar)});
  for (const LookAlike& alike : look_alikes(node.text)) {
    const std::string shown(node.text.substr(alike.at, alike.bytes));
    report("E0536", node, {shown, code_point_name(alike.value), utf8(alike.meant), code_point_name(alike.meant)});
  }
  return {node.text, place(node)};
}

std::vector<Written> Reader::texts(const Node& node) const {
  std::vector<Written> result;
  if (!expect(Kind::list, node)) return result;
  for (const Node& item : node.items) {
    Written written = text(item);
    if (written.empty()) continue;
    const auto before = std::find_if(result.begin(), result.end(),
                                     [&](const Written& w) { return w.text == written.text; });
    if (before != result.end()) {
      report("E0533", item, {written.text}).notes.push_back({before->place, "第一次写在这里", "written first here"});
    } else {
      result.push_back(std::move(written));
    }
  }
  return result;
}

std::vector<Written> Reader::text_or_texts(const Node& node) const {
  if (node.kind != Kind::scalar) return texts(node);
  Written one = text(node);
  if (one.empty()) return {};
  return {std::move(one)};
}

std::optional<std::int64_t> Reader::number(const Node& node, std::int64_t low, std::int64_t high) const {
  const Written written = text(node);
  return written.empty() ? std::nullopt : number(written, low, high);
}

std::optional<std::int64_t> Reader::number(const Written& written, std::int64_t low, std::int64_t high) const {
  std::int64_t value = 0;
  const char* const end = written.text.data() + written.text.size();
  const auto [rest, error] = std::from_chars(written.text.data(), end, value);
  if (error == std::errc() && rest == end && value >= low && value <= high) return value;
  sink_.report("E0529", written.place, {written.text, fmt::format("{}", low), fmt::format("{}", high)});
  return std::nullopt;
}

std::optional<Day> Reader::date(const Node& node) const {
  const Written written = text(node);
  return written.empty() ? std::nullopt : date(written);
}

std::optional<Day> Reader::date(const Written& written) const {
  const std::optional<Day> day = parse_day(written.text);
  if (!day) sink_.report("E0525", written.place, {written.text});
  return day;
}

std::optional<Zone> Reader::zone(const Node& node) const {
  const Written name = text(node);
  if (name.empty()) return std::nullopt;
  const std::optional<Zone> zone = Zone::named(name.text);
  if (!zone) report("E0528", node, {name.text});
  return zone;
}

const std::vector<Node>* Reader::list(const Node& node) const {
  return expect(Kind::list, node) ? &node.items : nullptr;
}

const std::vector<Entry>* Reader::map(const Node& node) const {
  return expect(Kind::map, node) ? &node.entries : nullptr;
}

void Reader::report_choice(const Written& word,
                           const std::vector<std::pair<std::string_view, std::string_view>>& words) const {
  std::string zh, en;
  std::vector<std::string_view> candidates;
  for (const auto& [english, chinese] : words) {
    zh += fmt::format("{}「{}」", zh.empty() ? "" : "、", chinese);
    en += fmt::format("{}`{}`", en.empty() ? "" : ", ", english);
    candidates.push_back(english);
    candidates.push_back(chinese);
  }
  const std::string_view near = nearest(word.text, candidates);
  sink_.report("E0524", word.place, {word.text, Arg(zh, en), did_you_mean(near)}).suggestion = near;
}

Fields::Fields(const Reader& reader, const Node& node, Keys keys) : reader_(reader), node_(node) {
  const std::vector<Entry>* const entries = reader.map(node);
  if (entries == nullptr) return;
  std::vector<const Entry*> seen;
  for (const Entry& entry : *entries) {
    const Key* const key = find_key(keys, entry.key.text);
    if (key == nullptr) {
      std::vector<std::string_view> candidates;
      for (const Key& k : keys) candidates.insert(candidates.end(), {k.en, k.zh});
      const std::string_view near = nearest(entry.key.text, candidates);
      if (near.empty()) {
        reader.report("E0520", entry.key, {entry.key.text, listed(keys)});
      } else {
        reader.report("E0519", entry.key, {entry.key.text, near}).suggestion = near;
        meant_.push_back(near);
      }
      continue;
    }
    for (const Entry* const before : seen)
      if (find_key(keys, before->key.text) == key)
        reader.report("E0511", entry.key, {entry.key.text})
            .notes.push_back({reader.place(before->key), "第一次写在这里", "written first here"});
    seen.push_back(&entry);
  }
}

const Node* Fields::find(Key key) const {
  for (const Entry& entry : node_.entries)
    if (entry.key.text == key.en || entry.key.text == key.zh) return &entry.value;
  return nullptr;
}

const Node* Fields::need(Key key) const {
  const Node* const found = find(key);
  const bool misspelt = std::any_of(meant_.begin(), meant_.end(),
                                    [&](std::string_view word) { return word == key.en || word == key.zh; });
  if (found == nullptr && node_.kind == Kind::map && !misspelt) reader_.report("E0523", node_, {spelled(key)});
  return found;
}

}  // namespace sanhuan::dsl::yaml
