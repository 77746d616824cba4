#include "dsl/resolve/names.hpp"

#include <algorithm>

namespace sanhuan::dsl {

Arg kind_name(NameKind kind) {
  switch (kind) {
    case NameKind::enumeration: return {"枚举", "enumeration"};
    case NameKind::case_type: return {"事项", "case type"};
    case NameKind::fact: return {"要素", "fact"};
    case NameKind::event: return {"事件", "event"};
    case NameKind::table: return {"决策表", "decision table"};
    case NameKind::directory: return {"名录", "directory"};
    case NameKind::process: return {"流程", "process"};
    case NameKind::role: return {"角色", "role"};
    case NameKind::unit: return {"单位", "unit"};
    case NameKind::responsibility: return {"责任", "responsibility"};
    case NameKind::ring: return {"环", "ring"};
    case NameKind::stage: return {"环节", "stage"};
    case NameKind::final_stage: return {"结案环节", "final stage"};
    case NameKind::thread: return {"贯穿", "thread"};
    case NameKind::deadline: return {"时限", "deadline"};
  }
  return "";
}

Arg kind_names(std::span<const NameKind> kinds) {
  Arg all("");
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const bool last = i + 1 == kinds.size();
    if (i > 0) {
      all.zh += last ? "或" : "、";
      all.en += last ? " or " : ", ";
    }
    const Arg kind = kind_name(kinds[i]);
    all.zh += kind.zh;
    all.en += kind.en;
  }
  return all;
}

const Symbol* NameTable::find_here(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

const Symbol* NameTable::find(std::string_view name) const {
  for (const NameTable* table = this; table != nullptr; table = table->above_)
    if (const Symbol* found = table->find_here(name)) return found;
  return nullptr;
}

namespace {
Note other_place(const Symbol& other) {
  const Arg kind = kind_name(other.kind);
  return {other.place, "「" + other.name + "」（" + kind.zh + "）写在这里", "the " + kind.en + " `" + other.name + "` is declared here"};
}
}  // namespace

const Symbol* NameTable::declare(Symbol symbol, Sink& sink) {
  if (const Symbol* other = find(symbol.name)) {
    if (other->kind == symbol.kind)
      sink.report("E0303", symbol.place, {kind_name(symbol.kind), symbol.name}).notes.push_back(other_place(*other));
    else
      sink.report("E0304", symbol.place, {symbol.name, kind_name(other->kind), kind_name(symbol.kind)})
          .notes.push_back(other_place(*other));
    return nullptr;
  }
  if (const auto other = by_key_.find({symbol.kind, symbol.key}); other != by_key_.end()) {
    sink.report("E0305", symbol.place, {symbol.key, other->second->name, symbol.name})
        .notes.push_back(other_place(*other->second));
    return nullptr;
  }
  const Symbol& kept = symbols_.emplace_back(std::move(symbol));
  ++counts_[static_cast<std::size_t>(kept.kind)];
  by_name_.emplace(kept.name, &kept);
  by_key_.emplace(std::pair<NameKind, std::string_view>(kept.kind, kept.key), &kept);
  return &kept;
}

std::vector<std::string> NameTable::visible(std::span<const NameKind> kinds) const {
  std::vector<std::string> found;
  for (const NameTable* table = this; table != nullptr; table = table->above_)
    for (const Symbol& symbol : table->symbols_)
      if (kinds.empty() || std::find(kinds.begin(), kinds.end(), symbol.kind) != kinds.end())
        found.push_back(symbol.name);
  return found;
}

}  // namespace sanhuan::dsl
