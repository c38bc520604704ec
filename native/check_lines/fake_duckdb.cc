#include "fake_duckdb.h"

#include <algorithm>
#include <cstring>
#include <memory>

namespace colophon::check {
namespace {

using Handle = DuckDbApi::Handle;
constexpr int refused = 1;
constexpr std::byte poison{0xa5};

uint64_t rows_of_chunk = 2048;
Failing failing_now = Failing::nothing;

std::unique_ptr<std::byte[]> poisoned(size_t bytes) {
  auto memory = std::make_unique_for_overwrite<std::byte[]>(bytes);
  std::fill_n(memory.get(), bytes, poison);
  return memory;
}

struct ListEntry {
  uint64_t offset, length;
};

size_t bytes_of(ColumnType type) { return type.shape == ColumnType::fixed ? type.bytes : sizeof(ListEntry); }

struct FakeVector {
  explicit FakeVector(ColumnType of, uint64_t rows) : type(of), capacity(rows), data(poisoned(rows * bytes_of(of))) {
    if (type.shape == ColumnType::text) texts.resize(rows);
    if (type.shape == ColumnType::list) child = std::make_unique<FakeVector>(ColumnType{ColumnType::fixed, type.bytes}, 0);
  }

  void reserve(uint64_t wanted) {
    if (wanted <= capacity) return;
    auto grown = poisoned(wanted * type.bytes);
    std::copy_n(data.get(), capacity * type.bytes, grown.get());
    data = std::move(grown);
    capacity = wanted;
  }

  std::string bytes(uint64_t row, size_t size) const {
    return {reinterpret_cast<const char*>(data.get()) + row * size, size};
  }

  ColumnType type;
  uint64_t capacity;
  std::unique_ptr<std::byte[]> data;
  std::unique_ptr<uint64_t[]> validity;
  std::vector<Cell> texts;
  std::unique_ptr<FakeVector> child;
  uint64_t list_size = 0;
};

struct FakeChunk {
  std::vector<ColumnType> types;
  std::vector<FakeVector> columns;
  uint64_t size = 0;

