#include "cli/duties_export.hpp"

#include "cli/duties_print.hpp"
#include "cli/rows.hpp"
#include "cli/words.hpp"
#include "lib/rulebook/duties.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan::cli {
namespace {

Fields head_of(const DutyBook& book, const DutyWish& wish, DutyId duty, Level level, Voice voice) {
  const model::DutyItem* const item = item_of(book, duty);
  const RulebookData& rules = book.rulebook().data();
  Fields fields;
  if (wish.unit) fields.push_back({"单位", "unit", book.rulebook().organisation().unit(wish.unit).key});
  fields.push_back({"层级", "level", std::string(level_name(level, voice))});
  fields.push_back({"编号", "number", std::string(book.key(duty))});
  fields.push_back({"类别", "class", item != nullptr ? Json(rules.text(item->kind)) : Json()});
  fields.push_back({"事项", "what", std::string(book.name(duty))});
  fields.push_back({"主责", "lead", item != nullptr && item->lead ? Json(book.rulebook().unit_name(item->lead)) : Json()});
  return fields;
}

}  // namespace

void export_owed(const std::vector<OwedLine>& lines, const DutyBook& book, const DutyWish& wish, Day day, RowFormat format,
                 Session& session) {
  RowWriter writer(format, session);
  for (const OwedLine& line : lines) {
    Fields fields{{"日期", "date", to_string(day)}};
    for (Field& f : head_of(book, wish, line.duty, line.level, voice_of(format, session))) fields.push_back(std::move(f));
    const DutyData& data = *book.rulebook().data().duties;
    const auto campaign = line.period.campaign;
    fields.push_back({"专项", "campaign", campaign < data.campaigns.size() ? Json(book.rulebook().data().text(data.campaigns[campaign].name)) : Json()});
    fields.push_back({"首日", "first", to_string(line.period.first)});
    fields.push_back({"末日", "last", to_string(line.period.last)});
    fields.push_back({"最迟", "due", to_string(line.period.due)});
    fields.push_back({"单位数", "units", line.units});
    fields.push_back({"没做完的", "waiting", line.waiting});
    fields.push_back({"还差次数", "wanting", line.wanting});
    writer.row(fields);
  }
}

void export_missed(const std::vector<MissedLine>& lines, const DutyBook& book, const DutyWish& wish, RowFormat format, Session& session) {
  RowWriter writer(format, session);
  for (const MissedLine& line : lines) {
    Fields fields = head_of(book, wish, line.duty, line.level, voice_of(format, session));
    fields.push_back({"应做", "owed", line.owed});
    fields.push_back({"做了", "done", line.done});
    fields.push_back({"漏做", "missed", line.owed - line.done});
    fields.push_back({"漏做的单位", "units_missing", line.units_missing});
    writer.row(fields);
  }
}

void export_misses(const std::vector<MissedOne>& misses, const DutyBook& book, RowFormat format, Session& session) {
  RowWriter writer(format, session);
  for (const MissedOne& one : misses)
    writer.row({{"单位", "unit", book.rulebook().organisation().unit(one.unit).key},
                {"事项", "duty", std::string(book.key(one.duty))},
                {"首日", "first", to_string(one.standing.period.first)},
                {"末日", "last", to_string(one.standing.period.last)},
                {"最迟", "due", to_string(one.standing.period.due)},
                {"应做", "owed", one.standing.period.times},
                {"做了", "done", one.standing.done}});
}

void export_effects(const std::vector<DutyEffect>& effects, const DutyBook& book, RowFormat format, Session& session) {
  RowWriter writer(format, session);
  const Organisation& organisation = book.rulebook().organisation();
  for (const DutyEffect& effect : effects)
    writer.row({{"最迟", "due", to_string(effect.period.due)},
                {"漏做的", "unit", organisation.unit(effect.unit).key},
                {"事项", "duty", std::string(book.key(effect.duty))},
                {"引出", "kind", std::string(format == RowFormat::json ? effect.kind : effect_name(effect.kind, session.voice))},
                {"给", "to", effect.to.unit ? Json(organisation.unit(effect.to.unit).key) : Json()},
                {"角色", "role", effect.to.role ? Json(book.rulebook().role_name(effect.to.role)) : Json()},
                {"文字", "text", effect.text.empty() ? Json() : Json(effect.text)},
                {"分", "points", effect.points != 0 ? Json(effect.points) : Json()}});
}

void export_kept(const std::vector<KeptLine>& lines, const DutyBook& book, RowFormat format, Session& session) {
  RowWriter writer(format, session);
  for (const KeptLine& line : lines)
    writer.row({{"单位", "unit", book.rulebook().organisation().unit(line.unit).key},
                {"名称", "name", std::string(book.rulebook().unit_name(line.unit))},
                {"应做", "owed", line.owed},
                {"做了", "done", line.done},
                {"漏做", "missed", line.owed - line.done}});
}

void export_items(const std::vector<DutyId>& duties, const DutyBook& book, RowFormat format, Session& session) {
  RowWriter writer(format, session);
  const RulebookData& rules = book.rulebook().data();
  for (const DutyId duty : duties) {
    const model::DutyItem& item = *item_of(book, duty);
    const auto bases = book.rulebook().bases(item.rule);
    const bool seasonal = item.season < rules.duties->seasons.size();
    writer.row({{"编号", "number", std::string(book.key(duty))},
                {"类别", "class", std::string(rules.text(item.kind))},
                {"小类", "group", std::string(rules.text(item.group))},
                {"事项", "title", std::string(book.name(duty))},
                {"主责", "lead", item.lead ? Json(book.rulebook().unit_name(item.lead)) : Json()},
                {"频次", "frequency", frequency_text(item.frequency, voice_of(format, session))},
                {"时段", "season", seasonal ? Json(rules.text(rules.duties->seasons[item.season].name)) : Json()},
                {"处置", "handling", handling_text(item.handling, voice_of(format, session))},
                {"立件", "opens", item.opens ? Json(rules.text(rules.case_types[item.opens.value].name)) : Json()},
                {"依据", "basis", bases.empty() ? Json() : Json((bases[0].presumed ? "推定 " : "") + std::string(bases[0].text))}});
  }
}

}  // namespace sanhuan::cli
