#include "reference_text.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace colophon::check {
namespace {

constexpr double most_safe_integer = 9007199254740991.0;
// Longer ones are left to the parser.
constexpr size_t longest_fixed = 63;

bool all_digits(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

std::string scientific_text(double value) {
  char text[40];
  return {text, std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr};
}

int exponent_of(const std::string& scientific) { return std::atoi(scientific.c_str() + scientific.find('e') + 1); }

// Number::toString of ECMAScript, but for −0, which keeps its sign.
std::string javascript_text(double value) {
  if (std::signbit(value)) return "-" + javascript_text(-value);
  if (value == 0) return "0";
  const std::string scientific = scientific_text(value);
  std::string digits = scientific.substr(0, scientific.find('e'));
  if (digits.size() > 1) digits.erase(1, 1);
  const int length = static_cast<int>(digits.size());
  const int n = exponent_of(scientific) + 1;
  if (length <= n && n <= 21) return digits + std::string(static_cast<size_t>(n - length), '0');
  if (0 < n && n <= 21) return digits.insert(static_cast<size_t>(n), 1, '.');
  if (-6 < n && n <= 0) return "0." + std::string(static_cast<size_t>(-n), '0') + digits;
  if (length > 1) digits.insert(1, 1, '.');
  return digits + (n > 0 ? "e+" : "e-") + std::to_string(std::abs(n - 1));
}

bool is_python_exponent(const std::string& text, double value) {
  const std::string scientific = scientific_text(value);
  const int exponent = exponent_of(scientific);
  return text == scientific && (exponent < -4 || exponent >= 16);
}

std::string fixed_text(double value, size_t decimals) {
  char text[512];
  return {text, static_cast<size_t>(std::snprintf(text, sizeof text, "%.*f", static_cast<int>(decimals), value))};
}

std::string padded(const std::string& digits, size_t length) {
  return digits + std::string(length - digits.size(), '0');
}

// "2025-10-05" as "0000-00-00".
std::string shape_of(std::string text) {
  for (char& c : text)
    if (c >= '0' && c <= '9') c = '0';
  return text;
}

struct DateKind {
  int number;
  const char* separator;
  const char* mark;
  const char* zone;
};
constexpr DateKind date_kinds[] = {{4, "T", ".", "Z"}, {5, "T", ".", "+00:00"}, {6, "T", ".", ""},
                                   {7, " ", ".", ""},  {8, " ", ",", ""}};

std::optional<int64_t> seconds_in(const std::string& text) {
  const auto at = [&](size_t from, size_t length) { return std::atoi(text.substr(from, length).c_str()); };
  const std::chrono::year_month_day date{std::chrono::year(at(0, 4)), std::chrono::month(static_cast<unsigned>(at(5, 2))),
                                         std::chrono::day(static_cast<unsigned>(at(8, 2)))};
  const int hour = at(11, 2), minute = at(14, 2), second = at(17, 2);
  if (!date.ok() || at(0, 4) < 1 || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count() * int64_t{86400} + hour * 3600 + minute * 60 + second;
}

}  // namespace

bool is_number(const std::string& text) {
  const std::string plain = !text.empty() && text[0] == '-' ? text.substr(1) : text;
  const size_t e = plain.find_first_of("eE");
  const std::string before = plain.substr(0, e);
  const size_t point = before.find('.');
  const std::string whole = before.substr(0, point);
  if (!all_digits(whole) || (whole.size() > 1 && whole[0] == '0')) return false;
  if (point != std::string::npos && !all_digits(before.substr(point + 1))) return false;
  if (e == std::string::npos) return true;
  const std::string power = plain.substr(e + 1);
  return all_digits(!power.empty() && (power[0] == '+' || power[0] == '-') ? power.substr(1) : power);
}

std::optional<Number> number_in(const std::string& text) {
  if (!is_number(text)) return std::nullopt;
  const double value = std::strtod(text.c_str(), nullptr);
  if (!std::isfinite(value)) return std::nullopt;
  const bool shortest = text == javascript_text(value);
  if (text.find_first_of("eE") != std::string::npos) {
    if (value == 0) return std::nullopt;
    if (shortest) return Number{value, 0};
    if (is_python_exponent(text, value)) return Number{value, 64};
    return std::nullopt;
  }
  const size_t point = text.find('.');
  if (point == std::string::npos && !(std::fabs(value) <= most_safe_integer)) return std::nullopt;
  if (shortest) return Number{value, 0};
  if (point == std::string::npos) return std::nullopt;
  const size_t decimals = text.size() - point - 1;
  if (decimals > 40 || text.size() > longest_fixed || text != fixed_text(value, decimals)) return std::nullopt;
  return Number{value, static_cast<uint8_t>(1 + decimals)};
}

std::optional<Time> epoch_in(const std::string& text) {
  const size_t point = text.find('.');
  const std::string whole = text.substr(0, point);
  const std::string fraction = point == std::string::npos ? "" : text.substr(point + 1);
  if (!all_digits(whole) || whole[0] == '0' || whole.size() > 16) return std::nullopt;
  if (point != std::string::npos && !all_digits(fraction)) return std::nullopt;
  for (const size_t kind : {0, 1, 2}) {
    const double second = std::pow(1000, kind);
    const double number = std::strtod(whole.c_str(), nullptr);
    if (number < 5e8 * second || number >= 5e9 * second) continue;
    const size_t kept = 6 - 3 * kind;
    if (kind == 0 && fraction.size() == 7)
      return Time{std::atoll((whole + fraction.substr(0, 6)).c_str()), static_cast<uint16_t>(256 + fraction[6] - '0')};
    if (fraction.size() > kept) return std::nullopt;
    return Time{std::atoll((whole + padded(fraction, kept)).c_str()),
                static_cast<uint16_t>(16 * kind + fraction.size())};
  }
  return std::nullopt;
}

std::optional<Time> date_in(const std::string& text) {
  const std::string shape = shape_of(text);
  for (const auto& [number, separator, mark, zone] : date_kinds)
    for (size_t decimals = 0; decimals <= 6; ++decimals) {
      const std::string fraction = decimals == 0 ? "" : mark + std::string(decimals, '0');
      if (shape != "0000-00-00" + std::string(separator) + "00:00:00" + fraction + shape_of(zone)) continue;
      if (!text.ends_with(zone)) continue;
      const auto seconds = seconds_in(text);
      if (!seconds) return std::nullopt;
      const std::string digits = decimals == 0 ? "" : text.substr(20, decimals);
      return Time{*seconds * 1000000 + std::atoll(padded(digits, 6).c_str()),
                  static_cast<uint16_t>(16 * number + static_cast<int>(decimals))};
    }
  return std::nullopt;
}

std::optional<size_t> characters_in(const std::string& text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) {
    const auto first = static_cast<unsigned char>(text[at]);
    const size_t length = first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf8 ? 4 : 0;
    if (length == 0 || at + length > text.size()) return std::nullopt;
    uint32_t point = length == 1 ? first : first & (0x7fu >> length);
    for (size_t i = 1; i < length; ++i) {
      const auto next = static_cast<unsigned char>(text[at + i]);
      if (next < 0x80 || next > 0xbf) return std::nullopt;
      point = point << 6 | (next & 0x3f);
    }
    constexpr uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < least[length] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return std::nullopt;
    at += length;
  }
  return count;
}

}  // namespace colophon::check
