// What a scenario expects: conditions as in the rules, and beside them what only an outcome can answer.
#include <algorithm>

#include "dsl/resolve/clock_line.hpp"
#include "dsl/resolve/program.hpp"
#include "dsl/resolve/scenario.hpp"
#include "lib/rulebook/duties.hpp"

namespace sanhuan::dsl {

namespace {

using Kind = Expectation::Kind;

model::Verb counted_verb(Word word) noexcept {
  switch (word) {
    case Word::yellow_card: return model::Verb::yellow_card;
    case Word::red_card: return model::Verb::red_card;
    case Word::escalate: return model::Verb::escalate;
    case Word::supervise: return model::Verb::supervise;
    case Word::urge: return model::Verb::urge;
    case Word::inform: return model::Verb::inform;
    case Word::penalise: return model::Verb::penalise;
    case Word::reward: return model::Verb::reward;
    default: return model::Verb::notify;
  }
}

model::Op comparison(Word word) noexcept {
  switch (word) {
    case Word::less: return model::Op::lt;
    case Word::at_most_equal: return model::Op::le;
    case Word::at_least_equal: return model::Op::ge;
    case Word::greater: return model::Op::gt;
    case Word::not_equal: return model::Op::ne;
    default: return model::Op::eq;
  }
}

class ExpectationReader {
 public:
  ExpectationReader(Context& context, const Surroundings& around) : context_(context), around_(around) {}

  std::optional<Expectation> read(Cursor node) {
    switch (node.kind()) {
      case NodeKind::tally: return read_tally(node);
      case NodeKind::refusal: {
        Expectation e = of(Kind::refused);
        if (const Cursor name = node.child(NodeKind::name)) e.text = name.text();
        return e;
      }
      case NodeKind::broken: return read_broken(node.child(NodeKind::name));
      case NodeKind::both: return read_parts(node, Kind::both);
      case NodeKind::either: return read_parts(node, Kind::either);
      case NodeKind::negate: return read_parts(node, Kind::negate);
      case NodeKind::compare: return read_compare(node);
      case NodeKind::deadline_state: return read_state(node);
      case NodeKind::has:
      case NodeKind::lacks: return read_has(node);
      case NodeKind::happened:
        if (node.flag(Word::closed)) return of(Kind::closed);
        return read_escalated();
      case NodeKind::literal_flag:
        if (node.word() == Word::still_open) return negated(of(Kind::closed));
        return read_guard(node);
      default: return read_guard(node);
    }
  }

 private:
  static Expectation of(Kind kind) {
    Expectation e;
    e.kind = kind;
    return e;
  }
  static Expectation negated(Expectation part) {
    Expectation e = of(Kind::negate);
    e.parts.push_back(std::move(part));
    return e;
  }

  // 违背 事事有回音
  std::optional<Expectation> read_broken(Cursor name) {
    const auto& promises = context_.out.promises;
    const bool known = name && std::any_of(promises.begin(), promises.end(),
                                           [&](const model::Promise& p) { return context_.out.text(p.name) == name.text(); });
    if (!known) {
      if (name) context_.sink.report("E0301", name.place(), {name.text(), Arg("承诺", "promise")});
      return std::nullopt;
    }
    Expectation e = of(Kind::broken);
    e.text = name.text();
    return e;
  }

  // 提级督办 as a condition: it has happened.
  Expectation read_escalated() {
    Expectation never = of(Kind::tally);
    never.verb = model::Verb::escalate;
    return negated(never);
  }

  std::optional<Expectation> read_parts(Cursor node, Kind kind) {
    Expectation e = of(kind);
    bool fine = true;
    for (const Cursor& part : node.children()) {
      auto read_part = read(only_part(part));
      fine = fine && read_part;
      if (read_part) e.parts.push_back(std::move(*read_part));
    }
    return fine && !e.parts.empty() ? std::optional(e) : std::nullopt;
  }

  std::optional<Expectation> read_guard(Cursor node) {
    Expectation e = of(Kind::guard);
    e.guard = ExpressionReader(context_, around_).condition(node, context_.rule(node.place()));
    return e.guard ? std::optional(e) : std::nullopt;
  }

  // 红牌 乙局 1次; 视为 “…”
  std::optional<Expectation> read_tally(Cursor node) {
    if (node.word() == Word::deem) {
      Expectation e = of(Kind::deemed);
      e.text = node.child(NodeKind::text).text();
      return e;
    }
    Expectation e = of(Kind::tally);
    e.verb = counted_verb(node.word());
    if (const Cursor number = node.child(NodeKind::number)) e.count = number.value();
    e.points = node.flag(Word::points);
    if (e.points && e.verb != model::Verb::penalise && e.verb != model::Verb::reward) {
      const WordRow& verb = row(node.word());
      context_.sink.report("E0352", node.place(), {Arg(std::string(verb.zh), std::string(verb.en))});
      return std::nullopt;
    }
    if (const Cursor refs = node.child(NodeKind::refs)) {
      const auto whom = read_holder(context_, around_, refs);
      if (!whom) return std::nullopt;
      e.holder = *whom;
    }
    return e;
  }

