// Reads blocks of lines that are patterned like lines seen before. What is not is left to the caller, line by line.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "line_template.h"

namespace colophon {

// Where the rows of a stream go.
enum class Target : uint8_t { point = 0, point_set = 1, event = 2 };

// What lines of one template with the same keys belong to.
struct Stream {
  // Steps of one series only rise; -1: lines without a step.
  int32_t series = -1;
  // The run, and whether the line names it. A line that does not belongs to the run named last.
  int32_t thread = 0;
  bool names_run = false;
  // Lines of a stream that is not live are left to the caller.
  bool live = true;
  // Kind of the time's text (time_form / 16), -1 where lines have no time.
  int32_t time_kind = -1;
  Target target = Target::point;
  // The series of table point, the row set of point_set or the stream of event_line.
  int32_t id = 0;
};

// Where a series stands.
struct Series {
  bool has_last = false;
  double last = 0;
  bool has_epoch = false;
  double epoch = 0;
};

// Lines of a stream that were taken since they were told, and the last of them.
struct Taken {
  static constexpr size_t memory = 32;
  uint64_t rows = 0;
  std::array<uint32_t, memory> recent{};
};

// The lines of a part of a block, column by column; of lines that no stream claims the columns hold nothing.
struct Part {
  std::vector<uint32_t> starts;
  std::vector<uint32_t> ends;
  std::vector<int32_t> streams;
  std::vector<double> steps;
  std::vector<double> epochs;
  std::vector<int64_t> times;
  std::vector<uint16_t> time_forms;
  std::vector<uint32_t> time_at, time_lengths, message_at, message_lengths;
  std::vector<uint64_t> value_at;
  std::vector<double> values;
  std::vector<uint8_t> forms;
  std::vector<uint64_t> text_at;
  std::string texts;
  size_t first_line = 0;
};

class LineReader {
 public:
  explicit LineReader(unsigned threads) : threads_(threads) {}

  int32_t add_template(LineTemplate line);
  // The stream of a template's lines with these keys from the next scan on; lines scanned before keep theirs.
  int32_t add_stream(int32_t line_template, std::string keys, const Stream& stream);
  // Leaves the lines of a stream to the caller.
  void rest(int32_t stream) { streams_[static_cast<size_t>(stream)].live = false; }
  // Where a series stands now.
  void set_series(int32_t index, bool has_last, double last, bool has_epoch, double epoch);

  // Reads [data, data + length), whole lines ended by LF, which must stay until the next scan. At most 4 GiB.
  void scan(const char* data, size_t length);
  // Reads the block's lines from `line` on again, with the templates and streams there are now.
  void rescan(size_t line);
  size_t line_count() const { return line_count_; }

  // From `line` on: takes lines while they belong to a live stream and their steps rise; the first that does not.
  size_t advance(size_t line);
  // Leaves a line to the caller.
  void drop(size_t line);
  // The run that lines without a name belong to.
  void set_thread(int32_t thread) { thread_ = thread; }
  int32_t thread() const { return thread_; }

  const std::vector<Part>& parts() const { return parts_; }
  const Part& part_of(size_t line) const;
  const Stream& stream(int32_t index) const { return streams_[static_cast<size_t>(index)]; }
  // By stream.
  std::vector<Taken>& taken() { return taken_; }
  const char* data() const { return data_; }
  unsigned threads() const { return threads_; }

 private:
  struct Known {
    LineTemplate line;
    std::unordered_map<std::string, int32_t> streams;
  };

  // Adds the lines of [from, to) as further parts.
  void scan_range(const char* from, const char* to);
  void scan_part(Part& part, const char* from, const char* to) const;

  unsigned threads_;
  std::vector<Known> templates_;
  std::vector<Stream> streams_;
  std::vector<Taken> taken_;
  std::vector<Series> series_;
  std::vector<Part> parts_;
  const char* data_ = nullptr;
  const char* end_ = nullptr;
  size_t line_count_ = 0;
  int32_t thread_ = -1;
};

}  // namespace colophon
