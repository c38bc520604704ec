// What texts mean, read plainly and slowly.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace colophon::check {

struct Number {
  double value;
  uint8_t form;
};

struct Time {
  int64_t micros;
  uint16_t form;
};

bool is_number(const std::string& text);
// A number that a form of loaders/layout.sql writes again, byte for byte.
std::optional<Number> number_in(const std::string& text);
// Digits since 1970, and dates, likewise.
std::optional<Time> epoch_in(const std::string& text);
std::optional<Time> date_in(const std::string& text);
// How many characters; nothing where it is not UTF-8.
std::optional<size_t> characters_in(const std::string& text);

}  // namespace colophon::check
