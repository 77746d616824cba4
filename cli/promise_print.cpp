#include "cli/promise_print.hpp"

#include <algorithm>
#include <ostream>

#include <nlohmann/json.hpp>

#include "cli/scenario_print.hpp"
#include "cli/scenario_writer.hpp"
#include "cli/table.hpp"
#include "cli/words.hpp"
#include "lib/rulebook/model.hpp"

namespace sanhuan::cli {
namespace {

using Json = nlohmann::ordered_json;
using Undecided = PromiseVerdict::Undecided;

std::string why_text(const PromiseVerdict& v, Voice voice) {
  switch (v.undecided) {
    case Undecided::none: break;
    case Undecided::years:
      return std::string(voice(Text{"要看的年份里，有的日历不知道；用 --年份 写公布了放假通知的", "of some year the calendar knows nothing; name by --years those whose holidays were published"}));
    case Undecided::states:
      return voice("看了 {} 种状态，还没有看完；可以用 --状态 放宽", "{} states were looked at, and there are more; --states allows more", v.states);
    case Undecided::values:
      return voice("看完了 {} 种状态，但有的要素要拿来算，只试了几个值", "{} states were looked at, but some facts are reckoned with and only samples were tried",
                   v.states);
    case Undecided::children:
      return std::string(voice(Text{"它看子件办到哪一步，子件不在这里一起走", "it asks of cases that this one opens, and those are not followed"}));
    case Undecided::revised:
      return std::string(voice(Text{"有一种走法违背它，但按节假日通知公布的先后重走一遍就不违背", "a run broke it, but not when the calendar is seen as it became known"}));
  }
  return {};
}

// 2024 to 2026 where none between them is left out.
std::string years_text(const PromiseVerdict& v, Voice voice) {
  const auto gap = std::adjacent_find(v.years.begin(), v.years.end(), [](int a, int b) { return b != a + 1; });
  if (v.years.size() > 1 && gap == v.years.end()) return voice("{} 到 {}", "{} to {}", v.years.front(), v.years.back());
  std::string text;
  for (const int year : v.years) text += (text.empty() ? std::string() : std::string(voice(Text{"、", ", "}))) + std::to_string(year);
  return text;
}

void print_example(const Rulebook& rulebook, const Counterexample& example, Session& session) {
  const Voice voice = session.voice;
  const Zone zone = rulebook.calendar().zone();
  for (const RecordedEvent& e : example.file.events) {
    std::string step = step_text(rulebook, e);
    if (e.event.empty()) step = std::string(voice(Text{"立案", "opened"})) + (step.empty() ? "" : " " + step);
    session.out << wrapped("      " + show_instant(e.at, zone, voice) + " ", step);
  }
  session.out << wrapped("      ", breach_text(example.breach, zone, voice));
}

Json example_json(const Rulebook& rulebook, const PromiseVerdict& v, Voice voice) {
  if (!v.counterexample) return nullptr;
  const Zone zone = rulebook.calendar().zone();
  Json steps = Json::array();
  for (const RecordedEvent& e : v.counterexample->file.events)
    steps.push_back({{"at", to_string(e.at, zone)}, {"step", step_text(rulebook, e)}});
  return {{"steps", std::move(steps)},
          {"until", to_string(v.counterexample->until, zone)},
          {"broken", breach_text(v.counterexample->breach, zone, voice)},
          {"line", v.counterexample->breach.line.place},
          {"scenario", scenario_text(rulebook, *v.counterexample, v.case_type)}};
}

}  // namespace

void print_verdicts(const Rulebook& rulebook, const std::vector<PromiseVerdict>& verdicts, Session& session) {
  const Voice voice = session.voice;
  const bool several = rulebook.data().processes.size() > 1;
  for (const PromiseVerdict& v : verdicts) {
    const std::string head(v.holds ? *v.holds ? voice(Text{"  成立      ", "  holds        "}) : voice(Text{"  不成立    ", "  BROKEN       "})
                                   : voice(Text{"  未能判定  ", "  not decided  "}));
    std::string text = several ? voice("{}（{}）", "{} ({})", v.promise, v.case_type) : v.promise;
    if (!v.holds) text += std::string(voice(Text{"：", ": "})) + why_text(v, voice);
    else if (*v.holds) text += voice("：{} 种状态，开立在 {} 年", ": {} states, opened in {}", v.states, years_text(v, voice));
    session.out << wrapped(head, text);
    if (v.counterexample) print_example(rulebook, *v.counterexample, session);
  }
}

Json as_json(const Rulebook& rulebook, const PromiseVerdict& v, Voice voice) {
  Json j{{"name", v.promise}, {"case_type", v.case_type}, {"holds", v.holds ? Json(*v.holds) : Json(nullptr)}, {"states", v.states}, {"years", v.years}};
  if (!v.holds) j["undecided"] = why_text(v, voice);
  j["counterexample"] = example_json(rulebook, v, voice);
  return j;
}

}  // namespace sanhuan::cli
