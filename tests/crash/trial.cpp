#include "tests/crash/trial.hpp"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <utility>

#include "tests/ledger/ledger_support.hpp"

namespace sanhuan::testing {
namespace {

constexpr int transactions = 24;

std::string case_of(int i) { return fmt::format("case {}", i * 7 % 5); }
std::string key_of(int i) { return fmt::format("key {}", i); }

// Every kind of write, and nothing that does not follow from `i` and the ledger: done later it gives the same.
void work(Transaction& t, int i) {
  const std::uint32_t sequence =
      add(t, case_of(i), std::string(static_cast<std::size_t>(i * 37 % 300), 'b'), key_of(i));
  const CaseHead head = head_of(t, case_of(i));
  CaseRecord record;
  record.rulebook = "rules";
  record.next_due = i % 3 == 0 ? Instant::never() : Instant{i * 11 % 50};
  record.closed = i % 11 == 10;
  record.columns = {"type", fmt::format("stage {}", i % 4), fmt::format("unit {}", i % 3), i % 4, Instant{i}};
  record.snapshot = std::string(static_cast<std::size_t>(i * 13 % 200), 's');
  t.put(head.number, record);
  t.add_effect({head.number, sequence, 0}, "effect");
  if (i % 4 == 3) t.acknowledge(t.effects(1).at(0).key);
  if (i % 8 == 1) t.take_up({1, key_of(i), Day{i}, Instant{i}, std::string(600, 'r')});
  if (i % 6 == 2) t.add_rulebook(key_of(i), std::string(900, 'r'), Instant{i});
  if (i % 5 == 4) {
    const PersonalField fields[] = {{1, "name"}};
    NewEntry e = entry(sequence + 1, "personal");
    e.personal = fields;
    t.append(head.number, e);
    if (i % 10 == 9) {
      t.erase(head.number, sequence + 1, 1);
      t.append(head.number, erasure(sequence + 2));
    }
  }
}

const std::string& expected() {
  static const std::string text = [] {
    const auto store = memory_store();
    for (int i = 0; i < transactions; ++i) {
      const auto t = store->begin();
      work(*t, i);
      t->commit();
    }
    return dump(*store);
  }();
  return text;
}

bool is_done(Store& store, int i) {
  CaseHead head;
  return store.find(case_of(i), head) && store.key(head.number, key_of(i)).has_value();
}

class Life {
 public:
  Life(const Plan& plan, const std::string& folder) : plan_(plan), disk_(plan.seed, plan.sector) {
    options_.medium = Disk::medium();
    options_.log_bytes = 8 * 4'096;
    options_.cache_bytes = 1 << 16;
    path_ = folder + "/model.db";
  }

  Outcome run() {
    disk_.plan(plan_.fault, plan_.at);
    if (plan_.disk_lies) disk_.ignore_syncs();
    bool again = plan_.again_at > 0;
    for (int lives = 0; lives < 6 && out_.wrong.empty(); ++lives) {
      const bool finished = live();
      out_.struck = out_.struck || disk_.struck();
      if (finished) break;
      if (plan_.fault == Fault::power_cut) disk_.restart();
      // An error that passes: the host reopens. One that stays: it is repaired first. Either way the machine may also
      // have lost its power, and what was acknowledged must be there.
      else if (plan_.seed % 2 == 0)
        disk_.restart();
      else
        disk_.repair();
      if (std::exchange(again, false)) disk_.plan(Fault::power_cut, plan_.again_at);
      if (lives == 5) out_.wrong = "the ledger did not come back";
    }
    out_.operations = disk_.operations();
    return out_;
  }

 private:
  // One process: true when all the work is done and is what it should be.
  bool live() {
    std::unique_ptr<Store> store;
    try {
      store = open_ledger(path_, options_);
      settle(*store);
      for (int i = 0; i < transactions && out_.wrong.empty(); ++i) {
        if (!is_done(*store, i) && !transact(*store, i)) return false;
      }
      if (out_.wrong.empty()) compare(*store);
      return true;
    } catch (const Error& error) {
      if (!disk_.struck()) wrong(fmt::format("an Error on a good disk: {}", error.what()));
      return false;
    }
  }

  bool transact(Store& store, int i) {
    try {
      const auto t = store.begin();
      work(*t, i);
      t->commit();
      acknowledged_.insert(i);
      if (!disk_.struck()) ++out_.acknowledged;
      return true;
    } catch (const Error& error) {
      if (!disk_.struck()) wrong(fmt::format("an Error on a good disk: {}", error.what()));
      if (error.commit() == Commit::unknown) {
        ++out_.unknown;
        unknown_ = i;
        expect_closed(store);
      } else {
        ++out_.failed;
        not_done_ = i;
      }
      return false;
    }
  }

  void expect_closed(Store& store) {
    try {
      store.begin();
      wrong("a store took a transaction after an unknown commit");
    } catch (const Error& error) {
      if (error.failure() != Failure::closed) wrong(fmt::format("after an unknown commit: {}", error.what()));
    }
  }

  // What the promises say of a ledger that is opened again.
  void settle(Store& store) {
    if (acknowledged_.empty() && !unknown_ && !not_done_) return;
    const Verified verified = verify(store);
    if (!verified.whole()) wrong("not whole: " + verified.findings[0].text);
    for (const int i : acknowledged_) {
      if (!is_done(store, i)) wrong(fmt::format("acknowledged transaction {} is lost", i));
    }
    if (not_done_ && is_done(store, *not_done_))
      wrong(fmt::format("transaction {} was answered not_done and is there", *not_done_));
    if (unknown_ && is_done(store, *unknown_)) ++out_.unknown_done;
    not_done_.reset();
    unknown_.reset();
  }

  void compare(Store& store) {
    const Verified verified = verify(store);
    if (!verified.whole()) wrong("not whole at the end: " + verified.findings[0].text);
    if (dump(store) != expected()) wrong("the ledger is not that of the same work on a good disk");
  }

  void wrong(std::string what) {
    if (out_.wrong.empty()) out_.wrong = std::move(what) + " (" + describe(plan_) + ")";
  }

  Plan plan_;
  Disk disk_;
  LedgerOptions options_;
  std::string path_;
  Outcome out_;
  std::set<int> acknowledged_;
  std::optional<int> unknown_, not_done_;
};

}  // namespace

Outcome run_trial(const Plan& plan, const std::string& folder) { return Life(plan, folder).run(); }

std::string describe(const Plan& plan) {
  return fmt::format("seed {}, fault {} at operation {}, sectors of {}, again at {}", plan.seed,
                     static_cast<int>(plan.fault), plan.at, plan.sector, plan.again_at);
}

}  // namespace sanhuan::testing
