// The inner loops, compiled once per instruction set of the processor's family; the best that it has runs.
#pragma once

#include <cstdint>
#include <span>

#include "../job.h"
#include "stencil.h"

namespace colophon {

// Rows of one stream and batch, written into columns of rows that are `stride` values apart. What is whole lines of
// `streamed` rows goes past the caches.
template <typename Value>
struct RowBlock {
  const Value* x;
  int64_t depth;
  Value* y;
  int64_t stride;
  bool streamed;
};

// Rows from `first` up to `end` of those that lie ahead.
struct PlaceRange {
  const Place* places;
  int64_t first;
  int64_t end;
  int64_t known;   // places after `end` up to here say what will be read next
  int64_t* asked;  // rows of x before this one are on their way or were; only ever grows
};

// The grid as double arithmetic needs it. `inverse` is 1/size, or 0 where that may not stand for the division.
struct CellGrid {
  double origin[3];
  double size[3];
  double inverse[3];
  int32_t shape[3];
};

struct Kernels {
  const char* name;
  bool (*ascends)(const double* times, int64_t count);
  // For each target the last index with source time ≤ target, −1 for none, from `at` on, where none is smaller.
  void (*search)(std::span<const double> source, std::span<const double> target, int64_t at, int32_t* index);
  // One row of y per place.
  void (*rows_float32)(const RowBlock<float>&, const PlaceRange&);
  void (*rows_bfloat16)(const RowBlock<uint16_t>&, const PlaceRange&);
  // The cell of each point in row-major order, −1 outside.
  void (*locate_cells)(const float* points, int64_t count, const CellGrid&, int32_t* cells);
  // Past the caches where it can; for results that are not read again soon.
  void (*stream_bytes)(const void* from, void* to, int64_t bytes);
};

// The best set that the processor has, or the one that COLOPHON_ISA names: baseline, avx2 or avx512. Throws
// std::invalid_argument where it has none of that name.
const Kernels& kernels();

}  // namespace colophon
