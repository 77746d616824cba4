#include "tests/bench/store_world.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "tests/bench/limits/bench.hpp"

namespace sanhuan::bench {
namespace {

constexpr char payload[] =
    "{\"by\":\"officer-0421\",\"note\":\"assigned to the township office; reply due in five working days\"}";

void remove_files(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm", "-lock"}) unlink((path + suffix).c_str());
}

}  // namespace

StoreWorld::StoreWorld(const std::string& folder, bool keys)
    : path_(folder + "/bench-ledger.db"), keys_(keys) {
  remove_files(path_);
  store_ = open_ledger(path_);
}
StoreWorld::~StoreWorld() {
  store_.reset();
  remove_files(path_);
}

void StoreWorld::event(Transaction& t, std::int64_t case_number, int kind) {
  const std::string id = fmt::format("XF-{}", case_number);
  if (!t.find(id, head_)) {
    head_ = {};
    head_.number = t.open(id);
  }
  NewEntry entry;
  entry.sequence = head_.sequence + 1;
  entry.at = Instant{1'700'000'000'000 + case_number};
  entry.kind = static_cast<std::uint8_t>(kind);
  entry.body = {payload, sizeof payload};
  const std::string key = keys_ ? fmt::format("key-{}-{}", case_number, kind) : std::string();
  entry.key = key;
  entry.content = keys_ ? std::string_view(payload, 16) : std::string_view();
  t.append(head_.number, entry);
  record_.next_due =
      kind < 4 ? Instant{1'700'000'000 + case_number % 977 * 86'400 / 24 + kind * 86'400} : Instant::never();
  record_.snapshot = "\1\2\3\4\5\6\7\10";
  t.put(head_.number, record_);
}

void StoreWorld::fill(int events, int per_commit) {
  for (int i = 0; i < events; i += per_commit) {
    const auto t = store_->begin();
    for (int j = 0; j < per_commit; ++j) event(*t, (i + j) / 5, (i + j) % 5);
    t->commit();
  }
}

void StoreWorld::arm(int cases, Due due) {
  constexpr std::int64_t minutes_a_year = 60 * 24 * 365, minutes_of_weeks = 60 * 24 * 20;
  for (int i = 0; i < cases;) {
    const auto t = store_->begin();
    for (const int end = std::min(i + 10'000, cases); i < end; ++i) {
      NewEntry entry;
      entry.sequence = 1;
      entry.body = {payload, sizeof payload};
      const CaseNumber number = t->open(fmt::format("XF-{}", i));
      t->append(number, entry);
      const auto random = static_cast<std::int64_t>(::bench::splitmix64(static_cast<std::uint64_t>(i)) >> 8);
      const std::int64_t minute = due == Due::at_random
                                      ? random % minutes_a_year
                                      : i * minutes_a_year / cases + random % minutes_of_weeks;
      record_.next_due = Instant{minute * 60'000};
      record_.snapshot.assign(128, 's');
      t->put(number, record_);
    }
    t->commit();
  }
}

}  // namespace sanhuan::bench
