#include "refusals.h"

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "../job.h"

namespace colophon::check {
namespace {

const double not_a_number = std::nan("");

// Two batches of three source times and two targets.
struct Times {
  std::vector<double> s{0, 1, 2, 0, 1, 2};
  std::vector<double> t{0.5, 1.5, 0.5, 1.5};
  int64_t samples = 3;
};

struct Refusal {
  const char* why;
  Times times;
  Outside outside;
  std::optional<int64_t> batch;  // none where the times are good
  bool everywhere = false;       // whether every stream would refuse the targets
};

const Refusal refusals[] = {
    {"good times", {}, Outside::linear, std::nullopt},
    {"a source time that comes before another", {{0, 1, 2, 0, 2, 1}}, Outside::clamp, 1},
    {"a target that comes before another",
     {{0, 1, 2, 0, 1, 2}, {1.5, 0.5, 0.5, 1.5}},
     Outside::clamp,
     0,
     true},
    {"a source time that is no number", {{0, 1, 2, not_a_number, 1, 2}}, Outside::nan, 1},
    {"a last source time that is no number", {{0, 1, not_a_number, 0, 1, 2}}, Outside::nan, 0},
    {"a target that is no number",
     {{0, 1, 2, 0, 1, 2}, {0, 1, 0, not_a_number}},
     Outside::clamp,
     1,
     true},
    {"a source time that is infinite", {{-HUGE_VAL, 1, 2, 0, 1, 2}}, Outside::clamp, 0},
    {"a target that is infinite",
     {{0, 1, 2, 0, 1, 2}, {0, 1, 0, HUGE_VAL}},
     Outside::clamp,
     1,
     true},
    {"two batches to refuse", {{2, 1, 0, 2, 1, 0}}, Outside::clamp, 0},
    {"no source times", {{}, {0, 1, 0, 1}, 0}, Outside::clamp, 0},
    {"source times of a span beyond float64", {{0, 1, 2, -1.7e308, 0, 1.7e308}}, Outside::clamp, 1},
    {"a target beyond float64 from the source",
     {{1e308, 1.1e308, 1.2e308, 0, 1, 2}, {-1e308, 0, 0, 1}},
     Outside::nan,
     0},
    {"linear before one source time", {{1, 1, 1, 0, 1, 2}}, Outside::linear, 0},
    {"linear after one source time", {{0, 1, 2, 1, 1, 1}, {0, 1, 1, 1.5}}, Outside::linear, 1},
    {"linear on one source time",
     {{0, 1, 2, 1, 1, 1}, {0, 1, 1, 1}},
     Outside::linear,
     std::nullopt},
    {"clamp beside one source time", {{1, 1, 1, 1, 1, 1}}, Outside::clamp, std::nullopt},
    {"-0 after 0", {{-1, 0, -0.0, 0, 1, 2}}, Outside::clamp, std::nullopt},
};

void check_one(const Backend& backend, Tally& tally, const Refusal& refusal, bool fuse) {
  static const Times good;
  const std::vector<float> x(6 * 2, 1.0f);
  std::vector<float> y(4 * 4);
  const StreamView refused{x.data(), refusal.times.s.data(), refusal.times.samples, 2};
  const StreamView taken{x.data(), good.s.data(), good.samples, 2};
  std::vector<StreamView> streams{refused};
  // A good stream before.
  if (fuse) streams.insert(streams.begin(), taken);
  const int64_t width = 2 * static_cast<int64_t>(streams.size());
  const Interpolation job{
      DType::float32, refusal.outside, streams, refusal.times.t.data(), 2, 2, y.data(), width};
  const Outcome outcome = backend.interpolate(job, {});
  tally.start_case(refusal.why);
  tally.add_run(outcome.status == Status::refused);
  if (!refusal.batch) {
    if (outcome.status != Status::done) tally.fail("refused, expected done");
    return;
  }
  const int64_t stream = fuse && !refusal.everywhere ? 1 : 0;
  if (outcome.status != Status::refused || outcome.fault.stream != stream ||
      outcome.fault.batch != *refusal.batch)
    tally.fail("status " + std::to_string(static_cast<int>(outcome.status)) + ", stream " +
               std::to_string(outcome.fault.stream) + ", batch " +
               std::to_string(outcome.fault.batch) + ", expected stream " + std::to_string(stream) +
               ", batch " + std::to_string(*refusal.batch));
}

}  // namespace

void check_refusals(const Backend& backend, Tally& tally, bool fuse) {
  for (const Refusal& refusal : refusals) check_one(backend, tally, refusal, fuse);
}

}  // namespace colophon::check
