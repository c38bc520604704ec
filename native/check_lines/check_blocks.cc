#include <stdexcept>

#include "checks.h"
#include "fake_duckdb.h"
#include "line_kinds.h"
#include "reading.h"

namespace colophon::check {
namespace {

constexpr unsigned several[] = {1, 2, 5};
constexpr int64_t large_every = 12;  // blocks of which one is large enough for threads to share

uint64_t some_vector_size(Random& random) { return random.pick<uint64_t>({1, 3, 64, 100, 2048}); }

// That an append throws with these words, on every thread count.
void expect_refused(Tally& tally, const LineReader& reader, size_t room, const std::string& said, const std::string& words) {
  for (const size_t threads : {1, 3}) {
    std::vector<FakeAppender> all;
    for (size_t i = 0; i < threads; ++i)
      for (const auto* types : {&point_types(), &point_set_types(), &event_line_types()}) {
        all.emplace_back(*types);
        all.back().room = room;
        all.back().said = said;
      }
    std::vector<Appenders> appenders;
    for (size_t i = 0; i < all.size(); i += 3) appenders.push_back({&all[i], &all[i + 1], &all[i + 2]});
    tally.add_run(true);
    try {
      append_lines(fake_duckdb(), reader, 1, appenders);
      tally.fail("a refusal is not told: " + words);
    } catch (const std::runtime_error& error) {
      if (error.what() != words) tally.fail("refused with \"" + std::string(error.what()) + "\", expected \"" + words + "\"");
    }
  }
}

}  // namespace

void check_cuts(Tally& tally, uint64_t seed, int64_t cases) {
  Random random(seed);
  for (int64_t i = 0; i < cases; ++i)
    for (const LineKind& kind : line_kinds()) {
      const std::string line = make_line(random, kind, i, 0.1).substr(0, 400);
      tally.start_case(line);
      Reading reading(tally, random, 1);
      for (size_t length = 0; length <= line.size(); ++length)
        for (const char* end : {"", "\n", "\r"}) {
          const Exact block(line.substr(0, length) + end);
          reading.read(block, false);
          tally.add_run(false);
        }
    }
}

void check_blocks(Tally& tally, uint64_t seed, int64_t cases) {
  for (int64_t number = 0; number < cases; ++number) {
    const bool large = number % large_every == 0;
    for (const unsigned threads : several) {
      // The same block for every count.
      Random random(seed * 1'000'003 + static_cast<uint64_t>(number));
      const auto bytes = static_cast<size_t>(large ? random.integer(140'000, 300'000) : random.integer(0, 8000));
      std::string words = std::to_string(bytes) + " bytes";
      const double odd = random.pick({0.0, 0.01, 0.2});
      const std::string text = damaged(random, make_block(random, bytes, odd), words);
      if (threads == 1) tally.start_case(words);
      fake_as(some_vector_size(random), Failing::nothing);
      Reading reading(tally, random, threads);
      const Exact block(text);
      for (const bool learns : {true, false}) {
        reading.read(block, learns);
        reading.append(static_cast<size_t>(random.integer(1, 5)));
        tally.add_run(false);
      }
    }
  }
}

void check_refusals(Tally& tally, uint64_t seed, int64_t cases) {
  Random random(seed);
  for (int64_t i = 0; i < cases; ++i) {
    tally.start_case("DuckDB refuses");
    Reading reading(tally, random, 2);
    const Exact block(make_block(random, 200'000, 0));
    reading.read(block, false);
    fake_as(some_vector_size(random), Failing::nothing);
    expect_refused(tally, reading.reader(), static_cast<size_t>(random.integer(0, 5)), "out of tea", "out of tea");
    expect_refused(tally, reading.reader(), 0, "", "DuckDB refused rows and does not say why");
    fake_as(64, Failing::chunks);
    expect_refused(tally, reading.reader(), SIZE_MAX, "", "expected a data chunk of DuckDB, found none");
    fake_as(64, Failing::lists);
    expect_refused(tally, reading.reader(), SIZE_MAX, "", "expected room for a list of DuckDB, found none");
  }
  try {
    DuckDbApi::load("/there/is/none");
    tally.fail("a library that is not there is loaded");
  } catch (const std::runtime_error&) {
    tally.add_run(true);
  }
  try {
    LineTemplate({"one", "too", "many"}, {Slot::value}, false);
    tally.fail("a template with too many literals is one");
  } catch (const std::invalid_argument&) {
    tally.add_run(true);
  }
}

}  // namespace colophon::check
