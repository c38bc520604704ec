// Included once per instruction set with COLOPHON_ISA, COLOPHON_TARGET, COLOPHON_LANES (of float32), COLOPHON_STREAM(to,
// vector), and COLOPHON_COUNT_NOT_AFTER(times, time), which counts among COLOPHON_COMPARED ascending times.
// Every function carries COLOPHON_TARGET, so that none of it runs on a processor without the instructions.

namespace colophon::COLOPHON_ISA {
namespace {

constexpr int64_t lanes = COLOPHON_LANES;
constexpr int64_t compared = COLOPHON_COMPARED;
constexpr int64_t prefetched_bytes = 8192;

using Float = float __attribute__((vector_size(COLOPHON_LANES * 4)));
using Bits = uint32_t __attribute__((vector_size(COLOPHON_LANES * 4)));
using Half = uint16_t __attribute__((vector_size(COLOPHON_LANES * 2)));

#define COLOPHON_INLINE COLOPHON_TARGET __attribute__((always_inline)) static inline

template <typename Vector, typename Value>
COLOPHON_INLINE void load(Vector& vector, const Value* from) {
  __builtin_memcpy(&vector, from, sizeof vector);
}

template <typename Vector, typename Value>
COLOPHON_INLINE void store(Value* to, const Vector& vector) {
  __builtin_memcpy(to, &vector, sizeof vector);
}

// rn(rn(v·a) + rn(w·b)); a NaN becomes the canonical one.
COLOPHON_INLINE void mix(Bits& result, const Float& a, const Float& b, float v, float w) {
  const Float value = v * a + w * b;
  const Bits number = (Bits)(value == value);
  result = ((Bits)value & number) | (canonical_nan & ~number);
}

COLOPHON_INLINE uint32_t mix_one(float a, float b, float v, float w) {
  const float value = v * a + w * b;
  return value != value ? canonical_nan : __builtin_bit_cast(uint32_t, value);
}

COLOPHON_TARGET void search(std::span<const double> source, std::span<const double> target, int64_t at,
                            int32_t* index) {
  const auto samples = static_cast<int64_t>(source.size());
  const double* times = source.data();
  for (size_t k = 0; k < target.size(); ++k) {
    const double time = target[k];
    int64_t passed = compared;
    while (passed == compared && at + compared < samples) {
      passed = COLOPHON_COUNT_NOT_AFTER(times + at + 1, time);
      at += passed;
    }
    if (passed == compared)
      while (at + 1 < samples && times[at + 1] <= time) ++at;
    index[k] = static_cast<int32_t>(at);
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

COLOPHON_TARGET void rows_float32(const RowBlock<float>& block, const PlaceRange& range) {
  const int64_t depth = block.depth;
  const int64_t ahead = rows_ahead(block);
  int64_t asked = 0;
  float* y = block.y;
  for (int64_t k = range.first; k < range.end; ++k, y += block.stride) {
    const auto& [low, high, w] = range.places[k];
    if (k + ahead < range.known) prefetch_rows(block, range.places[k + ahead], asked);
    const float* a = block.x + low * depth;
    const float* b = block.x + high * depth;
    const float v = 1.0f - w;
    int64_t d = 0;
    if (low < 0) {
      for (; d < depth; ++d) __builtin_memcpy(y + d, &canonical_nan, 4);
      continue;
    }
    if (low == high) {
      __builtin_memcpy(y, a, static_cast<size_t>(depth) * 4);
      continue;
    }
    for (; d + lanes <= depth; d += lanes) {
      Float at_low, at_high;
      Bits result;
      load(at_low, a + d);
      load(at_high, b + d);
      mix(result, at_low, at_high, v, w);
      if (block.streamed) COLOPHON_STREAM(y + d, result);
      else store(y + d, result);
    }
    for (; d < depth; ++d) {
      const uint32_t result = mix_one(a[d], b[d], v, w);
      __builtin_memcpy(y + d, &result, 4);
    }
  }
}

COLOPHON_INLINE void widen(Float& value, const uint16_t* from) {
  Half half;
  load(half, from);
  value = (Float)(__builtin_convertvector(half, Bits) << 16);
}

COLOPHON_INLINE float widen_one(uint16_t bits) { return __builtin_bit_cast(float, static_cast<uint32_t>(bits) << 16); }

// The nearest bfloat16, ties to even, of bits whose NaN is the canonical one.
COLOPHON_INLINE void round_half(Half& half, const Bits& bits) {
  const Bits rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
  half = __builtin_convertvector(rounded, Half);
}

COLOPHON_TARGET void rows_bfloat16(const RowBlock<uint16_t>& block, const PlaceRange& range) {
  const int64_t depth = block.depth;
  const int64_t ahead = rows_ahead(block);
  int64_t asked = 0;
  uint16_t* y = block.y;
  for (int64_t k = range.first; k < range.end; ++k, y += block.stride) {
    const auto& [low, high, w] = range.places[k];
    if (k + ahead < range.known) prefetch_rows(block, range.places[k + ahead], asked);
    const uint16_t* a = block.x + low * depth;
    const uint16_t* b = block.x + high * depth;
    const float v = 1.0f - w;
    int64_t d = 0;
    if (low < 0) {
      for (; d < depth; ++d) y[d] = canonical_nan_bfloat16;
      continue;
    }
    if (low == high) {
      __builtin_memcpy(y, a, static_cast<size_t>(depth) * 2);
      continue;
    }
    for (; d + 2 * lanes <= depth; d += 2 * lanes) {
      Float at_low, at_high;
      Bits result;
      Half half[2];
      for (int part = 0; part < 2; ++part) {
        widen(at_low, a + d + part * lanes);
        widen(at_high, b + d + part * lanes);
        mix(result, at_low, at_high, v, w);
        round_half(half[part], result);
      }
      Bits both;
      __builtin_memcpy(&both, half, sizeof both);
      if (block.streamed) COLOPHON_STREAM(y + d, both);
      else store(y + d, both);
    }
    for (; d < depth; ++d) {
      const uint32_t bits = mix_one(widen_one(a[d]), widen_one(b[d]), v, w);
      y[d] = static_cast<uint16_t>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
    }
  }
}

constexpr int64_t batch = 64;

// The place of each coordinate along one axis in cells, rounded down; −1 outside. A product with the inverse stands
// for the division except near whole numbers, where the two could fall on different sides: it is off by less than
// 2^−50 of itself.
COLOPHON_TARGET void place_along(const double* offset, double size, double inverse, int32_t cells, int32_t* places) {
  const double end = cells;
  double quotient[batch];
  int64_t near = 0;
  for (int64_t i = 0; i < batch; ++i) {
    const double q = offset[i] * inverse;
    const double whole = (q + 0x1.8p52) - 0x1.8p52;
    near |= !(__builtin_fabs(q - whole) > __builtin_fabs(q) * 0x1p-50);
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
  constexpr int64_t width = sizeof(Bits);
  const int64_t misplaced = static_cast<int64_t>(reinterpret_cast<uintptr_t>(target) % width);
  int64_t done = misplaced == 0 ? 0 : width - misplaced;
  if (done > bytes) done = bytes;
  __builtin_memcpy(target, source, static_cast<size_t>(done));
  for (; done + width <= bytes; done += width) {
    Bits value;
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
