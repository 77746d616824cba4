#include "lib/replay/compare.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "lib/replay/describe.hpp"
#include "lib/rulebook/keywords.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan {

SharedNames::SharedNames(const Rulebook& baseline, const Rulebook& candidate)
    : baseline_(side(baseline)), candidate_(side(candidate)) {}

std::uint32_t SharedNames::number(std::string_view key) {
  return numbers_.try_emplace(key, static_cast<std::uint32_t>(numbers_.size())).first->second;
}

SharedNames::Side SharedNames::side(const Rulebook& rulebook) {
  const RulebookData& rules = rulebook.data();
  Side side;
  for (const model::Process& process : rules.processes) {
    Process& numbered = side.processes.emplace_back();
    for (const model::Scope& scope : process.scopes) numbered.scopes.push_back(number(rules.text(scope.key)));
    for (const model::Deadline& d : process.deadlines) numbered.deadlines.push_back(number(rules.text(d.key)));
  }
  const Organisation& organisation = rulebook.organisation();
  for (std::size_t u = 0; u < organisation.size(); ++u) {
    const Unit& unit = organisation.unit(UnitId(u));
    side.units.push_back(number(unit.key.empty() ? unit.name : unit.key));
  }
  for (const model::Named& role : rules.roles) side.roles.push_back(number(rules.text(role.key)));
  return side;
}

namespace {

constexpr std::uint32_t no_number = 0xffff'ffff;

std::string yes_or_no(bool b) { return b ? "true" : "false"; }

std::string due_text(const Rulebook& rulebook, const FoldedObligation& o) {
  return o.due == Instant::never() ? "waiting" : to_string(o.due, rulebook.calendar().zone());
}

}  // namespace

std::uint32_t Comparison::Side::stage() const noexcept {
  const Folded& f = folded();
  return f.opened ? names->processes[fold->process_id().value].scopes[f.leaf.value] : no_number;
}

std::uint32_t Comparison::Side::deadline(const FoldedObligation& o) const noexcept {
  return names->processes[fold->process_id().value].deadlines[o.deadline.value];
}

std::uint64_t Comparison::Side::holder(Holder h) const noexcept {
  const std::uint32_t unit = h.unit ? names->units[h.unit.value] : no_number;
  const std::uint32_t role = h.role ? names->roles[h.role.value] : no_number;
  const auto kind = h.unit || h.role ? std::uint64_t{0} : static_cast<std::uint64_t>(h.kind);
  return std::uint64_t{unit} << 32 ^ role ^ kind << 62;
}

std::string Comparison::Side::place(RuleId rule) const { return place_text(fold->rulebook(), rule); }

void Comparison::differ(std::string what, std::string base, std::string candidate) {
  out_->fields.push_back({prefix_ + what, std::move(base), std::move(candidate)});
}

void Comparison::cite(const Side& side, RuleId rule) {
  std::string place = side.place(rule);
  auto& places = out_->because;
  if (!place.empty() && std::find(places.begin(), places.end(), place) == places.end())
    places.push_back(std::move(place));
}

// The candidate's line; where it has none, the baseline's that is gone.
void Comparison::because(RuleId candidate, RuleId baseline) {
  if (candidate) cite(cand_, candidate);
  else if (baseline) cite(base_, baseline);
}

void Comparison::compare(const CaseFold& baseline, const CaseFold& candidate, const RecordedCase& file,
                         ChangedCase& out) {
  out_ = &out;
  prefix_.clear();
  compare_member(baseline.root(), candidate.root(), file);
  if (baseline.children() + candidate.children() != 0) compare_children(baseline, candidate, file);
}

void Comparison::compare_children(const CaseFold& baseline, const CaseFold& candidate, const RecordedCase& file) {
  const auto opened_by = [](const FoldedCase& c) { return "child " + c.path(); };
  for (std::size_t i = 0; i < baseline.children(); ++i) {
    const FoldedCase& b = baseline.child(i);
    prefix_.clear();
    const FoldedCase* const c = candidate.find(b.path());
    if (c == nullptr) {
      differ(opened_by(b), "opened", "");
      continue;
    }
    prefix_ = opened_by(b) + ".";
    compare_member(b, *c, file);
  }
  prefix_.clear();
  for (std::size_t i = 0; i < candidate.children(); ++i)
    if (baseline.find(candidate.child(i).path()) == nullptr) differ(opened_by(candidate.child(i)), "", "opened");
}

