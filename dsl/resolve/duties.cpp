#include "dsl/resolve/duties.hpp"

#include <algorithm>
#include <string>

#include "dsl/resolve/suggest.hpp"

namespace sanhuan::dsl {

namespace {

class DutyLowering {
 public:
  DutyLowering(Context& context, const DutiesSource& source, DutyData& out) : context_(context), source_(source), out_(out) {}

  void run() {
    out_.owed_by = source_.owed_by;
    for (const Written& kind : source_.kinds) out_.kinds.push_back(context_.string(kind.text));
    for (const SeasonSource& season : source_.seasons) lower(season);
    for (const DutyItemSource& item : source_.items) lower(item);
    for (const CampaignSource& campaign : source_.campaigns) lower(campaign);
  }

 private:
  void lower(const SeasonSource& source) {
    model::Season season;
    static_cast<model::Named&>(season) = named(source.name.text, source.name.text, context_.rule(source.name.place));
    season.spans = {static_cast<std::uint32_t>(out_.spans.size()), static_cast<std::uint32_t>(source.spans.size())};
    for (const SeasonSpanSource& span : source.spans) {
      if (!span.holiday.empty() && !knows_holiday(span.holiday.text))
        context_.sink.report("E0818", span.holiday.place, {span.holiday.text});
      out_.spans.push_back({span.from_month, span.from_day, span.to_month, span.to_day,
                            span.holiday.empty() ? StringId{} : context_.string(span.holiday.text), span.before, span.after});
    }
    out_.seasons.push_back(season);
  }

  void lower(const DutyItemSource& source) {
    model::DutyItem item;
    static_cast<model::Named&>(item) = named(source.matter.text, source.number.text, rule(source.place, source.basis));
    item.kind = context_.string(source.kind.text);
    item.group = context_.string(source.group.text);
    item.lead = department(source.lead);
    item.support = {static_cast<std::uint32_t>(out_.units.size()), static_cast<std::uint32_t>(source.support.size())};
    for (const Written& unit : source.support) out_.units.push_back(department(unit));
    item.look = context_.string(source.look.text);
    item.ask = context_.string(source.ask.text);
    item.record = context_.string(source.record.text);
    item.must_not = context_.string(source.must_not.text);
    item.frequency = source.frequency;
    item.season = season(source.season);
    item.rest = source.rest;
    item.piles_up = source.piles_up;
    item.handling = source.handling;
    item.channel = context_.string(source.channel.text);
    item.evidence = context_.string(source.evidence.text);
    item.opens = case_type(source.opens);
    item.sensitivity = source.sensitivity;
    item.certainty = source.certainty;
    item.batch = context_.string(source.batch.text);
    item.valid = {source.from, source.to};
    out_.items.push_back(item);
  }

  void lower(const CampaignSource& source) {
    model::Campaign campaign;
    static_cast<model::Named&>(campaign) = named(source.name.text, source.name.text, rule(source.place, source.basis));
    campaign.season = season(source.season);
    campaign.frequency = source.frequency;
    campaign.rest = source.rest;
    campaign.items = {static_cast<std::uint32_t>(out_.item_lists.size()), static_cast<std::uint32_t>(source.items.size())};
    out_.item_lists.insert(out_.item_lists.end(), source.items.begin(), source.items.end());
    campaign.valid = {source.from, source.to};
    out_.campaigns.push_back(campaign);
  }

  model::Named named(const std::string& name, const std::string& key, RuleId rule) {
    return {context_.string(name), context_.string(key), rule};
  }

  static std::uint16_t season(std::int32_t index) { return index < 0 ? std::uint16_t{0xffff} : static_cast<std::uint16_t>(index); }

  // 依据 in a cell: `推定 《消防法》` is presumed, and the law stands behind the word.
  RuleId rule(Place place, const Written& basis) {
    if (basis.empty()) return context_.rule(place);
    constexpr std::string_view presumed = "推定";
    std::string_view text = basis.text;
    const bool is_presumed = text.starts_with(presumed);
    if (is_presumed) text.remove_prefix(presumed.size());
    while (text.starts_with(' ')) text.remove_prefix(1);
    context_.out.bases.push_back({context_.string(text), is_presumed, basis.place});
    return context_.rule(place, {static_cast<std::uint32_t>(context_.out.bases.size() - 1), 1});
  }

  UnitId department(const Written& written) {
    if (written.empty()) return {};
    const UnitId unit = context_.organisation.find(written.text);
    if (unit) return unit;
    const NameKind kinds[] = {NameKind::unit};
    if (context_.may_be_unread(kinds)) return {};
    const std::string near = nearest(written.text, department_names());
    context_.sink.report("E0816", written.place, {written.text, did_you_mean(near)}).suggestion = near;
    return {};
  }

  // Not the whole organisation: a department is none of its thousands of grids.
  std::vector<std::string> department_names() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < context_.organisation.size(); ++i)
      if (const Unit& unit = context_.organisation.unit(UnitId(i)); !unit.in_line) names.push_back(unit.name);
    return names;
  }

  CaseTypeId case_type(const Written& written) {
    if (written.empty()) return {};
    const Symbol* found = context_.names.find(written.text);
    if (found != nullptr && found->kind == NameKind::case_type) return CaseTypeId(found->id);
    const NameKind kinds[] = {NameKind::case_type};
    if (context_.may_be_unread(kinds) || context_.may_be_in_a_hole(written.text)) return {};
    const std::string near = nearest(written.text, context_.names.visible(kinds));
    context_.sink.report("E0817", written.place, {written.text, did_you_mean(near)}).suggestion = near;
    return {};
  }

  static Arg did_you_mean(const std::string& near) {
    if (near.empty()) return "";
    return {"；是不是「" + near + "」", "; did you mean `" + near + "`"};
  }

  bool knows_holiday(const std::string& name) const {
    if (context_.calendar == nullptr) return true;
    const CalendarData& data = context_.calendar->data();
    return std::any_of(data.exceptions.begin(), data.exceptions.end(),
                       [&](const DayException& e) { return !e.works && data.names[e.name] == name; });
  }

  Context& context_;
  const DutiesSource& source_;
  DutyData& out_;
};

}  // namespace

void lower_duties(Context& context, const DutiesSource& source, DutyData& out) {
  DutyLowering(context, source, out).run();
}

}  // namespace sanhuan::dsl
