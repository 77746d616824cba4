// The two engines behind the one façade: in memory, and on a ledger.
#pragma once

#include <utility>

#include "sanhuan/engine.hpp"

namespace sanhuan {

struct Engine::Impl {
  virtual ~Impl() = default;
  virtual Answer submit(const Submission&) = 0;
  virtual std::vector<Answer> submit(std::span<const Submission>) = 0;
  virtual Advanced advance(Instant now, const AdvanceLimits&) = 0;
  virtual Instant next_due() = 0;
  virtual std::vector<Effect> effects(std::size_t most) = 0;
  virtual void acknowledge(std::span<const EffectId>) = 0;
  virtual std::optional<CaseView> find(std::string_view case_id) = 0;
  virtual std::size_t size() = 0;
  virtual std::vector<CaseListing> list(const CaseFilter&, std::size_t most, const CaseListing* after) = 0;
  virtual std::optional<Entries> entries(std::string_view case_id) = 0;
  virtual std::size_t take_up(Instant) { return 0; }
  virtual MigrationPlan migrate(const Rulebook&, Instant, const Actor&) { return {}; }
  virtual MigrationPlan plan_migration(const Rulebook&, Instant) { return {}; }
  virtual std::size_t erase_personal(std::string_view, Instant, const Actor&, std::string_view) { return 0; }
  virtual std::shared_ptr<const Rulebook> rulebook_of(std::string_view case_id) = 0;
  virtual std::optional<Handle> handle(std::string_view) { return std::nullopt; }
  virtual Answer submit(Handle, const Event&) { return {}; }
};

std::unique_ptr<Engine::Impl> engine_in_memory(std::shared_ptr<const Rulebook>, Engine::Options);
std::unique_ptr<Engine::Impl> engine_on_ledger(std::vector<std::shared_ptr<const Rulebook>>, std::shared_ptr<Store>,
                                               Instant now, DurableOptions);

inline Answer malformed(Malformed what) noexcept {
  Answer answer;
  answer.refused = Refused::malformed;
  answer.detail = what;
  return answer;
}
inline Answer key_conflict() noexcept {
  Answer answer;
  answer.refused = Refused::key_conflict;
  return answer;
}

// What is looked at before there is a case. An event far ahead of the host's own clock would fire what cannot be taken
// back, and nothing could come before it any more.
inline Answer look_at(const Submission& s, Instant latest) noexcept {
  const std::size_t key_bytes = s.event ? s.event->key.size() : 0;
  if (s.case_id.empty() || s.case_id.size() > case_id_bytes_max || key_bytes > key_bytes_max) return malformed(Malformed::bad_name);
  if ((s.open && s.open->at > latest) || (s.event && s.event->at > latest)) return malformed(Malformed::clock_ahead);
  return {};
}

// Clocks of several machines differ by a little; a little is forgiven, and the entry keeps both (3.3.2).
inline void lift(Event& event, Instant last) noexcept {
  constexpr std::int64_t lift_max_ms = 1'000;
  if (event.at < last && last - event.at <= lift_max_ms) event.reported = std::exchange(event.at, last);
}

}  // namespace sanhuan