void Comparison::compare_member(const FoldedCase& baseline, const FoldedCase& candidate, const RecordedCase& file) {
  base_ = {&baseline, &names_.baseline()};
  cand_ = {&candidate, &names_.candidate()};
  compare_case();
  compare_obligations();
  compare_counts("escalations.", &Folded::escalations,
                 [](const Side&, const FoldedRung& r) { return std::string(keyword(r.level)); });
  compare_counts("effects.", &Folded::effects,
                 [](const Side& side, const FoldedRung& r) { return verb_name(side.fold->rulebook().data(), r); });
  compare_rejections(file);
}

void Comparison::compare_case() {
  const Folded& b = base_.folded();
  const Folded& c = cand_.folded();
  if (b.opened != c.opened) differ("opened", yes_or_no(b.opened), yes_or_no(c.opened));
  if (base_.stage() != cand_.stage()) {
    const auto key = [](const Side& side) {
      if (!side.folded().opened) return std::string{};
      const model::Scope& scope = side.fold->process().scopes[side.folded().leaf.value];
      return std::string(side.fold->rulebook().data().text(scope.key));
    };
    differ("stage", key(base_), key(cand_));
    because(c.moved_by, b.moved_by);
  }
  if (b.closed != c.closed) {
    differ("closed", yes_or_no(b.closed), yes_or_no(c.closed));
    because(c.moved_by, b.moved_by);
  }
  if (b.level != c.level) {
    differ("level", std::string(keyword(b.level)), std::string(keyword(c.level)));
    because(c.levelled_by, b.levelled_by);
  }
}

void Comparison::sort_rows(const Side& side, std::vector<Row>& rows) {
  rows.clear();
  const auto& obligations = side.folded().obligations;
  for (std::uint32_t i = 0; i < obligations.size(); ++i)
    rows.push_back({side.deadline(obligations[i]), obligations[i].ordinal, i});
  std::sort(rows.begin(), rows.end(), [](const Row& x, const Row& y) {
    return std::tie(x.deadline, x.ordinal, x.index) < std::tie(y.deadline, y.ordinal, y.index);
  });
}

void Comparison::compare_obligations() {
  sort_rows(base_, base_rows_);
  sort_rows(cand_, cand_rows_);
  const auto name = [](const Row& r) { return std::tie(r.deadline, r.ordinal); };
  const auto end_of = [&](const std::vector<Row>& rows, std::size_t from) {
    std::size_t end = from;
    while (end < rows.size() && name(rows[end]) == name(rows[from])) ++end;
    return end;
  };
  std::size_t b = 0, c = 0;
  while (b < base_rows_.size() || c < cand_rows_.size()) {
    const bool base_first =
        c == cand_rows_.size() || (b < base_rows_.size() && name(base_rows_[b]) <= name(cand_rows_[c]));
    const bool candidate_first =
        b == base_rows_.size() || (c < cand_rows_.size() && name(cand_rows_[c]) <= name(base_rows_[b]));
    const std::size_t b_end = base_first ? end_of(base_rows_, b) : b;
    const std::size_t c_end = candidate_first ? end_of(cand_rows_, c) : c;
    compare_group(b, b_end, c, c_end);
    b = b_end;
    c = c_end;
  }
}

// Obligations of one deadline and ordinal: those of one holder are compared with each other, the rest in the order in
// which they opened.
void Comparison::compare_group(std::size_t b, std::size_t b_end, std::size_t c, std::size_t c_end) {
  const auto& base = base_.folded().obligations;
  const auto& cand = cand_.folded().obligations;
  const bool several = b_end - b > 1 || c_end - c > 1;
  const auto name = [&](const Side& side, const FoldedObligation& o) {
    const Rulebook& rulebook = side.fold->rulebook();
    std::string what = "obligations.";
    what += rulebook.data().text(side.fold->process().deadlines[o.deadline.value].key);
    if (o.ordinal > 1) what += '#' + std::to_string(o.ordinal);
    if (several) what += '[' + holder_name(rulebook, o.holder) + ']';
    return what;
  };
  const auto same_pair = [&](const FoldedObligation& x, const FoldedObligation& y) {
    return x.due == y.due && x.state == y.state && x.breached == y.breached && x.unjudged == y.unjudged &&
           base_.holder(x.holder) == cand_.holder(y.holder);
  };
  if (!several && b < b_end && c < c_end) {
    const FoldedObligation& x = base[base_rows_[b].index];
    const FoldedObligation& y = cand[cand_rows_[c].index];
    if (!same_pair(x, y)) compare_pair(&x, &y, name(cand_, y));
    return;
  }
  paired_.assign(c_end - c, 0);
  std::vector<const FoldedObligation*> left;
  const auto pair_with = [&](const FoldedObligation& x, auto matches) {
    for (std::size_t k = c; k < c_end; ++k) {
      const FoldedObligation& y = cand[cand_rows_[k].index];
      if (paired_[k - c] != 0 || !matches(y)) continue;
      paired_[k - c] = 1;
      if (!same_pair(x, y)) compare_pair(&x, &y, name(cand_, y));
      return true;
    }
    return false;
  };
  for (std::size_t k = b; k < b_end; ++k) {
    const FoldedObligation& x = base[base_rows_[k].index];
    const auto same_holder = [&](const FoldedObligation& y) { return base_.holder(x.holder) == cand_.holder(y.holder); };
    if (!pair_with(x, same_holder)) left.push_back(&x);
  }
  for (const FoldedObligation* x : left)
    if (!pair_with(*x, [](const FoldedObligation&) { return true; })) compare_pair(x, nullptr, name(base_, *x));
  for (std::size_t k = c; k < c_end; ++k) {
    const FoldedObligation& y = cand[cand_rows_[k].index];
    if (paired_[k - c] == 0) compare_pair(nullptr, &y, name(cand_, y));
  }
}

