// Threads that wait for work, shared by all calls of the process.
#pragma once

#include <cstdint>
#include <type_traits>

namespace colophon {

// How many threads a call gets that asks for `wanted`; 0 asks for as many as the process may run on.
unsigned thread_count(unsigned wanted);

namespace detail {
void run_tasks(unsigned threads, int64_t tasks, void (*run)(void*, int64_t), void* context);
}

// Calls work(task) for each task from 0, on at most `threads` threads of which the caller is one, and returns when
// all are done. Which thread takes which task is not determined. What `work` throws ends the call; tasks not
// begun are then left.
template <typename Work>
void parallel_for(unsigned threads, int64_t tasks, Work&& work) {
  using Plain = std::remove_reference_t<Work>;
  detail::run_tasks(
      threads, tasks, [](void* context, int64_t task) { (*static_cast<Plain*>(context))(task); }, &work);
}

}  // namespace colophon
