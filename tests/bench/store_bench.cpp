#include <sys/resource.h>

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "sanhuan/write_queue.hpp"
#include "tests/bench/limits/bench.hpp"
#include "tests/bench/store_world.hpp"
#include "tests/bench/works.hpp"

#include <fmt/format.h>

namespace sanhuan::bench {

namespace {

constexpr int repeats = 5;

// Limit and ours by turns, since a disk is not the same from one second to the next.
struct Pair {
  Figure ours, limit, ours_cpu_us, limit_cpu_us;
};
template <class Ours>
Pair by_turns(const std::string& folder, const std::string& what, int n, int per, Ours ours) {
  Pair out;
  for (int i = 0; i <= repeats; ++i) {
    const Limits limits = run_limit(folder, fmt::format("limit_durable {} {} {} {}", folder, what, n, per));
    const auto [wall, cpu] = ours();
    if (i == 0) continue;  // warm up
    out.limit.values.push_back(best(limits, "events a second").median());
    out.limit_cpu_us.values.push_back(best(limits, "CPU an event").median());
    out.ours.values.push_back(n / wall);
    out.ours_cpu_us.values.push_back(1e6 * cpu / n);
  }
  return out;
}

struct Spent {
  double wall, cpu;
};
template <class Work>
Spent spent(Work work) {
  const double wall = ::bench::wall(), cpu = ::bench::now();
  work();
  return {::bench::wall() - wall, ::bench::now() - cpu};
}

Pair commits(const std::string& folder, int n, int per, bool keys = false) {
  return by_turns(folder, "batch", n, per, [&] {
    StoreWorld world(folder, keys);
    const Spent s = spent([&] { world.fill(n, per); });
    if (world.store().head().size != static_cast<LedgerNumber>(n))
      throw std::runtime_error("store: entries are missing");
    return s;
  });
}

Pair group(const std::string& folder, int n, int threads) {
  return by_turns(folder, "group", n, threads, [&] {
    StoreWorld world(folder);
    WriteQueue queue(world.store());
    long next = 0;
    const Spent s = spent([&] {
      std::vector<std::thread> clients;
      for (int c = 0; c < threads; ++c) {
        clients.emplace_back([&] {
          for (int i = 0; i < n / threads; ++i) {
            queue.run([&](Transaction& t) {
              world.event(t, next / 5, static_cast<int>(next % 5));
              ++next;
            });
          }
        });
      }
      for (std::thread& t : clients) t.join();
    });
    if (world.store().head().size != static_cast<LedgerNumber>(n))
      throw std::runtime_error("store: entries are missing");
    return s;
  });
}

double peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// As `advance` drains an outage: in order of instant, in transactions that are bounded by time.
struct Drained {
  double a_second, longest_lock_ms, cpu_us;
};
Drained drain(const std::string& folder, int cases, StoreWorld::Due order) {
  constexpr double batch_seconds = 0.1;
  constexpr std::size_t batch_most = 10'000;
  StoreWorld world(folder);
  world.arm(cases, order);
  double longest = 0;
  int fired = 0;
  CaseHead head;
  const Spent all = spent([&] {
    for (bool more = true; more;) {
      const auto t = world.store().begin();
      const double start = ::bench::wall();
      const std::vector<DueCase> due = t->due(Instant{INT64_MAX - 1}, batch_most);
      more = !due.empty();
      int in_batch = 0;
      for (const DueCase& d : due) {
        t->find(d.number, head);
        NewEntry entry;
        entry.sequence = head.sequence + 1;
        entry.at = d.at;
        entry.kind = 4;
        entry.body = "a timer that fired, with the changes it made and which rule made them";
        t->append(d.number, entry);
        head.next_due = Instant::never();
        t->put(d.number, head);
        if (++in_batch % 100 == 0 && ::bench::wall() - start > batch_seconds) break;
      }
      fired += in_batch;
      t->commit();
      longest = std::max(longest, ::bench::wall() - start);
    }
  });
  if (fired != cases) throw std::runtime_error("store: timers were lost or fired twice");
  return {cases / all.wall, 1e3 * longest, 1e6 * all.cpu / cases};
}

std::vector<Row> drains(const std::string& folder, std::initializer_list<int> sizes) {
  std::vector<Row> rows;
  for (const auto order : {StoreWorld::Due::within_weeks, StoreWorld::Due::at_random}) {
    for (const int cases : sizes) {
      const bool at_random = order == StoreWorld::Due::at_random;
      const Limits limit = run_limit(folder, fmt::format("limit_drain {} {} {}", folder, cases, at_random ? "at_random" : "within_weeks"));
      const Drained d = drain(folder, cases, order);
      const char* const how = at_random ? "at random" : "within weeks";
      rows.push_back({fmt::format("drain {} timers, due {}", cases, how), "1/s", {{d.a_second}}, best(limit, "timers a second").median(), 50'000});
      rows.push_back({"  its longest write lock", "ms", {{d.longest_lock_ms}}, best(limit, "longest write lock", false).median(), 500, false});
      rows.push_back({"  its CPU a timer", "us", {{d.cpu_us}}, best(limit, "CPU a timer", false).median(), 0, false});
    }
  }
  rows.push_back({"  peak memory", "MB", {{peak_mb()}}, 0, 0, false});
  return rows;
}

}  // namespace

std::vector<Row> store(const std::string& folder) {
  std::vector<Row> rows;
  const auto row = [&](std::string name, const Pair& pair, double share) {
    rows.push_back({std::move(name), "1/s", pair.ours, pair.limit.median(), share * pair.limit.median()});
  };
  row("durable events, 1 per commit", commits(folder, 2'000, 1), 0.9);
  row("  with an idempotency key", commits(folder, 2'000, 1, true), 0);
  row("durable events, 100 per commit", commits(folder, 50'000, 100), 0.6);
  const Pair thousand = commits(folder, 200'000, 1'000);
  row("durable events, 1,000 per commit", thousand, 0.6);
  row("  with an idempotency key", commits(folder, 200'000, 1'000, true), 0);
  rows.push_back({"  our own CPU an event, beside SQLite's",
                  "us",
                  {{thousand.ours_cpu_us.median() - thousand.limit_cpu_us.median()}},
                  0,
                  3,
                  false});
  row("durable events, 16 waiting threads", group(folder, 16'000, 16), 0.8);
  row("durable events, 64 waiting threads", group(folder, 32'000, 64), 0.8);

  constexpr int scanned = 1'000'000;
  StoreWorld world(folder);
  world.fill(scanned, 10'000);
  long sum = 0;
  const auto scan = [&] {
    const double start = ::bench::now();
    long seen = 0;
    world.store().scan(1, UINT64_MAX, [&](const StoredEntry& e) {
      sum += e.body[0] + e.at.ms + e.kind + e.sequence;
      return ++seen, true;
    });
    if (seen != scanned) throw std::runtime_error("store: the scan lost entries");
    return scanned / (::bench::now() - start);
  };
  const Limits limit = run_limit(folder, fmt::format("limit_durable {} scan {} 1", folder, scanned));
  rows.push_back({"scan for a dry-run, entries",
                  "1/s",
                  {::bench::repeat(5, scan)},
                  1e6 / best(limit, "CPU an event", false).median(),
                  3.5e6});
  CaseHead head;
  const auto open = [&] {
    constexpr int opened = 200'000;
    const double start = ::bench::now();
    for (std::uint64_t i = 0; i < opened; ++i)
      world.store().find(fmt::format("XF-{}", ::bench::splitmix64(i) % (scanned / 5)), head);
    return opened / (::bench::now() - start);
  };
  rows.push_back({"open a case by its id, random order", "1/s", {::bench::repeat(5, open)}});
  const auto check = [&] {
    const double start = ::bench::now();
    if (!verify(world.store()).whole()) throw std::runtime_error("store: the ledger is not whole");
    return scanned / (::bench::now() - start);
  };
  rows.push_back({"verify, entries", "1/s", {::bench::repeat(1, check, 0)}});
  ::bench::keep(sum);
  return rows;
}

std::vector<Row> timers(const std::string& folder) { return drains(folder, {100'000, 1'000'000}); }
std::vector<Row> timers_10m(const std::string& folder) { return drains(folder, {10'000'000}); }

}  // namespace sanhuan::bench
