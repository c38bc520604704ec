// Times of kernels on a device, on data that lies there. Nothing of it has run on a device yet.
#pragma once

#include <string>
#include <vector>

#include "bench_case.h"

namespace colophon::check {

// Milliseconds. `kernel`: of one of many calls put into the stream back to back, so that gaps
// between launches show as little as they do in use; `event`: of one call between two events;
// `copy`: of a copy on the device of as many bytes.
struct DeviceSamples {
  std::vector<double> kernel, event, copy;
};

// Cold: going through so many copies of the operands that the L2 cache holds none of what comes
// next.
DeviceSamples measure_on_device(const BenchCase& given, const Operands& on_host, bool cold,
                                int64_t warmup, int64_t samples);

// As many atomic additions as a count has points, to cells drawn at random.
DeviceSamples measure_atomics(const BenchCase& given, int64_t warmup, int64_t samples);

struct DeviceFacts {
  std::string name;
  double clock_mhz;         // as the driver reports it now, 0 where it reports none
  std::string environment;  // JSON: driver, runtime, multiprocessors, L2 cache, memory, what
                            // nvidia-smi says of clocks
};

DeviceFacts device_facts();

}  // namespace colophon::check
