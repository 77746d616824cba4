#include "cli/event_line.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/arguments.hpp"
#include "dsl/source/characters.hpp"
#include "sanhuan/ledger.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::json;

// Between list members in a RecordedEvent (sanhuan/dry_run.hpp); no text may hold it, nor any other control character.
constexpr char joint = '\x1f';

constexpr std::array<std::string_view, 12> line_keys = {"case", "group",   "open",  "event",   "at",  "occurred", "by",
                                                        "facts", "id", "assumed", "notes", "source"};
constexpr std::array<std::string_view, 1> further_header_keys = {"mapping"};
constexpr std::array<std::string_view, 2> actor_keys = {"unit", "role"};
// Of the page, but not of this version: better named than reported as unknown.
constexpr std::array<std::string_view, 2> later_keys = {"standing", "unit"};

// Receives the pieces of one line as the parser meets them. The nesting of an event line is fixed, so the place in
// it is one of a few, and nothing is ever kept that the line may not hold.
class LineHandler final : public nlohmann::json_sax<Json> {
 public:
  LineHandler(std::string_view text, EventLine& line) : text_(text), line_(line) {}

  bool null() override {
    return fail(both("`{}` 的值是 null；不知道的就不要写", "`{}` is null; leave out what is not known", key_));
  }
  bool boolean(bool value) override {
    if (where_ == Where::line && key_ == "assumed") {
      line_.event.assumed = value;
      return true;
    }
    return fact_scalar(value ? "是" : "否");
  }
  bool number_integer(number_integer_t value) override { return fact_scalar(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return fact_scalar(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& as_written) override { return fact_scalar(as_written); }
  bool binary(binary_t&) override { return fail(Text{"不是文本", "not text"}); }

  bool string(string_t& value) override {
    if (const std::optional<char32_t> hidden = hidden_character(value)) {
      return fail(both("`{}` 里有看不见的字符 {}", "`{}` holds an invisible character, {}", key_,
                       dsl::code_point_name(*hidden)));
    }
    switch (where_) {
      case Where::line: return line_text(value);
      case Where::actor: return actor_text(value);
      case Where::facts:
      case Where::list: return fact_scalar(value);
      case Where::notes: line_.header.notes.push_back(std::move(value)); return true;
      case Where::outside: break;
    }
    return fail(not_an_object());
  }

  bool start_object(std::size_t) override {
    if (where_ == Where::outside && !begun_) {
      begun_ = true;
      where_ = Where::line;
    } else if (where_ == Where::line && key_ == "by") {
      line_.has_by = true;
      where_ = Where::actor;
    } else if (where_ == Where::line && key_ == "facts") {
      where_ = Where::facts;
    } else {
      return fail(both("`{}` 里不能再套 {{}}", "no {{}} can stand in `{}`", key_));
    }
    seen_.emplace_back();
    return true;
  }
  bool end_object() override {
    seen_.pop_back();
    where_ = where_ == Where::line ? Where::outside : Where::line;
    return true;
  }
  bool start_array(std::size_t) override {
    if (where_ == Where::facts) {
      line_.event.facts.emplace_back(key_, "");
      members_ = 0;
      where_ = Where::list;
      return true;
    }
    if (where_ == Where::line && key_ == "notes") {
      where_ = Where::notes;
      return true;
    }
    return where_ == Where::outside ? fail(not_an_object())
                                    : fail(both("`{}` 里不能写 []", "no [] can stand in `{}`", key_));
  }
  bool end_array() override {
    where_ = where_ == Where::list ? Where::facts : Where::line;
    return true;
  }
  bool key(string_t& name) override {
    std::vector<std::string>& seen = seen_.back();  // few enough to look through: see event_facts_max
    if (std::ranges::find(seen, name) != seen.end()) {
      return fail(both("`{}` 写了两次", "`{}` is there twice", name));
    }
    seen.push_back(name);
    key_ = name;
    switch (where_) {
      case Where::line: return known_key(name);
      case Where::actor:
        return contains(actor_keys, name) || fail(unknown_key(name, actor_keys));
      case Where::facts:
        return line_.event.facts.size() < event_facts_max ||
               fail(both("`facts` 多于 {} 项", "`facts` has more than {} members", event_facts_max));
      case Where::outside:
      case Where::list:
      case Where::notes: break;
    }
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const Json::exception&) override {
    const std::size_t at = std::min(position > 0 ? position - 1 : 0, text_.size());
    if (stands_on_twin(at)) {
      return fail(both("第 {} 字节处不是 JSON：引号、冒号、逗号和括号要用半角",
                       "not JSON at byte {}: quotes, colons, commas and brackets must be the ASCII ones", position));
    }
    if (at == text_.size()) return fail(Text{"不是 JSON：话没有说完", "not JSON: it breaks off"});
    return fail(both("第 {} 字节处不是 JSON", "not JSON at byte {}", position));
  }

 private:
  enum class Where : std::uint8_t { outside, line, actor, facts, list, notes };

  bool stands_on_twin(std::size_t at) const {
    constexpr std::string_view twins[] = {"“", "”", "：", "，", "｛", "｝", "【", "】"};
    while (at > 0 && at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xc0) == 0x80) --at;
    return std::ranges::any_of(twins, [&](std::string_view t) { return text_.substr(at).starts_with(t); });
  }

  // Line ends and tabs may stand in what people wrote, not in names.
  std::optional<char32_t> hidden_character(std::string_view text) const {
    const bool free_text = where_ == Where::facts || where_ == Where::list;
    while (!text.empty()) {
      if (text.front() >= ' ' && text.front() <= '~') {
        text.remove_prefix(1);
        continue;
      }
      const dsl::CodePoint point = dsl::decode(text);
      const bool layout = point.value == '\n' || point.value == '\r' || point.value == '\t';
      const bool hidden = dsl::is_stray_control(point.value) || dsl::is_invisible(point.value);
      if (layout ? !free_text : hidden) return point.value;
      text.remove_prefix(point.bytes);
    }
    return std::nullopt;
  }

  template <std::size_t N>
  static bool contains(const std::array<std::string_view, N>& keys, std::string_view name) {
    return std::ranges::find(keys, name) != keys.end();
  }
  static Both not_an_object() {
    return Text{"一行应是一个事件：{\"case\":...}", "a line is one event: {\"case\":...}"};
  }
  template <std::size_t N>
  static Both unknown_key(std::string_view name, const std::array<std::string_view, N>& keys) {
    const std::string_view near = nearest(name, keys);
    if (near.empty()) return both("不认识 `{}` 这一项", "there is no key `{}`", name);
    return both("不认识 `{}` 这一项；是不是 `{}`", "there is no key `{}`; did you mean `{}`?", name, near);
  }

  bool fail(Both problem) {
    if (!line_.problem) line_.problem = std::move(problem);
    return false;
  }

  bool known_key(const std::string& name) {
    if (contains(line_keys, name) || contains(further_header_keys, name)) {
      if (name == "notes" || name == "source" || name == "mapping") line_.is_header = true;
      return true;
    }
    if (contains(later_keys, name)) {
      return fail(both("`{}` 这一版还不处理", "`{}` is not handled by this version", name));
    }
    return fail(unknown_key(name, line_keys));
  }

  // What a ledger would refuse is refused with its line, with a ledger and without one.
  static std::size_t bytes_max(std::string_view key) noexcept {
    return key == "case" ? case_id_bytes_max : key == "id" ? key_bytes_max : event_name_bytes_max;
  }

  bool line_text(std::string& value) {
    const bool header_text = key_ == "source" || key_ == "mapping";
    const std::size_t most = bytes_max(key_);
    if (!header_text && value.size() > most) {
      return fail(both("`{0}` 有 {1} 字节，最多 {2}", "`{0}` has {1} bytes, at most {2}", key_, value.size(), most));
    }
    if (key_ == "case") {
      if (value.empty()) return fail(Text{"事项编号 `case` 是空的", "the case number `case` is empty"});
      line_.has_case = true;
      line_.case_id = std::move(value);
    } else if (key_ == "group") {
      line_.group = std::move(value);
    } else if (key_ == "open") {
      line_.event.open = std::move(value);
    } else if (key_ == "event") {
      line_.event.event = std::move(value);
    } else if (key_ == "at") {
      line_.has_at = true;
      line_.at = std::move(value);
    } else if (key_ == "occurred") {
      line_.occurred = std::move(value);
    } else if (key_ == "id") {
      line_.event.key = std::move(value);
    } else if (key_ == "by") {
      return actor_word(value);
    } else if (key_ == "source") {
      line_.header.source = std::move(value);
    } else if (key_ == "mapping") {
      line_.header.mapping = std::move(value);
    } else if (key_ == "assumed") {
      return fail(Text{"`assumed` 应是 true 或 false", "`assumed` must be true or false"});
    } else {
      return fail(both("`{}` 应写在括号里", "`{}` needs brackets", key_));
    }
    return true;
  }

  bool actor_word(std::string_view value) {
    line_.has_by = true;
    line_.event.by.petitioner = value == "petitioner" || value == "信访人";
    line_.event.by.system = value == "system" || value == "系统";
    if (line_.event.by.petitioner || line_.event.by.system) return true;
    return fail(both("`by` 是 `{}`；应是 {{\"unit\":...,\"role\":...}}、\"信访人\" 或 \"系统\"",
                     "`by` is `{}`; it must be {{\"unit\":...,\"role\":...}}, \"petitioner\" or \"system\"", value));
  }

  bool actor_text(std::string& value) {
    if (value.size() > event_name_bytes_max) return fail(both("`{}` 太长", "`{}` is too long", key_));
    (key_ == "unit" ? line_.event.by.unit : line_.event.by.role) = std::move(value);
    return true;
  }

  bool fact_scalar(std::string value) {
    if (where_ == Where::facts) {
      line_.event.facts.emplace_back(key_, std::move(value));
      return true;
    }
    if (where_ == Where::outside) return fail(not_an_object());
    if (where_ != Where::list) {
      return key_ == "assumed" ? fail(Text{"`assumed` 应是 true 或 false", "`assumed` must be true or false"})
                               : fail(both("`{}` 应是引号里的文本", "`{}` must be text in quotes", key_));
    }
    if (value.empty()) return fail(both("`{}` 里有一个空的成员", "`{}` has an empty member", key_));
    if (++members_ > event_list_members_max) {
      return fail(both("`{}` 多于 {} 个成员", "`{}` has more than {} members", key_, event_list_members_max));
    }
    std::string& joined = line_.event.facts.back().second;
    if (members_ > 1) joined += joint;
    joined += value;
    return true;
  }

  std::string_view text_;
  EventLine& line_;
  Where where_ = Where::outside;
  bool begun_ = false;
  std::string key_;
  std::size_t members_ = 0;
  std::vector<std::vector<std::string>> seen_;  // keys of the objects that are open
};

std::optional<Both> what_is_missing(const EventLine& line) {
  if (line.is_header) return std::nullopt;
  if (!line.has_case) return Text{"缺事项编号 `case`", "the case number `case` is missing"};
  if (line.event.event.empty() && line.event.open.empty()) {
    return Text{"没有说发生了什么：缺 `event` 或 `open`", "it does not say what happened: `event` or `open` is missing"};
  }
  if (!line.has_at) return Text{"缺时刻 `at`", "the instant `at` is missing"};
  if (!line.has_by) return Text{"没有说谁办的：缺 `by`", "it does not say who did it: `by` is missing"};
  const RecordedActor& by = line.event.by;
  if (by.unit.empty() && by.role.empty() && !by.petitioner && !by.system) {
    return Text{"`by` 是空的：应写 `unit` 或 `role`", "`by` is empty: it needs `unit` or `role`"};
  }
  return std::nullopt;
}

}  // namespace

EventLine parse_event_line(std::string_view text) {
  EventLine line;
  LineHandler handler(text, line);
  Json::sax_parse(text.begin(), text.end(), &handler);
  if (!line.problem) line.problem = what_is_missing(line);
  return line;
}

}  // namespace sanhuan::cli
