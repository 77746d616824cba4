// An engine on a ledger file beside bare SQLite in the same run: step, codec, chain, snapshot and all.
#include <sys/resource.h>

#include <stdexcept>
#include <thread>

#include <fmt/format.h>
#include <unistd.h>

#include "sanhuan/pack.hpp"
#include "tests/bench/case125_world.hpp"
#include "tests/bench/limits/bench.hpp"
#include "tests/bench/works.hpp"

namespace sanhuan::bench {

namespace {

constexpr int repeats = 3;

std::int64_t stopwatch() { return static_cast<std::int64_t>(1e3 * ::bench::wall()); }

// The cases of case125 on a ledger of their own. A case's first event comes with its opening.
class LedgerWorld {
 public:
  LedgerWorld(const std::string& folder, const Case125& work, bool keys) : path_(folder + "/bench-engine.db"), work_(work), keys_(keys) {
    remove_files();
    store_ = open_ledger(path_);
    DurableOptions options;
    options.stopwatch = stopwatch;
    engine_ = std::make_unique<Engine>(std::vector{work.rulebook}, store_, Case125::instant(0), options);
  }
  ~LedgerWorld() {
    engine_.reset();
    store_.reset();
    remove_files();
  }

  // What a submission points to.
  struct Line {
    std::string id, key;
    std::array<std::pair<FactId, Value>, 4> facts;
    Submission submission;
  };
  void write(std::uint32_t number, int kind, Line& line) const {
    line.id = fmt::format("XF-{}", number);
    line.submission = {line.id, {}, {}};
    if (kind == 0) {
      line.submission.open = work_.opening(number, line.facts);
      line.submission.open->facts = line.facts;
    }
    if (keys_) line.key = fmt::format("key-{}-{}", number, kind);
    constexpr std::uint32_t hour = 3'600;
    const std::uint32_t at = 700 * c125::day_s + 9 * hour + static_cast<std::uint32_t>(kind) * hour;
    line.submission.event = Event{work_.events[static_cast<std::size_t>(kind)], Case125::instant(at), work_.clerk, {}, line.key, false};
  }
  // Events of cases in their order, so many a commit.
  void fill(int events, int per_commit, int kinds = 5) {
    std::vector<Line> lines(static_cast<std::size_t>(per_commit));
    std::vector<Submission> batch(lines.size());
    for (int i = 0; i < events; i += per_commit) {
      for (int j = 0; j < per_commit; ++j) {
        write(static_cast<std::uint32_t>((i + j) / kinds), (i + j) % kinds, lines[static_cast<std::size_t>(j)]);
        batch[static_cast<std::size_t>(j)] = lines[static_cast<std::size_t>(j)].submission;
      }
      if (per_commit == 1) check(engine_->submit(batch[0]));
      else for (const Answer& answer : engine_->submit(batch)) check(answer);
    }
  }
  static void check(const Answer& answer) {
    if (!answer.accepted()) throw std::runtime_error("engine: an event of case125 was refused");
  }
  Engine& engine() { return *engine_; }
  Store& store() { return *store_; }

