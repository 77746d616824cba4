// Folds recorded cases over one rulebook by `step`, the only place that knows what an event does to a case (semantics 1).
// Keeps its memory from case to case. Used by one thread at a time.
//
// Registers are seen as they were known: a revision is taken up on the day from which it was (1.1), between the timers
// before it and those after.
#pragma once

#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "lib/core/step.hpp"
#include "lib/replay/folded_case.hpp"
#include "lib/replay/reader.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

class CaseFold {
 public:
  explicit CaseFold(std::shared_ptr<const Rulebook>);

  // From the next fold on, each case is watched for promises that it breaks (9.2a).
  void watch_promises();

  // Until the next call. Events after `until` have not happened yet; timers fire up to and including it.
  // `texts`, for explanations: by change of the case at `path`, an effect's text as the case stood then, or the text or
  // list that a fact became.
  const Folded& fold(const RecordedCase&, Instant until, std::vector<std::string>* texts = nullptr,
                     std::string_view path = {});

  const Rulebook& rulebook() const noexcept { return *rulebook_; }
  const FoldedCase& root() const noexcept { return cases_.front(); }
  std::size_t children() const noexcept { return used_ - 1; }  // and theirs, in the order in which they opened
  const FoldedCase& child(std::size_t i) const noexcept { return cases_[i + 1]; }
  const FoldedCase* find(std::string_view path) const noexcept;  // null where there is none
  Truth holds(const FoldedCase& c, ExpressionId guard, Instant now) const { return stepper_.holds(c.state(), guard, now); }
  Scalar value(const FoldedCase& c, ExpressionId expression, Instant now) const { return stepper_.value(c.state(), expression, now); }
  // As it was known at the end of the fold.
  const Calendar& calendar() const noexcept { return *stepper_.registers().calendar; }

 private:
  struct TextWriter final : EntryListener {
    explicit TextWriter(const Rulebook& r) : rulebook(r) {}
    void stands(const CaseState&, const Event*, const Entries&) override;
    const Rulebook& rulebook;
    const CaseLayout* layout = nullptr;
    std::vector<std::string>* texts = nullptr;  // by change
    std::string_view case_id;
  };

  void begin(const RecordedCase&);
  FoldedCase& add(CaseTypeId);
  void finish(FoldedCase&);
  void find_unjudged(const RecordedCase&, FoldedCase&);
  void take(const RecordedCase&, std::uint32_t index);
  Answer open_with(const RecordedCase&, const LineReader::Line&, bool with_event);
  void advance(const RecordedCase&, Instant until);
  void advance_one(const RecordedCase&, FoldedCase&, Instant until);
  void settled(FoldedCase&, std::size_t first_entry) const;  // a step wrote these entries: are the promises kept
  void passed(FoldedCase&, Instant now) const;
  bool watches(const FoldedCase& c) const noexcept { return !judges_.empty() && !judges_[c.folded_.type.value].empty(); }
  void see_revision(const RecordedCase&, std::size_t revision);
  void settle_family(const RecordedCase&, FoldedCase&);
  void open_children(const RecordedCase&, FoldedCase&);
  EntryListener* listener(const FoldedCase&) noexcept;  // null: nobody reads its texts
  bool seen_before(const RecordedCase&, FoldedCase&, std::uint32_t index);
  void reject(const RecordedCase&, FoldedCase&, std::uint32_t index, const Answer&, std::string name = {});
  static const Unjudged* unjudged(const FoldedCase& c) noexcept {
    return c.unjudged_.by_deadline.empty() ? nullptr : &c.unjudged_;
  }

  std::shared_ptr<const Rulebook> rulebook_;
  LineReader reader_;
  Stepper stepper_;
  std::vector<CaseState> blank_;    // by case type
  std::vector<PromiseJudge> judges_;  // by case type; none where promises are not watched
  std::deque<FoldedCase> cases_;    // the root, then its children; `used_` of them mean something
  std::size_t used_ = 1;
  std::vector<char> happened_;      // by event: bit 0 recorded, bit 1 assumed
  std::size_t revision_ = 0;        // of the calendar, now
  Instant next_revision_ = Instant::never();
  TextWriter writer_;
  std::string_view text_path_;
};

}  // namespace sanhuan
