// One case on one backend: with several thread counts, twice in a row, aborted, and from several
// threads at once.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "../job.h"
#include "guarded.h"
#include "tally.h"

namespace colophon::check {

// What the reference says.
struct Expected {
  std::vector<uint8_t> result;
  std::optional<Fault> fault;
  uint64_t dropped = 0;
};

// Runs the case with its result at a pointer.
using Run = std::function<Outcome(void* result, const Control&)>;

class Comparison {
 public:
  Comparison(Tally& tally, const Run& run, const Expected& expected, size_t offset)
      : tally_(tally), run_(run), expected_(expected), offset_(offset) {}

  void compare_threads(std::span<const unsigned> counts);
  // Asked to stop before it begins it does; asked while it runs it may be done.
  void compare_abort();
  void compare_concurrent();

 private:
  std::optional<std::string> fault_of(const Outcome& outcome, const Guarded& result) const;
  void compare_once(Guarded& result, const Control& control);

  Tally& tally_;
  const Run& run_;
  const Expected& expected_;
  size_t offset_;
};

}  // namespace colophon::check
