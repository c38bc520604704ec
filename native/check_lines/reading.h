// A LineReader and the reference beside it: whatever is told one is told the other, and what they say is compared.
#pragma once

#include <string>

#include "../check_and_bench/random.h"
#include "../check_and_bench/tally.h"
#include "../lines/line_append.h"
#include "block_text.h"
#include "reference_reader.h"

namespace colophon::check {

class Reading {
 public:
  // Knows streams for some of the keys that lines of the kinds have.
  Reading(Tally& tally, Random& random, unsigned threads);

  // Reads a block, line by line where lines are left, as loaders/formats/patterned-lines.ts does.
  void read(const Exact& block, bool learns);
  // Appends what was read by so many threads.
  void append(size_t threads);
  const LineReader& reader() const { return reader_; }

 private:
  void add_stream(size_t kind, const std::string& keys);
  // What a parser that has read the line tells of it.
  void learn(size_t line);
  void compare_lines(size_t from);
  void compare_line(const Part& part, size_t at, const ReferenceLine& line);
  void compare_taken();
  void expect(bool is, const char* what);

  Tally& tally_;
  Random& random_;
  LineReader reader_;
  ReferenceReader reference_;
};

}  // namespace colophon::check
