// Lines and patterns, matched plainly and slowly.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "../lines/line_template.h"
#include "reference_text.h"

namespace colophon::check {

struct Pattern {
  std::vector<std::string> literals;
  std::vector<Slot> slots;
  bool keeps_texts;
};

// What a pattern finds in a line; places are in characters, from 1, and 0 where there is none.
struct Found {
  std::string keys, texts;
  std::vector<Number> values;
  std::optional<double> step, epoch;
  std::optional<Time> time;
  uint32_t time_at = 0, time_length = 0, message_at = 0, message_length = 0;
};

// Nothing where the line is of another kind, or is not UTF-8.
std::optional<Found> match(const Pattern& pattern, const std::string& line);

}  // namespace colophon::check
