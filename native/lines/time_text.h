// Times as logs write them: microseconds since 1970 in UTC, and how the text was written.
#pragma once

#include <cstdint>

namespace colophon {

// Equals time_form of loaders/layout.sql: 16 × kind + digits of the second, or 256 + the seventh of seven digits.
struct TimeText {
  int64_t micros;
  uint16_t form;
  // False where it is no time, or one that only the JavaScript reader tells.
  bool known;
};

// Seconds, milliseconds or microseconds since 1970 in digits; the magnitude tells which.
TimeText read_epoch_text(const char* at, const char* end);

// "2025-10-05T12:00:00.123Z", with a blank for T, a decimal comma, +00:00 or no zone.
TimeText read_date_text(const char* at, const char* end);

}  // namespace colophon
