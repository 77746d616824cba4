#include "dsl/resolve/refs.hpp"

#include <vector>

namespace sanhuan::dsl {

namespace {

using model::Ref;
using model::RefKind;

std::string written(Cursor node) { return std::string(node.source().text(node.node().span)); }

std::optional<Ref> read_name(Context& context, const Surroundings& around, Cursor name, bool each) {
  const Symbol* found = context.look_up(*around.names, name, {NameKind::unit, NameKind::role, NameKind::fact});
  if (found == nullptr) return std::nullopt;
  Ref ref;
  if (found->kind == NameKind::unit) {
    ref.kind = RefKind::unit;
    ref.unit = UnitId(found->id);
    return ref;
  }
  if (found->kind == NameKind::role) {
    ref.kind = RefKind::responsible;
    ref.role = RoleId(found->id);
    return ref;
  }
  if (!around.case_type) return std::nullopt;
  const FactType& type = context.case_types[around.case_type.value].facts[found->id].type;
  if (!names_a_unit(type)) {
    context.sink.report("E0319", name.place(), {found->name, type_name(context, type)})
        .notes.push_back({found->place, "要素写在这里", "the fact is declared here"});
    return std::nullopt;
  }
  if (type.list && !each) {
    context.sink.report("E0313", name.place(), {found->name});
    return std::nullopt;
  }
  ref.kind = type.list ? RefKind::each_of : RefKind::fact;
  ref.fact = FactId(found->id);
  return ref;
}

std::optional<Ref> read_first(Context& context, const Surroundings& around, Cursor part, bool each) {
  if (part.is(NodeKind::name)) return read_name(context, around, part, each);
  Ref ref;
  switch (part.word()) {
    case Word::petitioner: ref.kind = RefKind::petitioner; return ref;
    case Word::system: ref.kind = RefKind::system; return ref;
    case Word::this_unit: ref.kind = RefKind::holder; return ref;
    case Word::superior: ref.kind = RefKind::superior; return ref;
    default: context.sink.report("E0320", part.place(), {written(part)}); return std::nullopt;
  }
}

// X 的 镇, X 的 上级, X 的 负责人.
bool join(Context& context, const Surroundings& around, Cursor part, Cursor before, Ref& ref) {
  const bool has_unit = ref.kind == RefKind::unit || ref.kind == RefKind::fact || ref.kind == RefKind::fact_level ||
                        ref.kind == RefKind::each_of || ref.kind == RefKind::holder || ref.kind == RefKind::superior;
  if (has_unit && !ref.role && part.is(NodeKind::name)) {
    const Symbol* role = context.look_up(*around.names, part, {NameKind::role});
    if (role == nullptr) return false;
    ref.role = RoleId(role->id);
    return true;
  }
  if (has_unit && !ref.role && part.is(NodeKind::flag)) {
    const Level level = level_of(part.word());
    if (part.word() == Word::superior) {
      std::uint32_t inner = 0;
      if (ref.kind != RefKind::holder) {
        context.out.refs.push_back(ref);
        inner = static_cast<std::uint32_t>(context.out.refs.size());
      }
      ref = Ref{};
      ref.kind = RefKind::superior;
      ref.inner = inner;
      return true;
    }
    if (level != Level::unknown && ref.kind == RefKind::fact) {
      ref.kind = RefKind::fact_level;
      ref.level = level;
      return true;
    }
    if (level != Level::unknown && ref.kind == RefKind::unit) {
      const UnitId above = context.organisation.ancestor(ref.unit, level);
      if (above) {
        ref.unit = above;
        return true;
      }
    }
  }
  context.sink.report("E0322", part.place(), {written(before), written(part)});
  return false;
}

std::optional<Ref> read_ref(Context& context, const Surroundings& around, Cursor node) {
  std::vector<Cursor> parts;
  for (const Cursor& part : node.children())
    if (!part.is(NodeKind::flag) || part.word() != Word::each) parts.push_back(part);
  if (parts.empty()) return std::nullopt;
  auto ref = read_first(context, around, parts[0], node.flag(Word::each));
  if (!ref) return std::nullopt;
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (!join(context, around, parts[i], parts[i - 1], *ref)) return std::nullopt;
  return ref;
}

}  // namespace

std::optional<model::Refs> read_refs(Context& context, const Surroundings& around, Cursor refs) {
  if (!refs) return model::Refs{};
  std::vector<Ref> found;
  bool fine = true;
  for (const Cursor& node : refs.children(NodeKind::ref)) {
    const auto ref = read_ref(context, around, node);
    fine = fine && ref;
    if (ref) found.push_back(*ref);
  }
  if (!fine || found.empty()) return std::nullopt;
  const model::Refs range{static_cast<std::uint32_t>(context.out.refs.size()),
                          static_cast<std::uint32_t>(found.size())};
  context.out.refs.insert(context.out.refs.end(), found.begin(), found.end());
  return range;
}

}  // namespace sanhuan::dsl
