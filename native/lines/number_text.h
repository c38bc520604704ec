// Numbers as JSON writes them: their value, and how their text was written.
#pragma once

#include <cstdint>

namespace colophon {

// How a number's text differs from the shortest that reads back as its double (JavaScript's). Equals value_form of
// loaders/layout.sql.
constexpr uint8_t shortest_form = 0;
// 1 + n: n decimals, e.g. 0.500 is 4.
constexpr uint8_t most_decimals = 40;
// As Python writes an exponent: 1e-05, 1e+16.
constexpr uint8_t python_form = 64;

struct NumberText {
  double value;
  uint8_t form;
  // Behind the number; null where there is none, or one that only the JavaScript reader tells apart: an integer beyond
  // 2^53, a text that no form writes.
  const char* end;
};

// The number at `at`; [at, limit) is readable and the text ends before `limit`.
NumberText read_number(const char* at, const char* limit);

}  // namespace colophon
