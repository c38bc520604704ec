// Writes what a LineReader read into the tables of loaders/layout.sql.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "duckdb_api.h"
#include "line_reader.h"

namespace colophon {

// The appenders of one thread, each of a connection that no other thread uses.
struct Appenders {
  DuckDbApi::Handle point, point_set, event_line;
};

// Appends the rows of every line that has a stream, each thread a part of the lines; `first_unit` is the unit of the
// block's first line. Throws std::runtime_error.
void append_lines(const DuckDbApi& api, const LineReader& reader, int64_t first_unit,
                  const std::vector<Appenders>& threads);

// Appends the places of all lines of the block to unit_block; the block begins at byte `start` of the source.
void append_units(const DuckDbApi& api, const LineReader& reader, DuckDbApi::Handle appender, const std::string& source_id,
                  int64_t first_unit, int64_t start);

}  // namespace colophon
