#include "cli/entry_table.hpp"

#include <ostream>

#include "cli/utf8.hpp"
#include "cli/words.hpp"
#include "lib/rulebook/keywords.hpp"
#include "sanhuan/redaction.hpp"

namespace sanhuan::cli {
namespace {

constexpr Zone zone{};

std::string_view kind_name(EntryKind kind) {
  switch (kind) {
    case EntryKind::opened: return "opened";
    case EntryKind::event: return "event";
    case EntryKind::refusal: return "refusal";
    case EntryKind::timer: return "timer";
    case EntryKind::recomputed: return "recomputed";
    case EntryKind::child: return "child";
    case EntryKind::migration: return "migration";
    case EntryKind::erasure: return "erasure";
  }
  return "";
}

// What happened, as people call it.
std::string activity(const ListedEntry& e, Voice voice) {
  switch (e.kind) {
    case EntryKind::opened: return voice("立案 {}", "open {}", e.name);
    case EntryKind::event:
    case EntryKind::refusal: return e.name;
    case EntryKind::timer: return voice("到点 {}", "timer {}", e.name);
    case EntryKind::recomputed: return std::string(voice(Text{"期限重算", "dues counted again"}));
    case EntryKind::child: return std::string(voice(Text{"子件结案", "a case it opened has closed"}));
    case EntryKind::migration: return voice("转到规则 {}", "under rules {}", e.name);
    case EntryKind::erasure: return std::string(voice(Text{"删除个人信息", "personal data erased"}));
  }
  return {};
}

std::string who(const ListedEntry& e, Voice voice) {
  switch (e.actor) {
    case Holder::Kind::petitioner: return std::string(voice(Text{"信访人", "petitioner"}));
    case Holder::Kind::system: return std::string(voice(Text{"系统", "system"}));
    case Holder::Kind::unit:
    case Holder::Kind::role:
    case Holder::Kind::nobody: break;
  }
  return e.unit;
}

std::string joined(std::string text) {
  for (std::size_t i = 0; (i = text.find('\x1f', i)) != text.npos;) text.replace(i, 1, "、");
  return text;
}

class Masking {
 public:
  explicit Masking(bool unmasked) noexcept : unmasked_(unmasked) {}
  std::string operator()(std::string_view text) const { return unmasked_ ? std::string(text) : redacted(text); }

 private:
  bool unmasked_;
};

template <class Take>
Written each(Store& store, Take take) {
  Written written;
  list_entries(store, [&](const ListedEntry& e) {
    written.cases += e.sequence == 1 ? 1 : 0;
    ++written.entries;
    take(e);
    return true;
  });
  return written;
}

// ---- CSV ----------------------------------------------------------------------------------------------------------------

std::string cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return std::string(text);
  std::string out;
  out.push_back('"');
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  out.push_back('"');
  return out;
}

// ---- XES ----------------------------------------------------------------------------------------------------------------

std::string attribute_text(std::string_view text, bool& replaced) {
  std::string out;
  for (const char c : as_xml_characters(text, replaced)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\t': out += "&#9;"; break;
      case '\n': out += "&#10;"; break;
      case '\r': out += "&#13;"; break;
      default: out += c;
    }
  }
  return out;
}

class XesEvent {
 public:
  XesEvent(std::ostream& out, std::string indent, bool& replaced) : out_(out), indent_(std::move(indent)), replaced_(replaced) {}
  void attribute(std::string_view type, std::string_view key, std::string_view value) {
    if (value.empty()) return;
    out_ << indent_ << '<' << type << " key=\"" << attribute_text(key, replaced_) << "\" value=\"" << attribute_text(value, replaced_)
         << "\"/>\n";
  }
  void text(std::string_view key, std::string_view value) { attribute("string", key, value); }
  void number(std::string_view key, std::uint64_t value) { attribute("int", key, std::to_string(value)); }
  void date(std::string_view key, Instant at) { attribute("date", key, to_string(at, zone)); }
  void truth(std::string_view key) { attribute("boolean", key, "true"); }

