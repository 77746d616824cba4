#include "dsl/yaml/assessments.hpp"

#include "dsl/yaml/fields.hpp"

namespace sanhuan::dsl {
namespace {

using namespace yaml;

constexpr std::int64_t points_max = 100, times_max_counted = 1'000, sample_max = 1'000;

// Departments are scored each by itself: no level.
constexpr Choice<Level> scored_words[] = {{"district", "区", Level::district}, {"town", "镇", Level::town}, {"village", "村", Level::village},
                                          {"grid", "网格", Level::grid},       {"department", "部门", Level::unknown}};
constexpr Choice<Measure> measure_words[] = {{"kept", "按期", Measure::kept},
                                             {"fulfilled", "办成", Measure::fulfilled},
                                             {"not_returned", "未退回", Measure::not_returned},
                                             {"fact", "要素", Measure::fact},
                                             {"stage", "环节", Measure::stage},
                                             {"duty", "职责", Measure::duty}};
constexpr Choice<std::string_view> effect_words[] = {{"red_card", "红牌", "red_card"},   {"yellow_card", "黄牌", "yellow_card"},
                                                     {"urge", "催办", "urge"},           {"supervise", "督办", "supervise"},
                                                     {"penalise", "扣分", "penalise"},   {"reward", "加分", "reward"}};

class AssessmentReader {
 public:
  explicit AssessmentReader(const Reader& reader) : reader_(reader) {}

  AssessmentSource read(const Entry& entry) {
    source_.place = reader_.place(entry.key);
    Assessment& assessment = source_.assessment;
    assessment.name = assessment.key = entry.key.text;
    if (reader_.map(entry.value) == nullptr) return std::move(source_);
    const Fields fields(reader_, entry.value, key::assessment);
    if (const Node* const node = fields.find(key::key)) assessment.key = reader_.text(*node).text;
    if (const Node* const node = fields.need(key::scored)) assessment.scored = reader_.choice(*node, scored_words).value_or(Level::town);
    if (const Node* const node = fields.find(key::cases)) source_.cases = reader_.text(*node);
    if (const Node* const node = fields.find(key::responsible)) source_.responsible = reader_.text(*node);
    if (const Node* const node = fields.find(key::sample))
      assessment.sample = static_cast<std::uint32_t>(reader_.number(*node, 1, sample_max).value_or(0));
    if (const Node* const node = fields.need(key::indicators)) read_indicators(*node);
    if (const Node* const node = fields.find(key::points)) read_points(*node);
    return std::move(source_);
  }

 private:
  void read_indicators(const Node& node) {
    const std::vector<Node>* const list = reader_.list(node);
    if (list == nullptr) return;
    std::uint32_t sum = 0;
    for (const Node& item : *list) {
      if (reader_.map(item) == nullptr) continue;
      const Fields fields(reader_, item, key::indicator);
      IndicatorSource indicator;
      if (const Node* const name = fields.need(key::name)) indicator.name = indicator.key = reader_.text(*name);
      if (const Node* const key = fields.find(key::key)) indicator.key = reader_.text(*key);
      if (const Node* const measure = fields.need(key::measure)) indicator.measure = reader_.choice(*measure, measure_words).value_or(Measure::kept);
      if (const Node* const weight = fields.need(key::weight))
        indicator.weight = static_cast<std::uint32_t>(reader_.number(*weight, 1, assessment_weight_max).value_or(0));
      if (const Node* const of = fields.find(key::of)) indicator.of = reader_.text_or_texts(*of);
      else if (indicator.measure != Measure::stage) reader_.report("E0925", item, {indicator.name.text});
      if (const Node* const good = fields.find(key::good)) indicator.good = reader_.text_or_texts(*good);
      else if (indicator.measure == Measure::fact || indicator.measure == Measure::stage) reader_.report("E0926", item, {indicator.name.text});
      if (const Node* const counted = fields.find(key::counted_values)) indicator.counted = reader_.text_or_texts(*counted);
      sum += indicator.weight;
      source_.indicators.push_back(std::move(indicator));
    }
    constexpr std::uint32_t all = 100;
    if (sum != all && !list->empty()) reader_.report("E0920", node, {std::to_string(sum)});
  }

  void read_points(const Node& node) {
    const std::vector<Node>* const list = reader_.list(node);
    if (list == nullptr) return;
    for (const Node& item : *list) {
      if (reader_.map(item) == nullptr) continue;
      const Fields fields(reader_, item, key::point_rule);
      PointRule rule;
      if (const Node* const name = fields.need(key::name)) rule.name = rule.key = reader_.text(*name).text;
      if (const Node* const key = fields.find(key::key)) rule.key = reader_.text(*key).text;
      if (const Node* const effect = fields.need(key::effect)) rule.effect = reader_.choice(*effect, effect_words).value_or("");
      if (const Node* const each = fields.need(key::each))
        rule.points = static_cast<std::int32_t>(reader_.number(*each, -points_max, points_max).value_or(0));
      if (const Node* const most = fields.find(key::at_most))
        rule.at_most = static_cast<std::uint32_t>(reader_.number(*most, 1, times_max_counted).value_or(0));
      source_.assessment.points.push_back(std::move(rule));
    }
  }

  const Reader& reader_;
  AssessmentSource source_;
};

}  // namespace

std::vector<AssessmentSource> read_assessments(const SourceFile& file, Sink& sink) {
  std::vector<AssessmentSource> all;
  const std::optional<Node> root = read_document(file, sink);
  if (!root) return all;
  const Reader reader(file, sink);
  if (reader.map(*root) == nullptr) return all;
  const Fields fields(reader, *root, key::assessments_file);
  const Node* const node = fields.need(key::assessments);
  const std::vector<Entry>* const entries = node == nullptr ? nullptr : reader.map(*node);
  if (entries == nullptr) return all;
  for (const Entry& entry : *entries) all.push_back(AssessmentReader(reader).read(entry));
  return all;
}

}  // namespace sanhuan::dsl
