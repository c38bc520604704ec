// UTF-8: whether bytes are it, and how many characters they are.
#pragma once

#include <cstddef>
#include <cstdint>

namespace colophon {

bool is_ascii(const char* bytes, size_t length);
bool is_utf8(const char* bytes, size_t length);
// Of valid UTF-8.
uint32_t character_count(const char* bytes, size_t length);

}  // namespace colophon
