// What LineReader does, line after line and without a thought for speed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../lines/line_reader.h"
#include "reference_line.h"

namespace colophon::check {

struct ReferenceLine {
  // Bytes of the block, line end included.
  size_t start, end;
  // -1 where it is left to the caller.
  int32_t stream;
  std::optional<Found> found;
};

class ReferenceReader {
 public:
  void add_pattern(const Pattern& pattern) { patterns_.push_back(pattern); }
  void add_stream(int32_t pattern, const std::string& keys, const Stream& stream);
  void rest(int32_t stream) { streams_[static_cast<size_t>(stream)].live = false; }
  void set_series(int32_t series, double last, std::optional<double> epoch) { series_[series] = {last, epoch}; }
  void set_thread(int32_t thread) { thread_ = thread; }

  void scan(std::string_view block);
  void rescan(size_t line);
  size_t advance(size_t line);
  void drop(size_t line) { lines_[line].stream = -1; }

  const std::vector<ReferenceLine>& lines() const { return lines_; }
  const std::vector<Stream>& streams() const { return streams_; }
  int32_t thread() const { return thread_; }
  // By stream, the lines that were taken since this was cleared.
  std::map<int32_t, std::vector<uint32_t>>& taken() { return taken_; }
  // The line without its end.
  std::string text(const ReferenceLine& line) const;
  // The one pattern of a line, and what it finds.
  std::optional<std::pair<int32_t, Found>> find(const std::string& text) const;

 private:
  struct Standing {
    double last;
    std::optional<double> epoch;
  };

  void read(ReferenceLine& line) const;
  bool rises(const Stream& stream, const Found& found);

  std::string_view block_;
  std::vector<Pattern> patterns_;
  std::vector<Stream> streams_;
  std::map<std::pair<int32_t, std::string>, int32_t> known_;
  std::map<int32_t, Standing> series_;
  std::map<int32_t, std::vector<uint32_t>> taken_;
  std::vector<ReferenceLine> lines_;
  int32_t thread_ = -1;
};

}  // namespace colophon::check
