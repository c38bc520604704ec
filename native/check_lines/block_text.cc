#include "block_text.h"

#include <algorithm>
#include <vector>

#include "line_kinds.h"

namespace colophon::check {
namespace {

std::vector<std::string> lines_of(const std::string& block) {
  std::vector<std::string> lines;
  for (size_t start = 0; start < block.size();) {
    const size_t lf = block.find('\n', start);
    const size_t end = lf == std::string::npos ? block.size() : lf + 1;
    lines.push_back(block.substr(start, end - start));
    start = end;
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string block;
  for (const std::string& line : lines) block += line;
  return block;
}

size_t place_in(Random& random, const std::string& block) {
  return static_cast<size_t>(random.integer(0, static_cast<int64_t>(block.size()) - 1));
}

std::string flip(Random& random, std::string block) {
  for (int64_t left = random.integer(1, 40); left > 0; --left)
    block[place_in(random, block)] ^= static_cast<char>(1 << random.integer(0, 7));
  return block;
}

std::string drop(Random& random, std::string block) {
  for (int64_t left = random.integer(1, 10); left > 0 && !block.empty(); --left)
    block.erase(place_in(random, block), static_cast<size_t>(random.integer(1, 30)));
  return block;
}

std::string add(Random& random, std::string block) {
  constexpr char bytes[] = "\0\x1f\"\\\n\r\t{}[],:0-.eu\x80\xc3\xed\xf4\xff";
  for (int64_t left = random.integer(1, 40); left > 0; --left)
    block.insert(place_in(random, block), 1, bytes[random.integer(0, std::ssize(bytes) - 2)]);
  return block;
}

std::string shuffle(Random& random, const std::string& block) {
  auto lines = lines_of(block);
  for (int64_t i = static_cast<int64_t>(lines.size()) - 1; i > 0; --i)
    std::swap(lines[static_cast<size_t>(i)], lines[static_cast<size_t>(random.integer(0, i))]);
  return joined(lines);
}

std::string repeat(Random& random, const std::string& block) {
  auto lines = lines_of(block);
  for (std::string& line : lines)
    if (random.chance(0.05)) line += line;
  return joined(lines);
}

std::string end_otherwise(Random& random, const std::string& block) {
  auto lines = lines_of(block);
  const double often = random.pick({1.0, 0.1});
  const char* end = random.pick({"\r\n", "\r\r\n", "\n\n", "\r\n\r\n", " \n", "\r"});
  for (std::string& line : lines)
    if (line.ends_with('\n') && random.chance(often)) line.replace(line.size() - 1, 1, end);
  return joined(lines);
}

std::string cut(Random& random, const std::string& block) { return block.substr(0, place_in(random, block)); }

// A line that is longer than the part of a block that a thread gets.
std::string lengthen(Random& random, const std::string& block) {
  const auto length = static_cast<size_t>(random.integer(1000, 200'000));
  const std::string inner = random.pick<std::string>({std::string(length, 'x'), std::string(length, '9'), std::string(length, '\\'),
                                                      std::string(length, '['), "0." + std::string(length, '0')});
  const std::string line = random.pick<std::string>({R"({"step": 5, "loss": )" + inner + "}", R"({"event":"empty","data":[1,[")" + inner + "\"]]}", inner});
  auto lines = lines_of(block);
  lines.insert(lines.begin() + random.integer(0, static_cast<int64_t>(lines.size())), line + "\n");
  return joined(lines);
}

struct Damage {
  const char* words;
  std::string (*make)(Random&, const std::string&);
};
constexpr Damage damages[] = {
    {"bits flipped", [](Random& random, const std::string& block) { return flip(random, block); }},
    {"bytes dropped", [](Random& random, const std::string& block) { return drop(random, block); }},
    {"bytes added", [](Random& random, const std::string& block) { return add(random, block); }},
    {"lines shuffled", shuffle},
    {"lines repeated", repeat},
    {"other line ends", end_otherwise},
    {"cut", cut},
    {"a long line", lengthen}};

}  // namespace

std::string make_block(Random& random, size_t bytes, double odd) {
  const auto& kinds = line_kinds();
  std::string block;
  const int64_t most = random.integer(0, static_cast<int64_t>(kinds.size()) - 1);
  for (int64_t n = 0; block.size() < bytes; ++n) {
    const int64_t kind = random.chance(0.2) ? most : random.integer(0, static_cast<int64_t>(kinds.size()) - 1);
    block += make_line(random, kinds[static_cast<size_t>(kind)], n, odd) + "\n";
  }
  return block;
}

std::string damaged(Random& random, std::string block, std::string& words) {
  for (int64_t left = random.integer(0, 3); left > 0 && !block.empty(); --left) {
    const Damage& damage = damages[random.integer(0, std::ssize(damages) - 1)];
    block = damage.make(random, block);
    words += std::string(", ") + damage.words;
  }
  return block;
}

}  // namespace colophon::check
