// Checks the backends against a reference of its own and measures them, without Node.
#include <exception>
#include <iostream>
#include <stdexcept>

#include "bench.h"
#include "check.h"
#include "list.h"
#include "options.h"

namespace {

int run(const colophon::check::Options& options) {
  using namespace colophon::check;
  if (options.mode == "list") {
    std::cout << list_ops(options.axes);
    return 0;
  }
  if (options.mode == "check") return check(options) == 0 ? 0 : 1;
  if (options.mode == "bench") return bench(options), 0;
  throw std::invalid_argument("mode is " + options.mode + ", expected list, check or bench");
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return run(colophon::check::parse_options({arguments + 1, static_cast<size_t>(count - 1)}));
  } catch (const std::invalid_argument& error) {
    std::cerr << error.what() << "\n\n" << colophon::check::usage;
    return 2;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
