#include "line_kinds.h"

#include <map>

namespace colophon::check {
namespace {

const std::map<std::string, Slot> slot_names{
    {"value", Slot::value},         {"step", Slot::step},       {"epoch", Slot::epoch},
    {"both", Slot::step_and_epoch}, {"since", Slot::time_number}, {"date", Slot::time_text},
    {"key", Slot::key},             {"string", Slot::string},   {"text", Slot::text},
    {"begin", Slot::message_start}, {"end", Slot::message_end}, {"number", Slot::number},
    {"boolean", Slot::boolean},     {"array", Slot::array}};

struct Written {
  const char* line;
  Target target;
  int32_t time_kind;
};

constexpr Written written[] = {
    {R"({"step": <step>, "loss": <value>})", Target::point, -1},
    {R"({"step":<step>,"time":"<date>","train":{"loss":<value>,"acc":<value>},"run":"<key>"})", Target::point_set, 4},
    {R"({"epoch":<both>,"ts":<since>,"split":"<key>","loss":[<value>,<value>,<value>]})", Target::point_set, 0},
    {R"({"run_id":"<key>","step":<step>,"epoch":<epoch>,"metric":"<key>","value":<value>,"t":<since>})", Target::point, 1},
    {R"({"größe":<value>,"step":<step>,"time":"<date>"})", Target::point, 8},
    {R"({"time":"<date>","level":"<key>","msg":"<begin><text><end>","n":<number>})", Target::event, 5},
    {R"({"ts":<since>,"event":"<key>","data":<array>,"ok":<boolean>,"note":<string>,"message":"<begin><text><end>"})",
     Target::event, 2},
    {R"({"log":<begin>{"deep":{"deeper":[{"a":<string>}]}}<end>,"日本":<number>,"at":"<date>"})", Target::event, 7},
    {R"({"event":"empty","data":[<number>,<array>]})", Target::event, -1},
    {R"({"event":"nothing varies"})", Target::event, -1}};

LineKind kind_of(const Written& from) {
  LineKind kind{{{""}, {}, from.target == Target::event}, from.target, from.time_kind, 0};
  const std::string line = from.line;
  for (size_t at = 0; at < line.size(); ++at) {
    if (line[at] != '<') {
      kind.pattern.literals.back() += line[at];
      continue;
    }
    const size_t end = line.find('>', at);
    kind.pattern.slots.push_back(slot_names.at(line.substr(at + 1, end - at - 1)));
    kind.pattern.literals.emplace_back();
    kind.keys += kind.pattern.slots.back() == Slot::key;
    at = end;
  }
  return kind;
}

std::string digits(Random& random, int64_t count) {
  std::string text;
  while (count-- > 0) text += static_cast<char>('0' + random.integer(0, 9));
  return text;
}

std::string common_number(Random& random) {
  char text[64];
  const double value = random.uniform(-10, 10);
  const char* format = random.pick({"%.4f", "%.17g", "%.0f", "%.9g", "%.12f", "%.0e"});
  std::snprintf(text, sizeof text, format, random.chance(0.1) ? value * 1e-7 : value);
  return text;
}

std::string date(Random& random, int32_t kind) {
  const auto two = [&](int64_t low, int64_t high) {
    const std::string text = std::to_string(random.integer(low, high));
    return text.size() < 2 ? "0" + text : text;
  };
  const std::string day = std::to_string(random.integer(1000, 9999)) + "-" + two(1, 12) + "-" + two(1, 29);
  const std::string clock = two(0, 23) + ":" + two(0, 59) + ":" + two(0, 59);
  const int64_t decimals = random.integer(kind == 8 ? 1 : 0, 6);
  const std::string fraction = decimals == 0 ? "" : (kind == 8 ? "," : ".") + digits(random, decimals);
  return day + (kind < 7 ? "T" : " ") + clock + fraction + (kind == 4 ? "Z" : kind == 5 ? "+00:00" : "");
}

std::string since(Random& random, int32_t kind, int64_t n) {
  const std::string text = std::to_string(1760000000 + n) + digits(random, 3 * kind);
  const int64_t decimals = random.integer(0, kind == 0 ? 7 : kind == 1 ? 3 : 0);
  return decimals == 0 ? text : text + "." + digits(random, decimals);
}

std::string array(Random& random, double odd) {
  std::string text = "[";
  for (int64_t left = random.integer(0, 4); left > 0; --left) {
    text += random.chance(odd) ? odd_string(random) : random.pick<std::string>({"1", "-2.5e3", "true", "null", "\"a,]b\""});
    if (left > 1) text += random.pick({",", ", ", " ,\t"});
  }
  return text + random.pick({"]", " ]"});
}

}  // namespace

const std::vector<LineKind>& line_kinds() {
  static const std::vector<LineKind> kinds = [] {
    std::vector<LineKind> all;
    for (const Written& from : written) all.push_back(kind_of(from));
    return all;
  }();
  return kinds;
}

const std::vector<std::string>& common_keys() {
  static const std::vector<std::string> keys{"a", "run-1", "größe", ""};
  return keys;
}

std::string odd_number(Random& random) {
  const std::string zeros(static_cast<size_t>(random.integer(15, 330)), '0');
  switch (random.integer(0, 6)) {
    case 0: return "1" + zeros + "." + zeros.substr(0, static_cast<size_t>(random.integer(1, 15)));
    case 1: return "0." + zeros.substr(0, static_cast<size_t>(random.integer(1, 15))) + digits(random, random.integer(1, 40));
    case 2: return "-" + std::to_string(random.integer(1, 9)) + digits(random, random.integer(10, 25));
    case 3: return std::to_string(random.integer(1, 9)) + digits(random, 14) + "." + digits(random, random.integer(0, 9));
    case 4: return std::to_string(random.integer(1, 99)) + random.pick({"e", "E", ".5e", "e+", "e-", ".25e-0"}) + digits(random, random.integer(0, 4));
    case 5: return std::to_string(0x1p53 + static_cast<double>(random.integer(-3, 3)));
    default:
      return random.pick<std::string>({"-0", "-0.0", "00", "01", "1.", ".5", "-", "", "+1", "1e", "1e+", "NaN", "1-2", "1.2.3", "1e400",
                                       "-1e400", "1e-400", "5e-324", "1.7976931348623157e308", "9007199254740991", "9007199254740992",
                                       "1e21", "1e+21", "1e-7", "1e-07", "1e-05", "0.00001", "1e16", "1e+16", "0.000001", "0.10", "1.0"});
  }
}

std::string odd_date(Random& random) {
  return random.pick<std::string>({"2024-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "1900-02-29 00:00:00", "2000-02-29 00:00:00",
                                   "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "2024-13-01T00:00:00Z", "2024-00-10T00:00:00Z",
                                   "2024-01-01T24:00:00Z", "2024-01-01T00:00:60Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00.1234567Z",
                                   "2024-01-01T00:00:00,5Z", "2024-01-01t00:00:00Z", "2024-01-01T00:00:00+01:00", "2024-01-01 00:00:00Z",
                                   "2024-01-01T00:00:00.5+00:00", "2024-01-01", "", "-024-01-01T00:00:00Z", "2024-1x-01T00:00:00Z"});
}

std::string odd_string(Random& random) {
  std::string deep(static_cast<size_t>(2 * random.integer(1, 300)), '\\');
  return random.pick<std::string>({R"("\u0041\n\"\\\/")", R"("\ud83d\ude00")", R"("\uD800")", R"("\u12")", R"("\x")", R"("\u12g4")", R"("\ud7ff\uE000")",
                                   "\"\xc3\x28\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "\"\xf4\x90\x80\x80\"", "\"\xf0\x9f\x98\x80\"",
                                   "\"\xf0\x9f\x98\"", "\"\x80\"", "\"\xff\"", "\"tab\there\"", std::string("\"nul\0here\"", 10), "\"\x1f\"",
                                   "\"" + deep + "\"", "\"" + deep + "\\\"\"", "\"" + std::string(5000, 'x') + "\"", "\"open", "[[1]]", "{}"});
}

