// Random and fixed cases of every op, on every backend asked for, against the reference, bit for
// bit.
#pragma once

#include "options.h"

namespace colophon::check {

// Prints a line per backend and op, and returns the number of failures.
int64_t check(const Options& options);

}  // namespace colophon::check
