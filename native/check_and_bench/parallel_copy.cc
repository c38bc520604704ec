#include "parallel_copy.h"

#include <algorithm>
#include <cstring>

namespace colophon::check {

ParallelCopy::ParallelCopy(unsigned threads)
    : threads_(threads), step_(static_cast<std::ptrdiff_t>(threads)) {
  for (unsigned thread = 1; thread < threads; ++thread)
    helpers_.emplace_back([this, thread] { serve(thread); });
}

ParallelCopy::~ParallelCopy() {
  done_ = true;
  step_.arrive_and_wait();
}

void ParallelCopy::copy(char* to, const char* from, int64_t bytes) {
  // Waking other threads takes longer than copying this much.
  if (bytes < (int64_t{1} << 18)) {
    std::memcpy(to, from, static_cast<size_t>(bytes));
    return;
  }
  to_ = to;
  from_ = from;
  bytes_ = bytes;
  step_.arrive_and_wait();
  copy_share(0);
  step_.arrive_and_wait();
}

void ParallelCopy::serve(unsigned thread) {
  for (;;) {
    step_.arrive_and_wait();
    if (done_) return;
    copy_share(thread);
    step_.arrive_and_wait();
  }
}

void ParallelCopy::copy_share(unsigned thread) const {
  const int64_t share = (bytes_ / threads_ + 64) & ~int64_t{63};
  const int64_t from = std::min(bytes_, share * thread);
  const int64_t end = std::min(bytes_, from + share);
  std::memcpy(to_ + from, from_ + from, static_cast<size_t>(end - from));
}

}  // namespace colophon::check
