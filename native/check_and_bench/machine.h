// What a figure was measured on. No host, user or path.
#pragma once

#include <cstdint>
#include <string>

namespace colophon::check {

std::string cpu_model();
// As the operating system reports it now; 0 where it reports none.
double cpu_clock_mhz();
// Of the last cache of the processor.
int64_t last_cache_bytes();
// {"compiler":…,"os":…} as JSON.
std::string environment_json();
// What a command prints, without the last line's end; empty where there is no such command.
std::string output_of(const char* command);

}  // namespace colophon::check
