// What one case would have come to under other rules (semantics 8.3): two outcomes, field by field.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/replay/case_fold.hpp"
#include "sanhuan/dry_run.hpp"

namespace sanhuan {

// One number for what two rulebooks call by the same key, so that outcomes are compared without strings. Keys are
// what outlives a rulebook; names may be reworded. Immutable once made; threads may share it.
class SharedNames {
 public:
  struct Process { std::vector<std::uint32_t> scopes, deadlines; };
  struct Side {
    std::vector<Process> processes;
    std::vector<std::uint32_t> units, roles;
  };
  SharedNames(const Rulebook& baseline, const Rulebook& candidate);
  const Side& baseline() const noexcept { return baseline_; }
  const Side& candidate() const noexcept { return candidate_; }

 private:
  std::uint32_t number(std::string_view key);
  Side side(const Rulebook&);

  std::unordered_map<std::string_view, std::uint32_t> numbers_;  // views into the rulebooks
  Side baseline_, candidate_;
};

// Used by one thread at a time.
class Comparison {
 public:
  explicit Comparison(const SharedNames& names) : names_(names) {}
  // Leaves `out.fields` empty where the case came out the same.
  void compare(const CaseFold& baseline, const CaseFold& candidate, const RecordedCase&, ChangedCase& out);

 private:
  struct Side {
    const FoldedCase* fold = nullptr;
    const SharedNames::Side* names = nullptr;
    const Folded& folded() const noexcept { return fold->folded(); }
    std::uint32_t stage() const noexcept;
    std::uint32_t deadline(const FoldedObligation&) const noexcept;
    std::uint64_t holder(Holder) const noexcept;
    std::string place(RuleId) const;
  };
  struct Row { std::uint32_t deadline, ordinal, index; };  // sorted; `index` into Folded::obligations

  void compare_member(const FoldedCase&, const FoldedCase&, const RecordedCase&);
  void compare_children(const CaseFold& baseline, const CaseFold& candidate, const RecordedCase&);
  void compare_case();
  void compare_obligations();
  void compare_group(std::size_t b, std::size_t b_end, std::size_t c, std::size_t c_end);
  void compare_pair(const FoldedObligation*, const FoldedObligation*, const std::string& what);
  void compare_counts(std::string_view what, std::vector<FoldedRung> Folded::*, std::string (*kind)(const Side&, const FoldedRung&));
  void compare_rejections(const RecordedCase&);
  void differ(std::string what, std::string base, std::string candidate);
  void because(RuleId candidate, RuleId baseline);
  void cite(const Side&, RuleId);
  static void sort_rows(const Side&, std::vector<Row>&);

  const SharedNames& names_;
  Side base_, cand_;
  ChangedCase* out_ = nullptr;
  std::string prefix_;  // of what a child differs in: "child 3.0."
  std::vector<Row> base_rows_, cand_rows_;
  std::vector<char> paired_;
};

}  // namespace sanhuan
