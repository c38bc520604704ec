// Included once per instruction set with COLOPHON_ISA, COLOPHON_TARGET, COLOPHON_LANES (of float32), COLOPHON_STREAM(to,
// vector), and COLOPHON_COUNT_NOT_AFTER(times, time), which counts among COLOPHON_COMPARED ascending times.
// Every function carries COLOPHON_TARGET, so that none of it runs on a processor without the instructions.

namespace colophon::COLOPHON_ISA {
namespace {

constexpr int64_t lanes = COLOPHON_LANES;
constexpr int64_t compared = COLOPHON_COMPARED;
constexpr int64_t prefetched_bytes = 8192;

#define COLOPHON_INLINE COLOPHON_TARGET __attribute__((always_inline)) static inline

struct Wide {
  static constexpr int64_t width = lanes;
  using Floats = float __attribute__((vector_size(COLOPHON_LANES * 4)));
  using Words = uint32_t __attribute__((vector_size(COLOPHON_LANES * 4)));
};
// For what is left of a row.
struct Narrow {
  static constexpr int64_t width = 4;
  using Floats = float __attribute__((vector_size(16)));
  using Words = uint32_t __attribute__((vector_size(16)));
};

template <typename Vector, typename Value>
COLOPHON_INLINE void load(Vector& vector, const Value* from) {
  __builtin_memcpy(&vector, from, sizeof vector);
}

template <typename Vector, typename Value>
COLOPHON_INLINE void store(Value* to, const Vector& vector) {
  __builtin_memcpy(to, &vector, sizeof vector);
}

template <bool streamed, typename Value, typename Vector>
COLOPHON_INLINE void put(Value* to, const Vector& vector) {
  if constexpr (streamed) COLOPHON_STREAM(to, vector);
  else store(to, vector);
}

// rn(rn(v·a) + rn(w·b)); a NaN becomes the canonical one.
template <typename Vector>
COLOPHON_INLINE void mix(typename Vector::Words& result, const typename Vector::Floats& a,
                         const typename Vector::Floats& b, float v, float w) {
  using Words = typename Vector::Words;
  const typename Vector::Floats value = v * a + w * b;
  const Words number = (Words)(value == value);
  result = ((Words)value & number) | (canonical_nan & ~number);
}

COLOPHON_INLINE uint32_t mix_one(float a, float b, float v, float w) {
  const float value = v * a + w * b;
  return value != value ? canonical_nan : __builtin_bit_cast(uint32_t, value);
}

// Whether no time is less than the one before it.
COLOPHON_TARGET bool ascends(const double* times, int64_t count) {
  int64_t down = 0;
  for (int64_t i = 1; i < count; ++i) down |= !(times[i - 1] <= times[i]);
  return down == 0;
}

// The last index with time ≤ `time`, from `at` on, where none is smaller; −1 for none.
COLOPHON_INLINE int64_t advance(const double* times, int64_t samples, double time, int64_t at) {
  while (at + compared < samples) {
    const int64_t passed = COLOPHON_COUNT_NOT_AFTER(times + at + 1, time);
    at += passed;
    if (passed < compared) return at;
  }
  while (at + 1 < samples && times[at + 1] <= time) ++at;
  return at;
}

// Two stretches of the targets at once, since each index waits for the one before it.
COLOPHON_TARGET void search(std::span<const double> source, std::span<const double> target, int64_t at,
                            int32_t* index) {
  const auto samples = static_cast<int64_t>(source.size());
  const auto count = static_cast<int64_t>(target.size());
  const double* times = source.data();
  const int64_t half = count / 2;
  int64_t from = at;
  if (half > 0) {
    int64_t past = samples;
    while (past - from > 1) {
      const int64_t middle = from + (past - from) / 2;
      if (times[middle] <= target[static_cast<size_t>(half)]) from = middle;
      else past = middle;
    }
  }
  for (int64_t k = 0; k < half; ++k) {
    at = advance(times, samples, target[static_cast<size_t>(k)], at);
    from = advance(times, samples, target[static_cast<size_t>(half + k)], from);
    index[k] = static_cast<int32_t>(at);
    index[half + k] = static_cast<int32_t>(from);
  }
  for (int64_t k = 2 * half; k < count; ++k) {
    from = advance(times, samples, target[static_cast<size_t>(k)], half > 0 ? from : at);
    index[k] = static_cast<int32_t>(from);
  }
}

// Asks for the rows that will be read soon, each once: where rows are skipped, the processor does not foresee them.
template <typename Value>
COLOPHON_INLINE void prefetch_rows(const RowBlock<Value>& block, const Place& place, int64_t& asked) {
  constexpr int64_t line = 64 / static_cast<int64_t>(sizeof(Value));
  const int64_t from = place.low > asked ? place.low : asked;
  if (place.high < from) return;
  asked = int64_t{place.high} + 1;
  const Value* end = block.x + asked * block.depth;
  for (const Value* at = block.x + from * block.depth; at < end; at += line) __builtin_prefetch(at);
}

// How many rows ahead: about 4 KiB of x.
template <typename Value>
COLOPHON_INLINE int64_t rows_ahead(const RowBlock<Value>& block) {
  const int64_t row = block.depth * static_cast<int64_t>(sizeof(Value));
  const int64_t ahead = prefetched_bytes / (2 * row + 1);
  return ahead < 1 ? 1 : ahead;
}

// Columns from `d` on, a vector at a time; returns where fewer are left.
template <typename Vector, bool streamed>
COLOPHON_INLINE int64_t mix_columns(int64_t depth, const float* a, const float* b, float* y, float v, float w,
                                   int64_t d) {
  for (; d + Vector::width <= depth; d += Vector::width) {
    typename Vector::Floats low, high;
    typename Vector::Words result;
    load(low, a + d);
    load(high, b + d);
    mix<Vector>(result, low, high, v, w);
    put<streamed>(y + d, result);
  }
  return d;
}

// What is left of a row, up to the column `end`.
COLOPHON_INLINE int64_t mix_last(int64_t end, const float* a, const float* b, float* y, float v, float w, int64_t d) {
  d = mix_columns<Narrow, false>(end, a, b, y, v, w, d);
  for (; d < end; ++d) {
    const uint32_t result = mix_one(a[d], b[d], v, w);
    __builtin_memcpy(y + d, &result, 4);
  }
  return d;
}

// Columns before the first that may be streamed.
template <typename Value>
COLOPHON_INLINE int64_t columns_before_line(const Value* y, int64_t depth) {
  constexpr uintptr_t width = sizeof(Wide::Words);
  const auto misplaced = reinterpret_cast<uintptr_t>(y) % width;
  const auto columns = static_cast<int64_t>((misplaced == 0 ? 0 : width - misplaced) / sizeof(Value));
  return columns < depth ? columns : depth;
}

COLOPHON_INLINE float widen_one(uint16_t bits) { return __builtin_bit_cast(float, static_cast<uint32_t>(bits) << 16); }

// The nearest bfloat16, ties to even, in the upper half; the NaN of `mix` stays as it is.
template <typename Words>
COLOPHON_INLINE void round_upper(Words& bits) {
  bits += 0x7fffu + ((bits >> 16) & 1u);
}

// The same, two to a word: of each pair of neighbours one is the lower half and one the upper.
template <typename Vector, bool streamed>
COLOPHON_INLINE int64_t mix_columns(int64_t depth, const uint16_t* a, const uint16_t* b, uint16_t* y, float v, float w,
                                   int64_t d) {
  using Floats = typename Vector::Floats;
  using Words = typename Vector::Words;
  for (; d + 2 * Vector::width <= depth; d += 2 * Vector::width) {
    Words low, high, even, odd;
    load(low, a + d);
    load(high, b + d);
    mix<Vector>(even, (Floats)(low << 16), (Floats)(high << 16), v, w);
    mix<Vector>(odd, (Floats)(low & 0xffff0000u), (Floats)(high & 0xffff0000u), v, w);
    round_upper(even);
    round_upper(odd);
    const Words both = (even >> 16) | (odd & 0xffff0000u);
    put<streamed>(y + d, both);
  }
  return d;
}

COLOPHON_INLINE int64_t mix_last(int64_t end, const uint16_t* a, const uint16_t* b, uint16_t* y, float v, float w,
                                 int64_t d) {
  d = mix_columns<Narrow, false>(end, a, b, y, v, w, d);
  for (; d < end; ++d) {
    uint32_t bits = mix_one(widen_one(a[d]), widen_one(b[d]), v, w);
    round_upper(bits);
    y[d] = static_cast<uint16_t>(bits >> 16);
  }
  return d;
}

template <bool streamed, typename Value>
COLOPHON_INLINE void write_rows(const RowBlock<Value>& block, const PlaceRange& range) {
  using Bits = std::conditional_t<sizeof(Value) == 4, uint32_t, uint16_t>;
  constexpr auto nan = static_cast<Bits>(sizeof(Value) == 4 ? canonical_nan : canonical_nan_bfloat16);
  const int64_t depth = block.depth;
  const int64_t ahead = rows_ahead(block);
  Value* y = block.y;
  for (int64_t k = range.first; k < range.end; ++k, y += block.stride) {
    const auto& [low, high, w] = range.places[k];
    if (k + ahead < range.known) prefetch_rows(block, range.places[k + ahead], *range.asked);
    const Value* a = block.x + low * depth;
    const Value* b = block.x + high * depth;
    const float v = 1.0f - w;
    int64_t d = 0;
    if (low < 0) {
      for (; d < depth; ++d) __builtin_memcpy(y + d, &nan, sizeof(Value));
      continue;
    }
    if (low == high) {
      __builtin_memcpy(y, a, static_cast<size_t>(depth) * sizeof(Value));
      continue;
    }
    if constexpr (streamed) d = mix_last(columns_before_line(y, depth), a, b, y, v, w, d);
    d = mix_columns<Wide, streamed>(depth, a, b, y, v, w, d);
    mix_last(depth, a, b, y, v, w, d);
  }
}

template <typename Value>
COLOPHON_INLINE void write_block(const RowBlock<Value>& block, const PlaceRange& range) {
  if (block.streamed) write_rows<true>(block, range);
  else write_rows<false>(block, range);
}

COLOPHON_TARGET void rows_float32(const RowBlock<float>& block, const PlaceRange& range) { write_block(block, range); }

COLOPHON_TARGET void rows_bfloat16(const RowBlock<uint16_t>& block, const PlaceRange& range) {
  write_block(block, range);
}

constexpr int64_t batch = 64;

// The place of each coordinate along one axis in cells, rounded down; −1 outside. A product with the inverse stands
// for the division except near whole numbers, where the two could fall on different sides: it is off by less than
// 2^−50 of itself, or, where it is subnormal, by less than 2^−1000.
COLOPHON_TARGET void place_along(const double* offset, double size, double inverse, int32_t cells, int32_t* places) {
  const double end = cells;
  double quotient[batch];
  int64_t near = 0;
  for (int64_t i = 0; i < batch; ++i) {
    const double q = offset[i] * inverse;
    const double whole = (q + 0x1.8p52) - 0x1.8p52;
    near |= !(__builtin_fabs(q - whole) > __builtin_fabs(q) * 0x1p-50 + 0x1p-1000);
    quotient[i] = q;
  }
  if (near)
    for (int64_t i = 0; i < batch; ++i) quotient[i] = offset[i] / size;
  for (int64_t i = 0; i < batch; ++i) {
    const bool inside = quotient[i] >= 0 && quotient[i] < end;
    const auto place = static_cast<int32_t>(inside ? quotient[i] : 0.0);
    places[i] = inside ? place : -1;
  }
}

COLOPHON_TARGET void locate_cells(const float* points, int64_t count, const CellGrid& grid, int32_t* cells) {
  double offset[3][batch] = {};
  int32_t place[3][batch];
  for (int64_t from = 0; from < count; from += batch, points += 3 * batch, cells += batch) {
    const int64_t here = count - from < batch ? count - from : batch;
    for (int64_t i = 0; i < here; ++i)
      for (int axis = 0; axis < 3; ++axis)
        offset[axis][i] = static_cast<double>(points[3 * i + axis]) - grid.origin[axis];
    for (int axis = 0; axis < 3; ++axis)
      place_along(offset[axis], grid.size[axis], grid.inverse[axis], grid.shape[axis], place[axis]);
    for (int64_t i = 0; i < here; ++i) {
      // Where a place is −1 the product wraps, and is not used.
      const uint32_t cell = (static_cast<uint32_t>(place[0][i]) * static_cast<uint32_t>(grid.shape[1]) +
                             static_cast<uint32_t>(place[1][i])) *
                                static_cast<uint32_t>(grid.shape[2]) +
                            static_cast<uint32_t>(place[2][i]);
      const bool outside = (place[0][i] | place[1][i] | place[2][i]) < 0;
      cells[i] = outside ? -1 : static_cast<int32_t>(cell);
    }
  }
}

COLOPHON_TARGET void stream_bytes(const void* from, void* to, int64_t bytes) {
  auto* target = static_cast<char*>(to);
  const auto* source = static_cast<const char*>(from);
  constexpr int64_t width = sizeof(Wide::Words);
  const int64_t misplaced = static_cast<int64_t>(reinterpret_cast<uintptr_t>(target) % width);
  int64_t done = misplaced == 0 ? 0 : width - misplaced;
  if (done > bytes) done = bytes;
  __builtin_memcpy(target, source, static_cast<size_t>(done));
  for (; done + width <= bytes; done += width) {
    Wide::Words value;
    load(value, source + done);
    COLOPHON_STREAM(target + done, value);
  }
  __builtin_memcpy(target + done, source + done, static_cast<size_t>(bytes - done));
}

#undef COLOPHON_INLINE

}  // namespace
}  // namespace colophon::COLOPHON_ISA

#undef COLOPHON_ISA
#undef COLOPHON_TARGET
#undef COLOPHON_LANES
#undef COLOPHON_COMPARED
#undef COLOPHON_COUNT_NOT_AFTER
#undef COLOPHON_STREAM
