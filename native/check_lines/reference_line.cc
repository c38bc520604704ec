#include "reference_line.h"

#include <algorithm>

namespace colophon::check {
namespace {

constexpr size_t none = std::string::npos;

size_t number_end(const std::string& line, size_t at) {
  return std::min(line.find_first_not_of("+-.eE0123456789", at), line.size());
}

// Where a string content without escapes and control characters ends.
size_t plain_end(const std::string& line, size_t at) {
  for (; at < line.size(); ++at) {
    if (line[at] == '"') return at;
    if (line[at] == '\\' || static_cast<unsigned char>(line[at]) < 0x20) return none;
  }
  return none;
}

// Behind a string that escapes no half of a pair.
size_t string_end(const std::string& line, size_t at) {
  if (at >= line.size() || line[at] != '"') return none;
  for (++at; at < line.size(); ++at) {
    if (line[at] == '"') return at + 1;
    if (static_cast<unsigned char>(line[at]) < 0x20) return none;
    if (line[at] != '\\') continue;
    const std::string escape = line.substr(at + 1, 1);
    if (escape.empty() || std::string("\"\\/bfnrtu").find(escape) == none) return none;
    ++at;
    if (escape != "u") continue;
    const std::string hex = line.substr(at + 1, 4);
    if (hex.size() < 4 || hex.find_first_not_of("0123456789abcdefABCDEF") != none) return none;
    const long unit = std::stol(hex, nullptr, 16);
    if (unit >= 0xd800 && unit <= 0xdfff) return none;
    at += 4;
  }
  return none;
}

size_t word_end(const std::string& line, size_t at, std::initializer_list<std::string> words) {
  for (const std::string& word : words)
    if (line.compare(at, word.size(), word) == 0) return at + word.size();
  return none;
}

size_t any_number_end(const std::string& line, size_t at) {
  const size_t end = number_end(line, at);
  return is_number(line.substr(at, end - at)) ? end : none;
}

size_t scalar_end(const std::string& line, size_t at) {
  if (at < line.size() && line[at] == '"') return string_end(line, at);
  const size_t end = word_end(line, at, {"true", "false", "null"});
  return end != none ? end : any_number_end(line, at);
}

size_t array_end(const std::string& line, size_t at) {
  const auto skip = [&] { at = std::min(line.find_first_not_of(" \t", at), line.size()); };
  const auto is = [&](char c) { return at < line.size() && line[at] == c; };
  if (!is('[')) return none;
  ++at;
  skip();
  if (is(']')) return at + 1;
  for (;; ++at) {
    skip();
    at = scalar_end(line, at);
    if (at == none) return none;
    skip();
    if (is(']')) return at + 1;
    if (!is(',')) return none;
  }
}

size_t end_of(Slot slot, const std::string& line, size_t at) {
  switch (slot) {
    case Slot::value:
    case Slot::step:
    case Slot::epoch:
    case Slot::step_and_epoch: return number_end(line, at);
    case Slot::time_number:
    case Slot::number: return any_number_end(line, at);
    case Slot::time_text:
    case Slot::key: return plain_end(line, at);
    case Slot::text: return plain_end(line, at) == at ? none : plain_end(line, at);
    case Slot::string: return string_end(line, at);
    case Slot::message_start:
    case Slot::message_end: return at;
    case Slot::boolean: return word_end(line, at, {"true", "false"});
    case Slot::array: return array_end(line, at);
  }
  return none;
}

bool take_number(Found& found, Slot slot, const std::string& text) {
  const auto number = number_in(text);
  if (!number) return false;
  if (slot == Slot::value) found.values.push_back(*number);
  if (slot == Slot::step || slot == Slot::step_and_epoch) found.step = number->value;
  if (slot == Slot::epoch || slot == Slot::step_and_epoch) found.epoch = number->value;
  return true;
}

// The text of a slot, behind `before`.
bool take(Found& found, Slot slot, const std::string& before, const std::string& text) {
  const auto place = static_cast<uint32_t>(characters_in(before).value() + 1);
  switch (slot) {
    case Slot::value:
    case Slot::step:
    case Slot::epoch:
    case Slot::step_and_epoch: return take_number(found, slot, text);
    case Slot::time_number:
    case Slot::time_text:
      found.time = slot == Slot::time_text ? date_in(text) : epoch_in(text);
      found.time_at = place;
      found.time_length = static_cast<uint32_t>(text.size());
      return found.time.has_value();
    case Slot::key: found.keys += text + '\0'; return true;
    case Slot::message_start: found.message_at = place; return true;
    case Slot::message_end: found.message_length = place - found.message_at; return true;
    default: return true;
  }
}

}  // namespace

std::optional<Found> match(const Pattern& pattern, const std::string& line) {
  if (line.compare(0, pattern.literals[0].size(), pattern.literals[0]) != 0) return std::nullopt;
  if (!characters_in(line)) return std::nullopt;
  Found found;
  size_t at = pattern.literals[0].size();
  bool first = true;
  for (size_t i = 0; i < pattern.slots.size(); ++i) {
    const Slot slot = pattern.slots[i];
    const std::string& literal = pattern.literals[i + 1];
    const size_t end = end_of(slot, line, at);
    if (end == none || line.compare(end, literal.size(), literal) != 0) return std::nullopt;
    const std::string text = line.substr(at, end - at);
    if (!take(found, slot, line.substr(0, at), text)) return std::nullopt;
    if (pattern.keeps_texts && slot != Slot::message_start && slot != Slot::message_end) {
      found.texts += (first ? "" : std::string(1, slot_separator)) + text;
      first = false;
    }
    at = end + literal.size();
  }
  if (at != line.size()) return std::nullopt;
  return found;
}

}  // namespace colophon::check
