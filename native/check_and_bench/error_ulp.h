// How far results are from the real numbers that they stand for.
#pragma once

#include "../job.h"

namespace colophon::check {

// Greatest distance of y from the interpolation in float64, in units in the last place of the
// larger neighbour, of the dtype of y. For `clamp`.
double error_ulp(const Interpolation& job);

}  // namespace colophon::check
