#include "number_text.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace colophon {
namespace {

constexpr double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                             1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr double most_safe_integer = 9007199254740991.0;
constexpr NumberText none{0, shortest_form, nullptr};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The parts of a number that the grammar of JSON allows.
struct Token {
  const char* start;
  const char* end = nullptr;
  uint64_t mantissa = 0;
  // Digits of the mantissa behind leading zeros, of the text before the exponent, and behind the point.
  int significant = 0;
  int digits = 0;
  int decimals = 0;
  bool negative = false;
  bool exponent = false;
};

bool scan(const char* at, const char* limit, Token& token) {
  token.start = at;
  if (at < limit && *at == '-') {
    token.negative = true;
    ++at;
  }
  const char* first = at;
  const auto take = [&](char c) {
    ++token.digits;
    if (token.significant > 0 || c != '0') ++token.significant;
    if (token.significant <= 19) token.mantissa = token.mantissa * 10 + static_cast<uint64_t>(c - '0');
  };
  for (; at < limit && is_digit(*at); ++at) take(*at);
  if (at == first || (at - first > 1 && *first == '0')) return false;
  if (at < limit && *at == '.') {
    const char* point = at++;
    for (; at < limit && is_digit(*at); ++at) take(*at);
    token.decimals = static_cast<int>(at - point - 1);
    if (token.decimals == 0) return false;
  }
  if (at < limit && (*at == 'e' || *at == 'E')) {
    token.exponent = true;
    ++at;
    if (at < limit && (*at == '+' || *at == '-')) ++at;
    const char* digits = at;
    while (at < limit && is_digit(*at)) ++at;
    if (at == digits) return false;
  }
  token.end = at;
  return true;
}

double value_of(const Token& token) {
  if (!token.exponent && token.significant <= 15 && token.decimals <= 22) {
    const double value = static_cast<double>(token.mantissa) / powers[token.decimals];
    return token.negative ? -value : value;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(token.start, token.end, value);
  return error == std::errc() && end == token.end ? value : std::nan("");
}

// The shortest text with an exponent, as std::to_chars and Python write it: 1.5e-07.
struct Shortest {
  char text[40];
  size_t length;
  explicit Shortest(double value) {
    const auto [end, error] = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific);
    length = error == std::errc() ? static_cast<size_t>(end - text) : 0;
  }
  std::string_view all() const { return {text, length}; }
  std::string_view mantissa() const { return all().substr(0, all().find('e')); }
};

// True where the token has exactly the digits of the shortest text, and no more zeros than it needs.
bool has_shortest_digits(const Token& token, double value) {
  const Shortest shortest(value);
  const char* digit = token.start;
  while (*digit == '-' || *digit == '0' || *digit == '.') ++digit;
  for (const char c : shortest.mantissa()) {
    if (c == '-' || c == '.') continue;
    if (digit < token.end && *digit == '.') ++digit;
    if (digit == token.end || *digit++ != c) return false;
  }
  return digit == token.end;
}

// n decimals write the token again. One of 64 characters and more is left.
bool is_fixed(const Token& token, double value) {
  if (token.decimals > most_decimals) return false;
  if (token.digits <= 15) return true;
  char text[64];
  const std::string_view expected(token.start, static_cast<size_t>(token.end - token.start));
  if (expected.size() >= sizeof text) return false;
  const int length = std::snprintf(text, sizeof text, "%.*f", token.decimals, value);
  return length == std::ssize(expected) && expected == std::string_view(text, expected.size());
}

// JavaScript's text where it has an exponent: 1.5e-7, 1e+21.
bool is_javascript_exponent(std::string_view token, const Shortest& shortest, double magnitude) {
  if (magnitude >= 1e-6 && magnitude < 1e21) return false;
  char text[40];
  const std::string_view all = shortest.all();
  const size_t sign = all.find('e') + 1;
  std::memcpy(text, all.data(), sign + 1);
  size_t length = sign + 1;
  size_t digit = sign + 1;
  while (digit + 1 < all.size() && all[digit] == '0') ++digit;
  for (; digit < all.size(); ++digit) text[length++] = all[digit];
  return token == std::string_view(text, length);
}

NumberText exponent_text(const Token& token, double value) {
  const double magnitude = std::fabs(value);
  if (magnitude == 0) return none;
  const Shortest shortest(value);
  const std::string_view text(token.start, static_cast<size_t>(token.end - token.start));
  if (is_javascript_exponent(text, shortest, magnitude)) return {value, shortest_form, token.end};
  const bool python = (magnitude < 1e-4 || magnitude >= 1e16) && text == shortest.all();
  return python ? NumberText{value, python_form, token.end} : none;
}

}  // namespace

NumberText read_number(const char* at, const char* limit) {
  Token token;
  if (!scan(at, limit, token)) return none;
  const double value = value_of(token);
  if (!std::isfinite(value)) return none;
  if (token.exponent) return exponent_text(token, value);
  const double magnitude = std::fabs(value);
  if (token.decimals == 0)
    return token.digits <= 15 || magnitude <= most_safe_integer ? NumberText{value, shortest_form, token.end} : none;
  const bool trimmed = token.end[-1] != '0' && magnitude >= 1e-6;
  if (trimmed && magnitude < 1e21 && (token.digits <= 15 || has_shortest_digits(token, value)))
    return {value, shortest_form, token.end};
  if (!is_fixed(token, value)) return none;
  return {value, static_cast<uint8_t>(1 + token.decimals), token.end};
}

}  // namespace colophon