 private:
  void remove_files() const {
    for (const char* suffix : {"", "-wal", "-shm", "-lock"}) unlink((path_ + suffix).c_str());
  }
  std::string path_;
  const Case125& work_;
  bool keys_;
  std::shared_ptr<Store> store_;
  std::unique_ptr<Engine> engine_;
};

// Limit and ours by turns, since a disk is not the same from one second to the next.
template <class Ours>
std::vector<Row> beside(const std::string& folder, const std::string& name, const std::string& what, int n, int per, double share,
                        Ours ours) {
  Figure mine, limit, cpu;
  for (int i = 0; i <= repeats; ++i) {
    const Limits limits = run_limit(folder, fmt::format("limit_durable {} {} {} {}", folder, what, n, per));
    const double wall = ::bench::wall(), began = ::bench::now();
    const double seconds_outside = ours();
    const double took = ::bench::wall() - wall - seconds_outside;
    if (i == 0) continue;  // warm up
    limit.values.push_back(best(limits, "events a second").median());
    mine.values.push_back(n / took);
    cpu.values.push_back(1e6 * ((::bench::now() - began) / n) - best(limits, "CPU an event").median());
  }
  return {{name, "1/s", mine, limit.median(), share * limit.median()},
          {"  its CPU an event beside SQLite's", "us", cpu, 0, share > 0 ? 3.0 : 0, false}};
}

// Two timers a case: each was registered, and nobody assigned it.
void drain(LedgerWorld& world, int cases, std::vector<Row>& rows) {
  const double began = ::bench::wall();
  double longest = 0;
  std::size_t fired = 0;
  for (bool more = true; more;) {
    const double start = ::bench::wall();
    const Advanced part = world.engine().advance(Case125::instant(703 * c125::day_s), {.ms = 0, .clock_confirmed = true});
    longest = std::max(longest, ::bench::wall() - start);
    fired += part.fired;
    more = part.more;
  }
  if (fired < static_cast<std::size_t>(cases)) throw std::runtime_error("engine: timers were lost");
  rows.push_back({fmt::format("engine: drain {} timers", fired), "1/s", {{static_cast<double>(fired) / (::bench::wall() - began)}}, 0, 50'000});
  rows.push_back({"  its longest transaction", "ms", {{1e3 * longest}}, 0, 500, false});
}

std::shared_ptr<const Rulebook> case125() {
  const Loaded pack = load_pack("tests/bench/case125");
  if (!pack.rulebook) throw std::runtime_error("case125 does not load");
  return pack.rulebook;
}

Row peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return {"  peak memory", "MB", {{static_cast<double>(usage.ru_maxrss) / 1024}}, 0, 0, false};
}

}  // namespace

std::vector<Row> engine(const std::string& folder) {
  const Case125 work(case125());
  std::vector<Row> rows;
  const auto commits = [&](const std::string& name, int n, int per, double share, bool keys) {
    for (Row& row : beside(folder, name, "batch", n, per, share, [&] {
           LedgerWorld world(folder, work, keys);
           world.fill(n, per);
           return 0.0;
         }))
      rows.push_back(std::move(row));
  };
  commits("engine: durable events, 1 per commit", 2'000, 1, 0.9, false);
  commits("  with an idempotency key", 2'000, 1, 0, true);
  commits("engine: durable events, 100 per commit", 50'000, 100, 0.6, false);
  commits("engine: durable events, 1,000 per commit", 100'000, 1'000, 0.6, false);
  commits("  with an idempotency key", 100'000, 1'000, 0, true);
  for (Row& row : beside(folder, "engine: durable events, 16 waiting threads", "group", 16'000, 16, 0.8, [&] {
         LedgerWorld world(folder, work, false);
         constexpr int threads = 16, each = 1'000;
         std::vector<std::thread> clients;
         for (int c = 0; c < threads; ++c) {
           clients.emplace_back([&, c] {
             LedgerWorld::Line line;
             for (int i = 0; i < each; ++i) {
               world.write(static_cast<std::uint32_t>(c * each + i / 5), i % 5, line);
               LedgerWorld::check(world.engine().submit(line.submission));
             }
           });
         }
         for (std::thread& t : clients) t.join();
         return 0.0;
       }))
    rows.push_back(std::move(row));

  constexpr int cases = 1'000'000;
  LedgerWorld world(folder, work, false);
  world.fill(cases, 10'000, 1);
  Figure opened;
  for (int i = 0; i < repeats; ++i) {
    constexpr int finds = 50'000;
    const double began = ::bench::now();
    for (std::uint64_t n = 0; n < finds; ++n)
      if (!world.engine().find(fmt::format("XF-{}", ::bench::splitmix64(n) % cases))) throw std::runtime_error("engine: a case is lost");
    opened.values.push_back(finds / (::bench::now() - began));
  }
  rows.push_back({"engine: open a case by its id, random order", "1/s", opened});
  drain(world, cases, rows);
  const double folding = ::bench::now();
  if (!verify_fold(world.store()).whole()) throw std::runtime_error("engine: the fold is not what is stored");
  rows.push_back({"engine: verify --fold, entries", "1/s", {{static_cast<double>(world.store().head().size) / (::bench::now() - folding)}}});
  rows.push_back(peak_memory());
  return rows;
}

std::vector<Row> engine_10m(const std::string& folder) {
  const Case125 work(case125());
  std::vector<Row> rows;
  constexpr int cases = 5'000'000;
  LedgerWorld world(folder, work, false);
  world.fill(cases, 10'000, 1);
  drain(world, cases, rows);
  rows.push_back(peak_memory());
  return rows;
}

}  // namespace sanhuan::bench
