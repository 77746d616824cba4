// Jobs take chunks of the input and keep what they found by chunk; totals are sums. So the report is the same for any
// number of jobs, and the same as the merged reports of its shards.
#include "sanhuan/dry_run.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "lib/replay/case_fold.hpp"
#include "lib/replay/compare.hpp"
#include "lib/replay/tally.hpp"

namespace sanhuan {

namespace {

constexpr std::size_t cases_per_chunk = 64;

struct Work {
  std::shared_ptr<const Rulebook> baseline, candidate;
  std::span<const RecordedCase> cases;
  std::size_t first = 0, count = 0;  // of this shard
  Instant until;
  SharedNames names;
  std::atomic<std::size_t> next_chunk{0};
  std::vector<std::vector<ChangedCase>> changed;  // by chunk
  std::size_t chunks() const noexcept { return (count + cases_per_chunk - 1) / cases_per_chunk; }
};

// What one job keeps for itself.
class Job {
 public:
  explicit Job(Work& work)
      : work_(work), baseline_(work.baseline), candidate_(work.candidate), comparison_(work.names) {}

  void run() {
    for (std::size_t chunk; (chunk = work_.next_chunk.fetch_add(1)) < work_.chunks();) {
      const std::size_t begin = chunk * cases_per_chunk;
      const std::size_t end = std::min(begin + cases_per_chunk, work_.count);
      for (std::size_t i = begin; i < end; ++i) take(work_.first + i, work_.changed[chunk]);
    }
  }

  void add_to(DryRunReport& report) const {
    report.baseline.merge(all_.first.totals(*work_.baseline));
    report.candidate.merge(all_.second.totals(*work_.candidate));
    for (const auto& [name, group] : groups_) {
      auto& [baseline, candidate] = report.groups[name];
      baseline.merge(group.first.totals(*work_.baseline));
      candidate.merge(group.second.totals(*work_.candidate));
    }
  }

 private:
  void take(std::size_t position, std::vector<ChangedCase>& changed) {
    const RecordedCase& file = work_.cases[position];
    baseline_.fold(file, work_.until);
    candidate_.fold(file, work_.until);
    const auto count = [&](std::pair<Tally, Tally>& into) {
      into.first.count_all(baseline_);
      into.second.count_all(candidate_);
    };
    count(all_);
    if (!file.group.empty()) count(groups_[file.group]);
    ChangedCase found;
    comparison_.compare(baseline_, candidate_, file, found);
    if (found.fields.empty()) return;
    found.position = position;
    found.id = file.id;
    found.group = file.group;
    changed.push_back(std::move(found));
  }

  Work& work_;
  CaseFold baseline_, candidate_;
  Comparison comparison_;
  std::pair<Tally, Tally> all_;
  std::unordered_map<std::string, std::pair<Tally, Tally>> groups_;
};

// Runs the jobs, the first in this thread; what one of them throws is thrown here once all have ended.
void run_all(std::vector<Job>& jobs) {
  std::mutex mutex;
  std::exception_ptr failed;
  const auto run = [&](Job& job) {
    try {
      job.run();
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failed) failed = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < jobs.size(); ++i) threads.emplace_back([&run, &jobs, i] { run(jobs[i]); });
    run(jobs.front());
  }
  if (failed) std::rethrow_exception(failed);
}

}  // namespace

DryRunReport dry_run(std::shared_ptr<const Rulebook> baseline, std::shared_ptr<const Rulebook> candidate,
                     std::span<const RecordedCase> cases, const DryRunOptions& options) {
  const std::uint64_t shards = std::max<std::uint32_t>(options.shards, 1);
  const std::size_t first = cases.size() * options.shard / shards;
  const std::size_t end = cases.size() * (options.shard + std::uint64_t{1}) / shards;
  Work work{baseline, candidate, cases, first, end - first, options.until, SharedNames(*baseline, *candidate), {}, {}};
  work.changed.resize(work.chunks());

  const std::size_t wanted = std::min<std::size_t>(std::max(options.jobs, 1u), std::max<std::size_t>(work.chunks(), 1));
  std::vector<Job> jobs;
  jobs.reserve(wanted);
  for (std::size_t i = 0; i < wanted; ++i) jobs.emplace_back(work);
  run_all(jobs);

  DryRunReport report;
  report.cases = work.count;
  for (const Job& job : jobs) job.add_to(report);
  for (std::vector<ChangedCase>& chunk : work.changed)
    for (ChangedCase& changed : chunk) report.differences.push_back(std::move(changed));
  report.changed = report.differences.size();
  return report;
}

void merge(DryRunReport& into, DryRunReport&& from) {
  into.cases += from.cases;
  into.changed += from.changed;
  into.baseline.merge(from.baseline);
  into.candidate.merge(from.candidate);
  for (const auto& [name, group] : from.groups) {
    auto& [baseline, candidate] = into.groups[name];
    baseline.merge(group.first);
    candidate.merge(group.second);
  }
  const auto middle = static_cast<std::ptrdiff_t>(into.differences.size());
  for (ChangedCase& changed : from.differences) into.differences.push_back(std::move(changed));
  std::inplace_merge(into.differences.begin(), into.differences.begin() + middle, into.differences.end(),
                     [](const ChangedCase& x, const ChangedCase& y) { return x.position < y.position; });
}

}  // namespace sanhuan
