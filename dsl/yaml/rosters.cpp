#include "dsl/yaml/rosters.hpp"

#include <algorithm>
#include <filesystem>
#include <string>

#include "dsl/yaml/duty_items.hpp"
#include "dsl/yaml/duty_words.hpp"
#include "dsl/yaml/files.hpp"
#include "dsl/yaml/nearest.hpp"
#include "dsl/yaml/table.hpp"

namespace sanhuan::dsl {
namespace {

using namespace yaml;

constexpr Choice<Cycle> turn_words[] = {{"day", "日", Cycle::day}, {"week", "周", Cycle::week}, {"month", "月", Cycle::month}};
constexpr Choice<Cycle> window_words[] = {{"month", "月", Cycle::month}, {"quarter", "季", Cycle::quarter}, {"year", "年", Cycle::year}};
constexpr Choice<RosterOrder> order_words[] = {{"in_turn", "轮到", RosterOrder::in_turn}, {"least_loaded", "最少", RosterOrder::least_loaded}};
constexpr Choice<bool> given_words[] = {{"on_duty", "值班", false}, {"all", "全体", true}};

class RosterReader {
 public:
  RosterReader(const Reader& reader, std::filesystem::path folder, Files& files, Sink& sink)
      : reader_(reader), folder_(std::move(folder)), files_(files), sink_(sink) {}

  RosterSource read(const Entry& entry) {
    source_.place = source_.start = reader_.place(entry.key);
    roster().name = roster().key = entry.key.text;
    if (reader_.map(entry.value) == nullptr) return std::move(source_);
    const Fields fields(reader_, entry.value, key::roster);
    if (const Node* const node = fields.find(key::key)) roster().key = reader_.text(*node).text;
    if (const Node* const node = fields.need(key::turn)) roster().turn = reader_.choice(*node, turn_words).value_or(Cycle::week);
    if (const Node* const node = fields.need(key::start)) {
      source_.start = reader_.place(*node);
      roster().start = reader_.date(*node).value_or(last_day);
    }
    if (const Node* const node = fields.find(key::rest_days)) roster().rest_days = reader_.choice(*node, yes_no_words).value_or(false);
    if (const Node* const node = fields.find(key::order))
      roster().order = reader_.choice(*node, order_words).value_or(RosterOrder::in_turn);
    if (const Node* const node = fields.find(key::counted)) roster().window = reader_.choice(*node, window_words).value_or(Cycle::year);
    if (const Node* const node = fields.find(key::given_to)) roster().all = reader_.choice(*node, given_words).value_or(false);
    if (const SourceFile* const file = table(fields.need(key::members))) read_members(*file);
    if (const Node* const node = fields.need(key::seats)) read_seats(*node);
    if (const Node* const node = fields.find(key::total)) check_total(*node);
    if (const SourceFile* const file = table(fields.find(key::leave))) read_leave(*file);
    if (const SourceFile* const file = table(fields.find(key::swaps))) read_swaps(*file);
    if (const SourceFile* const file = table(fields.find(key::recusals))) read_recusals(*file);
    if (const Node* const node = fields.find(key::recorded)) read_record(*node);
    return std::move(source_);
  }

 private:
  Roster& roster() { return source_.roster; }

  const SourceFile* table(const Node* named) const {
    if (named == nullptr) return nullptr;
    const Written path = reader_.text(*named);
    return path.empty() ? nullptr : files_.read_csv(beside(folder_, path.text), path.place, sink_);
  }

  void read_members(const SourceFile& file) {
    Table table(file, sink_, key::member_columns, {key::number});
    while (table.next()) {
      const Written number = table.need(key::number);
      if (number.empty()) continue;
      if (roster().members.size() == roster_members_max) {
        sink_.report("E0902", number.place, {std::to_string(roster_members_max)});
        break;
      }
      if (known(number.text)) {
        sink_.report("E0900", number.place, {number.text});
        continue;
      }
      RosterMember member;
      member.key = number.text;
      member.name = table.text(key::person).text;
      for (const Written& skill : pieces(table.text(key::skills))) member.skills.push_back(skill.text);
      member.joins = table.date_if_any(key::joins).value_or(first_day);
      member.leaves = table.date_if_any(key::leaves).value_or(last_day);
      check_validity(sink_, table.place_of_row(), member.joins, member.leaves);
      source_.member_units.push_back(table.text(key::of_unit));
      roster().members.push_back(std::move(member));
    }
  }

