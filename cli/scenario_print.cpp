#include "cli/scenario_print.hpp"

#include <ostream>

#include "cli/explain_print.hpp"
#include "cli/rejections.hpp"
#include "cli/table.hpp"
#include "cli/words.hpp"

namespace sanhuan::cli {
namespace {

using Kind = ScenarioFinding::Kind;
using State = ObligationOutcome::State;

std::string clock_text(const ObligationOutcome& o, Zone zone, Voice voice) {
  if (o.suspended) return std::string(voice(Text{"时钟停着", "its clock stands still"}));
  if (o.due == Instant::never()) return std::string(voice(Text{"还没有起算", "not started"}));
  return voice("期限 {}", "due {}", show_end(o.due, zone, voice));
}

std::string state_text(const ObligationOutcome& o, Zone zone, Voice voice) {
  const auto when = [&] { return show_instant(o.settled, zone, voice); };
  switch (o.state) {
    case State::open: return std::string(voice(Text{"还欠着", "still owed"}));
    case State::fulfilled: return voice("{} 完成", "done {}", when());
    case State::waived: return voice("{} 终止", "waived {}", when());
    case State::returned: return voice("{} 退回", "returned {}", when());
    case State::lapsed: return voice("{} 期满", "lapsed {}", when());
    case State::reassigned: return voice("{} 转出", "passed on {}", when());
  }
  return {};
}

std::string obligation_text(const ObligationOutcome& o, Zone zone, Voice voice) {
  const std::string holder = holder_text(o.holder, o.holder_name, voice);
  std::string text = holder.empty() ? o.name : voice("{}（{}）", "{} ({})", o.name, holder);
  text += voice(Text{"：", ": "});
  text += clock_text(o, zone, voice) + std::string(voice(Text{"，", ", "})) + state_text(o, zone, voice);
  if (o.right) return text;
  if (o.breached) return text + std::string(voice(Text{"，逾期", ", breached"}));
  return o.state == State::fulfilled ? text + std::string(voice(Text{"，按期", ", kept"})) : text;
}

std::string_view place_path(Place place, const std::vector<PackFile>& files) {
  return place.file < files.size() ? std::string_view(files[place.file].path) : std::string_view();
}

}  // namespace

std::string breach_text(const BrokenPromise& breach, Zone zone, Voice voice) {
  if (breach.since == Instant::before_all())
    return voice("{} 违背了承诺「{}」", "at {} the promise `{}` was broken", show_instant(breach.at, zone, voice), breach.promise);
  return voice("违背了承诺「{}」：从 {} 起，到 {} 没有做到", "the promise `{}` was broken: from {} to {} it was not kept", breach.promise,
               show_instant(breach.since, zone, voice), show_end(breach.at, zone, voice));
}

std::string found_text(const ScenarioFinding& finding, Zone zone, Voice voice) {
  const auto joined = [&](const auto& parts, auto text) {
    std::string all;
    for (const auto& part : parts) {
      if (!all.empty()) all += voice(Text{"；", "; "});
      all += text(part);
    }
    return all;
  };
  const auto obligations = [&] {
    return joined(finding.obligations, [&](const auto& o) { return obligation_text(o, zone, voice); });
  };
  switch (finding.kind) {
    case Kind::refused: return voice("没有收：{}", "refused: {}", explain_rejection(*finding.refusal, voice));
    case Kind::accepted: return std::string(voice(Text{"收下了，没有拒收", "it was accepted, not refused"}));
    case Kind::stage:
      return finding.stage.empty() ? std::string(voice(Text{"没有开立", "it was never opened"}))
                                   : voice("环节 为 {}", "stage = {}", finding.stage);
    case Kind::obligations:
      return finding.obligations.empty() ? std::string(voice(Text{"没有这一项", "there is no such obligation"})) : obligations();
    case Kind::facts: {
      std::string facts = joined(finding.facts, [&](const auto& fact) {
        return fact.second.empty() ? voice("{} 还不知道", "{} is not known", fact.first)
                                   : voice("{} 为 {}", "{} = {}", fact.first, fact.second);
      });
      if (finding.level) {
        facts += (facts.empty() ? "" : std::string(voice(Text{"；", "; "}))) +
                 voice("层级 为 {}", "level = {}", level_name(*finding.level, voice));
      }
      if (!finding.obligations.empty()) facts += (facts.empty() ? "" : std::string(voice(Text{"；", "; "}))) + obligations();
      if (!facts.empty()) return facts;
      return std::string(finding.unknown ? voice(Text{"还不知道", "it is not known"}) : voice(Text{"不成立", "it does not hold"}));
    }
    case Kind::count: return voice("{}", "{}", finding.count);
    case Kind::kept: return std::string(voice(Text{"没有违背", "it is not broken"}));
    case Kind::broken: return breach_text(*finding.breach, zone, voice);
    case Kind::no_child: return std::string(voice(Text{"还没有子件", "no child case is open"}));
  }
  return {};
}

void print_scenario(const ScenarioResult& result, const std::vector<PackFile>& files, Session& session) {
  const Voice voice = session.voice;
  std::ostream& out = session.out;
  out << wrapped(result.passed() ? std::string(voice(Text{"  通过    ", "  passed  "})) : std::string(voice(Text{"  没通过  ", "  FAILED  "})),
                 result.name);
  if (result.passed()) return;
  const Zone zone = result.rulebook->calendar().zone();
  for (const ScenarioFinding& finding : result.findings) {
    const std::string place = std::string(place_path(finding.place, files)) + ":" + std::to_string(finding.place.line);
    out << wrapped("    ", show_line(place, voice));
    out << wrapped(std::string(voice(Text{"      写的  ", "      written  "})), finding.written);
    out << wrapped(std::string(voice(Text{"      实际  ", "      found    "})), found_text(finding, zone, voice));
  }
}

}  // namespace sanhuan::cli
