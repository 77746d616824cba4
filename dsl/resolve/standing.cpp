#include "dsl/resolve/standing.hpp"

#include <algorithm>
#include <string>

#include "dsl/resolve/actions.hpp"
#include "dsl/resolve/clock_line.hpp"

namespace sanhuan::dsl {

namespace {

Level level_word(Word word) {
  switch (word) {
    case Word::district: return Level::district;
    case Word::town: return Level::town;
    case Word::village: return Level::village;
    default: return Level::grid;
  }
}

Cycle cycle_word(Word word) {
  switch (word) {
    case Word::weekly: return Cycle::week;
    case Word::monthly: return Cycle::month;
    case Word::quarterly: return Cycle::quarter;
    case Word::yearly: return Cycle::year;
    default: return Cycle::day;
  }
}

RestDays rest_word(const Cursor& node) {
  if (node.flag(Word::skip)) return RestDays::skip;
  if (node.flag(Word::roll)) return RestDays::roll;
  return node.flag(Word::roll_back) ? RestDays::roll_back : RestDays::anyway;
}

class StandingReader {
 public:
  // A standing duty belongs to no case: what its actions name is looked up among the names of the pack.
  StandingReader(Context& context, LineRef line, const std::vector<TableShape>& tables, DutyData& out)
      : context_(context), line_(line), out_(out), process_(line, context.names) {
    process_.around.names = &process_.names;
    process_.around.tables = &tables;
    process_.around.process = &process_;
    process_.around.somebody_acts = true;  // who owes the duty
  }

  void read() {
    const Cursor def = line_.node().child(NodeKind::def);
    if (!def) return;
    static_cast<model::Named&>(standing_) = context_.named(def, context_.rule(line_));
    process_.model.rule = standing_.rule;
    standing_.valid = read_validity(context_, line_);
    for (const LineRef& line : line_.below()) read_line(line);
    standing_.frequencies = {static_cast<std::uint32_t>(out_.frequencies.size()), static_cast<std::uint32_t>(frequencies_.size())};
    standing_.spans = {static_cast<std::uint32_t>(out_.spans.size()), static_cast<std::uint32_t>(spans_.size())};
    out_.frequencies.insert(out_.frequencies.end(), frequencies_.begin(), frequencies_.end());
    out_.spans.insert(out_.spans.end(), spans_.begin(), spans_.end());
    if (!line_.has_hole()) {
      if (frequencies_.empty()) context_.sink.report("E0820", def.place(), {def_name(def)});
      if (!has_duty_) context_.sink.report("E0821", def.place(), {def_name(def)});
    }
    for (const model::Standing& other : out_.standings)
      if (other.name == standing_.name)
        context_.sink.report("E0303", def.place(), {Arg("常设责任", "standing duty"), def_name(def)});
    out_.standings.push_back(standing_);
  }

 private:
  void read_line(LineRef line) {
    switch (line.kind()) {
      case NodeKind::frequency: return read_frequency(line.node());
      case NodeKind::season: return read_season(line.node());
      case NodeKind::duty: return read_duty(line);
      case NodeKind::on_finding: standing_.finding = consequence(line, has_finding_); return;
      case NodeKind::overdue: standing_.overdue = consequence(line, has_overdue_); return;
      default: return;
    }
  }

  bool once(LineRef line, bool& there) {
    if (!there) return there = true;
    context_.sink.report("E0824", line.place(), {def_name(line_.node().child(NodeKind::def))});
    return false;
  }

  void read_frequency(Cursor node) {
    for (const Cursor& item : node.children(NodeKind::frequency_item)) {
      const std::vector<Cursor> flags = item.children(NodeKind::flag);
      const Cursor number = item.child(NodeKind::number);
      if (flags.size() < 2 || !number) continue;
      const Level level = level_word(flags[0].word());
      const Cycle cycle = cycle_word(flags[1].word());
      if (number.value() < 1 || number.value() > times_max(cycle)) {
        context_.sink.report("E0823", number.place(), {std::to_string(times_max(cycle))});
        continue;
      }
      const bool there = std::any_of(frequencies_.begin(), frequencies_.end(), [&](const auto& f) { return f.level == level; });
      if (there) context_.sink.report("E0822", item.place(), {Arg(flags[0].text(), flags[0].text())});
      else frequencies_.push_back({level, {cycle, static_cast<std::uint8_t>(number.value())}});
    }
  }

  void read_season(Cursor node) {
    const std::vector<Cursor> days = node.children(NodeKind::month_day);
    if (days.size() < 2) return;
    model::SeasonSpan span;
    span.from_month = static_cast<std::uint8_t>(days[0].value() / 100), span.from_day = static_cast<std::uint8_t>(days[0].value() % 100);
    span.to_month = static_cast<std::uint8_t>(days[1].value() / 100), span.to_day = static_cast<std::uint8_t>(days[1].value() % 100);
    spans_.push_back(span);
  }

  void read_duty(LineRef line) {
    if (!once(line, has_duty_)) return;
    standing_.event = read_event(context_, process_.names, line.node().child(std::size_t{0}));
    standing_.rest = rest_word(line.node());
  }

  model::Consequence consequence(LineRef line, bool& there) {
    if (!once(line, there)) return {};
    const RuleId rule = context_.rule(line, standing_.rule);
    const ConsequenceDraft draft = read_consequences(context_, process_, line, rule);
    if (draft.moves()) context_.sink.report("E0825", draft.move_place);
    const model::Consequence settled = settle(context_, process_, draft);
    check_fixed(settled, line);
    return settled;
  }

  // A standing duty has no case whose facts could be asked: what it fills in must be known now.
  void check_fixed(const model::Consequence& settled, LineRef line) {
    for (std::uint32_t i = 0; i < settled.actions.count; ++i) {
      const model::Range assigns = context_.out.actions[settled.actions.first + i].assigns;
      for (std::uint32_t a = 0; a < assigns.count; ++a) {
        const ExpressionId value = context_.out.assigns[assigns.first + a].value;
        const model::Range code = value ? context_.out.expressions[value.value].code : model::Range{};
        const bool fixed = code.count == 1 && (context_.out.code[code.first].op == model::Op::push || context_.out.code[code.first].op == model::Op::text_const);
        if (!fixed) context_.sink.report("E0826", line.place());
      }
    }
  }

  Context& context_;
  const LineRef line_;
  DutyData& out_;
  ProcessDraft process_;
  model::Standing standing_;
  std::vector<model::LevelFrequency> frequencies_;
  std::vector<model::SeasonSpan> spans_;
  bool has_duty_ = false, has_finding_ = false, has_overdue_ = false;
};

}  // namespace

void lower_standings(Context& context, const RuleFile& file, const std::vector<TableShape>& tables, DutyData& out) {
  for (const LineRef& line : top_lines(file))
    if (line.is(NodeKind::standing)) StandingReader(context, line, tables, out).read();
}

}  // namespace sanhuan::dsl
