#include "lib/core/case.hpp"

#include <algorithm>

namespace sanhuan {

namespace {

constexpr std::uint32_t round_up(std::uint32_t n) noexcept { return (n + 7) & ~std::uint32_t{7}; }

template <class T>
T load(const std::byte* at) noexcept {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}
template <class T>
void store(std::byte* at, const T& value) noexcept {
  std::memcpy(at, &value, sizeof value);
}

}  // namespace

CaseLayout CaseLayout::of(const RulebookData& rules, const model::CaseType& type) {
  CaseLayout l;
  for (std::uint32_t i = 0; i < type.facts.count; ++i) {
    const FactType& fact = rules.facts[type.facts.first + i].type;
    if (fact.list) ++l.lists;
    else if (fact.kind == FactKind::text) ++l.texts;
    else ++l.facts;
  }
  if (type.process) {
    const model::Process& process = rules.processes[type.process.value];
    l.anchors = process.anchor_slots;
    l.scopes = static_cast<std::uint16_t>(process.scopes.size());
    l.deadlines = static_cast<std::uint16_t>(process.deadlines.size());
  }
  l.known_at = 0;
  l.facts_at = l.known_at + 8 * ((l.facts + 63u) / 64u);
  l.anchors_at = l.facts_at + 8u * l.facts;
  l.counters_at = l.anchors_at + 8u * l.anchors;
  l.summaries_at = l.counters_at + l.scopes;
  l.fixed_size = round_up(l.summaries_at + static_cast<std::uint32_t>(sizeof(DeadlineSummary)) * l.deadlines);
  return l;
}

CaseState::CaseState(const CaseLayout& layout) : fixed_(layout.fixed_size) {
  reserve(1);
  std::memset(block_.get(), 0, fixed_);
  for (std::uint16_t i = 0; i < layout.anchors; ++i) set_anchor(layout, i, Instant::before_all());
}

void CaseState::reserve(std::uint16_t obligations) {
  if (obligations <= capacity_ && block_) return;
  auto grown = std::make_unique_for_overwrite<std::byte[]>(fixed_ + obligations * sizeof(Obligation));
  if (block_) std::memcpy(grown.get(), block_.get(), fixed_ + count_ * sizeof(Obligation));
  block_ = std::move(grown);
  capacity_ = obligations;
}

void CaseState::assign(const CaseState& other, const CaseLayout&) {
  type = other.type;
  leaf = other.leaf;
  sleeping = other.sleeping;
  level = other.level;
  closed = other.closed;
  begun = other.begun;
  ever_breached = other.ever_breached;
  sequence = other.sequence;
  opened = other.opened;
  last = other.last;
  last_escalation = other.last_escalation;
  if (fixed_ != other.fixed_ || capacity_ < other.count_) {
    block_.reset();
    fixed_ = other.fixed_;
    count_ = capacity_ = 0;
    reserve(std::max<std::uint16_t>(other.count_, 4));
  }
  count_ = other.count_;
  std::memcpy(block_.get(), other.block_.get(), fixed_ + count_ * sizeof(Obligation));
  if (!other.cold_) {
    cold_.reset();
  } else if (cold_) {
    *cold_ = *other.cold_;
  } else {
    cold_ = std::make_unique<ColdFacts>(*other.cold_);
  }
}

const std::int64_t* CaseState::facts(const CaseLayout& l) const noexcept {
  return reinterpret_cast<const std::int64_t*>(block_.get() + l.facts_at);
}
const std::uint64_t* CaseState::known(const CaseLayout& l) const noexcept {
  return reinterpret_cast<const std::uint64_t*>(block_.get() + l.known_at);
}

Scalar CaseState::fact(const CaseLayout& l, std::uint16_t slot) const noexcept {
  if ((known(l)[slot >> 6] >> (slot & 63) & 1) == 0) return Scalar::unknown();
  return Scalar::of(facts(l)[slot]);
}

void CaseState::set_fact(const CaseLayout& l, std::uint16_t slot, Scalar value) noexcept {
  std::byte* word_at = block_.get() + l.known_at + 8u * (slot >> 6);
  auto word = load<std::uint64_t>(word_at);
  const std::uint64_t bit = std::uint64_t{1} << (slot & 63);
  word = value.known ? word | bit : word & ~bit;
  store(word_at, word);
  // An unknown slot holds zero, so that equal states have equal bytes (7.5).
  store(block_.get() + l.facts_at + 8u * slot, value.known ? value.bits : std::int64_t{0});
}

Instant CaseState::anchor(const CaseLayout& l, std::uint16_t slot) const noexcept {
  return {load<std::int64_t>(block_.get() + l.anchors_at + 8u * slot)};
}
void CaseState::set_anchor(const CaseLayout& l, std::uint16_t slot, Instant at) noexcept {
  store(block_.get() + l.anchors_at + 8u * slot, at.ms);
}

std::uint8_t CaseState::entries_of(const CaseLayout& l, ScopeId scope) const noexcept {
  return static_cast<std::uint8_t>(block_[l.counters_at + scope.value]);
}
void CaseState::count_entry(const CaseLayout& l, ScopeId scope) noexcept {
  const auto entries = entries_of(l, scope);
  if (entries < 255) block_[l.counters_at + scope.value] = static_cast<std::byte>(entries + 1);
}

DeadlineSummary& CaseState::summary(const CaseLayout& l, DeadlineId d) noexcept {
  return *reinterpret_cast<DeadlineSummary*>(block_.get() + l.summaries_at + sizeof(DeadlineSummary) * d.value);
}
const DeadlineSummary& CaseState::summary(const CaseLayout& l, DeadlineId d) const noexcept {
  return *reinterpret_cast<const DeadlineSummary*>(block_.get() + l.summaries_at + sizeof(DeadlineSummary) * d.value);
}

std::span<Obligation> CaseState::obligations() noexcept {
  return {reinterpret_cast<Obligation*>(block_.get() + fixed_), count_};
}
std::span<const Obligation> CaseState::obligations() const noexcept {
  return {reinterpret_cast<const Obligation*>(block_.get() + fixed_), count_};
}

Obligation& CaseState::add_obligation() {
  if (count_ == capacity_) reserve(static_cast<std::uint16_t>(capacity_ < 4 ? capacity_ + 1 : capacity_ * 2));
  std::byte* at = block_.get() + fixed_ + count_ * sizeof(Obligation);
  std::memset(at, 0, sizeof(Obligation));  // padding too: equal states have equal bytes
  ++count_;
  auto* obligation = reinterpret_cast<Obligation*>(at);
  obligation->due = Instant::never();
  obligation->next_timer = Instant::never();
  obligation->anchor = Instant::before_all();
  return *obligation;
}

void CaseState::remove_obligation(std::size_t index) noexcept {
  std::byte* first = block_.get() + fixed_ + index * sizeof(Obligation);
  std::memmove(first, first + sizeof(Obligation), (count_ - index - 1) * sizeof(Obligation));
  --count_;
}

ColdFacts& CaseState::cold(const CaseLayout& l) {
  if (!cold_) {
    cold_ = std::make_unique<ColdFacts>();
    cold_->text.resize(l.texts);
    cold_->text_known.resize(l.texts);
    cold_->lists.resize(l.lists);
  }
  return *cold_;
}

Instant CaseState::next_timer() const noexcept {
  Instant earliest = Instant::never();
  for (const Obligation& o : obligations()) earliest = std::min(earliest, o.next_timer);
  return earliest;
}

std::string CaseState::bytes(const CaseLayout& l) const {
  std::string out;
  const auto number = [&](std::int64_t v) {
    for (int shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>(static_cast<std::uint64_t>(v) >> shift));
  };
  const auto text = [&](const std::string& s) {
    number(static_cast<std::int64_t>(s.size()));
    out += s;
  };
  number(type.value);
  number(leaf.value);
  number(sleeping.value);
  number(static_cast<std::int64_t>(level));
  number((closed ? 1 : 0) | (begun ? 2 : 0) | (ever_breached ? 4 : 0));
  number(sequence);
  number(opened.ms);
  number(last.ms);
  number(last_escalation.ms);
  out.append(reinterpret_cast<const char*>(block_.get()), l.fixed_size);
  for (const Obligation& o : obligations()) {
    number(o.due.ms);
    number(o.next_timer.ms);
    number(o.anchor.ms);
    number(o.holder().packed());
    number(o.deadline.value);
    number(o.raw.value);
    number(o.fired);
    number(o.left);
    number(o.ordinal);
    number(static_cast<std::int64_t>(o.state));
    number((o.right ? 1 : 0) | (o.breached ? 2 : 0) | (o.unjudged ? 4 : 0) | (o.provisional ? 8 : 0) |
           (o.stand_in ? 16 : 0));
    number(o.extensions);
    number(o.suspensions);
  }
  if (!cold_) return out;
  for (std::size_t i = 0; i < cold_->text.size(); ++i) {
    number(cold_->text_known[i]);
    text(cold_->text[i]);
  }
  for (const auto& list : cold_->lists) {
    number(static_cast<std::int64_t>(list.size()));
    for (const std::int64_t v : list) number(v);
  }
  for (const UnitId unit : cold_->returned_by) number(unit.value);
  return out;
}

}  // namespace sanhuan
