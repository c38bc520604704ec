#include "check.h"

#include "../ops.h"
#include "backends.h"
#include "comparison.h"
#include "interpolation_case.h"
#include "reference.h"
#include "refusals.h"
#include "voxel_case.h"

namespace colophon::check {
namespace {

constexpr unsigned several[] = {1, 2, 5, 0};
constexpr int64_t large_every = 25;  // cases of which one is large enough for threads to share

// How each case is run, of which some are more.
void compare(Comparison& comparison, const Options& options, int64_t number, bool aborts) {
  const auto one = static_cast<unsigned>(options.threads);
  if (options.threads >= 0) comparison.compare_threads({&one, 1});
  else comparison.compare_threads(several);
  if (number % 10 == 0 && aborts) comparison.compare_abort();
  if (number % 10 == 5) comparison.compare_concurrent();
}

void check_interpolation(const Backend& backend, const Options& options, Tally& tally,
                         int64_t number, bool fuse) {
  Random random(options.seed * 1'000'003 + static_cast<uint64_t>(2 * number + (fuse ? 1 : 0)));
  const int64_t streams = !fuse ? 1 : number % 40 == 7 ? 35 : random.integer(1, 4);
  const InterpolationCase given(random, streams, number % large_every == 0 && streams < 5);
  tally.start_case(given.words());
  Expected expected;
  expected.result.resize(given.result_bytes());
  expected.fault = interpolate(given.job(expected.result.data()));
  const Run run = [&](void* y, const Control& control) {
    return backend.interpolate(given.job(y), control);
  };
  Comparison comparison(tally, run, expected, given.result_offset());
  compare(comparison, options, number, given.result_bytes() > 0 && !expected.fault);
}

void check_voxelization(const Backend& backend, const Options& options, Tally& tally,
                        int64_t number) {
  Random random(options.seed * 1'000'003 + static_cast<uint64_t>(number) + 0x800000000);
  const VoxelCase given(random, number % 2 == 0, number % large_every == 0);
  tally.start_case(given.words());
  Expected expected;
  expected.result.resize(given.result_bytes());
  expected.dropped = voxelize(given.job(expected.result.data()));
  const Run run = [&](void* grid, const Control& control) {
    return backend.voxelize(given.job(grid), control);
  };
  Comparison comparison(tally, run, expected, given.result_offset());
  compare(comparison, options, number, given.result_bytes() > 0);
}

int64_t check_op(const Backend& backend, const Options& options, std::string_view op) {
  Tally tally(backend.name, op, options.seed);
  const bool fuse = op == "fuse";
  for (int64_t number = 0; number < options.cases; ++number)
    if (op == "voxelize") check_voxelization(backend, options, tally, number);
    else check_interpolation(backend, options, tally, number, fuse);
  if (op != "voxelize") check_refusals(backend, tally, fuse);
  tally.print();
  return tally.failures();
}

}  // namespace

int64_t check(const Options& options) {
  int64_t failures = 0;
  for (const Backend* backend : find_backends(options.backend))
    for (const Op& op : ops())
      if (options.op.empty() || options.op == op.name)
        failures += check_op(*backend, options, op.name);
  return failures;
}

}  // namespace colophon::check
