// What is done (则 …): verbs in order, then perhaps a move.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/resolve/process_draft.hpp"

namespace sanhuan::dsl {

// What an action does to whom, as it is written: the same twice does it twice.
struct DoneTo {
  std::string what;
  Cursor action;
};

struct ConsequenceDraft {
  std::vector<model::Action> actions;
  std::vector<DoneTo> done;  // of those that can be said twice
  model::Consequence move;  // all but the range of actions
  Place move_place;
  bool fine = true;        // nothing was wrong with it
  bool move_known = true;  // nothing was wrong with where it goes
  bool moves() const noexcept { return move.move != model::Move::stay; }
  void append(const ConsequenceDraft& after);  // a move may stand in one of the two only; see E0424
};

ConsequenceDraft read_consequence(Context&, ProcessDraft&, Cursor consequence, RuleId);
// Reads the consequence and the lines of actions that hang under the line.
ConsequenceDraft read_consequences(Context&, ProcessDraft&, LineRef, RuleId);
// Of what is done on the way to one outcome: each thing once.
void check_done_once(Context&, const ConsequenceDraft&);
// Into the arrays; what was wrong with it is noted in the process.
model::Consequence settle(Context&, ProcessDraft&, const ConsequenceDraft&);

// What an actor must be empowered to do (3.3e), as bits of Power; the rules themselves have every power (3.6b).
std::uint8_t powers_needed(const RulebookData&, const model::Consequence&);

// Places in a text, {类别}: each must be a fact, a field of some event, or 编号.
void check_placeholders(Context&, const ProcessDraft&, Cursor text);

}  // namespace sanhuan::dsl
