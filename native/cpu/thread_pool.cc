#include "thread_pool.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

#ifdef __linux__
#include <sched.h>
#endif

namespace colophon {
namespace {

struct Job {
  void (*run)(void*, int64_t);
  void* context;
  int64_t tasks;
  unsigned vacancies;  // threads that may still join
  std::atomic<unsigned> active{0};
  std::atomic<int64_t> next{0};
  std::condition_variable idle{};
  std::atomic<bool> failed{false};
  std::exception_ptr error{};

  void work() {
    try {
      for (int64_t task; (task = next.fetch_add(1, std::memory_order_relaxed)) < tasks;) run(context, task);
    } catch (...) {
      if (!failed.exchange(true)) error = std::current_exception();
      next.store(tasks, std::memory_order_relaxed);
    }
  }
};

class ThreadPool {
 public:
  // Never destroyed: its threads wait until the process ends.
  static ThreadPool& shared() {
    static ThreadPool* pool = std::make_unique<ThreadPool>().release();
    return *pool;
  }

  void run(Job& job) {
    const bool one = job.vacancies == 1;
    {
      std::lock_guard lock(mutex_);
      grow(job.vacancies);
      waiting_.push_back(&job);
      arrivals_.fetch_add(1, std::memory_order_release);
    }
    if (one) work_there_.notify_one();
    else work_there_.notify_all();
    job.work();
    std::unique_lock lock(mutex_);
    std::erase(waiting_, &job);
    if (job.active > 0) {
      lock.unlock();
      watch([&] { return job.active.load(std::memory_order_acquire) == 0; });
      lock.lock();
      job.idle.wait(lock, [&] { return job.active == 0; });
    }
    if (job.error) std::rethrow_exception(job.error);
  }

 private:
  // The next phase of a call comes soon after the last, sooner than a sleeping thread wakes.
  template <typename Until>
  static void watch(Until&& until) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(watched_microseconds);
    while (!until() && std::chrono::steady_clock::now() < end) pause();
  }

  static void pause() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
  }

  // A machine that gives no more threads leaves the work to those there are.
  void grow(unsigned wanted) {
    try {
      for (; threads_ < wanted; ++threads_) std::thread([this] { serve(); }).detach();
    } catch (const std::system_error&) {
    }
  }

  void serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
      if (waiting_.empty()) {
        const uint64_t seen = arrivals_.load(std::memory_order_relaxed);
        lock.unlock();
        watch([&] { return arrivals_.load(std::memory_order_acquire) != seen; });
        lock.lock();
      }
      work_there_.wait(lock, [&] { return !waiting_.empty(); });
      Job& job = *waiting_.front();
      ++job.active;
      if (--job.vacancies == 0) waiting_.pop_front();
      lock.unlock();
      job.work();
      lock.lock();
      if (--job.active == 0) job.idle.notify_one();
      // The job is its caller's again; without this a finished one could be joined over and over.
      if (!waiting_.empty() && waiting_.front() == &job) waiting_.pop_front();
    }
  }

  static constexpr int watched_microseconds = 100;

  std::mutex mutex_;
  std::atomic<uint64_t> arrivals_{0};
  std::condition_variable work_there_;
  std::deque<Job*> waiting_;
  unsigned threads_ = 0;
};

unsigned processors() {
#ifdef __linux__
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return static_cast<unsigned>(CPU_COUNT(&set));
#endif
  const unsigned count = std::thread::hardware_concurrency();
  return count == 0 ? 1 : count;
}

}  // namespace

unsigned thread_count(unsigned wanted) {
  static const unsigned all = processors();
  return wanted == 0 ? all : wanted;
}

namespace detail {

void run_tasks(unsigned threads, int64_t tasks, void (*run)(void*, int64_t), void* context) {
  const int64_t useful = tasks < threads ? tasks : threads;
  if (useful <= 1) {
    for (int64_t task = 0; task < tasks; ++task) run(context, task);
    return;
  }
  Job job{run, context, tasks, static_cast<unsigned>(useful - 1)};
  ThreadPool::shared().run(job);
}

}  // namespace detail
}  // namespace colophon
