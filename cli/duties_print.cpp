#include "cli/duties_print.hpp"

#include <ostream>

#include "cli/table.hpp"
#include "cli/words.hpp"
#include "lib/rulebook/duties.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan::cli {
namespace {

std::string shown_unit(const DutyBook& book, UnitId unit) {
  return unit ? std::string(book.rulebook().unit_name(unit)) : std::string("-");
}

std::string lead_of(const DutyBook& book, DutyId duty, Voice voice) {
  const model::DutyItem* const item = item_of(book, duty);
  return item != nullptr ? shown_unit(book, item->lead) : std::string(voice(Text{"（节律）", "(rhythm)"}));
}

std::string_view certainty_text(Certainty certainty, Voice voice) {
  switch (certainty) {
    case Certainty::presumed: return voice(Text{"推定", "presumed"});
    case Certainty::supported: return voice(Text{"有据", "supported"});
    case Certainty::proven: return voice(Text{"已证实", "proven"});
  }
  return {};
}

std::string_view sensitivity_text(Sensitivity sensitivity, Voice voice) {
  switch (sensitivity) {
    case Sensitivity::none: return voice(Text{"无", "none"});
    case Sensitivity::ordinary: return voice(Text{"一般", "ordinary"});
    case Sensitivity::high: return voice(Text{"高", "high"});
  }
  return {};
}

std::string key_or_level(const DutyBook& book, const OwedLine& line, Voice voice) {
  return item_of(book, line.duty) != nullptr ? std::string(book.key(line.duty)) : std::string(level_name(line.level, voice));
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? "-" : fmt::format("{}.{}%", part * 1000 / whole / 10, part * 1000 / whole % 10);
}

}  // namespace

std::string frequency_text(Frequency frequency, Voice voice) {
  constexpr std::string_view zh[] = {"动态", "每天", "每周", "每月", "每季", "每年"};
  constexpr std::string_view en[] = {"when met", "a day", "a week", "a month", "a quarter", "a year"};
  const auto cycle = static_cast<std::size_t>(frequency.cycle);
  if (frequency.cycle == Cycle::none) return std::string(voice.chinese() ? zh[cycle] : en[cycle]);
  if (voice.chinese()) return fmt::format("{}{}次", zh[cycle], frequency.times);
  return frequency.times == 1 ? fmt::format("once {}", en[cycle]) : fmt::format("{} times {}", frequency.times, en[cycle]);
}

std::string_view rest_days_text(RestDays rest, Voice voice) {
  switch (rest) {
    case RestDays::anyway: return voice(Text{"照做", "done all the same"});
    case RestDays::skip: return voice(Text{"跳过", "skipped"});
    case RestDays::roll: return voice(Text{"顺延", "after them"});
    case RestDays::roll_back: return voice(Text{"提前", "before them"});
  }
  return {};
}

std::string handling_text(std::uint8_t bits, Voice voice) {
  constexpr std::pair<Handling, Text> words[] = {
      {Handling::collect, {"采集", "collect"}},       {Handling::visit, {"走访", "visit"}},
      {Handling::on_the_spot, {"就地处置", "on the spot"}}, {Handling::report, {"上报", "report"}},
      {Handling::phone_first, {"先电话", "phone first"}}, {Handling::publicise, {"宣传", "publicise"}}};
  std::string text;
  for (const auto& [one, word] : words)
    if (handles(bits, one)) text += (text.empty() ? "" : voice.chinese() ? "、" : ", ") + std::string(voice(word));
  return text;
}

void print_owed(const std::vector<OwedLine>& lines, const DutyBook& book, const DutyWish& wish, Day day, Session& session) {
  const Voice voice = session.voice;
  session.out << "\n  " << show_day(day, voice);
  if (wish.unit) session.out << "  " << shown_unit(book, wish.unit);
  session.out << "\n\n";
  Table table({Align::left, Align::left, Align::left, Align::left, Align::right}, 2, 2);
  table.row({std::string(voice(Text{"编号", "number"})), std::string(voice(Text{"事项", "what"})),
             std::string(voice(Text{"主责", "lead"})), std::string(voice(Text{"最迟", "by"})),
             std::string(wish.unit ? voice(Text{"还差", "left"}) : voice(Text{"没做完的", "not done by"}))});
  std::uint64_t waiting = 0, owed = 0;
  for (const OwedLine& line : lines) {
    waiting += line.waiting, owed += line.units;
    const std::string left = wish.unit ? voice("{}次", "{}", line.wanting) : fmt::format("{}/{}", line.waiting, line.units);
    table.row({key_or_level(book, line, voice), std::string(book.name(line.duty)), lead_of(book, line.duty, voice),
               show_short_day(line.period.due, voice), left});
  }
  session.out << table.text() << "\n";
  if (wish.unit) {
    session.out << voice("  {} 项在期内，{} 项还没做完\n", "  {} duties are open, {} of them not done\n", owed, waiting);
  } else {
    session.out << voice("  {} 项在期内；合起来 {} 份，{} 份还没做完\n", "  {} duties are open: {} shares, {} of them not done\n",
                         lines.size(), owed, waiting);
  }
}

