#include "tests/crash/engine_trial.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "tests/engine/scripts.hpp"
#include "tests/support/pack.hpp"

namespace sanhuan::testing {
namespace {

using test::describe;
using test::family_pack;
using test::script;
using test::seen;
using test::Sent;

const Instant start = test::at("2026-03-02 07:00");
const Instant end = test::at("2026-07-01 00:00");

std::unique_ptr<Engine> engine_on(std::shared_ptr<Store> store) {
  return std::make_unique<Engine>(std::vector{family_pack()}, std::move(store), start);
}

void advance_to_end(Engine& engine) {
  while (engine.advance(end, {.clock_confirmed = true}).more) {
  }
}

// The chain, the fold, and every case as the memory engine has it.
std::string compare(Engine& engine, Store& store, Engine& memory) {
  const Verified verified = verify(store);
  if (!verified.whole()) return "not whole: " + verified.findings[0].text;
  const FoldVerified folded = verify_fold(store);
  if (!folded.whole()) return "the fold of " + folded.findings[0].case_id + ": " + folded.findings[0].text;
  if (folded.cases != memory.size()) return fmt::format("{} cases, {} in memory", folded.cases, memory.size());
  std::vector<std::string> ids;
  store.cases(1, [&](const CaseHead& head) { return ids.push_back(head.id), true; });
  for (const std::string& id : ids)
    if (seen(engine, id) != seen(memory, id)) return "case " + id + " is not as in memory";
  return {};
}

class Life {
 public:
  Life(unsigned seed, const std::string& folder) : disk_(seed, 512), sent_(script(*family_pack(), seed % 16, 2, 7)) {
    options_.medium = Disk::medium();
    options_.log_bytes = 8 * 4'096;
    path_ = folder + "/engine-model.db";
  }

  EngineOutcome run(Fault fault, std::uint64_t at, unsigned seed) {
    disk_.plan(fault, at);
    for (int lives = 0; lives < 6 && out_.wrong.empty(); ++lives) {
      const bool finished = live();
      out_.struck = out_.struck || disk_.struck();
      if (finished) break;
      if (fault == Fault::power_cut || seed % 2 == 0) disk_.restart();
      else disk_.repair();
      if (lives == 5) out_.wrong = "the ledger did not come back";
    }
    out_.operations = disk_.operations();
    return out_;
  }

 private:
  bool live() {
    try {
      std::shared_ptr<Store> store = open_ledger(path_, options_);
      const auto engine = engine_on(store);
      for (std::size_t i = 0; i < sent_.size(); ++i) submit(*engine, i);
      advance_to_end(*engine);
      if (out_.wrong.empty()) finish(*engine, *store);
      return true;
    } catch (const Error& error) {
      if (!disk_.struck()) out_.wrong = fmt::format("an Error on a good disk: {}", error.what());
      out_.unknown += error.commit() == Commit::unknown ? 1 : 0;
      return false;
    }
  }

  // All of it again in each life: what was answered before must get the same answer. What was malformed was answered and
  // forgotten (7.3); no host sends it again.
  void submit(Engine& engine, std::size_t i) {
    if (i < answers_.size() && malformed_[i]) return;
    const Answer answer = engine.submit(sent_[i].submission());
    const std::string said = describe(answer);
    if (i < answers_.size()) {
      if (said != answers_[i]) out_.wrong = fmt::format("submission {} was answered {}, now {}", i, answers_[i], said);
      if (!answer.repeated) out_.wrong = fmt::format("submission {} was lost", i);
      return;
    }
    answers_.push_back(said);
    malformed_.push_back(answer.refused == Refused::malformed);
    if (!disk_.struck()) ++out_.acknowledged;
  }

  void finish(Engine& engine, Store& store) {
    Engine memory(family_pack());
    for (std::size_t i = 0; i < sent_.size(); ++i)
      if (describe(memory.submit(sent_[i].submission())) != answers_[i]) out_.wrong = fmt::format("answer {} is not as in memory", i);
    advance_to_end(memory);
    if (out_.wrong.empty()) out_.wrong = compare(engine, store, memory);
  }

  Disk disk_;
  std::vector<Sent> sent_;
  LedgerOptions options_;
  std::string path_;
  std::vector<std::string> answers_;
  std::vector<bool> malformed_;
  EngineOutcome out_;
};

std::vector<Sent> own_script(unsigned writer, unsigned seed) {
  std::vector<Sent> sent = script(*family_pack(), seed, 6, 10);
  for (Sent& s : sent) s.case_id = fmt::format("{}-{}-{}", writer, seed, s.case_id);
  return sent;
}

[[noreturn]] void submit_until_killed(const std::string& path, int pipe, unsigned writer, unsigned seed) {
  try {
    const auto engine = engine_on(open_ledger(path));
    const std::vector<Sent> sent = own_script(writer, seed);
    for (std::uint32_t i = 0; i < sent.size(); ++i) {
      engine->submit(sent[i].submission());
      if (::write(pipe, &i, sizeof i) != sizeof i) _exit(1);
    }
    for (;;) pause();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "writer %u: %s\n", writer, error.what());
    _exit(2);
  }
}

}  // namespace

EngineOutcome run_engine_trial(unsigned seed, Fault fault, std::uint64_t at, const std::string& folder) {
  return Life(seed, folder).run(fault, at, seed);
}

