// A process in the making: the model, and beside it what only checks and messages need.
#pragma once

#include <deque>
#include <map>
#include <utility>
#include <vector>

#include "dsl/resolve/expression.hpp"

namespace sanhuan::dsl {

struct DeadlineDraft {
  LineRef line;
  Place place;                     // of its name
  std::vector<model::Rung> rungs;  // silent ones are added while the conditions are read
  std::vector<Place> rung_places;
  bool readable = true;            // false: checks that need its clock stay silent
  RuleId restart;                  // the line of 重新起算
};

// 期间, and the clocks that a return touches: which deadlines the author named.
struct Covered {
  std::vector<DeadlineId> named;
  bool rest = false;
  Place place;
  bool covers(DeadlineId) const noexcept;
  bool names(DeadlineId) const noexcept;  // by its name, not by 其余
};

struct ScopeDraft {
  LineRef line;
  Place place;        // of its name
  bool while_here = false;
  Covered covered;
  RuleId covered_rule;    // of the line of 期间
  bool has_hole = false;  // a line under it could not be read: what it may have said is not missed
};

struct ReturnDraft {
  Covered covered;
  Place place;
};

struct ReopeningDraft {
  Covered covered;
  Place place;
};

struct ProcessDraft {
  LineRef line;
  model::Process model;
  NameTable names;                       // scopes, responsibilities, deadlines; above them the facts
  std::vector<ScopeDraft> scopes;        // as model.scopes
  std::vector<DeadlineDraft> deadlines;  // as model.deadlines
  std::vector<Place> responsibility_places;
  std::vector<ReturnDraft> returns;
  std::vector<ReopeningDraft> reopenings;
  std::map<DeadlineId, std::vector<DeadlineId>> later_versions;  // of one name, each valid at its own time (8.0)
  std::vector<std::pair<ScopeId, LineRef>> transition_lines;
  std::size_t threads = 0;
  bool shape_known = true;   // every scope and every move could be read: the checks of the graph may run
  bool sound = true;         // nothing at all was wrong with it
  Surroundings around;

  ProcessDraft(LineRef process_line, const NameTable& above) : line(process_line), names(&above) {}

  std::vector<DeadlineId> versions(DeadlineId) const;  // itself first
  ScopeId first_leaf(ScopeId) const noexcept;  // where 转 to a ring or stage goes; none() for an empty ring
  ScopeId parent(ScopeId s) const noexcept { return model.scopes[s.value].parent; }
  std::string_view name(const Context& context, ScopeId s) const { return context.out.text(model.scopes[s.value].name); }
};

// While what stands under 当 or on a rung is read: 本单位 is who acts there, or who owes (3.6b).
class SomebodyActs {
 public:
  explicit SomebodyActs(ProcessDraft& process) : around_(process.around) { around_.somebody_acts = true; }
  ~SomebodyActs() { around_.somebody_acts = false; }
  SomebodyActs(const SomebodyActs&) = delete;
  SomebodyActs& operator=(const SomebodyActs&) = delete;

 private:
  Surroundings& around_;
};

}  // namespace sanhuan::dsl
