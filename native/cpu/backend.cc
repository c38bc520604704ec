#include <algorithm>
#include <chrono>

#include "cpu.h"
#include "kernels.h"
#include "thread_pool.h"

namespace colophon {
namespace {
constexpr int64_t copied_per_task = 256 << 10;
}

const Backend cpu_backend = {"cpu", interpolate, voxelize};

double copy_bytes(const void* from, void* to, int64_t bytes, const Control& control) {
  const auto start = std::chrono::steady_clock::now();
  const int64_t tasks = (bytes + copied_per_task - 1) / copied_per_task;
  parallel_for(thread_count(control.threads), tasks, [&](int64_t task) {
    const int64_t at = task * copied_per_task;
    const int64_t here = std::min(copied_per_task, bytes - at);
    kernels().stream_bytes(static_cast<const char*>(from) + at, static_cast<char*>(to) + at, here);
  });
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace colophon
