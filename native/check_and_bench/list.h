// The list of operations as JSON: what a test compares with the TypeScript one.
#pragma once

#include <string>

namespace colophon::check {

// One object per op and line, each with its cost on the axes given as K=2,B=3… for each dtype.
// Throws std::invalid_argument where they are not such.
std::string list_ops(const std::string& axes);

}  // namespace colophon::check
