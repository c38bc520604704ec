// A line as a pattern: the bytes that every line of its kind has, and what stands between them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace colophon {

// What stands between two literals. The numbers are those of loaders/formats/line-scanner.ts.
enum class Slot : uint8_t {
  value = 0,          // a finite number, measured
  step = 1,           // a finite number
  epoch = 2,          // a finite number
  step_and_epoch = 3, // one number that is both
  time_number = 4,    // seconds, milliseconds or microseconds since 1970
  time_text = 5,      // a date, without its quotes
  key = 6,            // a string without escapes and without its quotes: part of what the line belongs to
  string = 7,         // any string, with its quotes
  text = 8,           // a string without escapes, not empty, without its quotes
  message_start = 9,  // nothing: the message begins here
  message_end = 10,   // nothing: and ends here
  number = 11,        // any number
  boolean = 12,       // true or false
  array = 13,         // any array of scalars
};

// What was found in a line. `values` and `forms` hold as many entries as the template has value slots.
struct LineFields {
  double step = 0;
  double epoch = 0;
  bool has_step = false;
  bool has_epoch = false;
  bool has_time = false;
  uint16_t time_form = 0;
  int64_t time = 0;
  // Byte offsets in the line.
  uint32_t time_at = 0, time_length = 0;
  uint32_t message_at = 0, message_end = 0;
  bool has_message = false;
  std::vector<double>* values = nullptr;
  std::vector<uint8_t>* forms = nullptr;
  // The keys of the line, each ended by a zero byte.
  std::string* keys = nullptr;
  // Where the texts of all slots are wanted: each behind the one before, with a separator between them.
  std::string* texts = nullptr;
};

// Stands between the texts of slots: no JSON text holds it.
constexpr char slot_separator = '\x1f';

class LineTemplate {
 public:
  // As many literals as slots and one more.
  LineTemplate(std::vector<std::string> literals, std::vector<Slot> slots, bool keeps_texts);

  // True where the whole line is of this kind; fields are then complete. The line is readable up to `end`.
  bool match(const char* line, const char* end, LineFields& fields) const;

  // Lines of events: their text is kept as that of their slots.
  bool keeps_texts() const { return keeps_texts_; }

 private:
  std::vector<std::string> literals_;
  std::vector<Slot> slots_;
  bool keeps_texts_ = false;
};

}  // namespace colophon
