// One JSON object on one line.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace colophon::check {

class JsonObject {
 public:
  JsonObject& text(std::string_view name, std::string_view value);
  // Null where the text is empty.
  JsonObject& text_or_null(std::string_view name, std::string_view value);
  JsonObject& number(std::string_view name, int64_t value);
  // The shortest text that reads back as the same number. Throws where it is not finite: JSON has
  // no word for that.
  JsonObject& number(std::string_view name, double value);
  JsonObject& boolean(std::string_view name, bool value);
  JsonObject& numbers(std::string_view name, std::span<const double> values);
  JsonObject& null(std::string_view name) { return raw(name, "null"); }
  // A value that is JSON already.
  JsonObject& raw(std::string_view name, std::string_view json);

  std::string str() const { return "{" + fields_ + "}"; }

 private:
  std::string fields_;
};

std::string json_text(std::string_view text);

}  // namespace colophon::check
