// Points sorted into stretches of the grid that fit the second cache: each stretch is then one thread's alone.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "../job.h"
#include "scratch.h"

namespace colophon {

struct CellGrid;

// A record is the cell within its stretch and the features of the point, or the point's number where they are many.
class Partition {
 public:
  // Stretches of at most about `cell_bytes` · cells = 256 KiB. Reads all points. Throws std::bad_alloc.
  Partition(const Voxelization& job, int64_t cell_bytes, unsigned threads, const Control& control);

  int64_t stretches() const { return stretches_; }
  int64_t first_cell(int64_t stretch) const { return stretch << shift_; }
  int64_t cells(int64_t stretch) const;
  uint64_t dropped() const { return dropped_; }
  int64_t record_words() const { return record_words_; }
  const float* features(const uint32_t* record) const {
    return numbered_ ? job_.features + int64_t{record[1]} * job_.width : reinterpret_cast<const float*>(record + 1);
  }

  // Calls visit(record, end) with runs of whole records of a stretch. Their order is not determined.
  template <typename Visit>
  void each_run(int64_t stretch, Visit&& visit) const {
    for (const Slot& slot : slots_) {
      const List& list = slot.lists[static_cast<size_t>(stretch)];
      if (!list.block) continue;
      visit(list.block->word, list.end);
      for (const Block* block = list.block->next; block; block = block->next) visit(block->word, block->end);
    }
  }

 private:
  // Records of one stretch: where the next one goes, and the end of the block's room.
  struct List {
    uint32_t* end = nullptr;
    uint32_t* room = nullptr;
    Block* block = nullptr;
  };
  // What one thread has sorted.
  struct Slot {
    BlockSupply supply;
    std::vector<List> lists;
    uint64_t dropped = 0;
  };

  void sort(Slot& slot, int64_t from, int64_t end, const CellGrid& grid) const;
  void grow(Slot& slot, List& list) const;

  const Voxelization& job_;
  int64_t cells_;
  int shift_;
  int64_t stretches_;
  bool numbered_;
  int64_t record_words_;
  uint64_t dropped_ = 0;
  std::vector<Slot> slots_;
};

}  // namespace colophon
