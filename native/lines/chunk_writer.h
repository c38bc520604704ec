// Rows for one appender, chunk by chunk.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "duckdb_api.h"

namespace colophon {

// Throws std::runtime_error with what DuckDB says where it refuses.
class ChunkWriter {
 public:
  ChunkWriter(const DuckDbApi& api, DuckDbApi::Handle appender);
  ~ChunkWriter();
  ChunkWriter(const ChunkWriter&) = delete;
  ChunkWriter& operator=(const ChunkWriter&) = delete;

  // A column of the current row.
  template <typename T>
  void set(size_t column, T value) {
    static_cast<T*>(columns_[column].data)[row_] = value;
  }
  void set_null(size_t column);
  void set_text(size_t column, std::string_view text);
  template <typename T>
  void set_list(size_t column, const T* items, size_t count) {
    T* child = static_cast<T*>(grow_list(column, count, sizeof(T)));
    std::copy(items, items + count, child);
  }
  // Ends the row; a full chunk is appended.
  void end_row();
  // Appends what is left. Must be called before the end of its life, or rows are lost.
  void finish();

 private:
  struct Column {
    DuckDbApi::Handle vector = nullptr;
    void* data = nullptr;
    uint64_t* validity = nullptr;
    uint64_t list_size = 0;
    uint64_t list_capacity = 0;
  };
  struct ListEntry {
    uint64_t offset, length;
  };

  void begin();
  void append();
  // Room for `count` more items of the row's list; where they begin.
  void* grow_list(size_t column, size_t count, size_t item_bytes);

  const DuckDbApi& api_;
  DuckDbApi::Handle appender_;
  DuckDbApi::Handle chunk_ = nullptr;
  std::vector<Column> columns_;
  uint64_t capacity_;
  uint64_t row_ = 0;
};

}  // namespace colophon
