// Measures what was checked first, and writes a line of benchmark NDJSON per case and way of
// timing.
#pragma once

#include "options.h"

namespace colophon::check {

// Throws std::runtime_error where a result is not what the reference says: nothing is timed then.
void bench(const Options& options);

}  // namespace colophon::check
