// What kernels need that differs between a device and the host. Everything here compiles with nvcc
// for a device and with any C++20 compiler for the host, so that the same functions and whole
// kernels run, one thread after the other, in tests on machines without a device.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __CUDACC__
#define COLOPHON_BOTH __host__ __device__ __forceinline__
#else
#define COLOPHON_BOTH inline
#endif

namespace colophon::cuda {

#ifdef __CUDA_ARCH__
COLOPHON_BOTH float float_of(uint32_t bits) { return __uint_as_float(bits); }
COLOPHON_BOTH uint32_t bits_of(float value) { return __float_as_uint(value); }
// Rounded once each; no compiler contracts these.
COLOPHON_BOTH float add(float a, float b) { return __fadd_rn(a, b); }
COLOPHON_BOTH float multiply(float a, float b) { return __fmul_rn(a, b); }
COLOPHON_BOTH double add(double a, double b) { return __dadd_rn(a, b); }
COLOPHON_BOTH double subtract(double a, double b) { return __dsub_rn(a, b); }
COLOPHON_BOTH double multiply(double a, double b) { return __dmul_rn(a, b); }
COLOPHON_BOTH double divide(double a, double b) { return __ddiv_rn(a, b); }
COLOPHON_BOTH float to_float(double value) { return __double2float_rn(value); }
COLOPHON_BOTH uint64_t bits_of(double value) {
  return static_cast<uint64_t>(__double_as_longlong(value));
}
COLOPHON_BOTH int leading_zeros(uint32_t value) { return __clz(static_cast<int>(value)); }
COLOPHON_BOTH int trailing_zeros(uint64_t value) {
  return __ffsll(static_cast<int64_t>(value)) - 1;
}
#else
// Host builds need -ffp-contract=off.
COLOPHON_BOTH float float_of(uint32_t bits) { return std::bit_cast<float>(bits); }
COLOPHON_BOTH uint32_t bits_of(float value) { return std::bit_cast<uint32_t>(value); }
COLOPHON_BOTH float add(float a, float b) { return a + b; }
COLOPHON_BOTH float multiply(float a, float b) { return a * b; }
COLOPHON_BOTH double add(double a, double b) { return a + b; }
COLOPHON_BOTH double subtract(double a, double b) { return a - b; }
COLOPHON_BOTH double multiply(double a, double b) { return a * b; }
COLOPHON_BOTH double divide(double a, double b) { return a / b; }
COLOPHON_BOTH float to_float(double value) { return static_cast<float>(value); }
COLOPHON_BOTH uint64_t bits_of(double value) { return std::bit_cast<uint64_t>(value); }
COLOPHON_BOTH int leading_zeros(uint32_t value) { return std::countl_zero(value); }
COLOPHON_BOTH int trailing_zeros(uint64_t value) { return std::countr_zero(value); }
#endif

COLOPHON_BOTH bool finite(double value) { return (bits_of(value) >> 52 & 0x7ff) != 0x7ff; }

// Any float32 but a NaN: comparisons of bits do not depend on how a compiler treats NaN.
COLOPHON_BOTH bool is_nan(uint32_t bits) { return (bits & 0x7fffffff) > 0x7f800000; }

template <typename Value>
COLOPHON_BOTH Value smaller(Value a, Value b) {
  return b < a ? b : a;
}

template <typename Value>
COLOPHON_BOTH Value greater(Value a, Value b) {
  return a < b ? b : a;
}

COLOPHON_BOTH constexpr int64_t ceil_divide(int64_t value, int64_t by) {
  return (value + by - 1) / by;
}

// Atomic on a device, in shared memory or global. On the host kernels run on one thread. Each
// returns the old value.
COLOPHON_BOTH uint32_t atomic_add(uint32_t* at, uint32_t value) {
#ifdef __CUDA_ARCH__
  return atomicAdd(at, value);
#else
  const uint32_t old = *at;
  *at = old + value;
  return old;
#endif
}

using Word64 = unsigned long long;  // what 64-bit atomics of a device take

constexpr Word64 no_fault = ~Word64{0};  // greater than every stream · batches + batch

COLOPHON_BOTH Word64 atomic_add(Word64* at, Word64 value) {
#ifdef __CUDA_ARCH__
  return atomicAdd(at, value);
#else
  const Word64 old = *at;
  *at = old + value;
  return old;
#endif
}

COLOPHON_BOTH Word64 atomic_or(Word64* at, Word64 value) {
#ifdef __CUDA_ARCH__
  return atomicOr(at, value);
#else
  const Word64 old = *at;
  *at = old | value;
  return old;
#endif
}

template <typename Value>
COLOPHON_BOTH Value atomic_smaller(Value* at, Value value) {
#ifdef __CUDA_ARCH__
  return atomicMin(at, value);
#else
  const Value old = *at;
  *at = smaller(old, value);
  return old;
#endif
}

COLOPHON_BOTH int32_t atomic_greater(int32_t* at, int32_t value) {
#ifdef __CUDA_ARCH__
  return atomicMax(at, value);
#else
  const int32_t old = *at;
  *at = greater(old, value);
  return old;
#endif
}

// A few 32-bit words that move in one access of up to 16 bytes.
template <int count>
struct alignas(4 * count) Words {
  uint32_t word[count];
};

// Read-only data that lies where a unit of its size may.
template <typename Unit>
COLOPHON_BOTH Unit load(const void* from) {
#ifdef __CUDA_ARCH__
  if constexpr (sizeof(Unit) == 16) {
    const uint4 words = __ldg(static_cast<const uint4*>(from));
    return {{words.x, words.y, words.z, words.w}};
  } else if constexpr (sizeof(Unit) == 8) {
    const uint2 words = __ldg(static_cast<const uint2*>(from));
    return {{words.x, words.y}};
  } else if constexpr (sizeof(Unit) == 4) {
    return {{__ldg(static_cast<const uint32_t*>(from))}};
  } else {
    return __ldg(static_cast<const Unit*>(from));
  }
#else
  Unit unit;
  std::memcpy(&unit, from, sizeof unit);
  return unit;
#endif
}

// Results that this kernel does not read again.
template <typename Unit>
COLOPHON_BOTH void store(void* to, const Unit& unit) {
#ifdef __CUDA_ARCH__
  if constexpr (sizeof(Unit) == 16) {
    const auto& [a, b, c, d] = unit.word;
    __stcs(static_cast<uint4*>(to), make_uint4(a, b, c, d));
  } else if constexpr (sizeof(Unit) == 8) {
    __stcs(static_cast<uint2*>(to), make_uint2(unit.word[0], unit.word[1]));
  } else if constexpr (sizeof(Unit) == 4) {
    __stcs(static_cast<uint32_t*>(to), unit.word[0]);
  } else {
    *static_cast<Unit*>(to) = unit;
  }
#else
  std::memcpy(to, &unit, sizeof unit);
#endif
}

}  // namespace colophon::cuda
