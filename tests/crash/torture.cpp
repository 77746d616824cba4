// usage: torture [TRIALS] [resend]   (default 1,000,000; a process for each core; resend: nothing but the submissions
// that are shuffled and sent again)
// Faults drawn at random over the whole workload, with the counts of the release notes. Exit 1: a promise was broken.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

#include "tests/crash/engine_trial.hpp"
#include "tests/crash/killed.hpp"
#include "tests/crash/resent.hpp"
#include "tests/crash/trial.hpp"
#include "tests/ledger/ledger_support.hpp"

using namespace sanhuan::testing;

namespace {

struct Row {
  const char* name;
  Fault fault;
  std::size_t sector;
  bool again;
  int share;  // of twenty
};
constexpr Row kinds[] = {
    {"power cut, sectors of 512", Fault::power_cut, 512, false, 8},
    {"power cut, sectors of 4096", Fault::power_cut, 4'096, false, 4},
    {"two power cuts", Fault::power_cut, 512, true, 4},
    {"I/O error, once", Fault::io_once, 512, false, 1},
    {"I/O error, staying", Fault::io_sticky, 512, false, 1},
    {"disk full, once", Fault::full_once, 512, false, 1},
    {"disk full, staying", Fault::full_sticky, 512, false, 1},
};

struct Sum {
  long trials = 0, struck = 0, acknowledged = 0, unknown = 0, unknown_done = 0, failed = 0, wrong = 0;
  void add(const Outcome& o) {
    ++trials, struck += o.struck, acknowledged += o.acknowledged, unknown += o.unknown;
    unknown_done += o.unknown_done, failed += o.failed, wrong += o.wrong != "";
  }
  void add(const Sum& s) {
    trials += s.trials, struck += s.struck, acknowledged += s.acknowledged, unknown += s.unknown;
    unknown_done += s.unknown_done, failed += s.failed, wrong += s.wrong;
  }
};

Sum run_share(const Row& kind, long trials, unsigned seed, std::uint64_t operations,
              const std::string& folder) {
  Sum sum;
  std::mt19937 random(seed);
  for (long i = 0; i < trials; ++i) {
    const Plan plan{
        static_cast<unsigned>(random()),           kind.fault, 1 + random() % operations, kind.sector, false,
        kind.again ? 1 + random() % operations : 0};
    const Outcome outcome = run_trial(plan, folder);
    if (outcome.wrong != "") std::fprintf(stderr, "%s\n", outcome.wrong.c_str());
    sum.add(outcome);
  }
  return sum;
}

// The trials of one kind, spread over the cores.
Sum run(const Row& kind, long trials, unsigned cores, std::uint64_t operations) {
  std::vector<std::pair<pid_t, int>> workers;
  for (unsigned core = 0; core < cores; ++core) {
    int ends[2];
    if (pipe(ends) != 0) std::exit(2);
    const pid_t worker = fork();
    if (worker == 0) {
      const Sum sum = [&] {
        const TemporaryFolder folder;
        return run_share(kind, trials / cores, core * 7919 + 1, operations, folder / "");
      }();
      const bool told = write(ends[1], &sum, sizeof sum) == sizeof sum;
      _exit(told ? 0 : 2);
    }
    close(ends[1]);
    workers.emplace_back(worker, ends[0]);
  }
  Sum sum;
  for (const auto& [worker, end] : workers) {
    Sum share;
    share.wrong = 1;  // unless it says otherwise
    if (read(end, &share, sizeof share) != sizeof share) std::fprintf(stderr, "a worker died\n");
    close(end);
    waitpid(worker, nullptr, 0);
    sum.add(share);
  }
  return sum;
}

bool told(const char* through, const Resent& r, double seconds) {
  fmt::print("{}: {} submissions in {:.0f} s, {} of them sent before, {} of those forged, {} entries: {}\n", through, r.submissions, seconds,
             r.again, r.forged, r.entries, r.wrong.empty() ? "the ledger of once each" : r.wrong);
  std::fflush(stdout);
  return r.wrong.empty();
}

// True: the ledger of once each, through the store alone and through the engine.
bool resend_all(const std::string& folder, long submissions) {
  auto seconds = [began = std::chrono::steady_clock::now()]() mutable {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    began += std::chrono::duration_cast<std::chrono::steady_clock::duration>(took);
    return took.count();
  };
  const Resent store = resend(folder + "/resent.db", static_cast<int>(submissions), 1);
  const bool store_good = told("shuffled and sent again, to a store", store, seconds());
  const Resent engine = resend_to_engine(folder + "/engine-resent.db", static_cast<int>(submissions), 1);
  return told("shuffled and sent again, to an engine", engine, seconds()) && store_good;
}

}  // namespace

int main(int argc, char** argv) {
  const long trials = argc > 1 ? std::atol(argv[1]) : 1'000'000;
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  const TemporaryFolder folder;
  const long submissions = std::min<long>(trials, 1'000'000);
  if (argc > 2 && std::string_view(argv[2]) == "resend") return resend_all(folder / "", submissions) ? 0 : 1;
  const Outcome good = run_trial({}, folder / "");
  if (good.wrong != "") return fmt::print("on a good disk: {}\n", good.wrong), 1;
  fmt::print("{:<28}{:>10}{:>10}{:>14}{:>10}{:>10}{:>10}{:>8}\n", "fault", "trials", "struck", "acknowledged",
             "unknown", "of which", "not done", "wrong");
  Sum all;
  for (const Row& kind : kinds) {
    const Sum sum = run(kind, std::max<long>(trials * kind.share / 20, cores), cores, good.operations);
    fmt::print("{:<28}{:>10}{:>10}{:>14}{:>10}{:>10}{:>10}{:>8}\n", kind.name, sum.trials, sum.struck,
               sum.acknowledged, sum.unknown, sum.unknown_done, sum.failed, sum.wrong);
    std::fflush(stdout);
    all.add(sum);
  }
  const long kills = std::clamp<long>(trials / 1'000, 10, 1'000);
  int acknowledged = 0, wrong = 0;
  for (unsigned seed = 1; seed <= static_cast<unsigned>(kills); ++seed) {
    const Killed killed = kill_two_writers(folder / "", seed, 100);
    acknowledged += killed.acknowledged;
    wrong += killed.wrong != "";
    if (killed.wrong != "") fmt::print("{} (kill {})\n", killed.wrong, seed);
  }
  fmt::print("kill -9 of two writers: {} kills, {} transactions acknowledged, {} wrong\n", kills,
             acknowledged, wrong);
  // The engine on top: fewer, since each is a whole life of several cases.
  const EngineOutcome first = run_engine_trial(1, Fault::none, 0, folder / "");
  long engine_trials = 0, engine_wrong = first.wrong.empty() ? 0 : 1, engine_unknown = 0;
  std::mt19937 random(1);
  for (; engine_trials < std::max<long>(trials / 100, 20); ++engine_trials) {
    const Row& kind = kinds[random() % std::size(kinds)];
    const EngineOutcome o = run_engine_trial(static_cast<unsigned>(random()), kind.fault, 1 + random() % first.operations, folder / "");
    engine_wrong += o.wrong != "";
    engine_unknown += o.unknown;
    if (o.wrong != "") fmt::print("{} (engine trial {})\n", o.wrong, engine_trials);
  }
  for (unsigned seed = 1; seed <= static_cast<unsigned>(kills) / 2; ++seed) {
    const EngineOutcome o = kill_two_engines(folder / "", seed, 100);
    engine_wrong += o.wrong != "";
    if (o.wrong != "") fmt::print("{} (engines killed, seed {})\n", o.wrong, seed);
  }
  fmt::print("through the engine: {} disk trials ({} unknown commits), {} kills, {} wrong\n", engine_trials, engine_unknown, kills / 2,
             engine_wrong);
  const bool once_each = resend_all(folder / "", submissions);
  fmt::print("{} power and disk trials, {} wrong\n", all.trials, all.wrong);
  return all.wrong == 0 && wrong == 0 && engine_wrong == 0 && once_each ? 0 : 1;
}