  std::optional<Expectation> read_compare(Cursor node) {
    const Cursor left = only_part(node.child(std::size_t{0})), right = only_part(node.child(std::size_t{1}));
    if (is_flag(left, Word::stage)) return read_stage(node, right);
    if (!left.is(NodeKind::path)) return read_comparison(node, left, right);
    const Cursor last = left.children().back();
    if (is_flag(last, Word::due) && (right.is(NodeKind::moment) || right.is(NodeKind::date))) return read_due(node, left, right);
    if (is_flag(last, Word::holder)) return read_holder_of(node, left, right);
    return read_comparison(node, left, right);
  }

  // A guard that can say what its sides came to, where these are numbers, dates or instants.
  std::optional<Expectation> read_comparison(Cursor node, Cursor left, Cursor right) {
    auto e = read_guard(node);
    if (!e) return e;
    ExpressionReader reader(context_, around_);
    auto type = reader.own_type(left);
    if (!type) type = reader.own_type(right);
    if (!type || type->list || (!numeric(*type) && type->kind != FactKind::date && type->kind != FactKind::instant)) return e;
    for (const Cursor& side : {left, right}) {
      if (side.is(NodeKind::number) || side.is(NodeKind::date) || side.is(NodeKind::moment)) continue;
      if (const ExpressionId value = reader.value(side, *type, context_.rule(side.place())))
        e->sides.push_back({std::string(side.source().text(side.node().span)), value, *type});
    }
    return e;
  }

  // 环节 为 待答复
  std::optional<Expectation> read_stage(Cursor node, Cursor right) {
    const Symbol* found = right.is(NodeKind::name)
                              ? context_.look_up(*around_.names, right, {NameKind::stage, NameKind::final_stage, NameKind::ring})
                              : nullptr;
    if (found == nullptr) {
      if (!right.is(NodeKind::name)) not_here(right);
      return std::nullopt;
    }
    Expectation e = of(Kind::stage);
    e.scope = ScopeId(found->id);
    e.op = comparison(node.word());
    return e;
  }

  // The deadline that a path ends in, and before it whose: 乙局 的 约见群众.
  bool read_subject(const std::vector<Cursor>& parts, std::size_t count, Expectation& e) {
    if (count == 0) return false;
    const Cursor name = parts[count - 1];
    if (!name.is(NodeKind::name)) {
      not_here(name);
      return false;
    }
    e.deadlines = read_deadline(context_, *around_.process, name);
    if (e.deadlines.empty()) return false;
    return count == 1 || read_whose(parts, count - 1, e.holder);
  }

  bool read_whose(const std::vector<Cursor>& parts, std::size_t count, Holder& holder) {
    for (std::size_t i = 0; i < count; ++i) {
      const Cursor part = parts[i];
      if (is_flag(part, Word::petitioner)) {
        holder.kind = Holder::Kind::petitioner;
        continue;
      }
      const Symbol* found = part.is(NodeKind::name) ? context_.look_up(*around_.names, part, {NameKind::unit, NameKind::role}) : nullptr;
      if (found == nullptr) {
        if (!part.is(NodeKind::name)) not_here(part);
        return false;
      }
      if (found->kind == NameKind::unit) holder.unit = UnitId(found->id);
      else holder.role = RoleId(found->id);
      holder.kind = holder.role ? Holder::Kind::role : Holder::Kind::unit;
    }
    return true;
  }

  // 甲村 的 矛盾纠纷排查: a standing duty, and who owes it.
  bool names_duty(const std::vector<Cursor>& parts, std::size_t count) const {
    const auto& duties = context_.out.duties;
    if (count != 2 || !duties || !parts[1].is(NodeKind::name)) return false;
    return std::any_of(duties->standings.begin(), duties->standings.end(),
                       [&](const model::Standing& s) { return context_.out.text(s.name) == parts[1].text(); });
  }
  std::optional<Expectation> read_duty(const std::vector<Cursor>& parts, Kind kind) {
    Expectation e = of(kind);
    e.text = parts[1].text();
    const Symbol* unit = parts[0].is(NodeKind::name) ? context_.look_up(*around_.names, parts[0], {NameKind::unit}) : nullptr;
    if (unit == nullptr) {
      if (!parts[0].is(NodeKind::name)) not_here(parts[0]);
      return std::nullopt;
    }
    e.holder = {Holder::Kind::unit, {}, UnitId(unit->id)};
    return e;
  }

