#include "tests/crash/killed.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <set>
#include <vector>

#include "tests/ledger/ledger_support.hpp"

namespace sanhuan::testing {
namespace {

// Writes for ever; a number goes through the pipe when its commit has returned.
[[noreturn]] void write_until_killed(const std::string& path, int pipe, unsigned writer, unsigned first) {
  try {
    const auto store = open_ledger(path);
    for (unsigned i = first;; ++i) {
      const auto t = store->begin();
      const std::string key = fmt::format("{}-{}", writer, i);
      const std::uint32_t sequence = add(*t, fmt::format("case {}", i % 4), key, key);
      add(*t, fmt::format("own {}", writer), key, key);
      t->add_effect({head_of(*t, fmt::format("case {}", i % 4)).number, sequence, 0}, key);
      t->commit();
      if (::write(pipe, &i, sizeof i) != sizeof i) _exit(1);
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "writer %u: %s\n", writer, error.what());
    _exit(2);
  }
}

}  // namespace

Killed kill_two_writers(const std::string& folder, unsigned seed, int milliseconds_max) {
  const std::string path = folder + "/killed.db";
  std::mt19937 random(seed);
  int pipes[2][2];
  pid_t writers[2];
  const unsigned first = seed * 1'000'000;
  for (unsigned w = 0; w < 2; ++w) {
    if (pipe(pipes[w]) != 0) return {"no pipe", 0, 0};
    writers[w] = fork();
    if (writers[w] == 0) {
      close(pipes[w][0]);
      write_until_killed(path, pipes[w][1], w, first);
    }
    close(pipes[w][1]);
  }
  usleep(static_cast<useconds_t>(1'000 * (1 + random() % static_cast<unsigned>(milliseconds_max))));
  Killed out;
  for (const pid_t writer : writers) kill(writer, SIGKILL);
  for (const pid_t writer : writers) {
    int status = 0;
    waitpid(writer, &status, 0);
    if (!WIFSIGNALED(status))
      out.wrong = fmt::format("a writer ended by itself with {}", WEXITSTATUS(status));
  }
  std::set<std::string> acknowledged;
  for (unsigned w = 0; w < 2; ++w) {
    for (unsigned i = 0; read(pipes[w][0], &i, sizeof i) == sizeof i;)
      acknowledged.insert(fmt::format("{}-{}", w, i));
    close(pipes[w][0]);
  }
  out.acknowledged = static_cast<int>(acknowledged.size());

  const auto store = open_ledger(path);
  const Verified verified = verify(*store);
  if (!verified.whole()) out.wrong = verified.findings[0].text;
  std::multiset<std::string> shared, own;
  store->cases(1, [&](const CaseHead& h) {
    for (const std::string& body : bodies(*store, h.id))
      (h.id.starts_with("own") ? own : shared).insert(body);
    return true;
  });
  out.stored = static_cast<int>(own.size());
  for (const std::string& key : acknowledged) {
    if (!own.contains(key)) out.wrong = fmt::format("acknowledged event {} is lost", key);
  }
  if (own != shared) out.wrong = "half a transaction is there";
  if (std::set(own.begin(), own.end()).size() != own.size()) out.wrong = "an event is there twice";
  return out;
}

}  // namespace sanhuan::testing
