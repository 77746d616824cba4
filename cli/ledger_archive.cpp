#include "cli/ledger_archive.hpp"

#include <istream>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/json_text.hpp"
#include "cli/utf8.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr int archive_version = 1;

// ---- writing ------------------------------------------------------------------------------------------------------------

std::string hex(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (const char c : bytes) {
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}
template <std::size_t n>
std::string hex(const std::array<std::uint8_t, n>& bytes) {
  return hex({reinterpret_cast<const char*>(bytes.data()), n});
}

class Writer final : public ArchiveSink {
 public:
  explicit Writer(std::ostream& out) : out_(out) {}

  void begin(const StoreInfo& info) override {
    line({{"ledger", archive_version}, {"id", hex(info.ledger_id)}, {"algorithm", info.algorithm == Algorithm::sm3 ? "sm3" : "sha256"}});
  }
  void opened(CaseNumber number, CaseNumber root, std::string_view id) override {
    Json j;
    put_text(j, "case", id);
    j["number"] = number;
    if (root != number) j["root"] = root;
    line(j);
  }
  void rulebook(std::string_view name, std::string_view bytes, Instant at, const Digest& hash) override {
    line({{"rulebook", hex(name)}, {"at", at.ms}, {"bytes", hex(bytes)}, {"hash", hex(hash)}});
  }
  void revision(const Revision& r, const Digest& hash) override {
    line({{"revision", r.kind}, {"name", hex(r.hash)}, {"known_from", r.known_from.value}, {"taken_up", r.taken_up.ms},
          {"bytes", hex(r.bytes)}, {"hash", hex(hash)}});
  }
  void entry(const ChainedEntry& e, std::span<const ErasableValue> values) override {
    Json j{{"entry", e.sequence}, {"of", e.case_number}, {"at", e.at.ms}, {"kind", e.kind}, {"body", hex(e.body)}};
    if (!e.key.empty()) put_text(j, "key", e.key);
    if (!e.content.empty()) j["content"] = hex(e.content);
    if (!e.personal.empty()) j["personal"] = hex(e.personal);
    Json there = Json::array();
    for (const ErasableValue& v : values)
      if (v.value) there.push_back({{"field", v.field}, {"salt", hex(v.salt)}, {"value", hex(*v.value)}});
    if (!there.empty()) j["values"] = std::move(there);
    j["hash"] = hex(e.hash);
    line(j);
  }
  void link(LedgerNumber last, const Digest& hash) override { line({{"link", last}, {"hash", hex(hash)}}); }
  void head(CaseNumber number, const CaseRecord& r) override {
    Json j{{"head", number}, {"rulebook", hex(r.rulebook)}};
    if (r.next_due != Instant::never()) j["next_due"] = r.next_due.ms;
    j["closed"] = r.closed;
    put_text(j, "type", r.columns.type);
    put_text(j, "stage", r.columns.stage);
    put_text(j, "unit", r.columns.unit);
    j["level"] = r.columns.level;
    if (r.columns.due != Instant::never()) j["due"] = r.columns.due.ms;
    j["snapshot"] = hex(r.snapshot);
    line(j);
  }
  void effect(const StoredEffect& e) override {
    line({{"effect", e.key.position}, {"of", e.key.case_number}, {"entry", e.key.sequence}, {"body", hex(e.body)}});
  }
  void end(const LedgerHead& head) override { line({{"end", head.size}, {"hash", hex(head.hash)}}); }

 private:
  void line(const Json& j) { out_ << json_text(j) << '\n'; }

  // A host's ids and keys are bytes to a ledger; those that are no text are written as bytes.
  static void put_text(Json& j, const char* name, std::string_view text) {
    if (is_utf8(text)) j[name] = text;
    else j[std::string(name) + "_bytes"] = hex(text);
  }

  std::ostream& out_;
};

// ---- reading ------------------------------------------------------------------------------------------------------------

struct Bad {
  Both what;
};

std::string unhex(const std::string& text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]), low = i + 1 < text.size() ? digit(text[i + 1]) : -1;
    if (high < 0 || low < 0) throw Bad{Text{"有一处不是成对的十六进制数字", "something in it is no row of pairs of hexadecimal digits"}};
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

