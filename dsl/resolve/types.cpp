#include "dsl/resolve/types.hpp"

#include <algorithm>

namespace sanhuan::dsl {

Arg type_name(const Context& context, const FactType& type) {
  Arg name("");
  switch (type.kind) {
    case FactKind::integer: name = {"整数", "integer"}; break;
    case FactKind::decimal: name = {"小数", "decimal"}; break;
    case FactKind::money: name = {"金额", "money"}; break;
    case FactKind::boolean: name = {"是非", "boolean"}; break;
    case FactKind::text: name = {"文本", "text"}; break;
    case FactKind::date: name = {"日期", "date"}; break;
    case FactKind::instant: name = {"时刻", "instant"}; break;
    case FactKind::unit: name = {"单位", "unit"}; break;
    case FactKind::grid: name = {"网格", "grid"}; break;
    case FactKind::role: name = {"角色", "role"}; break;
    case FactKind::level: name = {"层级", "level"}; break;
    case FactKind::enumeration:
      name = Arg(std::string(context.out.text(context.enumerations[type.enumeration.value].named.name)));
      break;
  }
  if (type.list) return {name.zh + "（可多个）", "list of " + name.en};
  return name;
}

bool numeric(const FactType& type) noexcept {
  return !type.list &&
         (type.kind == FactKind::integer || type.kind == FactKind::decimal || type.kind == FactKind::money);
}

bool ordered(const FactType& type) noexcept {
  return numeric(type) || (!type.list && (type.kind == FactKind::date || type.kind == FactKind::instant ||
                                          type.kind == FactKind::level));
}

bool names_a_unit(const FactType& type) noexcept {
  return type.kind == FactKind::unit || type.kind == FactKind::grid;
}

bool fits(const FactType& from, const FactType& to) noexcept {
  return from == to || (from.list == to.list && names_a_unit(from) && to.kind == FactKind::unit);
}

std::optional<FactType> read_type(Context& context, Cursor type) {
  if (const Cursor name = type.child(NodeKind::name)) {
    const Symbol* found = context.look_up(context.names, name, {NameKind::enumeration});
    if (found == nullptr) return std::nullopt;
    return FactType{FactKind::enumeration, false, EnumId(found->id)};
  }
  switch (type.word()) {
    case Word::integer: return scalar(FactKind::integer);
    case Word::decimal: return scalar(FactKind::decimal);
    case Word::money: return scalar(FactKind::money);
    case Word::boolean: return scalar(FactKind::boolean);
    case Word::text: return scalar(FactKind::text);
    case Word::date: return scalar(FactKind::date);
    case Word::instant: return scalar(FactKind::instant);
    case Word::unit: return scalar(FactKind::unit);
    case Word::grid: return scalar(FactKind::grid);
    case Word::role: return scalar(FactKind::role);
    case Word::level: return scalar(FactKind::level);
    default: return std::nullopt;
  }
}

std::int64_t enum_value(const Context& context, EnumId id, std::string_view name) {
  const EnumerationDraft& enumeration = context.enumerations[id.value];
  for (std::size_t i = 0; i < enumeration.values.size(); ++i)
    if (context.out.text(enumeration.values[i].name) == name) return static_cast<std::int64_t>(i);
  return -1;
}

Level level_of(Word word) noexcept {
  switch (word) {
    case Word::grid: return Level::grid;
    case Word::village: return Level::village;
    case Word::town: return Level::town;
    case Word::district: return Level::district;
    default: return Level::unknown;
  }
}

namespace {

constexpr int places(FactKind kind) noexcept {
  return kind == FactKind::money ? 2 : kind == FactKind::decimal ? 6 : 0;
}

}  // namespace

std::optional<std::int64_t> read_number(Context& context, Cursor number, const FactType& type) {
  const std::string text = number.text();
  std::int64_t value = 0;
  int after_point = -1;
  bool negative = false, fine = !text.empty();
  for (char c : text) {
    if (c == '-' && value == 0 && after_point < 0) {
      negative = true;
    } else if (c == '.' && after_point < 0) {
      after_point = 0;
    } else if (c >= '0' && c <= '9') {
      if (after_point >= 0) ++after_point;
      fine = fine && !__builtin_mul_overflow(value, std::int64_t{10}, &value) &&
             !__builtin_add_overflow(value, std::int64_t{c - '0'}, &value);
    } else {
      fine = false;
    }
  }
  const int missing = places(type.kind) - std::max(after_point, 0);
  for (int i = 0; i < missing; ++i) fine = fine && !__builtin_mul_overflow(value, std::int64_t{10}, &value);
  if (!fine || missing < 0) {
    context.sink.report("E0314", number.place(), {text, type_name(context, type)});
    return std::nullopt;
  }
  return negative ? -value : value;
}

bool read_range(Context& context, Cursor holder, const FactType& type, std::int64_t& low, std::int64_t& high) {
  const Cursor range = holder.child(NodeKind::range);
  if (!range) return true;
  if (!numeric(type)) {
    context.sink.report("E0308", range.place(), {type_name(context, type)});
    return false;
  }
  const auto from = read_number(context, range.child(std::size_t{0}), type);
  const auto to = read_number(context, range.child(std::size_t{1}), type);
  if (!from || !to) return false;
  if (*from > *to) {
    context.sink.report("E0324", range.place());
    return false;
  }
  low = *from;
  high = *to;
  return true;
}

}  // namespace sanhuan::dsl
