#include <algorithm>

#include "lib/rulebook/registers.hpp"
#include "sanhuan/assessment.hpp"

namespace sanhuan {

namespace {

constexpr std::int64_t hundredths = 100, full_score = 100;

bool holds(const std::vector<std::string>& all, std::string_view one) noexcept {
  return std::find(all.begin(), all.end(), one) != all.end();
}

void count(Ratio& ratio, bool good) noexcept {
  ++ratio.counted;
  ratio.good += good ? 1 : 0;
}

// Of one obligation under one indicator.
void count(const ObligationOutcome& o, Measure measure, Ratio& ratio) noexcept {
  using State = ObligationOutcome::State;
  const bool done = o.state == State::fulfilled;
  switch (measure) {
    case Measure::kept:
      if (done || o.breached) count(ratio, done && !o.breached);
      return;
    case Measure::fulfilled:
      if (done || o.breached) count(ratio, done);
      return;
    case Measure::not_returned:
      if (done || o.breached || o.state == State::returned) count(ratio, o.state != State::returned);
      return;
    case Measure::fact:
    case Measure::stage:
    case Measure::duty: return;
  }
}

// The number by which a case is drawn: FNV-1a over seed and text, then mixed so that ids that are alike lie apart.
std::uint64_t lot(std::uint64_t seed, std::string_view unit, std::string_view id) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325;
  const auto take = [&](unsigned char byte) { hash = (hash ^ byte) * 0x100000001b3; };
  for (int i = 0; i < 8; ++i) take(static_cast<unsigned char>(seed >> (8 * i)));
  for (const char c : unit) take(static_cast<unsigned char>(c));
  take(0);
  for (const char c : id) take(static_cast<unsigned char>(c));
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
  return hash ^ (hash >> 31);
}

// a/b rounded half up; a not negative, b positive. Counts up to 10^9 and weights up to assessment_weight_max fit.
std::int64_t rounded(std::int64_t a, std::int64_t b) noexcept { return a / b + (2 * (a % b) >= b ? 1 : 0); }

}  // namespace

std::int64_t points_of(const Assessment& assessment, const UnitScore& score) noexcept {
  std::int64_t points = 0;
  for (std::size_t i = 0; i < score.times.size(); ++i) {
    const PointRule& rule = assessment.points[i];
    const std::uint64_t times = rule.at_most == 0 ? score.times[i] : std::min<std::uint64_t>(score.times[i], rule.at_most);
    points += static_cast<std::int64_t>(times) * rule.points;
  }
  return points;
}

Assessor::Assessor(std::shared_ptr<const Rulebook> rules, Assessment assessment, Day from, Day to)
    : rules_(std::move(rules)), assessment_(std::move(assessment)), from_(from), to_(to), rows_(rules_->organisation().size()) {
  if (assessment_.scored == Level::unknown) return;
  const Organisation& organisation = rules_->organisation();
  for (std::size_t i = 0; i < organisation.size(); ++i) {
    const Unit& unit = organisation.unit(UnitId(i));
    if (unit.in_line && !unit.section && unit.level == assessment_.scored && !unit.successor) row(UnitId(i));
  }
}

UnitId Assessor::scored(UnitId unit) const noexcept {
  const Organisation& organisation = rules_->organisation();
  if (!unit || unit.value >= organisation.size()) return {};
  unit = organisation.current(unit);
  if (organisation.unit(unit).section) unit = organisation.unit(unit).parent;
  const Unit& who = organisation.unit(unit);
  if (assessment_.scored == Level::unknown) return who.in_line ? UnitId{} : unit;
  return who.in_line ? organisation.ancestor(unit, assessment_.scored) : UnitId{};
}

// 乙局, 乙局 负责人: a card for a role is its unit's.
UnitId Assessor::addressee(std::string_view name) const {
  const UnitId unit = rules_->unit(name);
  const std::size_t role = name.rfind(' ');
  return unit || role == std::string_view::npos ? unit : rules_->unit(name.substr(0, role));
}

Assessor::Row* Assessor::row(UnitId unit) {
  if (!unit) return nullptr;
  std::optional<Row>& row = rows_[unit.value];
  if (!row) row = Row{std::vector<Ratio>(assessment_.indicators.size()), std::vector<std::uint64_t>(assessment_.points.size()), {}};
  return &*row;
}

bool Assessor::inside(Instant at) const noexcept {
  const Day day = rules_->calendar().local_day(at);
  return from_ <= day && day <= to_;
}