std::string slot_text(Random& random, const LineKind& kind, Slot slot, int64_t n, double odd) {
  const bool strange = random.chance(odd);
  switch (slot) {
    case Slot::step: return strange ? odd_number(random) : std::to_string(n);
    case Slot::epoch:
    case Slot::step_and_epoch: return strange ? odd_number(random) : std::to_string(slot == Slot::epoch ? n / 100 : n);
    case Slot::time_number: return strange ? odd_number(random) : since(random, kind.time_kind, n);
    case Slot::time_text: return !strange ? date(random, kind.time_kind) : random.chance(0.5) ? date(random, 4) : odd_date(random);
    case Slot::key:
      if (!strange) return common_keys()[static_cast<size_t>(random.integer(0, 3))];
      [[fallthrough]];
    case Slot::text: {
      const std::string quoted = odd_string(random);
      return strange && quoted.size() >= 2 ? quoted.substr(1, quoted.size() - 2) : "step 5 of größte 日本";
    }
    case Slot::string: return strange ? odd_string(random) : random.pick({"\"plain\"", "\"\"", R"("a\"b\\")"});
    case Slot::boolean: return strange ? "null" : random.pick({"true", "false"});
    case Slot::array: return array(random, strange ? 0.5 : 0);
    case Slot::value:
    case Slot::number: return strange ? odd_number(random) : common_number(random);
    default: return "";
  }
}

std::string make_line(Random& random, const LineKind& kind, int64_t n, double odd) {
  std::string line = kind.pattern.literals[0];
  for (size_t i = 0; i < kind.pattern.slots.size(); ++i)
    line += slot_text(random, kind, kind.pattern.slots[i], n, odd) + kind.pattern.literals[i + 1];
  return line;
}

}  // namespace colophon::check
