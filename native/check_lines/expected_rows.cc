#include "expected_rows.h"

#include <algorithm>
#include <cstring>

namespace colophon::check {
namespace {

constexpr size_t most_units = 2048;

template <typename Value>
std::string bytes_of(Value value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

template <typename Value>
Cell cell_of(const std::optional<Value>& value) {
  return value ? Cell(bytes_of(*value)) : Cell();
}

template <typename Value>
Cell cell_if(bool is, Value value) {
  return is ? Cell(bytes_of(value)) : Cell();
}

template <typename Value>
Value value_of(const std::string& bytes, size_t at = 0) {
  Value value;
  std::memcpy(&value, bytes.data() + at * sizeof value, sizeof value);
  return value;
}

Row measured(const Found& found, const Stream& stream, int64_t unit) {
  const Time time = found.time.value_or(Time{});
  return {bytes_of(stream.id),           bytes_of(unit),
          cell_of(found.step),           cell_of(found.epoch),
          cell_if(found.time.has_value(), time.micros), cell_if(found.time.has_value(), time.form)};
}

Row point_row(const Found& found, const Stream& stream, int64_t unit) {
  Row row = measured(found, stream, unit);
  const Number number = found.values.at(0);
  row.insert(row.end(), {Cell(), bytes_of(number.value), cell_if(number.form != 0, number.form), Cell()});
  return row;
}

Row point_set_row(const Found& found, const Stream& stream, int64_t unit) {
  Row row = measured(found, stream, unit);
  std::string values, forms;
  for (const auto& [value, form] : found.values) {
    values += bytes_of(value);
    forms += bytes_of(form);
  }
  const bool plain = forms.find_first_not_of('\0') == std::string::npos;
  row.insert(row.end(), {values, plain ? Cell() : Cell(forms)});
  return row;
}

Row event_row(const Found& found, const Stream& stream, int64_t unit) {
  const bool timed = found.time.has_value(), told = found.message_at > 0;
  return {bytes_of(stream.id),
          bytes_of(unit),
          cell_if(timed, found.time.value_or(Time{}).micros),
          cell_if(timed, found.time_at),
          cell_if(timed, found.time_length),
          cell_if(told, found.message_at),
          cell_if(told, found.message_length),
          found.texts};
}

}  // namespace

std::vector<Row> expected_rows(const ReferenceReader& reader, Target target, int64_t first_unit) {
  std::vector<Row> rows;
  int64_t unit = first_unit - 1;
  for (const ReferenceLine& line : reader.lines()) {
    ++unit;
    if (line.stream < 0) continue;
    const Stream& stream = reader.streams()[static_cast<size_t>(line.stream)];
    if (stream.target != target) continue;
    if (target == Target::point) rows.push_back(point_row(*line.found, stream, unit));
    else if (target == Target::point_set) rows.push_back(point_set_row(*line.found, stream, unit));
    else rows.push_back(event_row(*line.found, stream, unit));
  }
  return rows;
}

std::string compare_units(const std::vector<Row>& rows, const std::vector<ReferenceLine>& lines, const std::string& source_id,
                          int64_t first_unit, int64_t start) {
  size_t line = 0;
  for (const Row& row : rows) {
    const size_t count = row[5].value().size() / sizeof(uint32_t);
    const int64_t unit = first_unit + static_cast<int64_t>(line);
    if (row[0] != source_id || row[1] != bytes_of(unit) || row[4] != row[1] || row[6]) return "a block of units is of others";
    if (count == 0 || count > most_units || count > lines.size() - line) return "a block of units has too many or none";
    const auto from = value_of<int64_t>(*row[2]);
    if (from != start + static_cast<int64_t>(lines[line].start)) return "a block of units begins elsewhere";
    if (value_of<int64_t>(*row[3]) != start + static_cast<int64_t>(lines[line + count - 1].end)) return "a block of units ends elsewhere";
    for (size_t i = 0; i < count; ++i, ++line)
      if (from + value_of<uint32_t>(*row[5], i) != start + static_cast<int64_t>(lines[line].start)) return "a unit begins elsewhere";
  }
  return line == lines.size() ? "" : "units have no block";
}

}  // namespace colophon::check
