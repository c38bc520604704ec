#include "chunk_writer.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace colophon {

ChunkWriter::ChunkWriter(const DuckDbApi& api, DuckDbApi::Handle appender)
    : api_(api), appender_(appender), capacity_(api.vector_size()) {
  std::vector<DuckDbApi::Handle> types;
  for (uint64_t i = 0; i < api_.appender_column_count(appender_); ++i)
    types.push_back(api_.appender_column_type(appender_, i));
  chunk_ = api_.create_data_chunk(types.data(), types.size());
  for (auto& type : types) api_.destroy_logical_type(&type);
  if (chunk_ == nullptr) throw std::runtime_error("expected a data chunk of DuckDB, found none");
  columns_.resize(types.size());
  begin();
}

ChunkWriter::~ChunkWriter() { api_.destroy_data_chunk(&chunk_); }

void ChunkWriter::begin() {
  row_ = 0;
  for (size_t i = 0; i < columns_.size(); ++i) {
    const DuckDbApi::Handle vector = api_.data_chunk_get_vector(chunk_, i);
    columns_[i] = {vector, api_.vector_get_data(vector), nullptr, 0, 0};
  }
}

void ChunkWriter::set_null(size_t column) {
  Column& to = columns_[column];
  if (to.validity == nullptr) {
    api_.vector_ensure_validity_writable(to.vector);
    to.validity = api_.vector_get_validity(to.vector);
  }
  to.validity[row_ / 64] &= ~(1ull << (row_ % 64));
}

void ChunkWriter::set_text(size_t column, std::string_view text) {
  api_.vector_assign_string_element_len(columns_[column].vector, row_, text.data(), text.size());
}

void* ChunkWriter::grow_list(size_t column, size_t count, size_t item_bytes) {
  Column& to = columns_[column];
  static_cast<ListEntry*>(to.data)[row_] = {to.list_size, count};
  const uint64_t size = to.list_size + count;
  if (size > to.list_capacity) {
    to.list_capacity = std::max<uint64_t>(size, 2 * to.list_capacity);
    if (api_.list_vector_reserve(to.vector, to.list_capacity) != 0)
      throw std::runtime_error("expected room for a list of DuckDB, found none");
  }
  const uint64_t begin = to.list_size;
  to.list_size = size;
  return static_cast<char*>(api_.vector_get_data(api_.list_vector_get_child(to.vector))) + begin * item_bytes;
}

void ChunkWriter::end_row() {
  if (++row_ == capacity_) append();
}

void ChunkWriter::finish() {
  if (row_ > 0) append();
}

void ChunkWriter::append() {
  for (Column& column : columns_)
    if (column.list_capacity > 0) api_.list_vector_set_size(column.vector, column.list_size);
  api_.data_chunk_set_size(chunk_, row_);
  if (api_.append_data_chunk(appender_, chunk_) != 0) {
    const char* said = api_.appender_error(appender_);
    throw std::runtime_error(said == nullptr ? "DuckDB refused rows and does not say why" : said);
  }
  api_.data_chunk_reset(chunk_);
  begin();
}

}  // namespace colophon
