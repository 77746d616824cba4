#include <catch2/catch.hpp>

#include <atomic>
#include <set>
#include <thread>

#include "sanhuan/write_queue.hpp"
#include "tests/ledger/ledger_support.hpp"

using namespace sanhuan;
using namespace sanhuan::testing;

TEST_CASE("what many threads hand in is there when each is told", "[queue]") {
  for (const Kind kind : {Kind::memory, Kind::sqlite}) {
    INFO("store: " << name(kind));
    const TemporaryFolder folder;
    const auto store = make_store(kind, folder);
    WriteQueue queue(*store);
    constexpr int threads = 8, each = 100;
    std::atomic<int> missing = 0;
    std::vector<std::thread> clients;
    for (int c = 0; c < threads; ++c) {
      clients.emplace_back([&, c] {
        const std::string id = "case " + std::to_string(c);
        for (int i = 0; i < each; ++i) {
          queue.run([&](Transaction& t) { add(t, id, std::to_string(i)); });
          if (i % 20 == 0)
            queue.alone(
                [&](Store& s) { missing += head_of(s, id).sequence != static_cast<std::uint32_t>(i) + 1; });
        }
      });
    }
    for (std::thread& t : clients) t.join();
    CHECK(missing == 0);
    CHECK(store->head().size == threads * each);
    CHECK(verify(*store).whole());
  }
}

TEST_CASE("threads that wait share a commit", "[queue]") {
  const TemporaryFolder folder;
  const auto store = make_store(Kind::sqlite, folder);
  WriteQueue queue(*store);
  std::atomic<int> waiting = 0;
  std::atomic<bool> held = false;
  std::vector<std::thread> clients;
  // The first holds the queue until the others stand behind it.
  clients.emplace_back([&] {
    queue.run([&](Transaction& t) {
      add(t, "first", "x");
      held = true;
      while (waiting < 6) std::this_thread::yield();
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    });
  });
  while (!held) std::this_thread::yield();
  for (int c = 0; c < 6; ++c) {
    clients.emplace_back([&, c] {
      ++waiting;
      queue.run([&](Transaction& t) { add(t, std::to_string(c), "x"); });
    });
  }
  for (std::thread& t : clients) t.join();
  CHECK(store->head().size == 7);
  CHECK(store->health().commits < 7);
}

TEST_CASE("a work that throws leaves nothing and harms no neighbour", "[queue]") {
  const TemporaryFolder folder;
  const auto store = make_store(Kind::sqlite, folder);
  WriteQueue queue(*store);
  constexpr int threads = 8, each = 50;
  std::atomic<int> thrown = 0;
  std::vector<std::thread> clients;
  for (int c = 0; c < threads; ++c) {
    clients.emplace_back([&, c] {
      for (int i = 0; i < each; ++i) {
        try {
          queue.run([&](Transaction& t) {
            add(t, "case " + std::to_string(c), std::to_string(i));
            if ((c + i) % 5 == 0) throw std::runtime_error("changed its mind");
            if ((c + i) % 5 == 1) t.append(1, entry(0, "out of sequence"));
          });
        } catch (const Error& error) {
          thrown += error.failure() == Failure::conflict;
        } catch (const std::runtime_error&) {
          ++thrown;
        }
      }
    });
  }
  for (std::thread& t : clients) t.join();
  CHECK(thrown == threads * each * 2 / 5);
  CHECK(store->head().size == threads * each * 3 / 5);
  CHECK(verify(*store).whole());
}

TEST_CASE("when the store cannot begin, all who wait are told", "[queue]") {
  const TemporaryFolder folder;
  LedgerOptions options;
  options.wait_ms = 20;
  const auto store = open_ledger(folder / "ledger.db", options);
  const auto other = open_ledger(folder / "ledger.db", options);
  WriteQueue queue(*store);
  const auto held = other->begin();
  std::atomic<int> busy = 0;
  std::vector<std::thread> clients;
  for (int c = 0; c < 4; ++c) {
    clients.emplace_back([&] {
      try {
        queue.run([&](Transaction& t) { add(t, "case", "x"); });
      } catch (const Error& error) {
        busy += error.failure() == Failure::busy && error.commit() == Commit::not_done;
      }
    });
  }
  for (std::thread& t : clients) t.join();
  CHECK(busy == 4);
}
