// How many of the days ahead a case can tell apart: to the last end of the clocks that run, and as far as one can reach
// that may still start. Beyond it two days are one day. Semantics 9.2b.
#pragma once

#include <vector>

#include "lib/analysis/relevance.hpp"
#include "lib/core/case.hpp"
#include "lib/promises/judge.hpp"

namespace sanhuan {

class Outlook {
 public:
  explicit Outlook(const Relevance&);

  std::int32_t days(const CaseState&, const PromiseWatch&, Instant midnight) const;
  // Neither now nor from here on anything can begin that the promise counts.
  bool may_begin(ScopeId leaf) const noexcept { return begins_[leaf.value] != 0; }

 private:
  const Relevance& relevance_;
  std::vector<std::int32_t> may_start_;  // by leaf: how far the clocks reach that may start from there on
  std::vector<char> begins_;             // by leaf
};

}  // namespace sanhuan
