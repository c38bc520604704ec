#include "tally.h"

#include <iostream>

#include "json.h"

namespace colophon::check {

void Tally::fail(const std::string& what) {
  if (++failures_ > told) return;
  std::cerr << backend_ << ' ' << op_ << ", seed " << seed_ << ", case " << cases_ << " (" << words_
            << "): " << what << '\n';
}

void Tally::print() const {
  JsonObject line;
  line.text("type", "check").text("backend", backend_).text("op", op_);
  line.number("seed", static_cast<int64_t>(seed_)).number("cases", cases_).number("runs", runs_);
  line.number("refusals", refusals_).number("failures", failures_);
  std::cout << line.str() << std::endl;
}

}  // namespace colophon::check
