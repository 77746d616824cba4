#include "cli/assess_print.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <string>

#include "cli/table.hpp"
#include "cli/words.hpp"

namespace sanhuan::cli {
namespace {

constexpr std::int64_t hundredths = 100;

std::string score_text(const std::optional<std::int64_t>& score) {
  if (!score) return "-";
  const std::int64_t whole = *score < 0 ? -*score : *score;
  return fmt::format("{}{}.{:02}", *score < 0 ? "-" : "", whole / hundredths, whole % hundredths);
}

std::string percent(const Ratio& ratio) {
  if (ratio.counted == 0) return "-";
  constexpr std::uint64_t thousand = 1000, ten = 10;
  const std::uint64_t tenths = (2 * ratio.good * thousand + ratio.counted) / (2 * ratio.counted);
  return fmt::format("{}.{}%", tenths / ten, tenths % ten);
}

std::string place_text(std::uint32_t place) { return place == 0 ? "-" : std::to_string(place); }

void heading(const Assessor& assessor, AssessedPeriod period, Session& session) {
  session.out << "\n  " << assessor.assessment().name << "  " << session.voice("{} 到 {}", "{} to {}", to_string(period.from), to_string(period.to))
              << "\n\n";
}

// What the columns of the ranking stand for, with how much each weighs.
void legend(const Assessment& assessment, Session& session) {
  std::string text;
  for (std::size_t i = 0; i < assessment.indicators.size(); ++i)
    text += session.voice("{}{} {}（{}）", "{}{} {} ({})", i == 0 ? "" : session.voice(Text{"，", ", "}), i + 1, assessment.indicators[i].name,
                          assessment.indicators[i].weight);
  for (const PointRule& rule : assessment.points)
    text += session.voice("；{} 每次 {:+} 分", "; {} {:+} each", rule.name, rule.points);
  session.out << "\n" << wrapped("  ", text);
}

}  // namespace

void print_scores(const Assessor& assessor, const Rulebook& rules, AssessedPeriod period, std::optional<RowFormat> rows, Session& session) {
  const Voice voice = session.voice;
  const Assessment& assessment = assessor.assessment();
  const std::vector<UnitScore> scores = assessor.scores();
  if (rows) {
    RowWriter writer(*rows, session);
    for (const UnitScore& s : scores) {
      Fields fields{{"名次", "place", s.place > 0 ? Json(s.place) : Json()}, {"单位", "unit", std::string(rules.unit_name(s.unit))},
                    {"得分", "score", s.score ? Json(score_text(s.score)) : Json()}};
      for (std::size_t i = 0; i < s.ratios.size(); ++i) {
        const Indicator& indicator = assessment.indicators[i];
        const std::string_view label = *rows == RowFormat::json ? indicator.key : indicator.name;
        fields.push_back({label, label, std::to_string(s.ratios[i].good) + "/" + std::to_string(s.ratios[i].counted)});
      }
      for (std::size_t i = 0; i < s.times.size(); ++i) {
        const std::string_view label = *rows == RowFormat::json ? assessment.points[i].key : assessment.points[i].name;
        fields.push_back({label, label, s.times[i]});
      }
      writer.row(fields);
    }
    return;
  }
  heading(assessor, period, session);
  std::vector<Align> columns{Align::right, Align::left, Align::right};
  std::vector<std::string> head{std::string(voice(Text{"名次", "place"})), std::string(voice(Text{"单位", "unit"})),
                                std::string(voice(Text{"得分", "score"}))};
  for (std::size_t i = 0; i < assessment.indicators.size(); ++i) columns.push_back(Align::right), head.push_back(std::to_string(i + 1));
  if (!assessment.points.empty()) columns.push_back(Align::right), head.push_back(std::string(voice(Text{"加减", "points"})));
  Table table(columns, 2, 1);
  table.row(head);
  for (const UnitScore& s : scores) {
    std::vector<std::string> row{place_text(s.place), std::string(rules.unit_name(s.unit)), score_text(s.score)};
    for (const Ratio& ratio : s.ratios) row.push_back(percent(ratio));
    if (!assessment.points.empty()) row.push_back(fmt::format("{:+}", points_of(assessment, s)));
    table.row(std::move(row));
  }
  session.out << table.text();
  legend(assessment, session);
}

void print_changes(const Assessor& base, const Rulebook& base_rules, const Assessor& candidate, const Rulebook& candidate_rules, AssessedPeriod period,
                   std::optional<RowFormat> rows, Session& session) {
  const Voice voice = session.voice;
  std::map<std::string, UnitScore> before;
  for (UnitScore& s : base.scores()) before.emplace(base_rules.unit_name(s.unit), std::move(s));
  std::optional<RowWriter> writer;
  if (rows) writer.emplace(*rows, session);
  else heading(candidate, period, session);
  Table table({Align::right, Align::right, Align::left, Align::right, Align::right, Align::right}, 2, 2);
  table.row({std::string(voice(Text{"现行名次", "place now"})), std::string(voice(Text{"草案名次", "place then"})), std::string(voice(Text{"单位", "unit"})),
             std::string(voice(Text{"现行得分", "score now"})), std::string(voice(Text{"草案得分", "score then"})), std::string(voice(Text{"变化", "change"}))});
  std::size_t moved = 0;
  for (const UnitScore& s : candidate.scores()) {
    const std::string name(candidate_rules.unit_name(s.unit));
    const auto found = before.find(name);
    const UnitScore was = found == before.end() ? UnitScore{} : found->second;
    moved += was.place != s.place ? 1 : 0;
    std::string change = "-";
    if (was.score && s.score) change = (*s.score > *was.score ? "+" : "") + score_text(*s.score - *was.score);
    if (writer)
      writer->row({{"单位", "unit", name}, {"现行名次", "place_before", was.place > 0 ? Json(was.place) : Json()},
                   {"草案名次", "place_after", s.place > 0 ? Json(s.place) : Json()}, {"现行得分", "score_before", was.score ? Json(score_text(was.score)) : Json()},
                   {"草案得分", "score_after", s.score ? Json(score_text(s.score)) : Json()}});
    table.row({place_text(was.place), place_text(s.place), name, score_text(was.score), score_text(s.score), change});
  }
  if (!rows) session.out << table.text() << "\n" << voice("  名次变了的 {} 个单位\n", "  {} units change places\n", moved);
}

void print_sample(const Assessor& assessor, const Rulebook& rules, AssessedPeriod period, std::uint64_t seed, std::optional<RowFormat> rows,
                  Session& session) {
  const Voice voice = session.voice;
  std::optional<RowWriter> writer;
  if (rows) writer.emplace(*rows, session);
  else heading(assessor, period, session);
  Table table({Align::left, Align::left}, 2, 2);
  table.row({std::string(voice(Text{"单位", "unit"})), std::string(voice(Text{"抽中的", "drawn"}))});
  for (const Assessor::Sampled& sampled : assessor.sample(seed)) {
    std::string text;
    for (const std::string& id : sampled.cases) {
      text += (text.empty() ? "" : "、") + id;
      if (writer) writer->row({{"单位", "unit", std::string(rules.unit_name(sampled.unit))}, {"编号", "case", id}});
    }
    table.row({std::string(rules.unit_name(sampled.unit)), text});
  }
  if (!rows) session.out << table.text() << "\n" << voice("  种子 {}：同样的种子、同样的件，抽几次都一样\n", "  seed {}: the same seed and cases draw the same\n", seed);
}

}  // namespace sanhuan::cli
