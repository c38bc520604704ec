#include "utf8.h"

#include <cstring>

namespace colophon {
namespace {

bool is_continuation(unsigned char byte) { return (byte & 0xc0) == 0x80; }

// Length of the sequence at `at`, 0 where there is none (overlong, surrogate, beyond U+10FFFF, cut).
size_t sequence_length(const unsigned char* at, size_t left) {
  const unsigned char first = at[0];
  if (first < 0x80) return 1;
  const size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || left < length) return 0;
  for (size_t i = 1; i < length; ++i)
    if (!is_continuation(at[i])) return 0;
  const unsigned char second = at[1];
  if (first == 0xe0 && second < 0xa0) return 0;
  if (first == 0xed && second > 0x9f) return 0;
  if (first == 0xf0 && second < 0x90) return 0;
  if (first == 0xf4 && second > 0x8f) return 0;
  return length;
}

}  // namespace

bool is_ascii(const char* bytes, size_t length) {
  uint64_t seen = 0;
  size_t i = 0;
  for (; i + 8 <= length; i += 8) {
    uint64_t eight;
    std::memcpy(&eight, bytes + i, 8);
    seen |= eight;
  }
  for (; i < length; ++i) seen |= static_cast<unsigned char>(bytes[i]);
  return (seen & 0x8080808080808080ull) == 0;
}

bool is_utf8(const char* bytes, size_t length) {
  if (is_ascii(bytes, length)) return true;
  const auto* at = reinterpret_cast<const unsigned char*>(bytes);
  for (size_t left = length; left > 0;) {
    const size_t taken = sequence_length(at, left);
    if (taken == 0) return false;
    at += taken;
    left -= taken;
  }
  return true;
}

uint32_t character_count(const char* bytes, size_t length) {
  uint32_t count = 0;
  for (size_t i = 0; i < length; ++i) count += !is_continuation(static_cast<unsigned char>(bytes[i]));
  return count;
}

}  // namespace colophon
