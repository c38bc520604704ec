// Kinds of lines as the learners of loaders/formats tell them, and lines of each.
#pragma once

#include <string>
#include <vector>

#include "../check_and_bench/random.h"
#include "../lines/line_reader.h"
#include "reference_line.h"

namespace colophon::check {

struct LineKind {
  Pattern pattern;
  Target target;
  // Kind of the time's text, -1 where there is none.
  int32_t time_kind;
  size_t keys;
};

// No line is of two kinds.
const std::vector<LineKind>& line_kinds();

// What keys of lines are, most of the time.
const std::vector<std::string>& common_keys();

// The `n`th line of a block; `odd` is how often a slot holds something odd.
std::string make_line(Random& random, const LineKind& kind, int64_t n, double odd);

// A text for a slot of the kind.
std::string slot_text(Random& random, const LineKind& kind, Slot slot, int64_t n, double odd);
std::string odd_number(Random& random);
std::string odd_date(Random& random);
std::string odd_string(Random& random);

}  // namespace colophon::check