void print_missed(const std::vector<MissedLine>& lines, const DutyBook& book, const DutyWish& wish, Day from, Day to, Session& session) {
  const Voice voice = session.voice;
  session.out << "\n  " << voice("{} 到 {} 到期的", "due from {} to {}", to_string(from), to_string(to));
  if (wish.unit) session.out << "  " << shown_unit(book, wish.unit);
  session.out << "\n\n";
  Table table({Align::left, Align::left, Align::right, Align::right, Align::right, Align::right}, 2, 2);
  table.row({std::string(voice(Text{"编号", "number"})), std::string(voice(Text{"事项", "what"})),
             std::string(voice(Text{"应做", "owed"})), std::string(voice(Text{"做了", "done"})),
             std::string(voice(Text{"漏做", "missed"})), std::string(voice(Text{"完成", "kept"}))});
  std::uint64_t owed = 0, done = 0;
  for (const MissedLine& line : lines) {
    owed += line.owed, done += line.done;
    const std::string key = item_of(book, line.duty) != nullptr ? std::string(book.key(line.duty)) : std::string(level_name(line.level, voice));
    table.row({key, std::string(book.name(line.duty)), std::to_string(line.owed), std::to_string(line.done),
               std::to_string(line.owed - line.done), percent(line.done, line.owed)});
  }
  session.out << table.text() << "\n";
  session.out << voice("  应做 {} 次，做了 {} 次，漏做 {} 次，完成 {}\n", "  {} owed, {} done, {} missed, {} kept\n", owed, done, owed - done,
                       percent(done, owed));
}

void print_misses(const std::vector<MissedOne>& misses, const DutyBook& book, Session& session) {
  const Voice voice = session.voice;
  Table table({Align::left, Align::left, Align::left, Align::left, Align::right}, 2, 2);
  table.row({std::string(voice(Text{"最迟", "by"})), std::string(voice(Text{"单位", "unit"})), std::string(voice(Text{"事项", "what"})),
             std::string(voice(Text{"哪一期", "period"})), std::string(voice(Text{"做了", "done"}))});
  for (const MissedOne& one : misses) {
    const DutyPeriod& period = one.standing.period;
    constexpr std::size_t year = 5;  // 2026-
    std::string span = to_string(period.first).substr(year);
    if (period.last != period.first) span += std::string(voice(Text{" 到 ", " to "})) + to_string(period.last).substr(year);
    table.row({show_short_day(period.due, voice), shown_unit(book, one.unit), std::string(book.name(one.duty)), span,
               std::to_string(one.standing.done) + "/" + std::to_string(period.times)});
  }
  session.out << "\n" << table.text() << "\n" << voice("  共 {} 次漏做\n", "  {} misses\n", misses.size());
}

void print_effects(const std::vector<DutyEffect>& effects, const DutyBook& book, Session& session) {
  const Voice voice = session.voice;
  Table table({Align::left, Align::left, Align::left, Align::left, Align::left}, 2, 2);
  table.row({std::string(voice(Text{"最迟", "by"})), std::string(voice(Text{"漏做的", "missed by"})),
             std::string(voice(Text{"事项", "what"})), std::string(voice(Text{"引出", "sets off"})),
             std::string(voice(Text{"给", "to"}))});
  for (const DutyEffect& effect : effects) {
    std::string to = effect.to.unit ? shown_unit(book, effect.to.unit) : "";
    if (effect.to.role) to += (to.empty() ? "" : " ") + std::string(book.rulebook().role_name(effect.to.role));
    table.row({show_short_day(effect.period.due, voice), shown_unit(book, effect.unit), std::string(book.name(effect.duty)),
               std::string(effect_name(effect.kind, voice)), to.empty() ? std::string(voice(Text{"上面没有了", "nobody above"})) : to});
  }
  session.out << "\n" << table.text() << "\n" << voice("  共 {} 个\n", "  {} effects\n", effects.size());
}

