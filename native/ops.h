// The list of operations: what the checker and the benchmark enumerate. A test holds it equal to ops/index.ts.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "job.h"

namespace colophon {

// Axis lengths by letter; an axis that an op does not have is 0 (K and B: 1).
struct Axes {
  int64_t K = 1, B = 1, S = 0, T = 0, D = 0;
  int64_t N = 0, F = 0, X = 0, Y = 0, Z = 0;
};

// The least a call must move to and from memory, and the floating-point operations of its definition.
struct Cost {
  int64_t bytes;
  int64_t flops;
};

struct Operand {
  std::string_view name;
  std::string_view dtypes;  // separated by spaces
  std::string_view axes;    // separated by spaces, outermost first
  bool optional = false;
  bool repeated = false;
};

// Greatest distance from the exact real result in units in the last place of `of`.
struct Tolerance {
  std::string_view dtype;
  int ulp;
  std::string_view of;
};

struct Op {
  std::string_view name;
  std::string_view summary;
  std::initializer_list<Operand> inputs;
  std::initializer_list<Operand> outputs;
  std::initializer_list<Tolerance> tolerance;
  Cost (*cost)(const Axes&, DType);
};

std::span<const Op> ops();

}  // namespace colophon
