#include "reading.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "expected_rows.h"
#include "fake_duckdb.h"
#include "line_kinds.h"

namespace colophon::check {
namespace {

constexpr int most_rescans = 3;

bool is_same(double found, const std::optional<double>& expected) {
  return expected ? std::bit_cast<uint64_t>(found) == std::bit_cast<uint64_t>(*expected) : std::isnan(found);
}

std::vector<std::string> key_sets(size_t keys) {
  std::vector<std::string> sets{""};
  for (size_t i = 0; i < keys; ++i) {
    std::vector<std::string> longer;
    for (const std::string& set : sets)
      for (const std::string& key : common_keys()) longer.push_back(set + key + '\0');
    sets = std::move(longer);
  }
  return sets;
}

std::vector<Row> rows_of(std::vector<FakeAppender>& appenders) {
  std::vector<Row> rows;
  for (FakeAppender& appender : appenders) std::move(appender.rows.begin(), appender.rows.end(), std::back_inserter(rows));
  return rows;
}

}  // namespace

Reading::Reading(Tally& tally, Random& random, unsigned threads) : tally_(tally), random_(random), reader_(threads) {
  for (const LineKind& kind : line_kinds()) {
    reader_.add_template({kind.pattern.literals, kind.pattern.slots, kind.pattern.keeps_texts});
    reference_.add_pattern(kind.pattern);
  }
  for (size_t kind = 0; kind < line_kinds().size(); ++kind)
    for (const std::string& keys : key_sets(line_kinds()[kind].keys))
      if (random_.chance(0.8)) add_stream(kind, keys);
  reader_.set_thread(0);
  reference_.set_thread(0);
}

void Reading::expect(bool is, const char* what) {
  if (!is) tally_.fail(what);
}

void Reading::add_stream(size_t kind, const std::string& keys) {
  const LineKind& of = line_kinds()[kind];
  const auto number = static_cast<int32_t>(reference_.streams().size());
  const Stream stream{.series = of.target == Target::event ? -1 : number / 2,
                      .thread = static_cast<int32_t>(random_.integer(0, 2)),
                      .names_run = of.keys > 0 && random_.chance(0.9),
                      .time_kind = of.time_kind,
                      .target = of.target,
                      .id = 100 + number};
  expect(reader_.add_stream(static_cast<int32_t>(kind), keys, stream) == number, "a stream has another number");
  reference_.add_stream(static_cast<int32_t>(kind), keys, stream);
  if (stream.series < 0) return;
  reader_.set_series(stream.series, true, -1, false, 0);
  reference_.set_series(stream.series, -1, {});
}

void Reading::learn(size_t line) {
  const auto one = reference_.find(reference_.text(reference_.lines()[line]));
  if (!one) return;
  const auto& [kind, found] = *one;
  if (random_.chance(0.2)) add_stream(static_cast<size_t>(kind), found.keys);
  const auto number = static_cast<int32_t>(random_.integer(0, std::ssize(reference_.streams()) - 1));
  if (found.step && reference_.streams()[static_cast<size_t>(number)].series >= 0) {
    const int32_t series = reference_.streams()[static_cast<size_t>(number)].series;
    reader_.set_series(series, true, *found.step, found.epoch.has_value(), found.epoch.value_or(0));
    reference_.set_series(series, *found.step, found.epoch);
  }
  if (random_.chance(0.02)) {
    reader_.rest(number);
    reference_.rest(number);
  }
  const auto thread = static_cast<int32_t>(random_.integer(0, 2));
  reader_.set_thread(thread);
  reference_.set_thread(thread);
}

void Reading::read(const Exact& block, bool learns) {
  reader_.scan(block.data(), block.size());
  reference_.scan({block.data(), block.size()});
  compare_lines(0);
  const size_t lines = reference_.lines().size();
  int again = learns ? most_rescans : 0;
  for (size_t line = 0; line < lines;) {
    const size_t stop = reader_.advance(line);
    if (stop != reference_.advance(line)) return tally_.fail("another line is left");
    expect(reader_.thread() == reference_.thread(), "another run is named last");
    compare_taken();
    if (stop == lines) break;
    reader_.drop(stop);
    reference_.drop(stop);
    line = stop + 1;
    if (!learns) continue;
    learn(stop);
    if (again == 0 || !random_.chance(0.02)) continue;
    --again;
    reader_.rescan(line);
    reference_.rescan(line);
    compare_lines(line);
  }
}

void Reading::compare_lines(size_t from) {
  const auto& lines = reference_.lines();
  if (reader_.line_count() != lines.size()) return tally_.fail("there are more lines, or fewer");
  for (size_t line = from; line < lines.size(); ++line) {
    const Part& part = reader_.part_of(line);
    const size_t at = line - part.first_line;
    if (at >= part.streams.size()) return tally_.fail("a line lies in no part");
    compare_line(part, at, lines[line]);
  }
}

void Reading::compare_line(const Part& part, size_t at, const ReferenceLine& line) {
  expect(part.starts[at] == line.start && part.ends[at] == line.end, "a line lies elsewhere");
  if (part.streams[at] != line.stream) {
    const std::string text = reference_.text(line).substr(0, 300);
    return tally_.fail("stream " + std::to_string(part.streams[at]) + ", expected " + std::to_string(line.stream) + ": " + text);
  }
  const uint64_t first = part.value_at[at], behind = part.value_at[at + 1];
  const size_t text = part.text_at[at], text_end = part.text_at[at + 1];
  if (line.stream < 0) return expect(first == behind && text == text_end, "a line that no stream claims holds something");
  const Found& found = *line.found;
  expect(is_same(part.steps[at], found.step) && is_same(part.epochs[at], found.epoch), "another step or epoch");
  expect(!found.time || (part.times[at] == found.time->micros && part.time_forms[at] == found.time->form), "another time");
  expect(!found.time || (part.time_at[at] == found.time_at && part.time_lengths[at] == found.time_length), "a time lies elsewhere");
  expect(part.message_at[at] == found.message_at && part.message_lengths[at] == found.message_length, "a message lies elsewhere");
  expect(part.texts.compare(text, text_end - text, found.texts) == 0, "other texts of slots");
  if (behind - first != found.values.size()) return tally_.fail("more values, or fewer");
  for (size_t i = 0; i < found.values.size(); ++i)
    expect(is_same(part.values[first + i], found.values[i].value) && part.forms[first + i] == found.values[i].form, "another value");
}

void Reading::compare_taken() {
  const auto told = std::count_if(reader_.taken().begin(), reader_.taken().end(), [](const Taken& taken) { return taken.rows > 0; });
  if (told != std::ssize(reference_.taken())) return tally_.fail("lines of other streams were taken");
  for (const auto& [stream, lines] : reference_.taken()) {
    Taken& taken = reader_.taken()[static_cast<size_t>(stream)];
    if (taken.rows != lines.size()) return tally_.fail("more lines were taken, or fewer");
    const size_t kept = std::min(lines.size(), Taken::memory);
    for (size_t i = lines.size() - kept; i < lines.size(); ++i)
      expect(taken.recent[i % Taken::memory] == lines[i], "other lines are the last");
    taken.rows = 0;
  }
  reference_.taken().clear();
}

void Reading::append(size_t threads) {
  constexpr int64_t first_unit = 1001, start = int64_t{5} << 33;
  std::vector<FakeAppender> points(threads, FakeAppender(point_types())),
      sets(threads, FakeAppender(point_set_types())), events(threads, FakeAppender(event_line_types()));
  std::vector<Appenders> appenders;
  for (size_t i = 0; i < threads; ++i) appenders.push_back({&points[i], &sets[i], &events[i]});
  append_lines(fake_duckdb(), reader_, first_unit, appenders);
  expect(rows_of(points) == expected_rows(reference_, Target::point, first_unit), "other rows of point");
  expect(rows_of(sets) == expected_rows(reference_, Target::point_set, first_unit), "other rows of point_set");
  expect(rows_of(events) == expected_rows(reference_, Target::event, first_unit), "other rows of event_line");
  FakeAppender units(unit_block_types());
  append_units(fake_duckdb(), reader_, &units, "source", first_unit, start);
  const std::string differs = compare_units(units.rows, reference_.lines(), "source", first_unit, start);
  if (!differs.empty()) tally_.fail(differs);
}

}  // namespace colophon::check
