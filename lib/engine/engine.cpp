#include "sanhuan/engine.hpp"

#include "lib/engine/impl.hpp"

namespace sanhuan {

Engine::Engine(std::shared_ptr<const Rulebook> rulebook) : Engine(std::move(rulebook), Options{}) {}
Engine::Engine(std::shared_ptr<const Rulebook> rulebook, Options options)
    : impl_(engine_in_memory(std::move(rulebook), options)) {}
Engine::Engine(std::vector<std::shared_ptr<const Rulebook>> rulebooks, std::shared_ptr<Store> store, Instant now,
               DurableOptions options)
    : impl_(engine_on_ledger(std::move(rulebooks), std::move(store), now, std::move(options))) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;

Answer Engine::open(std::string_view id, const Opening& opening) { return submit(Submission{id, opening, {}}); }
Answer Engine::submit(std::string_view id, const Event& event) { return submit(Submission{id, {}, event}); }
Answer Engine::submit(const Submission& submission) { return impl_->submit(submission); }
std::vector<Answer> Engine::submit(std::span<const Submission> all) { return impl_->submit(all); }
Advanced Engine::advance(Instant now, AdvanceLimits limits) { return impl_->advance(now, limits); }
Instant Engine::next_due() const { return impl_->next_due(); }
std::vector<Effect> Engine::effects(std::size_t most) const { return impl_->effects(most); }
void Engine::acknowledge(std::span<const EffectId> done) { impl_->acknowledge(done); }
std::optional<CaseView> Engine::find(std::string_view id) const { return impl_->find(id); }
std::size_t Engine::size() const { return impl_->size(); }
std::vector<CaseListing> Engine::list(const CaseFilter& filter, std::size_t most, const CaseListing* after) const {
  return impl_->list(filter, most, after);
}
std::size_t Engine::take_up(Instant at) { return impl_->take_up(at); }
MigrationPlan Engine::migrate(const Rulebook& to, Instant at, const Actor& by) { return impl_->migrate(to, at, by); }
MigrationPlan Engine::plan_migration(const Rulebook& to, Instant at) const { return impl_->plan_migration(to, at); }
std::size_t Engine::erase_personal(std::string_view id, Instant at, const Actor& by, std::string_view reason) {
  return impl_->erase_personal(id, at, by, reason);
}
std::shared_ptr<const Rulebook> Engine::rulebook_of(std::string_view id) const { return impl_->rulebook_of(id); }
std::optional<Engine::Handle> Engine::handle(std::string_view id) const { return impl_->handle(id); }
Answer Engine::submit(Handle handle, const Event& event) { return impl_->submit(handle, event); }
std::optional<Entries> Engine::entries(std::string_view id) const { return impl_->entries(id); }

}  // namespace sanhuan
