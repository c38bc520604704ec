// The part of DuckDB's C interface that appends rows, found in the library that @duckdb/node-bindings has loaded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace colophon {

// Handles are opaque pointers there; signatures are those of duckdb.h.
struct DuckDbApi {
  using Handle = void*;
  uint64_t (*vector_size)();
  uint64_t (*appender_column_count)(Handle appender);
  Handle (*appender_column_type)(Handle appender, uint64_t column);
  const char* (*appender_error)(Handle appender);
  int (*append_data_chunk)(Handle appender, Handle chunk);
  void (*destroy_logical_type)(Handle* type);
  Handle (*create_data_chunk)(Handle* types, uint64_t count);
  void (*destroy_data_chunk)(Handle* chunk);
  void (*data_chunk_reset)(Handle chunk);
  void (*data_chunk_set_size)(Handle chunk, uint64_t size);
  Handle (*data_chunk_get_vector)(Handle chunk, uint64_t column);
  void* (*vector_get_data)(Handle vector);
  uint64_t* (*vector_get_validity)(Handle vector);
  void (*vector_ensure_validity_writable)(Handle vector);
  void (*vector_assign_string_element_len)(Handle vector, uint64_t index, const char* text, uint64_t length);
  Handle (*list_vector_get_child)(Handle vector);
  int (*list_vector_reserve)(Handle vector, uint64_t capacity);
  int (*list_vector_set_size)(Handle vector, uint64_t size);

  // Loads the functions from the library at `path`, which must be in the process already. Throws std::runtime_error
  // naming what is missing.
  static const DuckDbApi& load(const std::string& path);
};

}  // namespace colophon
