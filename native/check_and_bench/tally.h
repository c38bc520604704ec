// What a check counts: one line of NDJSON per backend and op.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace colophon::check {

class Tally {
 public:
  Tally(std::string_view backend, std::string_view op, uint64_t seed)
      : backend_(backend), op_(op), seed_(seed) {}

  void start_case(std::string words) {
    words_ = std::move(words);
    ++cases_;
  }
  void add_run(bool refused) {
    ++runs_;
    if (refused) ++refusals_;
  }
  // The first failures of an op are told on standard error.
  void fail(const std::string& what);
  void print() const;
  int64_t failures() const { return failures_; }

 private:
  static constexpr int64_t told = 10;

  std::string backend_, op_;
  uint64_t seed_;
  std::string words_;
  int64_t cases_ = 0, runs_ = 0, refusals_ = 0, failures_ = 0;
};

}  // namespace colophon::check
