// Host pointers in, host pointers out: copies to the device and back around the launches. None of
// it has run on a device yet.
#include <cstdio>
#include <exception>
#include <mutex>
#include <string>
#include <vector>

#include "arena.h"
#include "backend.h"
#include "launch.h"
#include "memory.h"

namespace colophon::cuda {
namespace {

// What calls share, one at a time: memory, stream and the two words in which kernels answer.
class Device {
 public:
  // Never destroyed: when the process ends, the driver may be gone before.
  static Device& shared() {
    static Device* device = std::make_unique<Device>().release();
    return *device;
  }

  Device() : transfer_(stream_) {
    check(cudaGetDevice(&ordinal_), "choosing a device");
    answers_ = static_cast<Answers*>(answer_memory_.reserve(sizeof(Answers)));
    reset_fault();
    check(cudaMemsetAsync(&answers_->dropped, 0, sizeof(Word64), stream_.get()),
          "clearing a counter");
    stream_.wait();
  }

  Outcome interpolate(const Interpolation& job, const Control& control) {
    std::lock_guard lock(mutex_);
    check(cudaSetDevice(ordinal_), "choosing a device");
    std::vector<StreamView> streams(job.streams.begin(), job.streams.end());
    const Interpolation there = place(job, streams);
    if (!upload(job, there, control)) return aborted();
    start_.record(stream_);
    check(launch_interpolate(there, &answers_->fault, stream_.get()), "launching");
    stop_.record(stream_);
    const Answers answers = read_answers();
    Outcome outcome{.milliseconds = stop_.milliseconds_since(start_)};
    if (answers.fault != no_fault)
      return refused(outcome, static_cast<int64_t>(answers.fault), job.batches);
    if (control.aborted()) return aborted();
    transfer_.to_host(job.y, there.y, job.batches * job.targets * job.width * bytes_of(job.dtype));
    return outcome;
  }

  Outcome voxelize(const Voxelization& job, const Control& control) {
    std::lock_guard lock(mutex_);
    check(cudaSetDevice(ordinal_), "choosing a device");
    const int64_t cells = job.shape[0] * job.shape[1] * job.shape[2];
    const bool counted = job.mode == VoxelMode::count || job.mode == VoxelMode::occupancy;
    const int64_t result_bytes = cells * (counted ? 1 : job.width) * 4;
    Voxelization there = job;
    char* workspace = nullptr;
    const auto place = [&](Arena& arena) {
      there.points = arena.take<float>(3 * job.count);
      there.features = arena.take<float>(counted ? 0 : job.count * job.width);
      there.grid = arena.take<char>(result_bytes);
      workspace = arena.take<char>(workspace_bytes(job));
    };
    place_in(memory_, place);
    upload(there.points, job.points, job.count * 12);
    if (!counted) upload(there.features, job.features, job.count * job.width * 4);
    if (control.aborted()) return aborted();
    start_.record(stream_);
    check(launch_voxelize(there, workspace, &answers_->dropped, stream_.get()), "launching");
    stop_.record(stream_);
    const Word64 before = dropped_before_;
    const Answers answers = read_answers();
    if (control.aborted()) return aborted();
    transfer_.to_host(job.grid, there.grid, result_bytes);
    return {.dropped = answers.dropped - before, .milliseconds = stop_.milliseconds_since(start_)};
  }

 private:
  struct Answers {
    Word64 fault;
    Word64 dropped;  // by all calls: a difference counts, which spares a launch per call
  };

  static int64_t bytes_of(DType dtype) { return dtype == DType::float32 ? 4 : 2; }

  // The job with room on the device for all its operands; `streams` lists those.
  Interpolation place(const Interpolation& job, std::vector<StreamView>& streams) {
    Interpolation there = job;
    place_in(memory_, [&](Arena& arena) {
      for (StreamView& stream : streams) {
        const int64_t samples = job.batches * stream.samples;
        stream.x = arena.take<char>(samples * stream.depth * bytes_of(job.dtype));
        stream.s = arena.take<double>(samples);
      }
      there.t = arena.take<double>(job.batches * job.targets);
      there.y = arena.take<char>(job.batches * job.targets * job.width * bytes_of(job.dtype));
    });
    there.streams = streams;
    return there;
  }

