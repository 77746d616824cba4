#include "sanhuan/write_queue.hpp"

#include <algorithm>
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

struct Waiting {
  const WriteQueue::Work* work = nullptr;  // one of the two
  const std::function<void(Store&)>* read = nullptr;
  std::exception_ptr failed;
  enum class State : std::uint8_t { waiting, leads, done } state = State::waiting;
  std::condition_variable changed;
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
  Store& store;
  const std::size_t works_max;
  std::mutex mutex;
  std::deque<Waiting*> waiting;  // who has not been taken into a commit
  bool led = false;

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

  // Holding the lock at entry and at exit, `me` leading.
  void lead(std::unique_lock<std::mutex>& lock, Waiting& me) {
    Batch batch;
    for (int n = 0; !waiting.empty() && (n < commits_per_lead_max || me.state != Waiting::State::done); ++n) {
      take(batch);
      lock.unlock();
      do_all(batch);
      lock.lock();
      for (Waiting* const w : batch) {
        w->state = Waiting::State::done;
        if (w != &me) w->changed.notify_one();
      }
    }
    led = !waiting.empty();
    if (!led) return;
    waiting.front()->state = Waiting::State::leads;
    waiting.front()->changed.notify_one();
  }

  void wait_for(Waiting& me) {
    std::unique_lock lock(mutex);
    waiting.push_back(&me);
    if (!std::exchange(led, true)) me.state = Waiting::State::leads;
    me.changed.wait(lock, [&] { return me.state != Waiting::State::waiting; });
    if (me.state == Waiting::State::leads) lead(lock, me);
    lock.unlock();
    if (me.failed) std::rethrow_exception(me.failed);
  }
};

WriteQueue::WriteQueue(Store& store, std::size_t works_per_commit_max)
    : impl_(new Impl{store, std::max<std::size_t>(works_per_commit_max, 1), {}, {}, false}) {}
WriteQueue::~WriteQueue() = default;

void WriteQueue::run(const Work& work) {
  Waiting me;
  me.work = &work;
  impl_->wait_for(me);
}

void WriteQueue::alone(const std::function<void(Store&)>& read) {
  Waiting me;
  me.read = &read;
  impl_->wait_for(me);
}

}  // namespace sanhuan
