// For each fact one value of every region that the rules tell apart. Semantics 9.2b.
//
// Two values that answer alike every question that some rule asks of the fact are one. A fact that is compared with
// another fact keeps a few values in each order; one that is reckoned with has samples, and what was found with samples
// alone is no proof.
#pragma once

#include <functional>
#include <vector>

#include "lib/analysis/relevance.hpp"
#include "lib/rulebook/registers.hpp"
#include "sanhuan/value.hpp"

namespace sanhuan {

class Representatives {
 public:
  Representatives(const Relevance&, const Organisation&);

  const std::vector<Value>& of(FactId f) const noexcept { return values_[f.value]; }  // known ones, at least one
  // Something of a type that no rule asks about: what an event must bring.
  Value any(const FactType&, std::int64_t low, std::int64_t high) const;
  bool complete() const noexcept { return complete_; }  // every region has its value

 private:
  struct Asked {
    std::vector<std::function<std::int64_t(std::int64_t)>> tests;
    std::vector<std::int64_t> constants;
    std::vector<std::string> texts;
    bool free = false;    // compared with another fact
    bool opaque = false;  // reckoned with
  };
  void scan(ExpressionId, int depth);
  void scan_table(const model::Table&, std::uint32_t output, int depth);
  void ask_of_fact(const model::Code* code, std::uint32_t count, std::uint32_t i);
  Asked* asked(std::uint32_t slot, bool list, bool text);  // null: no fact of the case
  std::vector<std::int64_t> domain(const model::Fact&, const Asked&) const;
  std::vector<std::int64_t> distinct(const model::Fact&, const Asked&);
  std::vector<Value> choose(const model::Fact&, const Asked&);

  const Relevance& relevance_;
  const RulebookData& rules_;
  const Organisation& organisation_;
  std::vector<Asked> asked_;  // by FactId
  std::vector<std::vector<Value>> values_;
  bool complete_ = true;
  bool asks_powers_ = false;  // some transition needs a power of whoever acts (3.3e)
};

}  // namespace sanhuan