void Assessor::add(const std::string& id, const CaseOutcome& outcome) {
  for (const ObligationOutcome& o : outcome.obligations) {
    // A due at 24:00 belongs to the day it ends (4.3).
    if (o.right || o.unjudged || o.due == Instant::never() || !inside(o.due - 1)) continue;
    for (std::size_t i = 0; i < assessment_.indicators.size(); ++i) {
      const Indicator& indicator = assessment_.indicators[i];
      if (!holds(indicator.of, o.key)) continue;
      if (Row* const of = row(scored(o.holder.unit))) count(o, indicator.measure, of->ratios[i]);
    }
  }
  for (const RungOutcome& effect : outcome.effects)
    for (std::size_t i = 0; i < assessment_.points.size(); ++i)
      if (effect.kind == assessment_.points[i].effect && inside(effect.at))
        if (Row* const of = row(scored(addressee(effect.to)))) ++of->times[i];
  if (outcome.type == assessment_.case_type && outcome.opened && inside(outcome.opened_at)) {
    const auto fact = [&](std::string_view key) -> std::string_view {
      for (const auto& [name, value] : outcome.facts)
        if (name == key) return value;
      return {};
    };
    if (Row* const of = row(scored(rules_->unit(fact(assessment_.unit_fact))))) {
      of->cases.push_back(id);
      for (std::size_t i = 0; i < assessment_.indicators.size(); ++i) {
        const Indicator& indicator = assessment_.indicators[i];
        if (indicator.measure == Measure::stage) count(of->ratios[i], holds(indicator.good, outcome.stage));
        if (indicator.measure != Measure::fact || indicator.of.empty()) continue;
        const std::string_view value = fact(indicator.of.front());
        if (!value.empty() && (indicator.counted.empty() || holds(indicator.counted, value)))
          count(of->ratios[i], holds(indicator.good, value));
      }
    }
  }
  for (const ChildOutcome& child : outcome.children) add(id + "/" + child.path, child.outcome);
}

void Assessor::add(const DutyRecord& record, Day known) {
  for (std::size_t i = 0; i < assessment_.indicators.size(); ++i) {
    const Indicator& indicator = assessment_.indicators[i];
    if (indicator.measure != Measure::duty) continue;
    for (const Level level : {Level::grid, Level::village, Level::town, Level::district}) {
      const DutyTally tally = record.tally(level, from_, to_, known);
      for (std::size_t column = 0; column < tally.duties.size(); ++column) {
        if (!holds(indicator.of, record.book().key(tally.duties[column]))) continue;
        for (std::size_t line = 0; line < tally.units.size(); ++line) {
          Row* const of = row(scored(tally.units[line]));
          if (of == nullptr) continue;
          of->ratios[i].counted += tally.owed[column];
          of->ratios[i].good += tally.done_at(line, column);
        }
      }
    }
  }
}

void Assessor::merge(const Assessor& other) {
  for (std::size_t unit = 0; unit < rows_.size(); ++unit) {
    if (!other.rows_[unit]) continue;
    const Row& theirs = *other.rows_[unit];
    Row& ours = *row(UnitId(unit));
    for (std::size_t i = 0; i < ours.ratios.size(); ++i) {
      ours.ratios[i].good += theirs.ratios[i].good;
      ours.ratios[i].counted += theirs.ratios[i].counted;
    }
    for (std::size_t i = 0; i < ours.times.size(); ++i) ours.times[i] += theirs.times[i];
    ours.cases.insert(ours.cases.end(), theirs.cases.begin(), theirs.cases.end());
  }
}

// 5.5b: 100 times the weighted mean of the ratios that have something to count, and the points.
std::vector<UnitScore> Assessor::scores() const {
  std::vector<UnitScore> scores;
  for (std::size_t unit = 0; unit < rows_.size(); ++unit) {
    if (!rows_[unit]) continue;
    const Row& row = *rows_[unit];
    UnitScore score{UnitId(unit), row.ratios, row.times, {}, 0};
    std::int64_t weights = 0, millionths = 0;
    constexpr std::int64_t one = 1'000'000;
    for (std::size_t i = 0; i < row.ratios.size(); ++i) {
      const Ratio& ratio = row.ratios[i];
      if (ratio.counted == 0) continue;
      const std::int64_t weight = assessment_.indicators[i].weight;
      weights += weight;
      millionths += weight * rounded(static_cast<std::int64_t>(ratio.good) * one, static_cast<std::int64_t>(ratio.counted));
    }
    if (weights > 0)
      score.score = rounded(millionths * full_score * hundredths, weights * one) + points_of(assessment_, score) * hundredths;
    scores.push_back(std::move(score));
  }
  std::stable_sort(scores.begin(), scores.end(), [](const UnitScore& a, const UnitScore& b) {
    if (a.score.has_value() != b.score.has_value()) return a.score.has_value();
    return a.score && *a.score > *b.score;
  });
  for (std::size_t i = 0; i < scores.size() && scores[i].score; ++i)
    scores[i].place = i > 0 && *scores[i].score == *scores[i - 1].score ? scores[i - 1].place : static_cast<std::uint32_t>(i + 1);
  return scores;
}

std::vector<Assessor::Sampled> Assessor::sample(std::uint64_t seed) const {
  std::vector<Sampled> all;
  for (std::size_t unit = 0; unit < rows_.size(); ++unit) {
    if (!rows_[unit] || rows_[unit]->cases.empty()) continue;
    const std::string& key = rules_->organisation().unit(UnitId(unit)).key;
    std::vector<std::pair<std::uint64_t, std::string>> drawn;
    for (const std::string& id : rows_[unit]->cases) drawn.emplace_back(lot(seed, key, id), id);
    std::sort(drawn.begin(), drawn.end());
    Sampled sampled{UnitId(unit), {}};
    for (std::size_t i = 0; i < drawn.size() && i < assessment_.sample; ++i) sampled.cases.push_back(std::move(drawn[i].second));
    all.push_back(std::move(sampled));
  }
  return all;
}

}  // namespace sanhuan
