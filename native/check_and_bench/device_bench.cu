#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "../cuda/launch.h"
#include "../cuda/memory.h"
#include "device_bench.h"
#include "json.h"
#include "machine.h"
#include "random.h"
#include "rotation.h"

namespace colophon::check {
namespace {

using cuda::check;

__global__ void add_to_cells(const int32_t* cells, int64_t count, uint32_t* counts) {
  const int64_t step = int64_t{gridDim.x} * blockDim.x;
  for (int64_t i = int64_t{blockIdx.x} * blockDim.x + threadIdx.x; i < count; i += step)
    atomicAdd(counts + cells[i], 1u);
}

int64_t cache_bytes() {
  int bytes = 0, device = 0;
  check(cudaGetDevice(&device), "choosing a device");
  check(cudaDeviceGetAttribute(&bytes, cudaDevAttrL2CacheSize, device), "asking for the cache");
  return bytes;
}

// Copies of operands on the device, and what the kernels need beside them.
class DeviceRotation {
 public:
  DeviceRotation(const BenchCase& given, const Operands& on_host, int64_t copies) : given_(given) {
    const int64_t bytes = operand_bytes(given);
    char* base = static_cast<char*>(memory_.reserve(copies * bytes));
    cuda::Arena arena(base);
    for (int64_t i = 0; i < copies; ++i) operands_.emplace_back(given, arena);
    const void* from =
        given.voxelizes() ? static_cast<const void*>(on_host.points) : on_host.streams[0].x;
    for (int64_t i = 0; i < copies; ++i)
      check(cudaMemcpy(base + i * bytes, from, static_cast<size_t>(bytes), cudaMemcpyHostToDevice),
            "copying");
    answer_ = static_cast<unsigned long long*>(answer_memory_.reserve(sizeof(unsigned long long)));
    check(cudaMemset(answer_, 0xff, sizeof(unsigned long long)), "clearing");
    if (given.voxelizes())
      workspace_.reserve(cuda::workspace_bytes(operands_[0].voxelization(given)) + 1);
  }

  void launch(bool cold, const cuda::Stream& stream) {
    const Operands& operands = operands_[cold ? at_++ % operands_.size() : 0];
    const cudaError_t status =
        given_.voxelizes()
            ? cuda::launch_voxelize(operands.voxelization(given_), workspace_.get(), answer_,
                                    stream.get())
            : cuda::launch_interpolate(operands.interpolation(given_), answer_, stream.get());
    check(status, "launching");
  }

 private:
  const BenchCase& given_;
  cuda::DeviceBuffer memory_, workspace_, answer_memory_;
  std::vector<Operands> operands_;
  unsigned long long* answer_ = nullptr;
  size_t at_ = 0;
};

class DeviceCopy {
 public:
  DeviceCopy(int64_t moved, int64_t cache) : half_((moved + 1) / 2), space_(half_ + 2 * cache) {
    check(cudaMemset(from_.reserve(space_), 1, static_cast<size_t>(space_)), "filling");
    check(cudaMemset(to_.reserve(space_), 2, static_cast<size_t>(space_)), "filling");
  }

  void launch(bool cold, const cuda::Stream& stream) {
    at_ = cold && at_ + 2 * half_ <= space_ ? at_ + half_ : 0;
    check(
        cudaMemcpyAsync(static_cast<char*>(to_.get()) + at_, static_cast<char*>(from_.get()) + at_,
                        static_cast<size_t>(half_), cudaMemcpyDeviceToDevice, stream.get()),
        "copying");
  }

