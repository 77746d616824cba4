// Effects that wait in the outbox, held against what the fold comes to. Nothing chains them: they go when the host has done
// them. But each was asked for by an entry, and so it must still read. Semantics 6.1, 7.5.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/ledger/codec.hpp"
#include "sanhuan/ledger.hpp"

namespace sanhuan {

class WaitingEffects {
 public:
  explicit WaitingEffects(Reader& reader) {
    for (StoredEffect& effect : reader.effects(SIZE_MAX)) waiting_.emplace(effect.key, std::move(effect.body));
  }

  // Whether those of an entry read as it asks for them. `says`: their texts too; one that was erased cannot be told again.
  bool fit(CaseNumber number, std::uint32_t sequence, std::vector<Effect>& asked, bool says) {
    bool all = true;
    for (Effect& effect : asked) {
      if (effect.id.entry != sequence) continue;
      const auto waits = waiting_.find({number, sequence, effect.id.position});
      if (waits == waiting_.end()) continue;
      const auto reads = decode_effect(waits->second);
      if (reads && !says) effect.text = reads->text;
      all = all && reads && encode_effect(effect) == waits->second;
      waiting_.erase(waits);
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
