// y = rn(rn(rn(1 − w)·a) + rn(w·b)) on the bits of values, as one or two of them lie in a word. The
// twin of js/interpolate.ts.
#pragma once

#include "../job.h"
#include "portable.h"

namespace colophon::cuda {

struct Weights {
  float low;   // rn(1 − w)
  float high;  // w
};

COLOPHON_BOTH uint32_t mix(uint32_t a, uint32_t b, Weights w) {
  const float value = add(multiply(w.low, float_of(a)), multiply(w.high, float_of(b)));
  const uint32_t bits = bits_of(value);
  return is_nan(bits) ? canonical_nan : bits;
}

// Of the lower halves of a and b, as bfloat16; the arithmetic is float32, rounded once more, ties
// to even.
COLOPHON_BOTH uint32_t mix_bfloat16(uint32_t a, uint32_t b, Weights w) {
  const uint32_t bits = mix(a << 16, b << 16, w);
  return (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
}

template <DType dtype>
COLOPHON_BOTH uint32_t mix_word(uint32_t a, uint32_t b, Weights w) {
  if constexpr (dtype == DType::float32) return mix(a, b, w);
  else return mix_bfloat16(a & 0xffff, b & 0xffff, w) | mix_bfloat16(a >> 16, b >> 16, w) << 16;
}

template <DType dtype, int count>
COLOPHON_BOTH Words<count> mix_unit(const Words<count>& a, const Words<count>& b, Weights w) {
  Words<count> mixed;
  for (int i = 0; i < count; ++i) mixed.word[i] = mix_word<dtype>(a.word[i], b.word[i], w);
  return mixed;
}

template <DType dtype>
COLOPHON_BOTH uint16_t mix_unit(uint16_t a, uint16_t b, Weights w) {
  return static_cast<uint16_t>(mix_bfloat16(a, b, w));
}

template <DType dtype, int count>
COLOPHON_BOTH Words<count> nan_unit(const Words<count>&) {
  constexpr uint32_t pair = uint32_t{canonical_nan_bfloat16} << 16 | canonical_nan_bfloat16;
  Words<count> unit;
  for (int i = 0; i < count; ++i) unit.word[i] = dtype == DType::float32 ? canonical_nan : pair;
  return unit;
}

template <DType dtype>
COLOPHON_BOTH uint16_t nan_unit(uint16_t) {
  return canonical_nan_bfloat16;
}

}  // namespace colophon::cuda
