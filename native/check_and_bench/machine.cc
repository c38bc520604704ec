#include "machine.h"

#include <sys/utsname.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>

#include "json.h"

namespace colophon::check {
namespace {

// The value of the first line of /proc/cpuinfo that has this name.
std::string cpu_line(const std::string& name) {
  std::ifstream lines("/proc/cpuinfo");
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with(name)) return line.substr(line.find(": ") + 2);
  return "";
}

}  // namespace

std::string cpu_model() {
  const std::string model = cpu_line("model name");
  return model.empty() ? "unknown" : model;
}

double cpu_clock_mhz() { return std::atof(cpu_line("cpu MHz").c_str()); }

int64_t last_cache_bytes() {
  std::ifstream size("/sys/devices/system/cpu/cpu0/cache/index3/size");
  int64_t kibibytes = 0;
  return size >> kibibytes ? kibibytes << 10 : int64_t{32} << 20;
}

std::string environment_json() {
  utsname name{};
  uname(&name);
  JsonObject json;
  json.text("compiler", "g++ " __VERSION__).text("os", std::string("linux ") + name.release);
  return json.str();
}

std::string output_of(const char* command) {
  const auto close = [](FILE* pipe) { pclose(pipe); };
  const std::unique_ptr<FILE, decltype(close)> pipe(popen(command, "r"), close);
  std::string output;
  char part[256];
  while (pipe && std::fgets(part, sizeof part, pipe.get())) output += part;
  while (!output.empty() && output.back() == '\n') output.pop_back();
  return output;
}

}  // namespace colophon::check
