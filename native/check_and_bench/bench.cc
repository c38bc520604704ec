#include "bench.h"

#include <chrono>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "backends.h"
#include "benchmark_row.h"
#include "device_bench.h"
#include "error_ulp.h"
#include "machine.h"
#include "parallel_copy.h"
#include "reference.h"
#include "rotation.h"

namespace colophon::check {
namespace {

constexpr int64_t warmup = 5;

Outcome run(const Backend& backend, const BenchCase& given, const Operands& operands) {
  return given.voxelizes() ? backend.voxelize(operands.voxelization(given), {})
                           : backend.interpolate(operands.interpolation(given), {});
}

// Throws unless the backend fills a poisoned result with the bits of the reference; returns its
// error.
double verify(const Backend& backend, const BenchCase& given, const Operands& operands) {
  const auto bytes = static_cast<size_t>(given.result_bytes());
  if (given.voxelizes()) voxelize(operands.voxelization(given));
  else interpolate(operands.interpolation(given));
  const std::vector<char> expected(operands.result, operands.result + bytes);
  std::memset(operands.result, 0xa5, bytes);
  const Outcome outcome = run(backend, given, operands);
  if (outcome.status != Status::done || std::memcmp(operands.result, expected.data(), bytes) != 0)
    throw std::runtime_error(std::string(backend.name) + ' ' + given.name() +
                             " is not, bit for bit, what the reference says; not timed" +
                             (outcome.error ? std::string(": ") + outcome.error : ""));
  return given.voxelizes() ? 0 : error_ulp(operands.interpolation(given));
}

template <typename Work>
double milliseconds_of(Work&& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

// Copies on the host, each of half as many bytes as a case moves, since a copy reads and writes.
class HostCopy {
 public:
  HostCopy(int64_t moved, int64_t cache) : half_((moved + 1) / 2), copy_(threads()) {
    const int64_t space = half_ + 2 * cache;
    from_.assign(static_cast<size_t>(space), 1);
    to_.assign(static_cast<size_t>(space), 2);
  }

  // Cold: of bytes that were not copied lately.
  double milliseconds(bool cold) {
    at_ = cold && at_ + 2 * half_ <= static_cast<int64_t>(to_.size()) ? at_ + half_ : 0;
    return milliseconds_of([&] { copy_.copy(to_.data() + at_, from_.data() + at_, half_); });
  }

 private:
  static unsigned threads() { return std::max(1u, std::thread::hardware_concurrency()); }

  int64_t half_;
  int64_t at_ = 0;
  ParallelCopy copy_;
  std::vector<char> from_, to_;
};

struct Samples {
  std::vector<double> op, end_to_end, copy;
};

Samples measure(const Backend& backend, const BenchCase& given, Rotation& rotation, HostCopy& copy,
                bool cold, int64_t count) {
  Samples samples;
  for (int64_t round = -warmup; round < count; ++round) {
    const Operands& operands = cold ? rotation.next() : rotation.first();
    Outcome outcome;
    const double whole = milliseconds_of([&] { outcome = run(backend, given, operands); });
    const double copied = copy.milliseconds(cold);
    if (round < 0) continue;
    samples.op.push_back(outcome.milliseconds);
    samples.end_to_end.push_back(whole);
    samples.copy.push_back(copied);
  }
  return samples;
}

void bench_host(const Backend& backend, const BenchCase& given, const Options& options,
                const Origin& origin, std::ostream& out) {
  const int64_t cache = last_cache_bytes();
  Rotation rotation(given, copies_beyond(cache, operand_bytes(given)));
  HostCopy copy(given.cost().bytes, cache);
  const double error = verify(backend, given, rotation.first());
  for (const bool cold : {false, true}) {
    const Samples samples = measure(backend, given, rotation, copy, cold, options.samples);
    const std::string_view state = cold ? "cold" : "warm";
    out << benchmark_row(origin, given, {"kernel", state, samples.op, samples.copy}, error) << '\n'
        << benchmark_row(origin, given, {"end-to-end", state, samples.end_to_end, samples.copy},
                         error)
        << std::endl;
  }
}

#ifdef COLOPHON_CUDA
void bench_cuda(const Backend& backend, const BenchCase& given, const Options& options,
                const Origin& origin, std::ostream& out) {
  Rotation rotation(given, 1);
  const double error = verify(backend, given, rotation.first());
  for (const bool cold : {false, true}) {
    const DeviceSamples on_device =
        measure_on_device(given, rotation.first(), cold, warmup, options.samples);
    const std::string_view state = cold ? "cold" : "warm";
    out << benchmark_row(origin, given, {"kernel", state, on_device.kernel, on_device.copy}, error)
        << '\n'
        << benchmark_row(origin, given, {"event", state, on_device.event, on_device.copy}, error)
        << '\n';
    if (cold) continue;
    std::vector<double> end_to_end;
    for (int64_t round = -warmup; round < options.samples; ++round) {
      const double whole = milliseconds_of([&] { run(backend, given, rotation.first()); });
      if (round >= 0) end_to_end.push_back(whole);
    }
    out << benchmark_row(origin, given, {"end-to-end", state, end_to_end, on_device.copy}, error)
        << std::endl;
  }
}

// What no voxelize can pass: as many atomic additions to as many cells, without the points.
void bench_atomics(const BenchCase& given, const Options& options, const Origin& origin,
                   std::ostream& out) {
  BenchCase floor = given;
  floor.op = "atomic-add";
  const DeviceSamples on_device = measure_atomics(given, warmup, options.samples);
  out << benchmark_row(origin, floor, {"event", "cold", on_device.event, on_device.copy}, 0)
      << std::endl;
}
#endif

Origin origin_of(const Backend& backend, const Options& options) {
#ifdef COLOPHON_CUDA
  if (std::string_view(backend.name) == "cuda") {
    const DeviceFacts facts = device_facts();
    return {backend.name, facts.name, facts.clock_mhz, facts.environment, options.commit, warmup};
  }
#endif
  return {backend.name, cpu_model(), cpu_clock_mhz(), environment_json(), options.commit, warmup};
}

void bench_backend(const Backend& backend, const Options& options, std::ostream& out) {
  const Origin origin = origin_of(backend, options);
  for (const BenchCase& given : bench_cases(options.quick)) {
    if (!options.op.empty() && options.op != given.op) continue;
#ifdef COLOPHON_CUDA
    if (origin.backend == "cuda") {
      bench_cuda(backend, given, options, origin, out);
      if (given.voxelizes() && given.mode == VoxelMode::count)
        bench_atomics(given, options, origin, out);
      continue;
    }
#endif
    bench_host(backend, given, options, origin, out);
  }
}

}  // namespace

void bench(const Options& options) {
  if (options.samples < 1) throw std::invalid_argument("--samples is 0, expected 1 or more");
  std::ofstream file;
  if (!options.out.empty()) file.open(options.out);
  if (!options.out.empty() && !file)
    throw std::invalid_argument("--out " + options.out + " cannot be written");
  for (const Backend* backend : find_backends(options.backend))
    if (backend != find_backends("cuda-emulation")[0])
      bench_backend(*backend, options, options.out.empty() ? std::cout : file);
    else if (!options.backend.empty())
      throw std::invalid_argument("cuda-emulation shows results, not times; expected cpu or cuda");
}

}  // namespace colophon::check
