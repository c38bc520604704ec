// The rows that loaders/layout.sql has for lines that were taken.
#pragma once

#include <string>
#include <vector>

#include "fake_duckdb.h"
#include "reference_reader.h"

namespace colophon::check {

// Of one table, in the order of the lines.
std::vector<Row> expected_rows(const ReferenceReader& reader, Target target, int64_t first_unit);

// How the rows of unit_block differ from the lines; empty where they do not.
std::string compare_units(const std::vector<Row>& rows, const std::vector<ReferenceLine>& lines, const std::string& source_id,
                          int64_t first_unit, int64_t start);

}  // namespace colophon::check
