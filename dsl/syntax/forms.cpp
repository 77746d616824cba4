#include "dsl/syntax/forms.hpp"

#include <algorithm>
#include <array>

namespace sanhuan::dsl {

namespace {

using K = NodeKind;
using W = Word;

constexpr LineForm forms[] = {
    {W::enum_, K::enumeration, lines::enumeration},
    {W::case_, K::case_type, lines::case_type},
    {W::fact, K::facts, lines::facts},
    {W::event, K::event, lines::event},
    {W::table, K::table, lines::table},
    {W::process, K::process, lines::process},
    {W::locality, K::locality, lines::one_name},
    {W::fallback, K::fallback, lines::one_name},
    {W::persons, K::persons, lines::one_name},
    {W::late_when, K::late_when, lines::late_when},
    {W::top, K::top, lines::then_actions},
    {W::responsibility, K::responsibility, lines::responsibility},
    {W::thread, K::thread, lines::scope},
    {W::ring, K::ring, lines::scope},
    {W::stage, K::stage, lines::stage},
    {W::substage, K::substage, lines::stage},
    {W::closed, K::final_stage, lines::final_stage},
    {W::reopenable, K::reopenable, lines::reopenable},
    {W::deadline, K::deadline, lines::deadline},
    {W::from, K::from, lines::from},
    {W::remaining, K::remaining, lines::remaining},
    {W::overdue, K::overdue, lines::overdue},
    {W::then_every, K::then_every, lines::then_every},
    {W::extendable, K::extendable, lines::extendable},
    {W::approved_by, K::terms, lines::terms, true},
    {W::before_expiry, K::terms, lines::terms, true},
    {W::continue_from, K::terms, lines::terms, true},
    {W::using_, K::terms, lines::terms, true},
    {W::then, K::also, lines::after_then},
    {W::returnable, K::returnable, lines::returnable},
    {W::in_total, K::return_limit, lines::return_limit, true},
    {W::per_unit, K::return_limit, lines::return_limit, true},
    {W::unaffected, K::clock_policy, lines::while_here, true},
    {W::carry_over, K::clock_policy, lines::while_here, true},
    {W::recount, K::clock_policy, lines::while_here, true},
    {W::leave_out, K::clock_policy, lines::while_here, true},
    {W::while_here, K::while_here, lines::while_here},
    {W::when, K::when, lines::when},
    {W::once, K::once, lines::once},
    {W::if_, K::if_line, lines::if_line},
    {W::else_, K::else_line, lines::else_line},
    {W::on_entry, K::on_entry, lines::maybe_then_actions},
    {W::on_exit, K::on_exit, lines::maybe_then_actions},
    {W::go, K::actions, lines::actions, true},
    {W::back, K::actions, lines::actions, true},
    {W::set, K::actions, lines::actions, true},
    {W::notify, K::actions, lines::actions, true},
    {W::inform, K::actions, lines::actions, true},
    {W::urge, K::actions, lines::actions, true},
    {W::supervise, K::actions, lines::actions, true},
    {W::escalate, K::actions, lines::actions, true},
    {W::yellow_card, K::actions, lines::actions, true},
    {W::red_card, K::actions, lines::actions, true},
    {W::penalise, K::actions, lines::actions, true},
    {W::reward, K::actions, lines::actions, true},
    {W::end, K::actions, lines::actions, true},
    {W::transfer, K::actions, lines::actions, true},
    {W::delegate, K::actions, lines::actions, true},
    {W::recall, K::actions, lines::actions, true},
    {W::limit, K::actions, lines::actions, true},
    {W::suspend, K::actions, lines::actions, true},
    {W::resume, K::actions, lines::actions, true},
    {W::interrupt, K::actions, lines::actions, true},
    {W::deem, K::actions, lines::actions, true},
    {W::open_case, K::actions, lines::actions, true},
    {W::merge, K::actions, lines::actions, true},
    {W::designate, K::actions, lines::actions, true},
    {W::only_if, K::only_if, lines::condition},
    {W::exclude, K::exclude, lines::exclude},
    {W::restart, K::restart, lines::restart},
    {W::calendar_change, K::calendar_change, lines::calendar_change},
    {W::class_change, K::class_change, lines::class_change},
    {W::no_later_than, K::bound, lines::bound, true},
    {W::no_earlier_than, K::bound, lines::bound, true},
    {W::basis, K::basis, lines::presumed_text},
    {W::note, K::note, lines::text_to_end},
    {W::effective, K::effective, lines::effective},
    {W::migration, K::migration, lines::migration},
    {W::standing, K::standing, lines::scope},
    {W::frequency, K::frequency, lines::frequency},
    {W::season, K::season, lines::season},
    {W::shall, K::duty, lines::duty},
    {W::on_finding, K::on_finding, lines::then_actions},
    {W::promise, K::promise, lines::promise},
    {W::whenever, K::whenever, lines::whenever},
    {W::never, K::never, lines::condition},
    {W::background, K::background, lines::nothing},
    {W::scenario, K::scenario, lines::text_to_end},
    {W::given, K::given, lines::given},
    {W::with, K::with, lines::assignments},
    {W::expect, K::expect, lines::expect},
};

constexpr LineForm promise_from{W::from, K::from, lines::promise_from};
constexpr LineForm suspend_policy{W::suspend, K::clock_policy, lines::while_here, true};
constexpr LineForm heading{W::none, K::table_row, lines::table_heading, true};
constexpr LineForm row_of_table{W::none, K::table_row, lines::table_row, true};
constexpr LineForm step{W::none, K::scenario_step, lines::scenario_step, true};
constexpr LineForm migration_line{W::migration, K::migration, lines::migration_line, true};

constexpr std::size_t word_count = 256;

constexpr std::array<std::uint8_t, word_count> index_by_word() noexcept {
  std::array<std::uint8_t, word_count> result{};
  for (std::size_t i = 0; i < std::size(forms); ++i) {
    result[static_cast<std::size_t>(forms[i].head)] = static_cast<std::uint8_t>(i + 1);
  }
  return result;
}
constexpr auto form_of_word = index_by_word();

}  // namespace

const LineForm* find_form(Word head, const Structure& structure) noexcept {
  const std::int32_t open = structure.innermost();
  if (open >= 0 && head == W::from && structure.nearest(parents_of(K::from)) >= 0 &&
      structure.kind(structure.nearest(parents_of(K::from))) == K::promise) {
    return &promise_from;
  }
  if (open >= 0 && head == W::suspend) {
    const std::int32_t holder = structure.nearest(parents_of(K::actions) | set_of(K::returnable));
    if (holder >= 0 && structure.kind(holder) == K::returnable) return &suspend_policy;
  }
  const std::size_t word = static_cast<std::size_t>(head);
  return word < word_count && form_of_word[word] != 0 ? &forms[form_of_word[word] - 1] : nullptr;
}

const LineForm& row_form(const Structure& structure) noexcept {
  const std::int32_t table = structure.nearest(set_of(K::table));
  return table >= 0 && structure.kind(structure.innermost()) == K::table ? heading : row_of_table;
}

const LineForm& step_form() noexcept { return step; }
const LineForm& migration_form() noexcept { return migration_line; }
std::span<const LineForm> all_forms() noexcept { return forms; }

Word head_of(NodeKind kind) noexcept {
  const auto found = std::find_if(std::begin(forms), std::end(forms), [&](const LineForm& f) { return f.kind == kind; });
  return found == std::end(forms) ? Word::none : found->head;
}

}  // namespace sanhuan::dsl