// One of them may be missing: an obligation that only the other rules know.
void Comparison::compare_pair(const FoldedObligation* b, const FoldedObligation* c, const std::string& what) {
  const auto field = [&](const char* name, auto text) {
    std::string base = b != nullptr ? text(base_, *b) : std::string{};
    std::string candidate = c != nullptr ? text(cand_, *c) : std::string{};
    if (base != candidate) differ(what + name, std::move(base), std::move(candidate));
  };
  field(".due", [](const Side& side, const FoldedObligation& o) { return due_text(side.fold->rulebook(), o); });
  field(".state", [](const Side&, const FoldedObligation& o) { return std::string(keyword(o.state)); });
  field(".breached", [](const Side&, const FoldedObligation& o) { return yes_or_no(o.breached); });
  field(".unjudged", [](const Side&, const FoldedObligation& o) { return yes_or_no(o.unjudged); });
  field(".holder", [](const Side& side, const FoldedObligation& o) { return holder_name(side.fold->rulebook(), o.holder); });
  because(c != nullptr ? c->rule : RuleId{}, b != nullptr ? b->rule : RuleId{});
}

void Comparison::compare_counts(std::string_view what, std::vector<FoldedRung> Folded::*list,
                                std::string (*kind)(const Side&, const FoldedRung&)) {
  const auto& base = base_.folded().*list;
  const auto& cand = cand_.folded().*list;
  const auto same = [](const FoldedRung& x, const FoldedRung& y) {
    return x.verb == y.verb && x.level == y.level && !x.host_name && !y.host_name;
  };
  if (std::equal(base.begin(), base.end(), cand.begin(), cand.end(), same)) return;
  std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> counts;
  for (const FoldedRung& r : base) ++counts[kind(base_, r)].first;
  for (const FoldedRung& r : cand) ++counts[kind(cand_, r)].second;
  for (const auto& [name, n] : counts) {
    if (n.first == n.second) continue;
    differ(std::string(what) + name, std::to_string(n.first), std::to_string(n.second));
    const Side& side = n.second != 0 ? cand_ : base_;
    for (const FoldedRung& r : side.folded().*list)
      if (kind(side, r) == name) cite(side, r.rule);
  }
}

// Event by event, so that a report can say which one the candidate would not take (8.3).
void Comparison::compare_rejections(const RecordedCase& file) {
  const auto& base = base_.folded().rejected;
  const auto& cand = cand_.folded().rejected;
  std::size_t b = 0, c = 0;
  while (b < base.size() || c < cand.size()) {
    const bool in_base = b < base.size() && (c == cand.size() || base[b].index <= cand[c].index);
    const bool in_cand = c < cand.size() && (b == base.size() || cand[c].index <= base[b].index);
    const std::uint32_t index = in_base ? base[b].index : cand[c].index;
    const Refused was = in_base ? base[b].answer.refused : Refused::none;
    const Refused is = in_cand ? cand[c].answer.refused : Refused::none;
    if (was != is) {
      const RecordedEvent& event = file.events[index];
      const auto reason = [](Refused r) { return r == Refused::none ? std::string{} : std::string(keyword(r)); };
      differ("rejected." + (event.event.empty() ? event.open : event.event), reason(was), reason(is));
      because(in_cand ? cand[c].answer.rule : RuleId{}, in_base ? base[b].answer.rule : RuleId{});
    }
    b += in_base ? 1 : 0;
    c += in_cand ? 1 : 0;
  }
}

}  // namespace sanhuan
