// Values: names, what is joined by 的, tables, 加 减 乘, days between. Semantics 10.
#include "dsl/resolve/length.hpp"
#include "dsl/resolve/process_draft.hpp"
#include "dsl/resolve/program.hpp"
#include "dsl/resolve/suggest.hpp"

namespace sanhuan::dsl {

using model::Op;

std::optional<FactType> ExpressionReader::emit_name(Cursor node, const FactType* wanted, Program& out) {
  const std::string text = node.text();
  const Symbol* found = around_.names->find(text);
  const bool wants_value = wanted != nullptr && wanted->kind == FactKind::enumeration;
  if (wants_value) {
    // A bare name beside an enumeration is its value; a name that could be both does not load (semantics 10).
    const std::int64_t value = enum_value(context_, wanted->enumeration, text);
    if (value >= 0 && found != nullptr && found->kind == NameKind::fact && around_.case_type &&
        fact(*found).type == *wanted) {
      context_.sink.report("E0312", node.place(), {text});
      return std::nullopt;
    }
    if (value >= 0) {
      out.push(Op::push, context_.constant(value));
      return FactType{FactKind::enumeration, false, wanted->enumeration};
    }
    if (found == nullptr || found->kind != NameKind::fact) {
      not_a_value(node, text, *wanted);
      return std::nullopt;
    }
  }
  if (around_.promised && found != nullptr && found->kind == NameKind::event) {
    out.push(Op::happened, found->id);
    return boolean_type;
  }
  if (wanted != nullptr && names_a_unit(*wanted)) {
    found = context_.look_up(*around_.names, node, {NameKind::unit, NameKind::fact});
  } else if (wanted != nullptr && wanted->kind == FactKind::role) {
    found = context_.look_up(*around_.names, node, {NameKind::role, NameKind::fact});
  } else {
    found = context_.look_up(*around_.names, node, {NameKind::fact, NameKind::unit, NameKind::role});
  }
  if (found == nullptr) return std::nullopt;
  if (found->kind == NameKind::unit) {
    out.push(Op::push, context_.constant(found->id));
    const Organisation& organisation = around_.organisation != nullptr ? *around_.organisation : context_.organisation;
    const bool grid = organisation.unit(UnitId(found->id)).level == Level::grid;
    return scalar(grid && wanted != nullptr && wanted->kind == FactKind::grid ? FactKind::grid : FactKind::unit);
  }
  if (found->kind == NameKind::role) {
    out.push(Op::push, context_.constant(found->id));
    return scalar(FactKind::role);
  }
  if (!around_.case_type) return std::nullopt;
  const model::Fact& subject = fact(*found);
  if (subject.type.list) {
    context_.sink.report("E0313", node.place(), {text});
    return std::nullopt;
  }
  if (subject.type.kind == FactKind::text) {
    if (wanted != nullptr && *wanted == subject.type) {
      out.push(Op::text_copy, subject.slot);
      return subject.type;
    }
    context_.sink.report("E0311", node.place());
    return std::nullopt;
  }
  out.push(Op::fact, subject.slot);
  return subject.type;
}

// ---- joined by 的 ----------------------------------------------------------------------------------------------------

std::optional<FactType> ExpressionReader::emit_path(Cursor path, Program& out) {
  const std::vector<Cursor> parts = path.children();
  if (!parts[0].is(NodeKind::name)) {
    not_here(path);
    return std::nullopt;
  }
  const Symbol* found = context_.look_up(
      *around_.names, parts[0], {NameKind::fact, NameKind::table, NameKind::deadline, NameKind::unit, NameKind::event});
  if (found == nullptr) return std::nullopt;
  if (found->kind == NameKind::table) return emit_table(*found, parts, out);
  std::optional<FactType> type;
  std::size_t used = 2;
  switch (found->kind) {
    case NameKind::deadline:
      if (!is_flag(parts[1], Word::due)) break;
      for (const DeadlineId id : versions(DeadlineId(found->id))) {
        out.push(Op::deadline_due, id.value);
        if (type) out.join(Op::first_known);
        type = scalar(FactKind::instant);
      }
      break;
    case NameKind::event:
      if (!is_flag(parts[1], Word::instant) && !is_flag(parts[1], Word::date)) break;
      out.push(Op::anchor, found->id);
      type = scalar(FactKind::instant);
      if (is_flag(parts[1], Word::date)) used = 1;
      break;
    case NameKind::unit: {
      const Level level = parts[1].is(NodeKind::flag) ? level_of(parts[1].word()) : Level::unknown;
      if (level == Level::unknown) break;
      out.push(Op::push, context_.constant(found->id));
      out.turn(Op::ancestor, static_cast<std::uint32_t>(level));
      type = scalar(FactKind::unit);
      break;
    }
    default:
      if (!around_.case_type) return std::nullopt;
      type = emit_of_fact(*found, parts[1], out);
      if (type == scalar(FactKind::instant)) used = 1;  // of which 日期 is asked
      break;
  }
  if (!type) {
    no_such_part(parts[0], parts[1]);
    return std::nullopt;
  }
  for (std::size_t i = used; i < parts.size(); ++i) {
    if (!is_flag(parts[i], Word::date) || type != scalar(FactKind::instant)) {
      no_such_part(parts[i - 1], parts[i]);
      return std::nullopt;
    }
    out.turn(Op::day_of);
    type = scalar(FactKind::date);
  }
  return type;
}

std::optional<FactType> ExpressionReader::emit_of_fact(const Symbol& symbol, Cursor part, Program& out) {
  const model::Fact& subject = fact(symbol);
  const Level level = part.is(NodeKind::flag) ? level_of(part.word()) : Level::unknown;
  if (subject.type.list) {
    if (!is_flag(part, Word::size)) return std::nullopt;
    out.push(Op::list_size, subject.slot);
    return scalar(FactKind::integer);
  }
  if (is_flag(part, Word::date) && subject.type.kind == FactKind::instant) {
    out.push(Op::fact, subject.slot);
    return subject.type;
  }
  if (level == Level::unknown || !names_a_unit(subject.type)) return std::nullopt;
  out.push(Op::fact, subject.slot);
  out.turn(Op::ancestor, static_cast<std::uint32_t>(level));
  return scalar(FactKind::unit);
}

// 分流表 的 层级; of a table that takes all rows: 派分表 的 分值 的 总和, 派分表 的 行数.
std::optional<FactType> ExpressionReader::emit_table(const Symbol& table, const std::vector<Cursor>& parts,
                                                     Program& out) {
  const TableShape& shape = (*around_.tables)[table.id];
  const Cursor output = parts[1];
  if (shape.case_type && around_.case_type && shape.case_type != around_.case_type) {
    context_.sink.report("E0439", output.place(), {table.name});
    return std::nullopt;
  }
  if (shape.outputs.empty()) return std::nullopt;  // its heading could not be read
  const bool all_rows = context_.out.tables[table.id].policy == model::HitPolicy::all;
  if (is_flag(output, Word::row_count) && parts.size() == 2) {
    out.push(Op::table_rows, table.id);
    return scalar(FactKind::integer);
  }
  const bool level = is_flag(output, Word::level);
  for (std::size_t i = 0; i < shape.outputs.size(); ++i) {
    const TableShape::Output& candidate = shape.outputs[i];
    const bool same = level ? candidate.known && candidate.type.kind == FactKind::level
                            : output.is(NodeKind::name) && candidate.name == output.text();
    if (!same) continue;
    if (!candidate.known) return std::nullopt;
    const auto index = static_cast<std::uint32_t>(i);
    if (parts.size() == 2 && !all_rows) {
      out.push(Op::table, table.id, index);
      return candidate.type;
    }
    if (parts.size() == 2) {
      context_.sink.report("E0340", output.place(), {table.name, output.text()});
      return std::nullopt;
    }
    const Word how = parts[2].is(NodeKind::flag) ? parts[2].word() : Word::none;
    const bool sums = how == Word::sum;
    if (parts.size() > 3 || !all_rows || (!sums && how != Word::maximum && how != Word::minimum)) {
      no_such_part(output, parts[2]);
      return std::nullopt;
    }
    if (sums ? !numeric(candidate.type) : !ordered(candidate.type)) {
      context_.sink.report("E0308", parts[2].place(), {type_name(context_, candidate.type)});
      return std::nullopt;
    }
    out.push(sums ? Op::table_sum : how == Word::maximum ? Op::table_maximum : Op::table_minimum, table.id, index);
    return candidate.type;
  }
  const std::string text(output.source().text(output.node().span));
  if (context_.may_be_in_a_hole(text)) return std::nullopt;
  std::vector<std::string> names;
  for (const TableShape::Output& candidate : shape.outputs) names.push_back(candidate.name);
  Diagnostic& report = context_.sink.report("E0322", output.place(), {table.name, text});
  report.suggestion = nearest(text, names);
  return std::nullopt;
}

std::optional<FactType> ExpressionReader::emit_lookup(Cursor node, Program& out) {
  const Cursor by = only_part(node.child(NodeKind::path));
  if (!by.is(NodeKind::name)) {
    if (by) not_here(by);
    return std::nullopt;
  }
  const Symbol* directory = context_.look_up(*around_.names, node.child(NodeKind::name), {NameKind::directory});
  const Symbol* key = context_.look_up(*around_.names, by, {NameKind::fact});
  if (directory == nullptr || key == nullptr || !around_.case_type) return std::nullopt;
  const EnumId enumeration = context_.out.directories[directory->id].enumeration;
  if (!enumeration) return std::nullopt;  // reported where the directory is declared
  const FactType wanted{FactKind::enumeration, false, enumeration};
  if (fact(*key).type != wanted) {
    mismatch(by, fact(*key).type, wanted);
    return std::nullopt;
  }
  out.push(Op::fact, fact(*key).slot);
  out.turn(Op::lookup, directory->id);
  return scalar(FactKind::unit);
}

// ---- reckoning -------------------------------------------------------------------------------------------------------

// 加 and 减 take two of one kind; 乘 takes a whole number on one side (10).
std::optional<FactType> ExpressionReader::emit_arithmetic(Cursor node, const FactType* wanted, Program& out) {
  const Cursor left = node.child(std::size_t{0}), right = node.child(std::size_t{1});
  const bool times = node.word() == Word::multiplied_by;
  const FactType whole = scalar(FactKind::integer);
  auto type = own_type(node);
  if (!type && wanted != nullptr && numeric(*wanted)) type = *wanted;
  if (!type) type = whole;
  // Beside an amount of money a literal counts how many times.
  const auto wanted_of = [&](Cursor part, Cursor other) {
    return times && !own_type(part) && own_type(other) ? whole : own_type(part).value_or(*type);
  };
  const FactType wanted_left = wanted_of(left, right);
  const bool only_literals = !own_type(left) && !own_type(right);  // 500 乘 2: the second counts
  const FactType wanted_right = times && only_literals ? whole : wanted_of(right, left);
  const auto left_type = emit(left, &wanted_left, out), right_type = emit(right, &wanted_right, out);
  if (!left_type || !right_type) return std::nullopt;
  for (const auto& [part, is] : {std::pair(left, *left_type), std::pair(right, *right_type)}) {
    if (numeric(is)) continue;
    context_.sink.report("E0341", part.place(), {type_name(context_, is)});
    return std::nullopt;
  }
  const bool matches = times ? *left_type == whole || *right_type == whole : *left_type == *right_type;
  if (!matches) {
    mismatch(right, *right_type, times ? whole : *left_type);
    return std::nullopt;
  }
  out.join(times ? Op::times : node.word() == Word::plus ? Op::plus : Op::minus);
  return times && *left_type == whole ? *right_type : *left_type;
}

// 工作日数（登记 的 时刻，今天）: of an instant its day counts.
std::optional<FactType> ExpressionReader::emit_days_between(Cursor node, Program& out) {
  const FactType date = scalar(FactKind::date), instant = scalar(FactKind::instant);
  for (const Cursor& part : node.children()) {
    const auto type = emit(part, &date, out);
    if (!type) return std::nullopt;
    if (*type == instant) {
      out.turn(Op::day_of);
    } else if (*type != date) {
      mismatch(part, *type, date);
      return std::nullopt;
    }
  }
  out.join(node.word() == Word::working_days_between ? Op::working_days : Op::calendar_days);
  return scalar(FactKind::integer);
}

// 2026-09-24 09:00. When the office closes is for the calendar of that day to say, so 下班 is for scenarios.
std::optional<FactType> ExpressionReader::emit_moment(Cursor node, Program& out) {
  const Cursor date = node.child(NodeKind::date), time = node.child(NodeKind::time);
  if (!date || !time || context_.calendar == nullptr) {
    not_here(node);
    return std::nullopt;
  }
  const Instant midnight = context_.calendar->zone().midnight(Day{static_cast<std::int32_t>(date.value())});
  out.push(Op::push, context_.constant((midnight + time.value() * ms_per_minute).ms));
  return scalar(FactKind::instant);
}

}  // namespace sanhuan::dsl
