// Lists of cases: the columns a case is listed by, and the first so many that fit a filter.
#pragma once

#include <vector>

#include "lib/core/case.hpp"
#include "lib/rulebook/registers.hpp"
#include "sanhuan/engine.hpp"
#include "sanhuan/ledger.hpp"

namespace sanhuan {

// Reuses the memory of `into`.
void list_columns(const RulebookData&, const Organisation&, const CaseState&, CaseColumns& into);
CaseListing listing_of(std::string_view id, const CaseColumns&, bool closed);

// Of all it is shown it keeps the first `most` behind `after`, in order.
class CaseList {
 public:
  // `unit`: the key of what the filter names.
  CaseList(const CaseFilter& filter, std::string unit, std::size_t most, const CaseListing* after)
      : filter_(filter), unit_(std::move(unit)), most_(most), after_(after) {}

  // All but the text.
  bool fits(const CaseColumns&, bool closed) const;
  bool has_text(const CaseView&) const;
  // Whether it would be kept: to be asked before what costs more than that.
  bool wanted(const CaseListing&) const;
  void add(CaseListing&&);
  // Nothing that comes in order is kept any more.
  bool full() const noexcept { return kept_.size() >= most_; }
  const std::string& unit() const noexcept { return unit_; }
  std::vector<CaseListing> take();

 private:
  const CaseFilter& filter_;
  std::string unit_;
  std::size_t most_;
  const CaseListing* after_;
  std::vector<CaseListing> kept_;  // a heap, the last in order on top
};

}  // namespace sanhuan
