#include "sanhuan/write_queue.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <utility>
#include <vector>

namespace sanhuan {
namespace {

// A leader that found more work when it was done goes on so many times before it hands over: waking another thread
// costs more than a commit on a fast disk, and its own caller should not wait for ever.
constexpr int commits_per_lead_max = 16;

// Those who were just told come back with their next piece as soon as they run. A leader that took only who is there
// would split the callers into two parties that commit by turns, each half as large as it could be: it waits for them,
// for less than a flush of the disk takes. Where they do not come, it does not wait for the next so many commits.
constexpr auto gather_max = std::chrono::microseconds(100);
constexpr unsigned gatherings_skipped_max = 64;

struct Waiting {
  const WriteQueue::Work* work = nullptr;  // one of the two
  const std::function<void(Store&)>* read = nullptr;
  std::exception_ptr failed;
  enum class State : std::uint8_t { waiting, leads, done } state = State::waiting;
  std::condition_variable changed;

  void reset(const WriteQueue::Work* its_work, const std::function<void(Store&)>* its_read) {
    work = its_work;
    read = its_read;
    failed = nullptr;
    state = State::waiting;
  }
};
using Batch = std::vector<Waiting*>;

// Whether one work's exception says nothing of its neighbours' work.
bool its_own(const std::exception_ptr& failed) {
  try {
    std::rethrow_exception(failed);
  } catch (const Error& error) {
    return error.failure() == Failure::conflict || error.failure() == Failure::misuse;
  } catch (...) {
    return true;
  }
}

void fail_all(const Batch& batch, const std::exception_ptr& failed) {
  for (Waiting* const w : batch) w->failed = failed;
}

}  // namespace

struct WriteQueue::Impl {
  Impl(Store& its_store, std::size_t most) : store(its_store), works_max(most) {}

  Store& store;
  const std::size_t works_max;
  std::mutex mutex;
  std::deque<Waiting*> waiting;  // who has not been taken into a commit
  bool led = false;
  // Places to wait at, used again: somebody may be woken at his when he has left it already.
  std::deque<Waiting> places;
  std::vector<Waiting*> free_places;

  std::size_t callers = 1;   // whom the last commit served or left waiting
  std::size_t expected = 0;  // how many the leader waits for; 0: it does not
  std::condition_variable gathered;
  unsigned skip = 0, skip_next = 1;  // gatherings

  // All in one transaction. Where the work of one throws, nothing of it may stay: the others are done again without
  // it, and it by itself, since what it saw of its neighbours may never have been.
  void commit_together(Batch batch) {
    Batch apart;
    while (!batch.empty()) {
      auto current = batch.begin();
      bool in_work = false;
      try {
        const auto transaction = store.begin();
        for (in_work = true; current != batch.end(); ++current) (*(*current)->work)(*transaction);
        in_work = false;
        transaction->commit();
        break;
      } catch (...) {
        const std::exception_ptr failed = std::current_exception();
        if (batch.size() == 1 || !in_work || !its_own(failed)) {
          fail_all(batch, failed);
          break;
        }
        apart.push_back(*current);
        batch.erase(current);
      }
    }
    for (Waiting* const w : apart) commit_together({w});
  }

  void do_all(const Batch& batch) {
    if (batch.front()->read == nullptr) return commit_together(batch);
    try {
      (*batch.front()->read)(store);
    } catch (...) {
      batch.front()->failed = std::current_exception();
    }
  }

  // Works up to the next who wants to be alone, or that one.
  void take(Batch& batch) {
    batch.clear();
    while (!waiting.empty() && batch.size() < works_max) {
      const bool alone = waiting.front()->read != nullptr;
      if (alone && !batch.empty()) return;
      batch.push_back(waiting.front());
      waiting.pop_front();
      if (alone) return;
    }
  }

  // Until so many wait, or no more come.
  void gather(std::unique_lock<std::mutex>& lock, std::size_t wanted) {
    if (waiting.size() >= wanted) return;
    if (skip > 0) {
      --skip;
      return;
    }
    expected = wanted;
    bool all = false;
    for (std::size_t before = 0; !all && before < waiting.size();) {
      before = waiting.size();
      all = gathered.wait_for(lock, gather_max, [&] { return waiting.size() >= expected; });
    }
    expected = 0;
    skip_next = all ? 1 : std::min(2 * skip_next, gatherings_skipped_max);
    skip = all ? 0 : skip_next;
  }

  // Holding the lock at entry and at exit, `me` leading.
  void lead(std::unique_lock<std::mutex>& lock, Waiting& me) {
    Batch batch;
    bool mine_done = false;
    for (int n = 0; !waiting.empty() && (n < commits_per_lead_max || !mine_done); ++n) {
      gather(lock, callers - (mine_done ? 1 : 0));
      take(batch);
      lock.unlock();
      do_all(batch);
      lock.lock();
      for (Waiting* const w : batch) w->state = Waiting::State::done;
      // Who leads is one of those who come back, though not while it does.
      callers = waiting.size() + batch.size() + (mine_done ? 1 : 0);
      mine_done = me.state == Waiting::State::done;
      lock.unlock();  // they would wake to find it taken
      for (Waiting* const w : batch)
        if (w != &me) w->changed.notify_one();
      lock.lock();
    }
    led = !waiting.empty();
    if (!led) return;
    waiting.front()->state = Waiting::State::leads;
    waiting.front()->changed.notify_one();
  }

  void wait_for(const WriteQueue::Work* work, const std::function<void(Store&)>* read) {
    std::unique_lock lock(mutex);
    if (free_places.empty()) free_places.push_back(&places.emplace_back());
    Waiting& me = *free_places.back();
    free_places.pop_back();
    me.reset(work, read);
    waiting.push_back(&me);
    if (!std::exchange(led, true)) me.state = Waiting::State::leads;
    else if (expected != 0 && waiting.size() >= expected) gathered.notify_one();
    me.changed.wait(lock, [&] { return me.state != Waiting::State::waiting; });
    if (me.state == Waiting::State::leads) lead(lock, me);
    const std::exception_ptr failed = std::exchange(me.failed, nullptr);
    free_places.push_back(&me);
    lock.unlock();
    if (failed) std::rethrow_exception(failed);
  }
};

WriteQueue::WriteQueue(Store& store, std::size_t works_per_commit_max)
    : impl_(new Impl(store, std::max<std::size_t>(works_per_commit_max, 1))) {}
WriteQueue::~WriteQueue() = default;

void WriteQueue::run(const Work& work) {
  impl_->wait_for(&work, nullptr);
}

void WriteQueue::alone(const std::function<void(Store&)>& read) {
  impl_->wait_for(nullptr, &read);
}

}  // namespace sanhuan
