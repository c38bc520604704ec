#include "duckdb_api.h"

#include <dlfcn.h>

#include <stdexcept>

namespace colophon {
namespace {

DuckDbApi resolve(const std::string& path) {
  void* library = dlopen(path.c_str(), RTLD_LAZY | RTLD_NOLOAD);
  if (library == nullptr) throw std::runtime_error("expected DuckDB's library in this process, found none at " + path);
  DuckDbApi api{};
  const auto find = [&](auto& function, const char* name) {
    void* symbol = dlsym(library, name);
    if (symbol == nullptr) throw std::runtime_error(std::string("expected ") + name + " in DuckDB's library, found none");
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(symbol);
  };
  find(api.vector_size, "duckdb_vector_size");
  find(api.appender_column_count, "duckdb_appender_column_count");
  find(api.appender_column_type, "duckdb_appender_column_type");
  find(api.appender_error, "duckdb_appender_error");
  find(api.append_data_chunk, "duckdb_append_data_chunk");
  find(api.destroy_logical_type, "duckdb_destroy_logical_type");
  find(api.create_data_chunk, "duckdb_create_data_chunk");
  find(api.destroy_data_chunk, "duckdb_destroy_data_chunk");
  find(api.data_chunk_reset, "duckdb_data_chunk_reset");
  find(api.data_chunk_set_size, "duckdb_data_chunk_set_size");
  find(api.data_chunk_get_vector, "duckdb_data_chunk_get_vector");
  find(api.vector_get_data, "duckdb_vector_get_data");
  find(api.vector_get_validity, "duckdb_vector_get_validity");
  find(api.vector_ensure_validity_writable, "duckdb_vector_ensure_validity_writable");
  find(api.vector_assign_string_element_len, "duckdb_vector_assign_string_element_len");
  find(api.list_vector_get_child, "duckdb_list_vector_get_child");
  find(api.list_vector_reserve, "duckdb_list_vector_reserve");
  find(api.list_vector_set_size, "duckdb_list_vector_set_size");
  return api;
}

}  // namespace

const DuckDbApi& DuckDbApi::load(const std::string& path) {
  static const DuckDbApi api = resolve(path);
  return api;
}

}  // namespace colophon