// One line, asked by name. What is missing or of another form is told.
class Line {
 public:
  explicit Line(const Json& j) : json_(j) {}

  bool has(const char* name) const { return json_.contains(name); }
  template <class Integer>
  Integer number(const char* name) const {
    const Json* const v = find(name);
    if (v == nullptr || !v->is_number_integer()) missing(name);
    if (v->is_number_unsigned() ? !std::in_range<Integer>(v->get<std::uint64_t>()) : !std::in_range<Integer>(v->get<std::int64_t>())) missing(name);
    return v->get<Integer>();
  }
  Instant instant_or_never(const char* name) const { return has(name) ? Instant{number<std::int64_t>(name)} : Instant::never(); }
  std::string bytes(const char* name) const {
    const Json* const v = find(name);
    if (v == nullptr || !v->is_string()) missing(name);
    return unhex(v->get_ref<const std::string&>());
  }
  std::string bytes_or_none(const char* name) const { return has(name) ? bytes(name) : std::string(); }
  std::string text(const char* name) const {
    if (const std::string other = std::string(name) + "_bytes"; has(other.c_str())) return bytes(other.c_str());
    const Json* const v = find(name);
    if (v == nullptr || !v->is_string()) missing(name);
    return v->get<std::string>();
  }
  bool truth(const char* name) const {
    const Json* const v = find(name);
    if (v == nullptr || !v->is_boolean()) missing(name);
    return v->get<bool>();
  }
  template <std::size_t n>
  std::array<std::uint8_t, n> array(const char* name) const {
    const std::string read = bytes(name);
    std::array<std::uint8_t, n> into{};
    if (read.size() != n) missing(name);
    std::copy(read.begin(), read.end(), into.begin());
    return into;
  }
  const Json& list(const char* name) const {
    const Json* const v = find(name);
    if (v == nullptr || !v->is_array()) missing(name);
    return *v;
  }

 private:
  const Json* find(const char* name) const {
    const auto found = json_.find(name);
    return found == json_.end() ? nullptr : &*found;
  }
  [[noreturn]] static void missing(const char* name) {
    throw Bad{both("缺 `{0}`，或者它的写法不对", "`{0}` is missing, or is not what it should be", name)};
  }

  const Json& json_;
};

Json parsed(const std::string& line) {
  Json j = Json::parse(line, nullptr, false);
  if (!j.is_object()) throw Bad{Text{"这一行不是 JSON 对象", "the line is no JSON object"}};
  return j;
}

void read_entry(const Line& line, ArchiveSink& sink) {
  const std::string body = line.bytes("body"), content = line.bytes_or_none("content"), personal = line.bytes_or_none("personal");
  const std::string key = line.has("key") || line.has("key_bytes") ? line.text("key") : std::string();
  ChainedEntry e;
  e.case_number = line.number<CaseNumber>("of");
  e.sequence = line.number<std::uint32_t>("entry");
  e.at = Instant{line.number<std::int64_t>("at")};
  e.kind = line.number<std::uint8_t>("kind");
  e.hash = line.array<32>("hash");
  e.body = body, e.content = content, e.personal = personal, e.key = key;
  std::vector<ErasableValue> values;
  if (line.has("values"))
    for (const Json& j : line.list("values")) {
      if (!j.is_object()) throw Bad{Text{"`values` 里要写对象", "`values` holds something that is no object"}};
      const Line value(j);
      ErasableValue& v = values.emplace_back();
      v.field = value.number<std::uint32_t>("field");
      v.salt = value.bytes("salt");
      v.value = value.bytes("value");
    }
  sink.entry(e, values);
}

void read_head(const Line& line, ArchiveSink& sink) {
  CaseRecord r;
  r.rulebook = line.bytes("rulebook");
  r.next_due = line.instant_or_never("next_due");
  r.closed = line.truth("closed");
  r.columns = {line.text("type"), line.text("stage"), line.text("unit"), line.number<std::int32_t>("level"), line.instant_or_never("due")};
  r.snapshot = line.bytes("snapshot");
  sink.head(line.number<CaseNumber>("head"), r);
}