  // Says whether it went to the end.
  bool upload(const Interpolation& job, const Interpolation& there, const Control& control) {
    for (size_t n = 0; n < job.streams.size(); ++n) {
      if (control.aborted()) return false;
      const StreamView& from = job.streams[n];
      const int64_t samples = job.batches * from.samples;
      upload(there.streams[n].x, from.x, samples * from.depth * bytes_of(job.dtype));
      upload(there.streams[n].s, from.s, samples * 8);
    }
    upload(there.t, job.t, job.batches * job.targets * 8);
    return !control.aborted();
  }

  template <typename Place>
  static void place_in(DeviceBuffer& memory, const Place& place) {
    Arena size;
    place(size);
    Arena arena(memory.reserve(size.bytes()));
    place(arena);
  }

  void upload(const void* to, const void* from, int64_t bytes) {
    transfer_.to_device(const_cast<void*>(to), from, bytes);
  }

  Answers read_answers() {
    Answers answers;
    transfer_.to_host(&answers, answers_, sizeof answers);
    dropped_before_ = answers.dropped;
    return answers;
  }

  void reset_fault() {
    check(cudaMemsetAsync(&answers_->fault, 0xff, sizeof(Word64), stream_.get()),
          "clearing a fault");
  }

  Outcome refused(Outcome outcome, int64_t order, int64_t batches) {
    reset_fault();
    outcome.status = Status::refused;
    outcome.fault = {order / batches, order % batches};
    return outcome;
  }

  // What was put into the stream may still read memory of the host.
  Outcome aborted() const {
    stream_.wait();
    return {.status = Status::aborted};
  }

  std::mutex mutex_;
  int ordinal_ = 0;
  Stream stream_;
  Transfer transfer_;
  Event start_, stop_;
  DeviceBuffer memory_, answer_memory_;
  Answers* answers_ = nullptr;
  Word64 dropped_before_ = 0;
};

Outcome failed(const char* doing, const char* what) {
  thread_local char message[256];
  std::snprintf(message, sizeof message, "cuda, while %s: %s", doing, what);
  return {.status = Status::failed, .error = message};
}

template <typename Work>
Outcome guarded(const Work& work) {
  try {
    return work(Device::shared());
  } catch (const Failure& failure) {
    return failed(failure.doing, cudaGetErrorString(failure.status));
  } catch (const std::exception& error) {
    return failed("preparing", error.what());
  }
}

Outcome interpolate(const Interpolation& job, const Control& control) {
  return guarded([&](Device& device) { return device.interpolate(job, control); });
}

Outcome voxelize(const Voxelization& job, const Control& control) {
  if (job.count > UINT32_MAX) return failed("counting", "more than 2^32 - 1 points");
  return guarded([&](Device& device) { return device.voxelize(job, control); });
}

// Why no device can serve; empty where one can.
std::string find_fault() {
  int driver = 0;
  if (cudaDriverGetVersion(&driver) != cudaSuccess || driver == 0)
    return "no NVIDIA driver is loaded";
  int devices = 0;
  const cudaError_t counted = cudaGetDeviceCount(&devices);
  if (counted != cudaSuccess)
    return std::string("the NVIDIA driver says: ") + cudaGetErrorString(counted);
  if (devices == 0) return "there is an NVIDIA driver but no device";
  const cudaError_t probed = probe_device();
  if (probed != cudaSuccess)
    return std::string("the device cannot run the kernels: ") + cudaGetErrorString(probed);
  return "";
}

const Backend backend{"cuda", interpolate, voxelize};

}  // namespace
}  // namespace colophon::cuda

const colophon::Backend* colophon_cuda_backend(const char** why) {
  static const std::string fault = colophon::cuda::find_fault();
  if (fault.empty()) return &colophon::cuda::backend;
  if (why) *why = fault.c_str();
  return nullptr;
}
