#include "line_reader.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "../cpu/thread_pool.h"
#include "utf8.h"

namespace colophon {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

int32_t kind_of(uint16_t form) { return form >= 256 ? 0 : form / 16; }

// Moves a series on; false where the step does not rise or the epoch falls.
bool rise(Series& series, double step, double epoch) {
  const bool has_epoch = !std::isnan(epoch);
  if (!series.has_last || !(step > series.last)) return false;
  if (has_epoch && series.has_epoch && epoch < series.epoch) return false;
  series.last = step;
  if (has_epoch) series.epoch = epoch;
  series.has_epoch = series.has_epoch || has_epoch;
  return true;
}

// Tries the template that followed the last one before, then all in turn.
class Guess {
 public:
  explicit Guess(size_t templates) : next_(templates, 0) {}

  template <typename Try>
  int32_t find(Try&& matches) {
    if (next_.empty()) return -1;
    const size_t first = next_[last_];
    if (matches(first)) return found(first);
    for (size_t i = 0; i < next_.size(); ++i)
      if (i != first && matches(i)) return found(i);
    return -1;
  }

 private:
  int32_t found(size_t index) {
    next_[last_] = index;
    last_ = index;
    return static_cast<int32_t>(index);
  }

  std::vector<size_t> next_;
  size_t last_ = 0;
};

// Behind the LF of the line that holds `at`.
const char* line_end(const char* at, const char* end) {
  const void* found = std::memchr(at, '\n', static_cast<size_t>(end - at));
  return found == nullptr ? end : static_cast<const char*>(found) + 1;
}

void push(Part& part, int32_t stream, const LineFields& fields, const char* line) {
  const bool none = stream < 0;
  part.streams.push_back(stream);
  part.steps.push_back(!none && fields.has_step ? fields.step : nothing);
  part.epochs.push_back(!none && fields.has_epoch ? fields.epoch : nothing);
  part.times.push_back(fields.time);
  part.time_forms.push_back(fields.time_form);
  part.time_at.push_back(none || !fields.has_time ? 0 : character_count(line, fields.time_at) + 1);
  part.time_lengths.push_back(fields.time_length);
  part.message_at.push_back(none || !fields.has_message ? 0 : character_count(line, fields.message_at) + 1);
  part.message_lengths.push_back(
      none || !fields.has_message ? 0
                                  : character_count(line + fields.message_at, fields.message_end - fields.message_at));
}

}  // namespace

int32_t LineReader::add_template(LineTemplate line) {
  templates_.push_back({std::move(line), {}});
  return static_cast<int32_t>(templates_.size() - 1);
}

int32_t LineReader::add_stream(int32_t line_template, std::string keys, const Stream& stream) {
  const auto number = static_cast<int32_t>(streams_.size());
  templates_[static_cast<size_t>(line_template)].streams.insert_or_assign(std::move(keys), number);
  streams_.push_back(stream);
  taken_.emplace_back();
  if (stream.series >= 0 && static_cast<size_t>(stream.series) >= series_.size())
    series_.resize(static_cast<size_t>(stream.series) + 1);
  return number;
}

void LineReader::set_series(int32_t index, bool has_last, double last, bool has_epoch, double epoch) {
  if (static_cast<size_t>(index) >= series_.size()) series_.resize(static_cast<size_t>(index) + 1);
  Series& series = series_[static_cast<size_t>(index)];
  series.has_last = has_last;
  series.last = last;
  series.has_epoch = has_epoch;
  series.epoch = epoch;
}

void LineReader::scan(const char* data, size_t length) {
  data_ = data;
  end_ = data + length;
  parts_.clear();
  line_count_ = 0;
  scan_range(data_, end_);
}

void LineReader::rescan(size_t line) {
  if (line >= line_count_) return;
  while (parts_.back().first_line > line) parts_.pop_back();
  Part& cut = parts_.back();
  const size_t kept = line - cut.first_line;
  const char* from = data_ + cut.starts[kept];
  cut.values.resize(cut.value_at[kept]);
  cut.forms.resize(cut.value_at[kept]);
  cut.value_at.resize(kept + 1);
  cut.texts.resize(cut.text_at[kept]);
  cut.text_at.resize(kept + 1);
  for (auto* column : {&cut.starts, &cut.ends, &cut.time_at, &cut.time_lengths, &cut.message_at, &cut.message_lengths})
    column->resize(kept);
  cut.streams.resize(kept);
  cut.steps.resize(kept);
  cut.epochs.resize(kept);
  cut.times.resize(kept);
  cut.time_forms.resize(kept);
  line_count_ = line;
  scan_range(from, end_);
}

