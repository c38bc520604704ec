// A line of benchmark NDJSON: the fields that loaders/formats/benchmark-ndjson.ts reads.
#pragma once

#include <span>
#include <string>

#include "bench_case.h"
#include "options.h"

namespace colophon::check {

// What a case's rows have in common.
struct Origin {
  std::string backend;
  std::string device;
  double clock_mhz = 0;     // 0: unknown
  std::string environment;  // JSON
  std::string commit;       // empty: unknown
  int64_t warmup = 0;
};

struct Timing {
  std::string_view timed;  // kernel, event or end-to-end
  std::string_view cache;  // cold or warm
  std::span<const double> milliseconds;
  std::span<const double> copy_milliseconds;  // of a copy of as many bytes, beside each sample
};

std::string benchmark_row(const Origin& origin, const BenchCase& given, const Timing& timing,
                          double error_ulp);

}  // namespace colophon::check