// False: it was the last one.
bool read_line(const Line& line, ArchiveSink& sink) {
  if (line.has("body") && line.has("kind")) return read_entry(line, sink), true;
  if (line.has("link")) return sink.link(line.number<LedgerNumber>("link"), line.array<32>("hash")), true;
  if (line.has("head")) return read_head(line, sink), true;
  if (line.has("case") || line.has("case_bytes")) {
    const auto number = line.number<CaseNumber>("number");
    return sink.opened(number, line.has("root") ? line.number<CaseNumber>("root") : number, line.text("case")), true;
  }
  if (line.has("effect")) {
    sink.effect({{line.number<CaseNumber>("of"), line.number<std::uint32_t>("entry"), line.number<std::uint32_t>("effect")}, line.bytes("body")});
    return true;
  }
  if (line.has("revision")) {
    sink.revision({line.number<std::uint8_t>("revision"), line.bytes("name"), Day{line.number<std::int32_t>("known_from")},
                   Instant{line.number<std::int64_t>("taken_up")}, line.bytes("bytes")},
                  line.array<32>("hash"));
    return true;
  }
  if (line.has("rulebook")) {
    sink.rulebook(line.bytes("rulebook"), line.bytes("bytes"), Instant{line.number<std::int64_t>("at")}, line.array<32>("hash"));
    return true;
  }
  if (line.has("end")) return sink.end({line.number<LedgerNumber>("end"), line.array<32>("hash")}), false;
  throw Bad{Text{"看不出这一行是什么", "nothing says what the line is"}};
}

}  // namespace

std::unique_ptr<ArchiveSink> archive_writer(std::ostream& out) { return std::make_unique<Writer>(out); }

std::optional<StoreInfo> read_archive_head(std::istream& in, BadArchive& bad) {
  bad.line = 1;
  try {
    std::string text;
    if (!std::getline(in, text)) throw Bad{Text{"文件是空的", "the file is empty"}};
    const Json j = parsed(text);
    const Line line(j);
    if (line.has("case") && (line.has("event") || line.has("open")))
      throw Bad{Text{"这是事件文件，不是整本台账：用 sanhuan 运行 规则包 --事件 文件 --台账 台账.db",
                     "this is an event file, not a whole ledger: use sanhuan run PACK --events FILE --ledger FILE.db"}};
    if (!line.has("ledger"))
      throw Bad{Text{"第一行没有说这是哪本台账：这不是 `导出 --格式 整本` 写的文件",
                     "the first line does not say which ledger this is: `export --format whole` did not write it"}};
    if (const auto version = line.number<std::uint32_t>("ledger"); version != archive_version)
      throw Bad{both("写法是第 {0} 版的，这里只认得第 {1} 版", "it is written in form {0}; this program knows form {1}", version, archive_version)};
    StoreInfo info;
    info.ledger_id = line.array<16>("id");
    const std::string algorithm = line.text("algorithm");
    if (algorithm != "sha256" && algorithm != "sm3")
      throw Bad{both("不认得哈希算法 `{0}`", "`{0}` is an unknown hash algorithm", algorithm)};
    info.algorithm = algorithm == "sm3" ? Algorithm::sm3 : Algorithm::sha256;
    return info;
  } catch (Bad& found) {
    bad.what = std::move(found.what);
    return std::nullopt;
  }
}

std::optional<BadArchive> read_archive_lines(std::istream& in, const StoreInfo& info, ArchiveSink& sink, std::uint64_t& line) {
  line = 1;
  try {
    sink.begin(info);
    bool more = true;
    for (std::string text; more && std::getline(in, text);) {
      ++line;
      const Json j = parsed(text);
      more = read_line(Line(j), sink);
    }
    if (more) throw Bad{Text{"后面的没有了：文件被截短过，没有写着 `end` 的末行", "nothing follows: the file was cut short, the line that says `end` is missing"}};
    std::string rest;
    if (std::getline(in, rest)) throw Bad{Text{"末行后面还有东西", "something follows the last line"}};
    return std::nullopt;
  } catch (Bad& found) {
    return BadArchive{line, std::move(found.what)};
  }
}

}  // namespace sanhuan::cli
