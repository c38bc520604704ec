#include <bit>

#include "../lines/number_text.h"
#include "../lines/time_text.h"
#include "../lines/utf8.h"
#include "block_text.h"
#include "checks.h"
#include "line_kinds.h"

namespace colophon::check {
namespace {

constexpr int64_t texts_of_case = 50;

// Most of them as they are, some with a byte that is another, or cut.
std::string perhaps_damaged(Random& random, std::string text) {
  if (text.empty() || random.chance(0.7)) return text;
  const auto at = static_cast<size_t>(random.integer(0, static_cast<int64_t>(text.size()) - 1));
  if (random.chance(0.3)) return text.substr(0, at);
  text[at] = random.pick({'0', '9', '.', '-', 'e', '+', '/', ':', '\0', '\x80'});
  return text;
}

template <typename Check>
void each_text(Tally& tally, uint64_t seed, int64_t cases, Check&& check) {
  Random random(seed);
  for (int64_t i = 0; i < cases; ++i) {
    tally.start_case(std::to_string(texts_of_case) + " texts");
    for (int64_t j = 0; j < texts_of_case; ++j) check(random);
    tally.add_run(false);
  }
}

}  // namespace

void check_numbers(Tally& tally, uint64_t seed, int64_t cases) {
  each_text(tally, seed, cases, [&](Random& random) {
    const LineKind& kind = line_kinds()[0];
    const std::string text = perhaps_damaged(random, slot_text(random, kind, Slot::value, 0, 0.7));
    const std::string behind = random.pick({"", ",", "}", "]", " ", "x"});
    const Exact memory(text + behind);
    const NumberText number = read_number(memory.data(), memory.end());
    const bool whole = number.end == memory.data() + text.size();
    const auto expected = number_in(text);
    // What a damaged text begins with may be a number; a pattern then finds no literal behind it.
    if (whole != expected.has_value()) return tally.fail("number " + text + (whole ? " is taken" : " is left"));
    if (whole && (std::bit_cast<uint64_t>(number.value) != std::bit_cast<uint64_t>(expected->value) || number.form != expected->form))
      tally.fail("number " + text + " has form " + std::to_string(number.form) + ", expected " + std::to_string(expected->form));
  });
}

void check_times(Tally& tally, uint64_t seed, int64_t cases) {
  const auto compare = [&](const std::string& text, const TimeText& time, const std::optional<Time>& expected) {
    if (time.known != expected.has_value()) return tally.fail("time " + text + (time.known ? " is taken" : " is left"));
    if (expected && (time.micros != expected->micros || time.form != expected->form))
      tally.fail("time " + text + " is " + std::to_string(time.micros) + ", expected " + std::to_string(expected->micros));
  };
  each_text(tally, seed, cases, [&](Random& random) {
    const LineKind& kind = line_kinds()[static_cast<size_t>(random.integer(1, 7))];
    const std::string date = perhaps_damaged(random, slot_text(random, kind, Slot::time_text, 0, 0.3));
    const Exact dated(date);
    compare(date, read_date_text(dated.data(), dated.end()), date_in(date));
    const int64_t n = random.pick<int64_t>({0, 1, -1'260'000'000, -1'260'000'001, 3'239'999'999, 3'240'000'000});
    const std::string since = perhaps_damaged(random, slot_text(random, kind, Slot::time_number, n, 0.3));
    const Exact counted(since);
    compare(since, read_epoch_text(counted.data(), counted.end()), epoch_in(since));
  });
}

void check_utf8(Tally& tally, uint64_t seed, int64_t cases) {
  each_text(tally, seed, cases, [&](Random& random) {
    std::string text = odd_string(random).substr(0, 40) + random.pick({"größe", "日本", "\xf0\x9f\x98\x80", "plain"});
    if (random.chance(0.3)) text = text.substr(0, static_cast<size_t>(random.integer(0, 40)));
    if (random.chance(0.3) && !text.empty()) text[text.size() / 2] = static_cast<char>(random.integer(-128, 127));
    const Exact memory(text);
    const auto characters = characters_in(text);
    if (is_utf8(memory.data(), memory.size()) != characters.has_value()) return tally.fail("UTF-8 is told otherwise");
    if (characters && character_count(memory.data(), memory.size()) != *characters) tally.fail("another count of characters");
    const bool ascii = characters && *characters == text.size();
    if (is_ascii(memory.data(), memory.size()) != ascii) tally.fail("ASCII is told otherwise");
  });
}

}  // namespace colophon::check
