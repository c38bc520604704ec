// Checks the line reader against a reference of its own, without Node and DuckDB.
#include <charconv>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "checks.h"

namespace {

using namespace colophon::check;

constexpr const char* usage =
    "check_lines [--cases N] [--seed S]\n"
    "Exit codes: 0 good, 1 a check failed, 2 wrong usage.\n";

struct Check {
  const char* name;
  void (*run)(Tally& tally, uint64_t seed, int64_t cases);
  // Cases of which one is run.
  int64_t every;
};

constexpr Check checks[] = {{"numbers", check_numbers, 1}, {"times", check_times, 1},   {"utf-8", check_utf8, 1},
                            {"cuts", check_cuts, 40},      {"blocks", check_blocks, 1}, {"refusals", check_refusals, 20}};

int64_t whole_number(const std::string& name, const std::string& text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0)
    throw std::invalid_argument(name + " is " + text + ", expected a whole number from 0");
  return number;
}

int run(int count, char** arguments) {
  int64_t cases = 40, seed = 1;
  for (int i = 1; i < count; i += 2) {
    const std::string name = arguments[i];
    if (name != "--cases" && name != "--seed") throw std::invalid_argument("unknown option " + name);
    if (i + 1 == count) throw std::invalid_argument(name + " has no value");
    (name == "--cases" ? cases : seed) = whole_number(name, arguments[i + 1]);
  }
  int64_t failures = 0;
  for (const auto& [name, check, every] : checks) {
    Tally tally("lines", name, static_cast<uint64_t>(seed));
    check(tally, static_cast<uint64_t>(seed), (cases + every - 1) / every);
    tally.print();
    failures += tally.failures();
  }
  return failures == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return run(count, arguments);
  } catch (const std::invalid_argument& error) {
    std::cerr << error.what() << "\n\n" << usage;
    return 2;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
