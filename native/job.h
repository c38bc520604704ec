// What a backend is asked for and what it answers. The C++ twin of ops/interpolation.ts, ops/voxelization.ts, backend.ts.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>

namespace colophon {

enum class DType : uint8_t { float32, bfloat16 };
enum class Outside : uint8_t { clamp, nan, linear };
enum class VoxelMode : uint8_t { count, occupancy, sum, mean, min, max };

// What ops write where the result is no number, whatever NaN came in.
inline constexpr uint32_t canonical_nan = 0x7fc00000;
inline constexpr uint16_t canonical_nan_bfloat16 = 0x7fc0;

// x[B,S,D] of the call's dtype at times s[B,S].
struct StreamView {
  const void* x;
  const double* s;
  int64_t samples;
  int64_t depth;
};

// Streams whose shapes fit, at times t[B,T], side by side in y[B,T,width] in the order given.
struct Interpolation {
  DType dtype;
  Outside outside;
  std::span<const StreamView> streams;
  const double* t;
  int64_t batches;
  int64_t targets;
  void* y;
  int64_t width;
};

// points[N,3] and features[N,width] → grid[X,Y,Z] uint32 (count, occupancy) or [X,Y,Z,width] float32.
struct Voxelization {
  VoxelMode mode;
  const float* points;
  int64_t count;
  const float* features;
  int64_t width;
  double origin[3];
  double size[3];
  int64_t shape[3];
  void* grid;
};

// At most so many threads; 0 takes as many as there are. The result does not depend on it.
struct Control {
  unsigned threads = 0;
  const std::atomic<int32_t>* abort = nullptr;
  bool aborted() const { return abort && abort->load(std::memory_order_relaxed) != 0; }
};

struct Fault {
  int64_t stream = -1;
  int64_t batch = -1;
};

enum class Status : uint8_t {
  done,
  refused,  // the times of `fault`, the first stream and batch in that order
  aborted,
  failed,   // `error` says what the machine did not give: memory, a device
};

struct Outcome {
  Status status = Status::done;
  Fault fault{};
  uint64_t dropped = 0;
  double milliseconds = 0;  // the op itself: kernels, without copies to a device and back
  const char* error = nullptr;
};

// What runs the ops. Every backend fills the same bits, and checks all that depends on values; shapes are the caller's.
struct Backend {
  const char* name;
  Outcome (*interpolate)(const Interpolation&, const Control&);
  Outcome (*voxelize)(const Voxelization&, const Control&);
};

extern const Backend cpu_backend;

}  // namespace colophon
