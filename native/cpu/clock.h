#pragma once

#include <chrono>
#include <new>

#include "../job.h"

namespace colophon {

// The outcome of the work, with the milliseconds that it took. Memory that the machine does not give is an outcome.
template <typename Work>
Outcome timed(Work&& work) {
  const auto start = std::chrono::steady_clock::now();
  Outcome outcome;
  try {
    outcome = work();
  } catch (const std::bad_alloc&) {
    outcome.status = Status::failed;
    outcome.error = "not enough memory";
  }
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
  outcome.milliseconds = taken.count();
  return outcome;
}

}  // namespace colophon