void LineReader::scan_range(const char* from, const char* to) {
  const auto length = static_cast<size_t>(to - from);
  const size_t wanted = std::max<size_t>(1, std::min<size_t>(thread_count(threads_) * 4, length / 65536));
  std::vector<const char*> edges{from};
  for (size_t i = 1; i < wanted; ++i) edges.push_back(line_end(std::max(edges.back(), from + length * i / wanted), to));
  edges.push_back(to);
  const size_t before = parts_.size();
  parts_.resize(before + wanted);
  parallel_for(threads_, static_cast<int64_t>(wanted), [&](int64_t i) {
    const auto at = static_cast<size_t>(i);
    scan_part(parts_[before + at], edges[at], edges[at + 1]);
  });
  for (size_t i = before; i < parts_.size(); ++i) {
    parts_[i].first_line = line_count_;
    line_count_ += parts_[i].streams.size();
  }
}

void LineReader::scan_part(Part& part, const char* from, const char* to) const {
  Guess guess(templates_.size());
  std::string keys;
  for (const char* line = from; line < to;) {
    const char* next = line_end(line, to);
    const char* end = next - (next[-1] == '\n');
    if (end > line && end[-1] == '\r') --end;
    LineFields fields;
    const size_t value_at = part.values.size();
    const size_t text_at = part.texts.size();
    const auto forget = [&] {
      part.values.resize(value_at);
      part.forms.resize(value_at);
      part.texts.resize(text_at);
    };
    int32_t stream = -1;
    const auto matches = [&](size_t index) {
      keys.clear();
      fields = LineFields{.values = &part.values, .forms = &part.forms, .keys = &keys, .texts = &part.texts};
      if (templates_[index].line.match(line, end, fields)) return true;
      forget();
      return false;
    };
    const int32_t found = guess.find(matches);
    if (found >= 0 && is_utf8(line, static_cast<size_t>(end - line))) {
      const auto& streams = templates_[static_cast<size_t>(found)].streams;
      const auto entry = streams.find(keys);
      if (entry != streams.end()) stream = entry->second;
      const int32_t kind = fields.has_time ? kind_of(fields.time_form) : -1;
      if (stream >= 0 && streams_[static_cast<size_t>(stream)].time_kind != kind) stream = -1;
    }
    if (stream < 0) forget();
    part.starts.push_back(static_cast<uint32_t>(line - data_));
    part.ends.push_back(static_cast<uint32_t>(next - data_));
    part.value_at.push_back(value_at);
    part.text_at.push_back(text_at);
    push(part, stream, fields, line);
    line = next;
  }
  part.value_at.push_back(part.values.size());
  part.text_at.push_back(part.texts.size());
}

const Part& LineReader::part_of(size_t line) const {
  const auto after = std::upper_bound(parts_.begin(), parts_.end(), line,
                                      [](size_t wanted, const Part& part) { return wanted < part.first_line; });
  return *(after - 1);
}

size_t LineReader::advance(size_t line) {
  while (line < line_count_) {
    const Part& part = part_of(line);
    const size_t stop = part.first_line + part.streams.size();
    for (; line < stop; ++line) {
      const size_t i = line - part.first_line;
      if (part.streams[i] < 0) return line;
      const Stream& stream = streams_[static_cast<size_t>(part.streams[i])];
      if (!stream.live) return line;
      if (stream.thread != thread_) {
        if (!stream.names_run) return line;
        thread_ = stream.thread;
      }
      if (stream.series >= 0 && !rise(series_[static_cast<size_t>(stream.series)], part.steps[i], part.epochs[i]))
        return line;
      Taken& taken = taken_[static_cast<size_t>(part.streams[i])];
      taken.recent[taken.rows++ % Taken::memory] = static_cast<uint32_t>(line);
    }
  }
  return line;
}

void LineReader::drop(size_t line) {
  Part& part = const_cast<Part&>(part_of(line));
  part.streams[line - part.first_line] = -1;
}

}  // namespace colophon
