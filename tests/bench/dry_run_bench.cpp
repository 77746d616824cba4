#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "cli/event_file.hpp"
#include "sanhuan/dry_run.hpp"
#include "sanhuan/pack.hpp"
#include "tests/bench/limits/bench.hpp"
#include "tests/bench/works.hpp"

namespace sanhuan::bench {

namespace {

std::shared_ptr<const Rulebook> pack(const char* folder) {
  const Loaded loaded = load_pack(folder);
  if (!loaded.rulebook) throw std::runtime_error(std::string(folder) + " does not load: try sanhuan check on it");
  return loaded.rulebook;
}

}  // namespace

// The demo's question, read and loaded already: each petition folded under both packs, compared and summed up.
std::vector<Row> dry_runs(const std::string& folder) {
  const Limits limits = run_limit(folder, "limit_replay 10000000");
  const auto baseline = pack("examples/petitions/baseline");
  const auto candidate = pack("examples/petitions/with-125");
  const std::string file = folder + "/petitions.jsonl";
  const std::string import = folder +
                             "/sanhuan import csv examples/petitions/petitions.csv"
                             " --mapping examples/petitions/mapping.yaml -o " +
                             file + " >/dev/null 2>&1";
  if (std::system(import.c_str()) != 0) throw std::runtime_error("the petitions were not imported");
  const cli::EventFile petitions = cli::read_event_file(file, Zone{});
  if (petitions.cases.empty()) throw std::runtime_error("no petitions in " + file);
  DryRunOptions options;
  options.until = petitions.last;
  const auto measure = [&](unsigned jobs) {
    options.jobs = jobs;
    return Figure{::bench::repeat(5, [&] {
      const double start = jobs == 1 ? ::bench::now() : ::bench::wall();
      const DryRunReport report = dry_run(baseline, candidate, petitions.cases, options);
      if (report.cases != petitions.cases.size()) throw std::runtime_error("dry-run: cases were lost");
      return static_cast<double>(report.cases) / ((jobs == 1 ? ::bench::now() : ::bench::wall()) - start);
    })};
  };
  const Figure one = measure(1);
  Figure in_events = one;
  for (double& v : in_events.values) v *= static_cast<double>(petitions.events) / static_cast<double>(petitions.cases.size());
  return {
      {"dry-run, petitions, old and new rules, 1 core", "1/s", one},
      {"dry-run, events of petitions, 1 core", "1/s", in_events,
       limits.at({"events", "C++ old and new rules in one pass, 1 core"}).figure.median(), 20e6},
      {"dry-run, petitions, all cores, wall time", "1/s", measure(std::thread::hardware_concurrency())},
  };
}

}  // namespace sanhuan::bench