  std::optional<Expectation> read_due(Cursor node, Cursor left, Cursor right) {
    Expectation e = of(Kind::due);
    const std::vector<Cursor> parts = left.children();
    if (names_duty(parts, parts.size() - 1)) {
      if (!right.is(NodeKind::date)) {  // a duty is due on a day
        not_here(right);
        return std::nullopt;
      }
      const auto duty = read_duty(parts, Kind::duty_due);
      if (!duty) return std::nullopt;
      e = *duty;
    } else if (!read_subject(parts, parts.size() - 1, e)) {
      return std::nullopt;
    }
    e.op = comparison(node.word());
    e.by_day = right.is(NodeKind::date);
    if (e.by_day) {
      e.instant = context_.calendar->zone().midnight(Day{static_cast<std::int32_t>(right.value())});
      return e;
    }
    const auto moment = read_moment(context_, right);
    if (!moment) return std::nullopt;
    e.instant = *moment;
    return e;
  }

  // 约见群众 的 责任单位 为 乙局
  std::optional<Expectation> read_holder_of(Cursor node, Cursor left, Cursor right) {
    Expectation e = of(Kind::holder);
    const std::vector<Cursor> parts = left.children();
    if (!read_subject(parts, parts.size() - 1, e)) return std::nullopt;
    const Symbol* unit = right.is(NodeKind::name) ? context_.look_up(*around_.names, right, {NameKind::unit}) : nullptr;
    if (unit == nullptr) {
      if (!right.is(NodeKind::name)) not_here(right);
      return std::nullopt;
    }
    e.holder = {Holder::Kind::unit, {}, UnitId(unit->id)};
    e.op = comparison(node.word());
    return e;
  }

  // 约见群众 按期; 乙局 的 约见群众 逾期; 协办会商 任一 完成
  std::optional<Expectation> read_state(Cursor node) {
    const Cursor path = node.child(NodeKind::path);
    if (is_flag(only_part(path), Word::children)) return read_guard(node);
    Expectation e;
    switch (node.word()) {
      case Word::kept: e.kind = Kind::kept; break;
      case Word::overdue: e.kind = Kind::overdue; break;
      case Word::fulfilled: e.kind = Kind::fulfilled; break;
      default: not_here(node); return std::nullopt;
    }
    if (node.child(NodeKind::after) || node.child(NodeKind::nth)) {
      not_here(node);
      return std::nullopt;
    }
    const std::vector<Cursor> parts = path.children();
    if (!read_subject(parts, parts.size(), e)) return std::nullopt;
    e.quantified = true;
    if (node.flag(Word::all)) e.quantity = model::Quantity::all;
    else if (node.flag(Word::majority)) e.quantity = model::Quantity::majority;
    else if (node.flag(Word::any)) e.quantity = model::Quantity::any;
    else if (node.flag(Word::at_least)) e.quantity = model::Quantity::at_least;
    else e.quantified = false;
    if (const Cursor number = node.child(NodeKind::number)) e.n = static_cast<std::uint32_t>(std::clamp<std::int64_t>(number.value(), 0, 1'000));
    return e;
  }

  std::optional<Expectation> read_has(Cursor node) {
    const Cursor what = only_part(node.child(std::size_t{0}));
    if (what.is(NodeKind::path) && names_duty(what.children(), what.children().size())) {
      const auto duty = read_duty(what.children(), Kind::duty_owed);
      if (!duty) return std::nullopt;
      return node.is(NodeKind::lacks) ? negated(*duty) : *duty;
    }
    if (!is_flag(what, Word::running_deadline)) return read_guard(node);
    return node.is(NodeKind::lacks) ? negated(of(Kind::running)) : of(Kind::running);
  }

  void not_here(Cursor node) {
    context_.sink.report("E0320", node.place(), {std::string(node.source().text(node.node().span))});
  }

  Context& context_;
  const Surroundings& around_;
};

}  // namespace

std::optional<Expectation> read_expectation(Context& context, const Surroundings& around, Cursor node) {
  return ExpectationReader(context, around).read(only_part(node));
}

std::optional<Holder> read_holder(Context& context, const Surroundings& around, Cursor refs) {
  const std::vector<Cursor> all = refs.children(NodeKind::ref);
  if (all.size() != 1) {
    context.sink.report("E0320", refs.place(), {std::string(refs.source().text(refs.node().span))});
    return std::nullopt;
  }
  Holder holder;
  for (const Cursor& part : all[0].children()) {
    if (is_flag(part, Word::petitioner)) {
      holder.kind = Holder::Kind::petitioner;
    } else if (is_flag(part, Word::system)) {
      holder.kind = Holder::Kind::system;
    } else if (part.is(NodeKind::name)) {
      const Symbol* found = context.look_up(*around.names, part, {NameKind::unit, NameKind::role});
      if (found == nullptr) return std::nullopt;
      if (found->kind == NameKind::unit) holder.unit = UnitId(found->id);
      else holder.role = RoleId(found->id);
      holder.kind = holder.role ? Holder::Kind::role : Holder::Kind::unit;
    } else {
      context.sink.report("E0320", part.place(), {std::string(part.source().text(part.node().span))});
      return std::nullopt;
    }
  }
  return holder;
}

}  // namespace sanhuan::dsl
