#include "line_template.h"

#include <cstring>
#include <stdexcept>

#include "number_text.h"
#include "time_text.h"

namespace colophon {
namespace {

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

// Behind the string content at `at`, which ends before a quote; null where an escape or a control character is in it.
const char* plain_text(const char* at, const char* end) {
  while (at < end && is_plain(*at)) ++at;
  return at < end && *at == '"' ? at : nullptr;
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// Behind the closing quote of the string at `at`; null where it is none, or holds a \u that may be half a pair.
const char* any_string(const char* at, const char* end) {
  for (++at; at < end; ++at) {
    if (*at == '"') return at + 1;
    if (static_cast<unsigned char>(*at) < 0x20) return nullptr;
    if (*at != '\\') continue;
    if (++at == end) return nullptr;
    if (*at == 'u') {
      if (end - at < 5 || !is_hex(at[1]) || !is_hex(at[2]) || !is_hex(at[3]) || !is_hex(at[4])) return nullptr;
      if ((at[1] == 'd' || at[1] == 'D') && at[2] > '7') return nullptr;
      at += 4;
    } else if (std::strchr("\"\\/bfnrt", *at) == nullptr || *at == '\0') {
      return nullptr;
    }
  }
  return nullptr;
}

const char* any_number(const char* at, const char* end) {
  const auto digits = [&] {
    const char* first = at;
    while (at < end && *at >= '0' && *at <= '9') ++at;
    return at > first;
  };
  if (at < end && *at == '-') ++at;
  const char* first = at;
  if (!digits() || (at - first > 1 && *first == '0')) return nullptr;
  if (at < end && *at == '.') {
    ++at;
    if (!digits()) return nullptr;
  }
  if (at < end && (*at == 'e' || *at == 'E')) {
    ++at;
    if (at < end && (*at == '+' || *at == '-')) ++at;
    if (!digits()) return nullptr;
  }
  return at;
}

const char* word(const char* at, const char* end, std::string_view expected) {
  const bool is = static_cast<size_t>(end - at) >= expected.size() &&
                  std::memcmp(at, expected.data(), expected.size()) == 0;
  return is ? at + expected.size() : nullptr;
}

const char* scalar(const char* at, const char* end) {
  if (at == end) return nullptr;
  switch (*at) {
    case '"': return any_string(at, end);
    case 't': return word(at, end, "true");
    case 'f': return word(at, end, "false");
    case 'n': return word(at, end, "null");
    default: return any_number(at, end);
  }
}

const char* skip_space(const char* at, const char* end) {
  while (at < end && (*at == ' ' || *at == '\t')) ++at;
  return at;
}

const char* any_boolean(const char* at, const char* end) {
  const char* after = word(at, end, "true");
  return after != nullptr ? after : word(at, end, "false");
}

const char* any_array(const char* at, const char* end) {
  if (at == end || *at != '[') return nullptr;
  at = skip_space(at + 1, end);
  if (at < end && *at == ']') return at + 1;
  while (true) {
    at = scalar(skip_space(at, end), end);
    if (at == nullptr) return nullptr;
    at = skip_space(at, end);
    if (at == end) return nullptr;
    if (*at == ']') return at + 1;
    if (*at++ != ',') return nullptr;
  }
}

// Fills what a slot says of the line; behind it, or null where something else stands there.
const char* fill(Slot slot, const char* line, const char* at, const char* end, LineFields& fields) {
  switch (slot) {
    case Slot::value: {
      const NumberText number = read_number(at, end);
      if (number.end == nullptr) return nullptr;
      fields.values->push_back(number.value);
      fields.forms->push_back(number.form);
      return number.end;
    }
    case Slot::step:
    case Slot::epoch:
    case Slot::step_and_epoch: {
      const NumberText number = read_number(at, end);
      if (number.end == nullptr) return nullptr;
      if (slot != Slot::epoch) {
        fields.step = number.value;
        fields.has_step = true;
      }
      if (slot != Slot::step) {
        fields.epoch = number.value;
        fields.has_epoch = true;
      }
      return number.end;
    }
    case Slot::time_number:
    case Slot::time_text: {
      const char* to = slot == Slot::time_text ? plain_text(at, end) : any_number(at, end);
      if (to == nullptr) return nullptr;
      const TimeText time = slot == Slot::time_text ? read_date_text(at, to) : read_epoch_text(at, to);
      if (!time.known) return nullptr;
      fields.time = time.micros;
      fields.time_form = time.form;
      fields.has_time = true;
      fields.time_at = static_cast<uint32_t>(at - line);
      fields.time_length = static_cast<uint32_t>(to - at);
      return to;
    }
    case Slot::key: {
      const char* to = plain_text(at, end);
      if (to == nullptr) return nullptr;
      fields.keys->append(at, to);
      fields.keys->push_back('\0');
      return to;
    }
    case Slot::string: return at < end && *at == '"' ? any_string(at, end) : nullptr;
    case Slot::number: return any_number(at, end);
    case Slot::boolean: return any_boolean(at, end);
    case Slot::array: return any_array(at, end);
    case Slot::text: {
      const char* to = plain_text(at, end);
      return to == at ? nullptr : to;
    }
    case Slot::message_start:
      fields.message_at = static_cast<uint32_t>(at - line);
      return at;
    case Slot::message_end:
      fields.message_end = static_cast<uint32_t>(at - line);
      fields.has_message = true;
      return at;
  }
  return nullptr;
}

}  // namespace

LineTemplate::LineTemplate(std::vector<std::string> literals, std::vector<Slot> slots, bool keeps_texts)
    : literals_(std::move(literals)), slots_(std::move(slots)), keeps_texts_(keeps_texts) {
  if (literals_.size() != slots_.size() + 1) throw std::invalid_argument("expected one literal more than slots");
}

bool LineTemplate::match(const char* line, const char* end, LineFields& fields) const {
  const char* at = line;
  bool first = true;
  for (size_t i = 0;; ++i) {
    const std::string& literal = literals_[i];
    if (static_cast<size_t>(end - at) < literal.size() || std::memcmp(at, literal.data(), literal.size()) != 0)
      return false;
    at += literal.size();
    if (i == slots_.size()) return at == end;
    const char* to = fill(slots_[i], line, at, end, fields);
    if (to == nullptr) return false;
    const bool is_mark = slots_[i] == Slot::message_start || slots_[i] == Slot::message_end;
    if (keeps_texts_ && !is_mark) {
      if (!first) fields.texts->push_back(slot_separator);
      fields.texts->append(at, to);
      first = false;
    }
    at = to;
  }
}

}  // namespace colophon
