#include "cli/roster_print.hpp"

#include <algorithm>
#include <ostream>
#include <string>

#include "cli/table.hpp"
#include "cli/words.hpp"

namespace sanhuan::cli {
namespace {

std::string shown(const Roster& roster, MemberId id) {
  if (!id) return "-";
  const RosterMember& member = roster.members[id.value];
  return member.name.empty() || member.name == member.key ? member.key : member.key + " " + member.name;
}

Json key_of(const Roster& roster, MemberId id) { return id ? Json(roster.members[id.value].key) : Json(); }

Text why_text(PassedOver why) {
  switch (why) {
    case PassedOver::no: return {"可以", "can"};
    case PassedOver::not_listed: return {"不在册", "not listed"};
    case PassedOver::on_leave: return {"请假", "on leave"};
    case PassedOver::excluded: return {"本件回避", "excluded here"};
    case PassedOver::own_unit: return {"本单位的事", "own unit"};
    case PassedOver::recused: return {"回避", "recused"};
    case PassedOver::lacks_skill: return {"没有这项专长", "lacks the skill"};
    case PassedOver::not_on_duty: return {"不当班", "not on duty"};
  }
  return {"可以", "can"};
}

std::string crew_text(const Roster& roster, const std::vector<MemberId>& crew) {
  std::string text;
  for (const MemberId id : crew) text += (text.empty() ? "" : "、") + roster.members[id.value].key;
  return text.empty() ? "-" : text;
}

}  // namespace

void print_duty(const std::vector<const RosterBook*>& books, Day day, AsRows rows, Session& session) {
  const Voice voice = session.voice;
  Table table({Align::left, Align::left, Align::left}, 2, 2);
  table.row({std::string(voice(Text{"名册", "roster"})), std::string(voice(Text{"当班", "on duty"})), std::string(voice(Text{"顶谁的班", "for"}))});
  std::optional<RowWriter> writer;
  if (rows) writer.emplace(*rows, session);
  for (const RosterBook* book : books) {
    const Roster& roster = book->roster();
    const std::vector<RosterDuty> duty = book->on_duty(day);
    for (const RosterDuty& d : duty) {
      if (writer)
        writer->row({{"日期", "date", to_string(day)}, {"名册", "roster", roster.key}, {"编号", "member", key_of(roster, d.member)},
                     {"顶班", "stands_in_for", key_of(roster, d.stands_in_for)}});
      table.row({roster.name, shown(roster, d.member), d.stands_in_for ? shown(roster, d.stands_in_for) : ""});
    }
    if (duty.empty()) table.row({roster.name, std::string(voice(Text{"无人当班", "nobody"})), ""});
  }
  if (!rows) session.out << "\n  " << show_day(day, voice) << "\n\n" << table.text();
}

void print_turns(const std::vector<const RosterBook*>& books, Day from, Day to, AsRows rows, Session& session) {
  const Voice voice = session.voice;
  std::optional<RowWriter> writer;
  if (rows) writer.emplace(*rows, session);
  for (const RosterBook* book : books) {
    const Roster& roster = book->roster();
    Table table({Align::left, Align::left, Align::left}, 2, 2);
    table.row({std::string(voice(Text{"自", "from"})), std::string(voice(Text{"至", "to"})), std::string(voice(Text{"当班", "on duty"}))});
    for (const RosterTurn& turn : book->turns(from, to)) {
      if (writer)
        for (const MemberId id : turn.crew)
          writer->row({{"名册", "roster", roster.key}, {"自", "from", to_string(turn.first)}, {"至", "to", to_string(turn.last)},
                       {"编号", "member", key_of(roster, id)}});
      table.row({show_day(turn.first, voice), show_short_day(turn.last, voice), crew_text(roster, turn.crew)});
    }
    if (!rows) session.out << "\n  " << roster.name << "\n\n" << table.text();
  }
}

void print_pick(const RosterBook& book, const RosterPick& pick, Day day, Zone zone, AsRows rows, Session& session) {
  const Voice voice = session.voice;
  const Roster& roster = book.roster();
  std::optional<RowWriter> writer;
  if (rows) writer.emplace(*rows, session);
  Table table({Align::right, Align::left, Align::right, Align::left, Align::left}, 2, 2);
  table.row({std::string(voice(Text{"次序", "order"})), std::string(voice(Text{"成员", "member"})), std::string(voice(Text{"已派", "given"})),
             std::string(voice(Text{"上次", "last"})), std::string(voice(Text{"能不能", "can"}))});
  std::size_t order = 0, others = 0;
  for (const RosterCandidate& c : pick.candidates) {
    const bool can = c.why == PassedOver::no;
    const bool ever = c.last != Instant::before_all();
    order += can ? 1 : 0;
    if (writer)
      writer->row({{"次序", "order", can ? Json(order) : Json()}, {"编号", "member", key_of(roster, c.member)}, {"已派", "given", c.load},
                   {"上次", "last", ever ? Json(to_string(zone.day(c.last))) : Json()},
                   {"能不能", "why", std::string(voice_of(*rows, session)(why_text(c.why)))}});
    // Who merely is not on duty is no news: there may be sixty of them.
    if (c.why == PassedOver::not_on_duty || c.why == PassedOver::not_listed) {
      ++others;
      continue;
    }
    table.row({can ? std::to_string(order) : "", shown(roster, c.member), std::to_string(c.load), ever ? show_day(zone.day(c.last), voice) : "-",
               std::string(voice(why_text(c.why)))});
  }
  if (rows) return;
  session.out << "\n  " << roster.name << "  " << show_day(day, voice) << "  "
              << (pick.member ? voice("下一件派给 {}", "the next case goes to {}", shown(roster, pick.member))
                              : std::string(voice(Text{"没有人能接", "nobody can take it"})))
              << "\n\n" << table.text();
  if (others > 0) session.out << voice("  另有 {} 人不当班或不在册\n", "  {} more are not on duty or not listed\n", others);
}

void print_choices(const RosterBook& book, const std::vector<RosterChoice>& choices, Zone zone, AsRows rows, Session& session) {
  const Voice voice = session.voice;
  const Roster& roster = book.roster();
  if (rows) {
    RowWriter writer(*rows, session);
    for (const RosterChoice& c : choices)
      writer.row({{"编号", "case", c.case_id}, {"时刻", "at", to_string(c.taken.at, zone)}, {"派给", "given_to", c.named},
                  {"照名册", "by_roster", key_of(roster, c.pick.member)}, {"一致", "agrees", c.agrees()}});
    return;
  }
  const auto differ = static_cast<std::size_t>(std::count_if(choices.begin(), choices.end(), [](const RosterChoice& c) { return !c.agrees(); }));
  session.out << "\n  " << roster.name << "  "
              << voice("派了 {} 件，照名册的 {} 件，不照的 {} 件", "{} cases were given, {} as the roster says, {} not", choices.size(),
                       choices.size() - differ, differ)
              << "\n";
  if (differ == 0) return;
  Table table({Align::left, Align::left, Align::left, Align::left, Align::left}, 2, 2);
  table.row({std::string(voice(Text{"事项", "case"})), std::string(voice(Text{"时刻", "at"})), std::string(voice(Text{"派给", "given to"})),
             std::string(voice(Text{"照名册", "by the roster"})), std::string(voice(Text{"派给的人", "who got it"}))});
  for (const RosterChoice& c : choices) {
    if (c.agrees()) continue;
    std::string_view standing = voice(Text{"不在册", "not listed"});
    for (const RosterCandidate& candidate : c.pick.candidates)
      if (c.taken.member && candidate.member == c.taken.member)
        standing = candidate.why == PassedOver::no ? voice(Text{"没有轮到", "not his turn"}) : voice(why_text(candidate.why));
    table.row({c.case_id, show_instant(c.taken.at, zone, voice), c.named, shown(roster, c.pick.member), std::string(standing)});
  }
  session.out << "\n" << table.text();
}

}  // namespace sanhuan::cli
