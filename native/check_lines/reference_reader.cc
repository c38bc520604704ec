#include "reference_reader.h"

#include <stdexcept>

namespace colophon::check {

void ReferenceReader::add_stream(int32_t pattern, const std::string& keys, const Stream& stream) {
  known_[{pattern, keys}] = static_cast<int32_t>(streams_.size());
  streams_.push_back(stream);
}

void ReferenceReader::scan(std::string_view block) {
  block_ = block;
  lines_.clear();
  for (size_t start = 0; start < block.size();) {
    const size_t lf = block.find('\n', start);
    const size_t end = lf == std::string_view::npos ? block.size() : lf + 1;
    lines_.push_back({start, end, -1, {}});
    start = end;
  }
  for (ReferenceLine& line : lines_) read(line);
}

void ReferenceReader::rescan(size_t line) {
  for (; line < lines_.size(); ++line) read(lines_[line]);
}

std::string ReferenceReader::text(const ReferenceLine& line) const {
  std::string text(block_.substr(line.start, line.end - line.start));
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  return text;
}

std::optional<std::pair<int32_t, Found>> ReferenceReader::find(const std::string& text) const {
  std::optional<std::pair<int32_t, Found>> one;
  for (size_t i = 0; i < patterns_.size(); ++i) {
    auto found = match(patterns_[i], text);
    if (!found) continue;
    if (one) throw std::logic_error("expected a line of one kind, found one of two: " + text);
    one.emplace(static_cast<int32_t>(i), std::move(*found));
  }
  return one;
}

void ReferenceReader::read(ReferenceLine& line) const {
  line.stream = -1;
  line.found.reset();
  auto one = find(text(line));
  if (!one) return;
  const auto known = known_.find({one->first, one->second.keys});
  if (known == known_.end()) return;
  const auto& time = one->second.time;
  const int32_t kind = !time ? -1 : time->form >= 256 ? 0 : time->form / 16;
  if (streams_[static_cast<size_t>(known->second)].time_kind != kind) return;
  line.stream = known->second;
  line.found = std::move(one->second);
}

size_t ReferenceReader::advance(size_t line) {
  for (; line < lines_.size(); ++line) {
    const auto& [start, end, number, found] = lines_[line];
    if (number < 0) return line;
    const Stream& stream = streams_[static_cast<size_t>(number)];
    if (!stream.live || (stream.thread != thread_ && !stream.names_run)) return line;
    thread_ = stream.thread;
    if (stream.series >= 0 && !rises(stream, *found)) return line;
    taken_[number].push_back(static_cast<uint32_t>(line));
  }
  return line;
}

bool ReferenceReader::rises(const Stream& stream, const Found& found) {
  const auto at = series_.find(stream.series);
  if (at == series_.end() || !found.step || !(*found.step > at->second.last)) return false;
  auto& [last, epoch] = at->second;
  if (found.epoch && epoch && *found.epoch < *epoch) return false;
  last = *found.step;
  if (found.epoch) epoch = found.epoch;
  return true;
}

}  // namespace colophon::check
