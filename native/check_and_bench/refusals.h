// Times that every backend must refuse, and whom it must name.
#pragma once

#include "tally.h"

namespace colophon {
struct Backend;
}

namespace colophon::check {

void check_refusals(const Backend& backend, Tally& tally, bool fuse);

}  // namespace colophon::check
