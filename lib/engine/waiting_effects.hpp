// Effects that wait in the outbox, held against what the fold comes to. Nothing chains them: they go when the host has done
// them. But each was asked for by an entry, and so it must still read. Semantics 6.1, 7.5.
#pragma once

#include <map>
#include <string>

#include "lib/engine/effects.hpp"
#include "lib/ledger/codec.hpp"
#include "sanhuan/ledger.hpp"

namespace sanhuan {

class WaitingEffects {
 public:
  explicit WaitingEffects(Reader& reader) {
    for (StoredEffect& effect : reader.effects(SIZE_MAX)) waiting_.emplace(effect.key, std::move(effect.body));
  }

  // Whether those of an entry read as it asks for them. `says`: their texts too; a text that was erased, or filled in when
  // later timers of the same step had fired, cannot be told again.
  bool fit(const EffectSource& source, CaseNumber number, const Entry& entry, std::span<const Change> changes, bool says) {
    std::uint32_t position = 0;
    bool all = true;
    for (const Change& change : changes) {
      if (change.kind != ChangeKind::effect) continue;
      const auto waits = waiting_.find({number, entry.sequence, position});
      if (waits != waiting_.end()) {
        Effect asked = effect_of(source, entry, change, position);
        const auto reads = decode_effect(waits->second);
        if (reads && !says) asked.text = reads->text;
        all = all && reads && encode_effect(asked) == waits->second;
        waiting_.erase(waits);
      }
      ++position;
    }
    return all;
  }
  // Of a case whose fold went wrong nothing can be said.
  void leave_out(CaseNumber number) {
    waiting_.erase(waiting_.lower_bound({number, 0, 0}), waiting_.lower_bound({number + 1, 0, 0}));
  }
  // What nothing asked for.
  const std::map<EffectKey, std::string>& left() const noexcept { return waiting_; }

 private:
  std::map<EffectKey, std::string> waiting_;
};

}  // namespace sanhuan