 private:
  int64_t half_, space_, at_ = 0;
  cuda::DeviceBuffer from_, to_;
};

// Of one of `times` calls of work() put into the stream between two events.
template <typename Work>
double milliseconds_of(const cuda::Stream& stream, int64_t times, Work&& work) {
  cuda::Event start, stop;
  start.record(stream);
  for (int64_t i = 0; i < times; ++i) work();
  stop.record(stream);
  stop.wait();
  return stop.milliseconds_since(start) / static_cast<double>(times);
}

template <typename Measure>
auto translated(Measure&& measure) {
  try {
    return measure();
  } catch (const cuda::Failure& failure) {
    throw std::runtime_error(std::string("cuda, while ") + failure.doing + ": " +
                             cudaGetErrorString(failure.status));
  }
}

DeviceFacts facts_of_device() {
  int device = 0, driver = 0, runtime = 0;
  check(cudaGetDevice(&device), "choosing a device");
  cudaDeviceProp properties;
  check(cudaGetDeviceProperties(&properties, device), "asking for the device");
  check(cudaDriverGetVersion(&driver), "asking for the driver");
  check(cudaRuntimeGetVersion(&runtime), "asking for the runtime");
  const std::string clocks = output_of(
      "nvidia-smi --query-gpu=driver_version,clocks.sm,clocks.mem,clocks.max.sm,power.limit "
      "--format=csv,noheader 2>/dev/null");
  const double clock = std::atof(
      output_of("nvidia-smi --query-gpu=clocks.sm --format=csv,noheader,nounits 2>/dev/null")
          .c_str());
  JsonObject environment;
  environment.text("compiler", "nvcc " + std::to_string(__CUDACC_VER_MAJOR__) + "." +
                                   std::to_string(__CUDACC_VER_MINOR__));
  environment.number("cuda_driver", int64_t{driver}).number("cuda_runtime", int64_t{runtime});
  environment.text("capability",
                   std::to_string(properties.major) + "." + std::to_string(properties.minor));
  environment.number("multiprocessors", int64_t{properties.multiProcessorCount});
  environment.number("l2_bytes", int64_t{properties.l2CacheSize});
  environment.number("memory_bytes", static_cast<int64_t>(properties.totalGlobalMem));
  environment.text_or_null("driver_sm_memory_maximum_clocks_power", clocks);
  return {properties.name, clock, environment.str()};
}

}  // namespace

DeviceSamples measure_on_device(const BenchCase& given, const Operands& on_host, bool cold,
                                int64_t warmup, int64_t samples) {
  return translated([&] {
    const cuda::Stream stream;
    const int64_t cache = cache_bytes();
    DeviceRotation rotation(given, on_host, cold ? copies_beyond(cache, operand_bytes(given)) : 1);
    DeviceCopy copy(given.cost().bytes, cache);
    constexpr int64_t in_a_row = 20;
    DeviceSamples taken;
    for (int64_t round = -warmup; round < samples; ++round) {
      const auto launch = [&] { rotation.launch(cold, stream); };
      const double kernel = milliseconds_of(stream, in_a_row, launch);
      const double event = milliseconds_of(stream, 1, launch);
      const double copied = milliseconds_of(stream, in_a_row, [&] { copy.launch(cold, stream); });
      if (round < 0) continue;
      taken.kernel.push_back(kernel);
      taken.event.push_back(event);
      taken.copy.push_back(copied);
    }
    return taken;
  });
}

DeviceSamples measure_atomics(const BenchCase& given, int64_t warmup, int64_t samples) {
  return translated([&] {
    const cuda::Stream stream;
    const int64_t cells = given.axes.X * given.axes.Y * given.axes.Z;
    Random random(4);
    std::vector<int32_t> drawn(static_cast<size_t>(given.axes.N));
    for (int32_t& cell : drawn) cell = static_cast<int32_t>(random.integer(0, cells - 1));
    cuda::DeviceBuffer list, counts;
    check(cudaMemcpy(list.reserve(given.axes.N * 4), drawn.data(), drawn.size() * 4,
                     cudaMemcpyHostToDevice),
          "copying");
    check(cudaMemset(counts.reserve(cells * 4), 0, static_cast<size_t>(cells) * 4), "clearing");
    DeviceCopy copy(given.cost().bytes, cache_bytes());
    const auto blocks =
        static_cast<unsigned>(std::min<int64_t>((given.axes.N + 1023) / 1024, 2048));
    DeviceSamples taken;
    for (int64_t round = -warmup; round < samples; ++round) {
      const double time = milliseconds_of(stream, 1, [&] {
        add_to_cells<<<blocks, 256, 0, stream.get()>>>(static_cast<const int32_t*>(list.get()),
                                                       given.axes.N,
                                                       static_cast<uint32_t*>(counts.get()));
        check(cudaGetLastError(), "launching");
      });
      const double copied = milliseconds_of(stream, 1, [&] { copy.launch(true, stream); });
      if (round < 0) continue;
      taken.event.push_back(time);
      taken.copy.push_back(copied);
    }
    return taken;
  });
}

DeviceFacts device_facts() { return translated(facts_of_device); }

}  // namespace colophon::check