EngineOutcome kill_two_engines(const std::string& folder, unsigned seed, int milliseconds_max) {
  const std::string path = folder + "/killed-engines.db";
  family_pack();  // read before there are two of us
  std::mt19937 random(seed);
  int pipes[2][2];
  pid_t writers[2];
  EngineOutcome out;
  for (unsigned w = 0; w < 2; ++w) {
    if (pipe(pipes[w]) != 0) return out.wrong = "no pipe", out;
    writers[w] = fork();
    if (writers[w] == 0) {
      close(pipes[w][0]);
      submit_until_killed(path, pipes[w][1], w, seed);
    }
    close(pipes[w][1]);
  }
  // From the first answer on: opening takes as long as the machine pleases.
  std::size_t done[2] = {0, 0};
  std::uint32_t first = 0;
  if (read(pipes[0][0], &first, sizeof first) == sizeof first) done[0] = 1;
  usleep(static_cast<useconds_t>(1'000 * (1 + random() % static_cast<unsigned>(milliseconds_max))));
  for (const pid_t writer : writers) kill(writer, SIGKILL);
  for (const pid_t writer : writers) {
    int status = 0;
    waitpid(writer, &status, 0);
    if (!WIFSIGNALED(status)) out.wrong = fmt::format("a writer ended by itself with {}", WEXITSTATUS(status));
  }
  for (unsigned w = 0; w < 2; ++w) {
    for (std::uint32_t i = 0; read(pipes[w][0], &i, sizeof i) == sizeof i;) done[w] = i + 1;
    close(pipes[w][0]);
    out.acknowledged += static_cast<int>(done[w]);
  }
  // All of it is sent again: what was acknowledged is known, and the rest happens now.
  const std::shared_ptr<Store> store = open_ledger(path);
  const auto engine = engine_on(store);
  for (unsigned w = 0; w < 2; ++w) {
    Engine memory(family_pack());
    const std::vector<Sent> sent = own_script(w, seed);
    std::set<std::string> ids;
    for (std::size_t i = 0; i < sent.size(); ++i) {
      const Answer once = memory.submit(sent[i].submission());
      ids.insert(sent[i].case_id);
      if (once.refused == Refused::malformed && i < done[w]) continue;  // answered and forgotten
      const Answer answer = engine->submit(sent[i].submission());
      if (describe(answer) != describe(once)) out.wrong = fmt::format("answer {} is not as in memory", i);
      if (i < done[w] && !answer.repeated && answer.refused != Refused::malformed)
        out.wrong = fmt::format("acknowledged submission {} is lost", i);
      if (i > done[w] && answer.repeated) out.wrong = fmt::format("submission {} was never sent, and is known", i);
    }
    for (const std::string& id : ids)
      if (seen(*engine, id) != seen(memory, id)) out.wrong = "case " + id + " is not as in memory";
  }
  const Verified verified = verify(*store);
  if (!verified.whole()) out.wrong = verified.findings[0].text;
  const FoldVerified folded = verify_fold(*store);
  if (!folded.whole()) out.wrong = folded.findings[0].case_id + ": " + folded.findings[0].text;
  return out;
}

Resent resend_to_engine(const std::string& path, int submissions, unsigned seed) {
  constexpr unsigned threads = 4;
  constexpr int cases = 3, events = 12;
  const int rounds = std::max(1, submissions * 10 / static_cast<int>(threads * cases * (events + 1) * 17));
  const std::shared_ptr<Store> store = open_ledger(path);
  const auto engine = engine_on(store);
  std::atomic<long> conflicts = 0, forged = 0, handed_in = 0, again_in_all = 0;
  const auto script_of = [&](unsigned n, int round) {
    std::vector<Sent> sent = script(*family_pack(), seed + n * 1'000'003u + static_cast<unsigned>(round), cases, events);
    for (Sent& s : sent) s.case_id = fmt::format("{}-{}-{}", n, round, s.case_id);
    return sent;
  };
  std::vector<std::thread> senders;
  for (unsigned n = 0; n < threads; ++n) {
    senders.emplace_back([&, n] {
      std::mt19937 random(seed + n);
      for (int round = 0; round < rounds; ++round) {
        const std::vector<Sent> sent = script_of(n, round);
        std::vector<bool> malformed;
        for (std::size_t i = 0; i < sent.size(); ++i) {
          ++handed_in;
          malformed.push_back(engine->submit(sent[i].submission()).refused == Refused::malformed);
          // Something sent before, once more, and now and then with another actor under the same key.
          for (auto again = random() % 3; again-- > 0;) {
            const std::size_t which = random() % (i + 1);
            if (malformed[which]) continue;
            Sent old = sent[which];
            const bool forge = old.event && random() % 10 == 0;
            if (forge) old.event->by = Actor::system();
            const Answer answer = engine->submit(old.submission());
            ++handed_in, ++again_in_all;
            if (!forge) continue;
            ++forged;
            conflicts += answer.refused == Refused::key_conflict ? 1 : 0;
          }
        }
      }
    });
  }
  for (std::thread& t : senders) t.join();
  Resent out{{}, handed_in, again_in_all, forged, store->head().size};
  if (conflicts != forged) {
    out.wrong = fmt::format("{} keys came with other content, {} were noticed", forged.load(), conflicts.load());
    return out;
  }
  Engine memory(family_pack());
  for (unsigned n = 0; n < threads; ++n)
    for (int round = 0; round < rounds; ++round)
      for (const Sent& s : script_of(n, round)) memory.submit(s.submission());
  out.wrong = compare(*engine, *store, memory);
  return out;
}

}  // namespace sanhuan::testing