void print_kept(const std::vector<KeptLine>& lines, const DutyBook& book, Day from, Day to, Session& session) {
  const Voice voice = session.voice;
  session.out << "\n  " << voice("{} 到 {} 到期的，连同下面各级", "due from {} to {}, with all units below", to_string(from), to_string(to)) << "\n\n";
  Table table({Align::right, Align::left, Align::right, Align::right, Align::right, Align::right}, 2, 2);
  table.row({std::string(voice(Text{"名次", "place"})), std::string(voice(Text{"单位", "unit"})),
             std::string(voice(Text{"应做", "owed"})), std::string(voice(Text{"做了", "done"})),
             std::string(voice(Text{"漏做", "missed"})), std::string(voice(Text{"完成", "kept"}))});
  std::size_t place = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const KeptLine& line = lines[i];
    if (i == 0 || line.done * lines[i - 1].owed != lines[i - 1].done * line.owed) place = i + 1;  // alike: the same place
    table.row({std::to_string(place), shown_unit(book, line.unit), std::to_string(line.owed), std::to_string(line.done),
               std::to_string(line.owed - line.done), percent(line.done, line.owed)});
  }
  session.out << table.text();
}

void print_items(const std::vector<DutyId>& duties, const DutyBook& book, Session& session) {
  const Voice voice = session.voice;
  Table table({Align::left, Align::left, Align::left, Align::left, Align::left, Align::left}, 2, 2);
  table.row({std::string(voice(Text{"编号", "number"})), std::string(voice(Text{"小类", "group"})),
             std::string(voice(Text{"事项", "what"})), std::string(voice(Text{"主责", "lead"})),
             std::string(voice(Text{"频次", "how often"})), std::string(voice(Text{"时段", "season"}))});
  const DutyData& data = *book.rulebook().data().duties;
  for (const DutyId duty : duties) {
    const model::DutyItem& item = *item_of(book, duty);
    table.row({std::string(book.key(duty)), std::string(book.rulebook().data().text(item.group)), std::string(book.name(duty)),
               shown_unit(book, item.lead), frequency_text(item.frequency, voice),
               item.season < data.seasons.size() ? std::string(book.rulebook().data().text(data.seasons[item.season].name)) : ""});
  }
  session.out << "\n" << table.text() << "\n" << voice("  共有 {} 项\n", "  {} items\n", duties.size());
}

void print_card(const DutyBook& book, DutyId duty, Session& session) {
  const Voice voice = session.voice;
  const RulebookData& rules = book.rulebook().data();
  const model::DutyItem& item = *item_of(book, duty);
  const auto line = [&](Text head, std::string_view text) {
    if (!text.empty()) session.out << wrapped("  " + std::string(voice(head)) + "  ", text);
  };
  session.out << "\n" << wrapped("  " + std::string(book.key(duty)) + "  ", book.name(duty)) << "\n";
  line({"类别", "class"}, fmt::format("{} / {}", rules.text(item.kind), rules.text(item.group)));
  line({"主责", "lead"}, shown_unit(book, item.lead));
  std::string support;
  for (std::uint32_t i = 0; i < item.support.count; ++i)
    support += (i == 0 ? "" : "、") + shown_unit(book, rules.duties->units[item.support.first + i]);
  line({"配合", "support"}, support);
  line({"看什么", "look at"}, rules.text(item.look));
  line({"问什么", "ask"}, rules.text(item.ask));
  line({"记什么", "record"}, rules.text(item.record));
  line({"不得", "must not"}, rules.text(item.must_not));
  std::string often = frequency_text(item.frequency, voice);
  if (item.season < rules.duties->seasons.size()) often += "  " + std::string(rules.text(rules.duties->seasons[item.season].name));
  if (item.frequency.cycle != Cycle::none)
    often += "  " + voice("遇休息日{}", "on rest days {}", rest_days_text(item.rest, voice));
  line({"频次", "how often"}, often);
  line({"发现了", "findings"}, handling_text(item.handling, voice));
  line({"渠道", "channel"}, rules.text(item.channel));
  if (item.opens) line({"立件", "opens"}, rules.text(rules.case_types[item.opens.value].name));
  line({"凭证", "evidence"}, rules.text(item.evidence));
  line({"敏感", "sensitivity"}, sensitivity_text(item.sensitivity, voice));
  for (const Rulebook::Basis& basis : book.rulebook().bases(item.rule))
    line({"依据", "basis"}, basis.presumed ? std::string(voice(Text{"推定 ", "presumed "})) + std::string(basis.text) : std::string(basis.text));
  line({"确定", "certainty"}, certainty_text(item.certainty, voice));
  const std::string until = item.valid.to == last_day ? std::string() : voice("，到 {}", ", until {}", to_string(item.valid.to));
  line({"批次", "batch"}, fmt::format("{}  {}{}", rules.text(item.batch), voice("{} 起", "from {}", to_string(item.valid.from)), until));
}

}  // namespace sanhuan::cli
