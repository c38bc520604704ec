// What the command line asks for.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace colophon::check {

struct Options {
  std::string mode;          // list, check or bench
  std::string backend = "";  // one of those there are; all of them where none is named
  std::string op = "";       // likewise
  int64_t cases = 400;       // per op
  uint64_t seed = 1;
  int64_t threads = -1;  // several counts where none is named
  std::string out = "";  // standard output where none is named
  std::string commit = "";
  std::string axes = "";  // K=2,B=3…
  int64_t samples = 20;
  bool quick = false;  // small shapes only
};

// Throws std::invalid_argument with what was expected.
Options parse_options(std::span<char* const> arguments);

extern const char* const usage;

}  // namespace colophon::check
