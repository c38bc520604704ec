#include "line_append.h"

#include <cmath>

#include "../cpu/thread_pool.h"
#include "chunk_writer.h"

namespace colophon {
namespace {

constexpr size_t block_units = 2048;

void set_double(ChunkWriter& to, size_t column, double value) {
  to.set(column, value);
  if (std::isnan(value)) to.set_null(column);
}

void set_time(ChunkWriter& to, size_t column, const Part& part, size_t i, bool has_time) {
  to.set(column, part.times[i]);
  to.set(column + 1, part.time_forms[i]);
  if (has_time) return;
  to.set_null(column);
  to.set_null(column + 1);
}

// point: series, unit, step, epoch, time, time_form, time_raw, value, value_form, value_raw
void append_point(ChunkWriter& to, const Part& part, size_t i, const Stream& stream, int64_t unit) {
  const uint64_t value = part.value_at[i];
  to.set(0, stream.id);
  to.set(1, unit);
  set_double(to, 2, part.steps[i]);
  set_double(to, 3, part.epochs[i]);
  set_time(to, 4, part, i, stream.time_kind >= 0);
  to.set_null(6);
  to.set(7, part.values[value]);
  to.set(8, part.forms[value]);
  if (part.forms[value] == 0) to.set_null(8);
  to.set_null(9);
  to.end_row();
}

// point_set: row_set, unit, step, epoch, time, time_form, values, value_forms
void append_point_set(ChunkWriter& to, const Part& part, size_t i, const Stream& stream, int64_t unit) {
  const uint64_t first = part.value_at[i];
  const size_t count = part.value_at[i + 1] - first;
  to.set(0, stream.id);
  to.set(1, unit);
  set_double(to, 2, part.steps[i]);
  set_double(to, 3, part.epochs[i]);
  set_time(to, 4, part, i, stream.time_kind >= 0);
  to.set_list(6, part.values.data() + first, count);
  const uint8_t* forms = part.forms.data() + first;
  const bool plain = std::all_of(forms, forms + count, [](uint8_t form) { return form == 0; });
  to.set_list(7, forms, plain ? 0 : count);
  if (plain) to.set_null(7);
  to.end_row();
}

// event_line: stream, unit, time, time_at, time_length, message_at, message_length, slots
void append_event(ChunkWriter& to, const Part& part, size_t i, const Stream& stream, int64_t unit) {
  to.set(0, stream.id);
  to.set(1, unit);
  to.set(2, part.times[i]);
  to.set(3, part.time_at[i]);
  to.set(4, part.time_lengths[i]);
  to.set(5, part.message_at[i]);
  to.set(6, part.message_lengths[i]);
  if (stream.time_kind < 0)
    for (const size_t column : {2, 3, 4}) to.set_null(column);
  if (part.message_at[i] == 0)
    for (const size_t column : {5, 6}) to.set_null(column);
  to.set_text(7, {part.texts.data() + part.text_at[i], part.text_at[i + 1] - part.text_at[i]});
  to.end_row();
}

struct Writers {
  ChunkWriter point, point_set, event_line;
  Writers(const DuckDbApi& api, const Appenders& to)
      : point(api, to.point), point_set(api, to.point_set), event_line(api, to.event_line) {}
};

void append_part(Writers& to, const Part& part, const LineReader& reader, int64_t first_unit) {
  for (size_t i = 0; i < part.streams.size(); ++i) {
    if (part.streams[i] < 0) continue;
    const Stream& stream = reader.stream(part.streams[i]);
    const int64_t unit = first_unit + static_cast<int64_t>(part.first_line + i);
    switch (stream.target) {
      case Target::point: append_point(to.point, part, i, stream, unit); break;
      case Target::point_set: append_point_set(to.point_set, part, i, stream, unit); break;
      case Target::event: append_event(to.event_line, part, i, stream, unit); break;
    }
  }
}

}  // namespace

void append_lines(const DuckDbApi& api, const LineReader& reader, int64_t first_unit,
                  const std::vector<Appenders>& threads) {
  const auto& parts = reader.parts();
  const size_t share = (parts.size() + threads.size() - 1) / threads.size();
  parallel_for(static_cast<unsigned>(threads.size()), static_cast<int64_t>(threads.size()), [&](int64_t thread) {
    Writers to(api, threads[static_cast<size_t>(thread)]);
    const size_t first = static_cast<size_t>(thread) * share;
    for (size_t i = first; i < std::min(parts.size(), first + share); ++i)
      append_part(to, parts[i], reader, first_unit);
    to.point.finish();
    to.point_set.finish();
    to.event_line.finish();
  });
}

// unit_block: source_id, first_unit, byte_start, byte_end, line, starts, lines
void append_units(const DuckDbApi& api, const LineReader& reader, DuckDbApi::Handle appender, const std::string& source_id,
                  int64_t first_unit, int64_t start) {
  ChunkWriter to(api, appender);
  std::vector<uint32_t> starts;
  uint32_t block_start = 0, block_end = 0;
  int64_t unit = first_unit;
  const auto write = [&] {
    if (starts.empty()) return;
    to.set_text(0, source_id);
    to.set(1, unit);
    to.set(2, start + block_start);
    to.set(3, start + block_end);
    to.set(4, unit);
    to.set_list(5, starts.data(), starts.size());
    to.set_list(6, starts.data(), 0);
    to.set_null(6);
    to.end_row();
    unit += static_cast<int64_t>(starts.size());
    starts.clear();
  };
  for (const Part& part : reader.parts())
    for (size_t i = 0; i < part.starts.size(); ++i) {
      if (starts.empty()) block_start = part.starts[i];
      starts.push_back(part.starts[i] - block_start);
      block_end = part.ends[i];
      if (starts.size() == block_units) write();
    }
  write();
  to.finish();
}

}  // namespace colophon
