// Blocks of NDJSON, whole and damaged.
#pragma once

#include <memory>
#include <string>

#include "../check_and_bench/random.h"

namespace colophon::check {

// Memory that ends where the text does.
class Exact {
 public:
  explicit Exact(const std::string& text) : size_(text.size()), bytes_(std::make_unique_for_overwrite<char[]>(size_)) {
    text.copy(bytes_.get(), size_);
  }
  const char* data() const { return bytes_.get(); }
  const char* end() const { return bytes_.get() + size_; }
  size_t size() const { return size_; }

 private:
  size_t size_;
  std::unique_ptr<char[]> bytes_;
};

// At least so many bytes, of lines that mostly are of the known kinds.
std::string make_block(Random& random, size_t bytes, double odd);

// Flips bits, drops and adds bytes, shuffles lines, changes their ends, cuts the last one … ; `words` is told which.
std::string damaged(Random& random, std::string block, std::string& words);

}  // namespace colophon::check