  void reset() {
    columns.clear();
    columns.reserve(types.size());
    for (const ColumnType type : types) columns.emplace_back(type, rows_of_chunk);
    size = 0;
  }
};

FakeVector& vector_of(Handle handle) { return *static_cast<FakeVector*>(handle); }
FakeChunk& chunk_of(Handle handle) { return *static_cast<FakeChunk*>(handle); }
FakeAppender& appender_of(Handle handle) { return *static_cast<FakeAppender*>(handle); }

bool read_cell(const FakeVector& column, uint64_t row, Cell& cell, std::string& said) {
  if (column.validity && (column.validity[row / 64] >> (row % 64) & 1) == 0) return true;
  if (column.type.shape == ColumnType::text) {
    cell = column.texts[row];
    if (!cell) said = "a row has no text";
    return cell.has_value();
  }
  cell = column.bytes(row, bytes_of(column.type));
  if (column.type.shape == ColumnType::fixed) return true;
  ListEntry entry;
  std::memcpy(&entry, cell->data(), sizeof entry);
  if (entry.offset > column.list_size || entry.length > column.list_size - entry.offset) {
    said = "a list lies outside its items";
    return false;
  }
  cell->clear();
  for (uint64_t i = 0; i < entry.length; ++i) *cell += column.child->bytes(entry.offset + i, column.type.bytes);
  return true;
}

int append(Handle to, Handle from) {
  FakeAppender& appender = appender_of(to);
  const FakeChunk& chunk = chunk_of(from);
  for (uint64_t row = 0; row < chunk.size; ++row) {
    if (appender.rows.size() == appender.room) return refused;
    Row cells(chunk.columns.size());
    for (size_t i = 0; i < cells.size(); ++i)
      if (!read_cell(chunk.columns[i], row, cells[i], appender.said)) return refused;
    appender.rows.push_back(std::move(cells));
  }
  return 0;
}

Handle create_chunk(Handle* types, uint64_t count) {
  if (failing_now == Failing::chunks) return nullptr;
  auto chunk = std::make_unique<FakeChunk>();
  for (uint64_t i = 0; i < count; ++i) chunk->types.push_back(*static_cast<ColumnType*>(types[i]));
  chunk->reset();
  return chunk.release();
}

void ensure_validity(Handle handle) {
  FakeVector& vector = vector_of(handle);
  if (vector.validity) return;
  const uint64_t words = (vector.capacity + 63) / 64;
  vector.validity = std::make_unique_for_overwrite<uint64_t[]>(words);
  std::fill_n(vector.validity.get(), words, ~uint64_t{0});
}

int reserve_list(Handle handle, uint64_t capacity) {
  if (failing_now == Failing::lists) return refused;
  vector_of(handle).child->reserve(capacity);
  return 0;
}

int set_list_size(Handle handle, uint64_t size) {
  FakeVector& vector = vector_of(handle);
  if (size > vector.child->capacity) return refused;
  vector.list_size = size;
  return 0;
}

template <typename Type>
void destroy(Handle* handle) {
  delete static_cast<Type*>(*handle);
  *handle = nullptr;
}

constexpr ColumnType text{ColumnType::text, 0};
constexpr ColumnType fixed(size_t bytes) { return {ColumnType::fixed, bytes}; }
constexpr ColumnType list_of(size_t bytes) { return {ColumnType::list, bytes}; }

}  // namespace

void fake_as(uint64_t vector_size, Failing failing) {
  rows_of_chunk = vector_size;
  failing_now = failing;
}

const DuckDbApi& fake_duckdb() {
  static const DuckDbApi api{
      .vector_size = [] { return rows_of_chunk; },
      .appender_column_count = [](Handle to) { return uint64_t{appender_of(to).types.size()}; },
      .appender_column_type = [](Handle to, uint64_t i) -> Handle { return new ColumnType(appender_of(to).types.at(i)); },
      .appender_error = [](Handle to) { return appender_of(to).said.empty() ? nullptr : appender_of(to).said.c_str(); },
      .append_data_chunk = append,
      .destroy_logical_type = destroy<ColumnType>,
      .create_data_chunk = create_chunk,
      .destroy_data_chunk = destroy<FakeChunk>,
      .data_chunk_reset = [](Handle chunk) { chunk_of(chunk).reset(); },
      .data_chunk_set_size = [](Handle chunk, uint64_t size) { chunk_of(chunk).size = size; },
      .data_chunk_get_vector = [](Handle chunk, uint64_t i) -> Handle { return &chunk_of(chunk).columns.at(i); },
      .vector_get_data = [](Handle vector) -> void* { return vector_of(vector).data.get(); },
      .vector_get_validity = [](Handle vector) { return vector_of(vector).validity.get(); },
      .vector_ensure_validity_writable = ensure_validity,
      .vector_assign_string_element_len =
          [](Handle vector, uint64_t i, const char* from, uint64_t length) { vector_of(vector).texts.at(i).emplace(from, length); },
      .list_vector_get_child = [](Handle vector) -> Handle { return vector_of(vector).child.get(); },
      .list_vector_reserve = reserve_list,
      .list_vector_set_size = set_list_size};
  return api;
}

const std::vector<ColumnType>& point_types() {
  static const std::vector<ColumnType> types{fixed(4), fixed(8), fixed(8), fixed(8), fixed(8), fixed(2), text, fixed(8), fixed(1), text};
  return types;
}

const std::vector<ColumnType>& point_set_types() {
  static const std::vector<ColumnType> types{fixed(4), fixed(8), fixed(8), fixed(8), fixed(8), fixed(2), list_of(8), list_of(1)};
  return types;
}

const std::vector<ColumnType>& event_line_types() {
  static const std::vector<ColumnType> types{fixed(4), fixed(8), fixed(8), fixed(4), fixed(4), fixed(4), fixed(4), text};
  return types;
}

const std::vector<ColumnType>& unit_block_types() {
  static const std::vector<ColumnType> types{text, fixed(8), fixed(8), fixed(8), fixed(8), list_of(4), list_of(4)};
  return types;
}

}  // namespace colophon::check
