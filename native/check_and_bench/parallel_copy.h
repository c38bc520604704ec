// The floor under a memory-bound op: a copy of as many bytes by as many threads.
#pragma once

#include <barrier>
#include <cstdint>
#include <thread>
#include <vector>

namespace colophon::check {

class ParallelCopy {
 public:
  explicit ParallelCopy(unsigned threads);
  ~ParallelCopy();
  ParallelCopy(const ParallelCopy&) = delete;
  ParallelCopy& operator=(const ParallelCopy&) = delete;

  void copy(char* to, const char* from, int64_t bytes);

 private:
  void serve(unsigned thread);
  void copy_share(unsigned thread) const;

  unsigned threads_;
  std::barrier<> step_;
  char* to_ = nullptr;
  const char* from_ = nullptr;
  int64_t bytes_ = 0;
  bool done_ = false;
  std::vector<std::jthread> helpers_;
};

}  // namespace colophon::check
