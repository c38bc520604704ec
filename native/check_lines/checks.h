// What main.cc runs; each counts what differs from the reference.
#pragma once

#include <cstdint>

#include "../check_and_bench/tally.h"

namespace colophon::check {

void check_numbers(Tally& tally, uint64_t seed, int64_t cases);
void check_times(Tally& tally, uint64_t seed, int64_t cases);
void check_utf8(Tally& tally, uint64_t seed, int64_t cases);
// A line of each kind, cut at every byte.
void check_cuts(Tally& tally, uint64_t seed, int64_t cases);
// Blocks of lines, damaged in many ways, on one thread and on several.
void check_blocks(Tally& tally, uint64_t seed, int64_t cases);
// DuckDB refuses.
void check_refusals(Tally& tally, uint64_t seed, int64_t cases);

}  // namespace colophon::check
