#include "benchmark_row.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "json.h"
#include "machine.h"

namespace colophon::check {
namespace {

double median(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  return (sorted[(sorted.size() - 1) / 2] + sorted[sorted.size() / 2]) / 2;
}

}  // namespace

std::string benchmark_row(const Origin& origin, const BenchCase& given, const Timing& timing,
                          double error_ulp) {
  const Cost cost = given.cost();
  JsonObject row;
  row.text("type", "benchmark")
      .text("case", given.name())
      .text("op", given.op)
      .text("backend", origin.backend);
  row.text("dtype", given.dtype == DType::float32 ? "float32" : "bfloat16")
      .raw("axes", given.axes_json());
  row.text("quantity", "time").text("unit", "ms").boolean("higher_is_better", false);
  row.text("timed", timing.timed).text("cache", timing.cache).number("warmup", origin.warmup);
  row.numbers("samples", timing.milliseconds)
      .number("bytes_moved", cost.bytes)
      .number("flops", cost.flops);
  const double gigabytes_per_second =
      static_cast<double>(cost.bytes) / median(timing.copy_milliseconds) / 1e6;
  row.number("copy_gb_per_s", std::round(gigabytes_per_second * 1000) / 1000)
      .number("error_ulp", error_ulp);
  row.text("device", origin.device).text("cpu", cpu_model());
  if (origin.clock_mhz > 0) row.number("clock_mhz", origin.clock_mhz);
  else row.null("clock_mhz");
  row.text_or_null("commit", origin.commit).raw("environment", origin.environment);
  return row.str();
}

}  // namespace colophon::check
