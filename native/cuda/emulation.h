// The kernels run by loops on the host: what tests check bit for bit where there is no device.
#pragma once

#include "../job.h"

namespace colophon::cuda {

extern const Backend emulation;

}  // namespace colophon::cuda
