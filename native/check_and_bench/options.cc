#include "options.h"

#include <charconv>
#include <map>
#include <stdexcept>
#include <variant>

namespace colophon::check {
namespace {

using Target = std::variant<std::string*, int64_t*, uint64_t*>;

template <typename Number>
Number number_of(const std::string& name, const std::string& text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0)
    throw std::invalid_argument(name + " is " + text + ", expected a whole number from 0");
  return number;
}

}  // namespace

const char* const usage =
    "check_and_bench list [--axes K=2,B=3,S=5,T=4,D=8,N=10,F=1,X=2,Y=3,Z=4]\n"
    "check_and_bench check [--backend NAME] [--op NAME] [--cases N] [--seed S] [--threads N]\n"
    "check_and_bench bench [--backend NAME] [--op NAME] [--samples N] [--quick] [--commit HASH] "
    "[--out FILE]\n"
    "Backends: cpu, cuda (where it was built and there is a device), cuda-emulation (its kernels "
    "on the host; check "
    "only).\n"
    "Exit codes: 0 good, 1 a check failed, 2 wrong usage.\n";

Options parse_options(std::span<char* const> arguments) {
  Options options;
  const std::map<std::string, Target> named{
      {"--backend", &options.backend}, {"--op", &options.op},
      {"--cases", &options.cases},     {"--seed", &options.seed},
      {"--threads", &options.threads}, {"--out", &options.out},
      {"--commit", &options.commit},   {"--axes", &options.axes},
      {"--samples", &options.samples}};
  if (arguments.empty()) throw std::invalid_argument("no mode, expected list, check or bench");
  options.mode = arguments[0];
  for (size_t i = 1; i < arguments.size(); ++i) {
    const std::string name = arguments[i];
    if (name == "--quick") {
      options.quick = true;
      continue;
    }
    const auto found = named.find(name);
    if (found == named.end()) throw std::invalid_argument("unknown option " + name);
    if (i + 1 == arguments.size()) throw std::invalid_argument(name + " has no value");
    const std::string value = arguments[++i];
    if (auto* const* text = std::get_if<std::string*>(&found->second)) **text = value;
    else if (auto* const* whole = std::get_if<int64_t*>(&found->second))
      **whole = number_of<int64_t>(name, value);
    else *std::get<uint64_t*>(found->second) = number_of<uint64_t>(name, value);
  }
  return options;
}

}  // namespace colophon::check