 private:
  std::ostream& out_;
  std::string indent_;
  bool& replaced_;
};

constexpr std::string_view xes_begin = R"(<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <string key="lifecycle:transition" value="complete"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00Z"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
)";

}  // namespace

Written write_entries_csv(Store& store, std::ostream& out, Voice voice, bool unmasked) {
  const Masking mask(unmasked);
  out << voice(Text{"事项,类型,序号,台账号,条目,时刻,发生于,做了什么,代号,单位,角色,没办成的原因,环节,结案,层级,效果,依哪行规则,内容,幂等键,哈希\n",
                    "case,type,sequence,number,entry,at,occurred,activity,key,unit,role,refused,stage,closed,level,effects,rule,given,id,hash\n"});
  bool replaced = false;
  Written written = each(store, [&](const ListedEntry& e) {
    std::string given;
    for (const auto& [name, value] : e.given) {
      if (!given.empty()) given += "; ";
      given.append(name).append("=").append(joined(value));
    }
    if (!e.reason.empty()) given = e.reason;
    const std::string cells[] = {
        mask(e.case_id), e.case_type, std::to_string(e.sequence), std::to_string(e.number), std::string(kind_name(e.kind)),
        to_string(e.at, zone), e.occurred == Instant::never() ? std::string() : to_string(e.occurred, zone), activity(e, voice), e.key,
        who(e, voice), e.role, std::string(e.refused == Refused::none ? "" : refusal_name(e.refused, voice)), e.stage,
        e.closed ? "1" : "0", std::string(e.level == Level::unknown ? "" : level_name(e.level, voice)), std::to_string(e.effects), e.rule,
        mask(given), mask(e.idempotency_key), e.hash};
    bool first = true;
    for (const std::string& text : cells) {
      out << (first ? "" : ",") << cell(as_utf8(text, replaced));
      first = false;
    }
    out << '\n';
  });
  written.replaced = replaced;
  return written;
}

Written write_entries_xes(Store& store, std::ostream& out, Voice voice, bool unmasked) {
  const Masking mask(unmasked);
  out << xes_begin;
  bool open = false, replaced = false;
  Written written = each(store, [&](const ListedEntry& e) {
    if (e.sequence == 1) {
      if (open) out << "  </trace>\n";
      open = true;
      out << "  <trace>\n";
      XesEvent trace(out, "    ", replaced);
      trace.text("concept:name", mask(e.case_id));
      trace.text("type", e.case_type);
    }
    out << "    <event>\n";
    XesEvent event(out, "      ", replaced);
    event.text("concept:name", activity(e, voice));
    // Not accepted: the lifecycle model's word for an activity that ended without its purpose.
    event.text("lifecycle:transition", e.kind == EntryKind::refusal ? "ate_abort" : "complete");
    event.date("time:timestamp", e.at);
    event.text("org:resource", who(e, voice));
    event.text("org:role", e.role);
    event.number("sequence", e.sequence);
    event.text("entry", kind_name(e.kind));
    event.text("key", e.key);
    if (e.occurred != Instant::never()) event.date("occurred", e.occurred);
    if (e.assumed) event.truth("assumed");
    if (e.refused != Refused::none) event.text("refused", keyword(e.refused));
    event.text("stage", e.stage);
    if (e.closed) event.truth("closed");
    if (e.level != Level::unknown) event.text("level", level_name(e.level, voice));
    if (e.effects != 0) event.number("effects", e.effects);
    event.text("rule", e.rule);
    event.text("reason", mask(e.reason));
    for (const auto& [name, value] : e.given) event.text("given " + name, mask(joined(value)));
    event.text("id", mask(e.idempotency_key));
    event.text("hash", e.hash);
    out << "    </event>\n";
  });
  if (open) out << "  </trace>\n";
  out << "</log>\n";
  written.replaced = replaced;
  return written;
}

}  // namespace sanhuan::cli
