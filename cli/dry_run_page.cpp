#include "cli/dry_run_page.hpp"

#include <algorithm>
#include <set>

#include "lib/rulebook/model.hpp"
#include "sanhuan/explain.hpp"

namespace sanhuan::cli {
namespace {

constexpr std::string_view obligations = "obligations.";

// reply-limit of "obligations.reply-limit#2[甲镇].due"; empty where the field is no obligation's.
std::string_view deadline_of(std::string_view what) {
  if (!what.starts_with(obligations)) return {};
  what.remove_prefix(obligations.size());
  what = what.substr(0, what.rfind('.'));
  return what.substr(0, what.find_first_of("#["));
}

bool newly_breached(const Difference& field) {
  return field.what.ends_with(".breached") && field.candidate == "true";
}

bool has_new_breach(const ChangedCase& changed) { return std::ranges::any_of(changed.fields, newly_breached); }

// The holidays that a run of passed days holds make it a holiday; what is left are weekends, summed.
std::vector<DecidingDays> deciding_days(const Trace& trace) {
  using Kind = DecidingDays::Kind;
  std::vector<DecidingDays> result;
  std::int32_t weekend_days = 0;
  const auto is_holiday = [](const TraceDay& day) {
    return day.reason == DayReason::holiday || day.reason == DayReason::statutory_rest ||
           day.reason == DayReason::local_rest;
  };
  for (std::size_t i = 0; i < trace.days.size();) {
    const TraceDay& day = trace.days[i];
    if (day.counts && day.reason == DayReason::make_up_work) {
      result.push_back({Kind::make_up, day.day, day.day, 1});
    }
    const bool passed = !day.counts && !day.works && day.role == TraceDay::Role::passed;
    if (!passed) {
      ++i;
      continue;
    }
    std::size_t end = i;
    bool holiday = false;
    while (end < trace.days.size() && trace.days[end].role == TraceDay::Role::passed && !trace.days[end].counts) {
      holiday |= is_holiday(trace.days[end++]);
    }
    const auto n = static_cast<std::int32_t>(end - i);
    if (holiday) result.push_back({Kind::holiday, day.day, trace.days[end - 1].day, n});
    else weekend_days += n;
    i = end;
  }
  if (weekend_days > 0) result.push_back({Kind::weekend, {}, {}, weekend_days});
  if (trace.result.day != trace.result.raw) {
    result.push_back({Kind::rolled, trace.result.raw, trace.result.day, trace.result.day - trace.result.raw});
  }
  return result;
}

DueOnOneSide one_side(const Explanation& explanation, const ExplainedObligation& o) {
  DueOnOneSide side;
  side.anchor = o.anchor;
  side.deemed = o.deemed;
  side.due = o.outcome.due;
  side.settled = o.outcome.settled;
  side.anchor_event = o.anchor_event;
  side.length = o.length;
  side.breached = o.outcome.breached;
  side.unjudged = o.outcome.unjudged;
  side.provisional = o.outcome.provisional;
  side.fulfilled = o.outcome.state == ObligationOutcome::State::fulfilled;
  side.place = o.rule.place;
  if (o.trace) side.days = deciding_days(*o.trace);
  for (const RungOutcome& effect : explanation.outcome.effects) {
    if (effect.kind == "red_card" && effect.deadline == o.outcome.key && !side.red_card) side.red_card = effect.at;
  }
  return side;
}

const ExplainedObligation* first_of(const Explanation& explanation, std::string_view key) {
  const auto found = std::ranges::find_if(explanation.obligations,
                                          [key](const ExplainedObligation& o) { return o.outcome.key == key; });
  return found == explanation.obligations.end() ? nullptr : &*found;
}

}  // namespace

namespace {

// The first case for each newly breached deadline, then `further` ones that breach anew; where none does, the first that
// changed at all. At most `total`.
std::vector<std::size_t> choose(const DryRunReport& report, std::size_t further, std::size_t total) {
  std::vector<std::size_t> result;
  std::set<std::string, std::less<>> shown;  // deadlines
  const auto& all = report.differences;
  for (std::size_t i = 0; i < all.size() && result.size() < total; ++i) {
    bool shows_more = false;
    for (const Difference& field : all[i].fields) {
      if (newly_breached(field)) shows_more |= shown.emplace(deadline_of(field.what)).second;
    }
    if (shows_more) result.push_back(i);
  }
  const bool any_breach = !result.empty();
  const std::size_t wanted = std::min(result.size() + further, total);
  for (std::size_t i = 0; i < all.size() && result.size() < wanted; ++i) {
    const bool taken = std::ranges::find(result, i) != result.end();
    if (!taken && (!any_breach || has_new_breach(all[i]))) result.push_back(i);
  }
  std::ranges::sort(result);
  return result;
}

}  // namespace

std::vector<std::size_t> worth_showing(const DryRunReport& report) {
  return choose(report, cases_in_full, cases_in_full);
}

// What the whole chooses is the first of its kind there, so it is the first in its part, or among its first few.
std::vector<std::size_t> worth_keeping(const DryRunReport& report) {
  return choose(report, 2 * cases_in_full, report.differences.size());
}

SideOfRules side_of(const Rulebook& rulebook) {
  std::set<std::string> versions;
  for (const model::Migration& m : rulebook.data().migrations) versions.emplace(rulebook.data().text(m.from));
  return {std::string(rulebook.name()), std::string(rulebook.version()), title_of(rulebook), rulebook.hash(),
          deadlines_of(rulebook), presumed_bases(rulebook), {versions.begin(), versions.end()}};
}

CaseInFull in_full(const std::shared_ptr<const Rulebook>& baseline, const std::shared_ptr<const Rulebook>& candidate,
                   const RecordedCase& record, const ChangedCase& changed, Instant until) {
  const Explanation base = explain(baseline, record, until);
  const Explanation cand = explain(candidate, record, until);
  CaseInFull result{changed.position, changed.id, changed.group, {}, changed.because};
  std::vector<std::string> keys;
  for (const Difference& field : changed.fields) {
    const std::string key(deadline_of(field.what));
    if (!key.empty() && std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
  }
  for (const std::string& key : keys) {
    const ExplainedObligation* b = first_of(base, key);
    const ExplainedObligation* c = first_of(cand, key);
    if ((b != nullptr && b->outcome.right) || (c != nullptr && c->outcome.right)) continue;
    DueInFull due{key, c != nullptr ? c->outcome.name : b != nullptr ? b->outcome.name : key, {}, {}};
    if (b != nullptr) due.baseline = one_side(base, *b);
    if (c != nullptr) due.candidate = one_side(cand, *c);
    result.dues.push_back(std::move(due));
  }
  return result;
}

void merge(DryRunPage& into, DryRunPage&& from) {
  merge(into.report, std::move(from.report));
  for (CaseInFull& c : from.cases) into.cases.push_back(std::move(c));
  std::ranges::sort(into.cases, {}, &CaseInFull::position);
}

}  // namespace sanhuan::cli
