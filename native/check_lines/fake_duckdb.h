// DuckDB's appenders over plain memory that is exactly as large as it must be, so that a sanitizer sees each step beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "../lines/duckdb_api.h"

namespace colophon::check {

// The bytes of a value, of a text or of a list's items; null where there is none.
using Cell = std::optional<std::string>;
using Row = std::vector<Cell>;

struct ColumnType {
  enum Shape : uint8_t { fixed, text, list } shape;
  // Of a value or of a list's item.
  size_t bytes;
};

struct FakeAppender {
  explicit FakeAppender(const std::vector<ColumnType>& of) : types(of) {}

  std::vector<ColumnType> types;
  std::vector<Row> rows;
  // Rows that are taken before more are refused.
  size_t room = SIZE_MAX;
  // Why they were refused; nothing is said where it is empty.
  std::string said;
};

enum class Failing : uint8_t { nothing, chunks, lists };

// Of all calls from now on; only while no thread appends.
void fake_as(uint64_t vector_size, Failing failing);
const DuckDbApi& fake_duckdb();

// Columns of loaders/layout.sql.
const std::vector<ColumnType>& point_types();
const std::vector<ColumnType>& point_set_types();
const std::vector<ColumnType>& event_line_types();
const std::vector<ColumnType>& unit_block_types();

}  // namespace colophon::check
