#include "dsl/resolve/context.hpp"

#include <algorithm>

#include "dsl/resolve/limits.hpp"
#include "dsl/resolve/suggest.hpp"

namespace sanhuan::dsl {

const Symbol* Context::declare(NameTable& table, Symbol symbol) {
  const std::string name = symbol.name;
  if (!has_room(table.count(symbol.kind), names_max(symbol.kind), kind_name(symbol.kind), symbol.place)) {
    holes.push_back(name);
    return nullptr;
  }
  const Symbol* declared = table.declare(std::move(symbol), sink);
  if (declared == nullptr && table.find(name) == nullptr) holes.push_back(name);
  return declared;
}

bool Context::has_room(std::size_t have, std::size_t most, const Arg& what, Place place) {
  if (have < most) return true;
  if (full_.insert(what.en).second) sink.report("E0453", place, {what, std::to_string(most)});
  return false;
}

StringId Context::string(std::string_view text) {
  const auto [found, made] = strings_.try_emplace(std::string(text), StringId(out.strings.size()));
  if (made) out.strings.emplace_back(text);
  return found->second;
}

std::uint32_t Context::constant(std::int64_t value) {
  const auto [found, made] = constants_.try_emplace(value, static_cast<std::uint32_t>(out.constants.size()));
  if (made) out.constants.push_back(value);
  return found->second;
}

std::uint32_t Context::constants(const std::vector<std::int64_t>& values) {
  const auto found = std::search(out.constants.begin(), out.constants.end(), values.begin(), values.end());
  const auto first = static_cast<std::uint32_t>(found - out.constants.begin());
  if (found == out.constants.end()) out.constants.insert(out.constants.end(), values.begin(), values.end());
  return first;
}

RuleId Context::rule(Place place, model::Range bases) {
  out.rules.push_back({place, bases});
  return RuleId(out.rules.size() - 1);
}

RuleId Context::rule(LineRef line, RuleId around) {
  model::Range bases{static_cast<std::uint32_t>(out.bases.size()), 0};
  for (const LineRef& basis : line.below(NodeKind::basis)) {
    const Cursor node = basis.node();
    const Cursor text = node.child(NodeKind::text);
    out.bases.push_back({string(text ? text.text() : ""), node.flag(Word::presumed), basis.place()});
    ++bases.count;
  }
  if (bases.empty() && around) bases = out.rules[around.value].bases;
  return rule(line.place(), bases);
}

model::Named Context::named(Cursor def, RuleId rule_id) {
  return {string(def_name(def)), string(def_key(def)), rule_id};
}

void Context::check_covered(Day day, Place place) {
  if (calendar == nullptr || calendar->data().notices.empty() || calendar->covers(day)) return;
  sink.report("E0470", place, {to_string(day), to_string(calendar->data().first)});
}

bool Context::may_be_in_a_hole(std::string_view name) const {
  return std::any_of(holes.begin(), holes.end(),
                     [&](const std::string& hole) { return hole.find(name) != std::string::npos; });
}

bool Context::may_be_unread(std::span<const NameKind> wanted) const {
  return std::any_of(wanted.begin(), wanted.end(), [&](NameKind kind) { return unread.contains(kind); });
}

void Context::report_unknown(const NameTable& table, const std::string& name, Place place,
                             std::span<const NameKind> wanted) {
  if (may_be_in_a_hole(name) || may_be_unread(wanted)) return;
  Diagnostic& report = sink.report("E0301", place, {name, kind_names(wanted)});
  if (const std::string near = nearest(name, table.visible(wanted)); !near.empty()) {
    report.suggestion = near;
    report.help_zh = "是不是「" + near + "」？";
    report.help_en = "did you mean `" + near + "`?";
  } else if (const std::string pieces = cut(name, table.visible()); !pieces.empty()) {
    report.suggestion = pieces;
    report.help_zh = "是不是少了空格：「" + pieces + "」？";
    report.help_en = "is a blank missing: `" + pieces + "`?";
  }
}

const Symbol* Context::look_up(const NameTable& table, Cursor name, std::initializer_list<NameKind> wanted) {
  if (!name || name.is(NodeKind::hole)) return nullptr;
  const std::string text = name.text();
  const Symbol* found = table.find(text);
  if (found == nullptr) {
    report_unknown(table, text, name.place(), std::span(wanted.begin(), wanted.size()));
    return nullptr;
  }
  if (std::find(wanted.begin(), wanted.end(), found->kind) != wanted.end()) return found;
  const Arg kind = kind_name(found->kind);
  sink.report("E0302", name.place(), {text, kind, kind_names(std::span(wanted.begin(), wanted.size()))})
      .notes.push_back({found->place, "「" + text + "」在这里写成" + kind.zh, "`" + text + "` is a " + kind.en + " here"});
  return nullptr;
}

void check_filled_once(Context& context, const std::vector<Cursor>& assigns) {
  for (std::size_t i = 0; i < assigns.size(); ++i) {
    const Cursor name = assigns[i].child(std::size_t{0});
    for (std::size_t k = 0; name && k < i; ++k) {
      const Cursor first = assigns[k].child(std::size_t{0});
      if (!first || first.meaning() != name.meaning()) continue;
      context.sink.report("E0351", name.place(), {std::string(name.source().text(name.node().span))})
          .notes.push_back({first.place(), "先前写在这里", "first written here"});
      break;
    }
  }
}

std::string def_name(Cursor def) {
  const Cursor name = def.child(NodeKind::name);
  return name ? name.text() : std::string();
}

std::string def_key(Cursor def) {
  const Cursor key = def.child(NodeKind::key);
  return key ? key.text() : def_name(def);
}

}  // namespace sanhuan::dsl
