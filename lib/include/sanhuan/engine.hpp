// The façade a host links: cases in memory, under one rulebook. Semantics 1, 3.3, 6, 7.3.
//
// The host owns time, threads and delivery: it says what time it is, calls from one thread at a time, and sends the
// effects. Engines may share a rulebook. Several rulebooks and a durable store come with the ledger.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sanhuan/answer.hpp"
#include "sanhuan/effect.hpp"
#include "sanhuan/event.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

// A view of a case for people and hosts: copied out, owns its strings.
struct ObligationView {
  std::string key, name, responsibility;
  Holder holder;
  Instant due;               // never() while waiting or suspended
  bool waiting = false, suspended = false, right = false, breached = false, provisional = false;
};
struct CaseView {
  std::string id, type, stage, stage_name;
  bool closed = false;
  Level level = Level::unknown;
  Instant opened, last;
  std::vector<std::pair<std::string, std::string>> facts;  // name and value, the known ones, in order of the file
  std::vector<ObligationView> obligations;                 // the open ones
};

class Engine {
 public:
  explicit Engine(std::shared_ptr<const Rulebook>);
  ~Engine();
  Engine(Engine&&) noexcept;

  // The case id is the idempotency key of its opening: the same opening again is `repeated`. Ids that end in `/3.0` are
  // those of cases that rules open (录入), and refused here.
  Answer open(std::string_view case_id, const Opening&);
  Answer submit(std::string_view case_id, const Event&);
  // Fires what is due at or before `now`, in order of timer instant, then case id; returns how many timers fired.
  // Where it returns `budget` there may be more: call again.
  std::size_t advance(Instant now, std::size_t budget = 1'000'000);
  Instant next_due() const;                     // never() where nothing waits

  std::vector<Effect> effects(std::size_t most = 1'000) const;  // not yet acknowledged, oldest first
  void acknowledge(std::span<const EffectId>);

  std::optional<CaseView> find(std::string_view case_id) const;
  std::size_t size() const noexcept;

  // For benchmarks and hosts with their own case numbers: no hashing of ids.
  using Handle = std::uint32_t;
  std::optional<Handle> handle(std::string_view case_id) const;
  Answer submit(Handle, const Event&);

  // The entries of a case so far, oldest first (what a ledger will hold).
  const Entries* entries(std::string_view case_id) const;
  struct Options { bool keep_entries = true; };
  Engine(std::shared_ptr<const Rulebook>, Options);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sanhuan