  void read_seats(const Node& node) {
    const auto seats = reader_.number(node, 1, static_cast<std::int64_t>(roster_members_max));
    if (!seats) return;
    roster().seats = static_cast<std::uint16_t>(*seats);
    if (!roster().members.empty() && *seats > static_cast<std::int64_t>(roster().members.size()))
      reader_.report("E0904", node, {std::to_string(*seats), std::to_string(roster().members.size())});
  }

  void check_total(const Node& node) const {
    const auto said = reader_.number(node, 0, static_cast<std::int64_t>(roster_members_max));
    const std::size_t there = source_.roster.members.size();
    if (said && there != 0 && static_cast<std::size_t>(*said) != there)
      reader_.report("E0903", node, {std::to_string(*said), std::to_string(there), source_.roster.members.back().key});
  }

  void read_leave(const SourceFile& file) {
    Table table(file, sink_, key::leave_columns, {key::number, key::from, key::to, key::entered});
    while (table.next()) {
      const MemberId id = member(table.need(key::number));
      const auto from = table.date(key::from), to = table.date(key::to), entered = table.date(key::entered);
      if (id && from && to && entered && check_validity(sink_, table.place_of_row(), *from, *to))
        roster().leaves.push_back({id, *from, *to, *entered});
    }
  }

  void read_swaps(const SourceFile& file) {
    Table table(file, sink_, key::swap_columns, {key::date, key::number, key::with});
    while (table.next()) {
      const Written with = table.need(key::with);
      const MemberId one = member(table.need(key::number)), other = member(with);
      const auto day = table.date(key::date);
      if (one && one == other) sink_.report("E0905", with.place, {with.text});
      else if (one && other && day) roster().swaps.push_back({one, other, *day});
    }
  }

  void read_recusals(const SourceFile& file) {
    Table table(file, sink_, key::recusal_columns, {key::number, key::of_unit, key::basis});
    while (table.next()) {
      const MemberId id = member(table.need(key::number));
      const Written unit = table.need(key::of_unit);
      table.need(key::basis);
      const Day from = table.date_if_any(key::from).value_or(first_day), to = table.date_if_any(key::to).value_or(last_day);
      if (!id || unit.empty() || !check_validity(sink_, table.place_of_row(), from, to)) continue;
      roster().recusals.push_back({id, {}, from, to});
      source_.recusal_units.push_back(unit);
    }
  }

  void read_record(const Node& node) {
    if (reader_.map(node) == nullptr) return;
    const Fields fields(reader_, node, key::roster_record);
    if (const Node* const event = fields.need(key::event)) source_.event = reader_.text(*event);
    if (const Node* const field = fields.need(key::member)) source_.member_field = reader_.text(*field);
    if (const Node* const field = fields.find(key::excluded)) source_.excluded_field = reader_.text(*field);
    if (const Node* const field = fields.find(key::about)) source_.units_field = reader_.text(*field);
    if (const Node* const field = fields.find(key::skill)) source_.skill_field = reader_.text(*field);
  }

  bool known(const std::string& number) const {
    return std::any_of(source_.roster.members.begin(), source_.roster.members.end(), [&](const RosterMember& m) { return m.key == number; });
  }

  MemberId member(const Written& number) const {
    if (number.empty()) return {};
    std::vector<std::string_view> numbers;
    for (std::size_t i = 0; i < source_.roster.members.size(); ++i) {
      if (source_.roster.members[i].key == number.text) return MemberId(i);
      numbers.push_back(source_.roster.members[i].key);
    }
    const std::string_view near = nearest(number.text, numbers);
    sink_.report("E0901", number.place, {number.text, did_you_mean(near)}).suggestion = near;
    return {};
  }

  const Reader& reader_;
  std::filesystem::path folder_;
  Files& files_;
  Sink& sink_;
  RosterSource source_;
};

}  // namespace

std::vector<RosterSource> read_rosters(const SourceFile& file, Files& files, Sink& sink) {
  std::vector<RosterSource> rosters;
  const std::optional<Node> root = read_document(file, sink);
  if (!root) return rosters;
  const Reader reader(file, sink);
  if (reader.map(*root) == nullptr) return rosters;
  const Fields fields(reader, *root, key::rosters_file);
  const Node* const all = fields.need(key::rosters);
  const std::vector<Entry>* const entries = all == nullptr ? nullptr : reader.map(*all);
  if (entries == nullptr) return rosters;
  const auto folder = std::filesystem::path(file.path()).parent_path();
  for (const Entry& entry : *entries) rosters.push_back(RosterReader(reader, folder, files, sink).read(entry));
  return rosters;
}

}  // namespace sanhuan::dsl
