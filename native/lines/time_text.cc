#include "time_text.h"

#include <cstring>
#include <initializer_list>

namespace colophon {
namespace {

constexpr TimeText unknown{0, 0, false};
constexpr int64_t million = 1000000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// `count` digits at `at` as a number, -1 where one is none.
int64_t digits(const char* at, int count) {
  int64_t number = 0;
  for (int i = 0; i < count; ++i) {
    if (!is_digit(at[i])) return -1;
    number = number * 10 + (at[i] - '0');
  }
  return number;
}

int64_t ten_to(int power) {
  int64_t product = 1;
  while (power-- > 0) product *= 10;
  return product;
}

// Days from 1970-01-01 of the proleptic Gregorian calendar; the month counts from March so that February ends the year.
int64_t days_from_civil(int64_t year, int64_t month, int64_t day) {
  year -= month <= 2;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

int64_t days_in(int64_t year, int64_t month) {
  constexpr int64_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

}  // namespace

TimeText read_epoch_text(const char* at, const char* end) {
  const char* point = at;
  while (point < end && is_digit(*point)) ++point;
  const int whole = static_cast<int>(point - at);
  const int decimals = point < end ? static_cast<int>(end - point - 1) : 0;
  if (whole < 9 || whole > 16 || *at == '0' || (point < end && (*point != '.' || decimals == 0))) return unknown;
  const int64_t number = digits(at, whole);
  const int64_t fraction = decimals > 0 && decimals <= 7 ? digits(point + 1, decimals) : 0;
  if (number < 0 || fraction < 0 || decimals > 7) return unknown;
  for (const int power : {0, 3, 6}) {
    const int64_t unit = ten_to(power);
    if (number < 500 * million * unit || number >= 5000 * million * unit) continue;
    const int kept = 6 - power;
    const int64_t whole_micros = number * ten_to(kept);
    if (power == 0 && decimals == 7)
      return {whole_micros + fraction / 10, static_cast<uint16_t>(256 + fraction % 10), true};
    if (decimals > kept) return unknown;
    return {whole_micros + fraction * ten_to(kept - decimals), static_cast<uint16_t>(16 * (power / 3) + decimals), true};
  }
  return unknown;
}

TimeText read_date_text(const char* at, const char* end) {
  if (end - at < 19 || at[4] != '-' || at[7] != '-' || at[13] != ':' || at[16] != ':') return unknown;
  const char separator = at[10];
  if (separator != 'T' && separator != ' ') return unknown;
  const int64_t year = digits(at, 4), month = digits(at + 5, 2), day = digits(at + 8, 2);
  const int64_t hour = digits(at + 11, 2), minute = digits(at + 14, 2), second = digits(at + 17, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in(year, month)) return unknown;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return unknown;
  const char* rest = at + 19;
  int decimals = 0;
  char mark = '.';
  if (rest < end && (*rest == '.' || *rest == ',')) {
    mark = *rest++;
    while (rest + decimals < end && is_digit(rest[decimals])) ++decimals;
    if (decimals == 0 || decimals > 6) return unknown;
  }
  const int64_t fraction = decimals > 0 ? digits(rest, decimals) * ten_to(6 - decimals) : 0;
  rest += decimals;
  const size_t left = static_cast<size_t>(end - rest);
  int kind = 0;
  if (separator == 'T' && mark == '.' && left == 1 && *rest == 'Z') kind = 4;
  else if (separator == 'T' && mark == '.' && left == 6 && std::memcmp(rest, "+00:00", 6) == 0) kind = 5;
  else if (separator == 'T' && mark == '.' && left == 0) kind = 6;
  else if (separator == ' ' && mark == '.' && left == 0) kind = 7;
  else if (separator == ' ' && mark == ',' && left == 0) kind = 8;
  else return unknown;
  const int64_t seconds = days_from_civil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
  return {seconds * million + fraction, static_cast<uint16_t>(16 * kind + decimals), true};
}

}  // namespace colophon
