#include "tests/crash/resent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

#include "sanhuan/write_queue.hpp"
#include "tests/ledger/ledger_support.hpp"

namespace sanhuan::testing {
namespace {

constexpr int threads = 4, events_per_case = 20;

struct Submission {
  int in_case, event;
  bool forged;  // the key of an event with other content
};

// What one sender sends: each event of its cases first in order, then again one to three times at any later place.
std::vector<Submission> sent(int cases, std::mt19937& random) {
  std::vector<std::vector<Submission>> by_case(static_cast<std::size_t>(cases));
  for (int c = 0; c < cases; ++c) {
    auto& list = by_case[static_cast<std::size_t>(c)];
    for (int e = 0; e < events_per_case; ++e) list.push_back({c, e, false});
    for (int e = 0; e < events_per_case; ++e) {
      for (auto again = random() % 3; again-- > 0;) {
        const auto first =
            std::find_if(list.begin(), list.end(), [&](const Submission& s) { return s.event == e; });
        const auto places = list.end() - first;
        list.insert(first + 1 + static_cast<std::ptrdiff_t>(random() % static_cast<unsigned>(places)),
                    {c, e, random() % 10 == 0});
      }
    }
  }
  std::vector<Submission> out;
  std::vector<std::size_t> next(by_case.size());
  for (std::vector<int> open(by_case.size()); !open.empty();) {
    if (out.empty()) {
      for (std::size_t i = 0; i < open.size(); ++i) open[i] = static_cast<int>(i);
    }
    const std::size_t pick = random() % open.size();
    const auto c = static_cast<std::size_t>(open[pick]);
    out.push_back(by_case[c][next[c]++]);
    if (next[c] == by_case[c].size()) open.erase(open.begin() + static_cast<std::ptrdiff_t>(pick));
  }
  return out;
}

}  // namespace

Resent resend(const std::string& path, int submissions, unsigned seed) {
  const auto store = open_ledger(path);
  WriteQueue queue(*store);
  const int cases = std::max(1, submissions / (threads * events_per_case * 2));
  std::atomic<long> conflicts = 0, forged = 0, handed_in = 0, again = 0;
  std::vector<std::thread> senders;
  for (int sender = 0; sender < threads; ++sender) {
    senders.emplace_back([&, sender] {
      std::mt19937 random(seed + static_cast<unsigned>(sender));
      for (const Submission& s : sent(cases, random)) {
        const std::string id = fmt::format("{}-{}", sender, s.in_case), key = fmt::format("key {}", s.event);
        const std::string content = s.forged ? "other content" : key;
        forged += s.forged;
        bool conflict = false, known = false;
        queue.run([&](Transaction& t) {
          CaseHead head;
          conflict = known = false;
          const auto used = t.find(id, head) ? t.key(head.number, key) : std::nullopt;
          known = used.has_value();
          if (used)
            conflict = used->content != content;
          else
            add(t, id, key, key);
        });
        conflicts += conflict;
        again += known;
        ++handed_in;
      }
    });
  }
  for (std::thread& t : senders) t.join();
  Resent out{{}, handed_in, again, forged, store->head().size};
  const auto wrong = [&](std::string what) {
    out.wrong = std::move(what);
    return out;
  };
  if (conflicts != forged)
    return wrong(fmt::format("{} keys came with other content, {} were noticed (seed {})", forged.load(), conflicts.load(), seed));
  for (int sender = 0; sender < threads; ++sender) {
    for (int c = 0; c < cases; ++c) {
      std::vector<std::string> expected;
      for (int e = 0; e < events_per_case; ++e) expected.push_back(fmt::format("key {}", e));
      if (bodies(*store, fmt::format("{}-{}", sender, c)) != expected)
        return wrong(fmt::format("case {}-{} is not as sent once in order (seed {})", sender, c, seed));
    }
  }
  if (store->head().size != static_cast<LedgerNumber>(threads * cases * events_per_case))
    return wrong("there are other entries");
  const Verified verified = verify(*store);
  return wrong(verified.whole() ? "" : verified.findings[0].text);
}

}  // namespace sanhuan::testing
