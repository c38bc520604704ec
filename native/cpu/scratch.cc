#include "scratch.h"

namespace colophon {
namespace {
constexpr int64_t blocks_per_slab = 256;
constexpr size_t blocks_per_take = 32;
}  // namespace

BlockPool& BlockPool::shared() {
  static BlockPool pool;
  return pool;
}

Block* BlockPool::take(int64_t count) {
  std::lock_guard lock(mutex_);
  while (free_count_ < count) {
    slabs_.reserve(slabs_.size() + 1);
    slabs_.push_back(std::make_unique_for_overwrite<Block[]>(blocks_per_slab));
    for (int64_t i = 0; i < blocks_per_slab; ++i) {
      Block& block = slabs_.back()[static_cast<size_t>(i)];
      block.next = free_;
      free_ = &block;
    }
    free_count_ += blocks_per_slab;
    all_count_ += blocks_per_slab;
  }
  Block* first = free_;
  Block* last = first;
  for (int64_t i = 1; i < count; ++i) last = last->next;
  free_ = last->next;
  last->next = nullptr;
  free_count_ -= count;
  return first;
}

void BlockPool::give_back(Block* first, Block* last, int64_t count) {
  std::lock_guard lock(mutex_);
  last->next = free_;
  free_ = first;
  free_count_ += count;
  if (free_count_ < all_count_ || all_count_ <= kept_blocks) return;
  slabs_.clear();
  free_ = nullptr;
  free_count_ = all_count_ = 0;
}

Block* BlockSupply::block(Block* next) {
  if (!ready_) {
    if (taken_.capacity() - taken_.size() < blocks_per_take) taken_.reserve(2 * taken_.size() + blocks_per_take);
    ready_ = BlockPool::shared().take(static_cast<int64_t>(blocks_per_take));
    for (Block* at = ready_; at; at = at->next) taken_.push_back(at);
  }
  Block* taken = ready_;
  ready_ = taken->next;
  taken->next = next;
  taken->end = taken->word;
  return taken;
}

BlockSupply::~BlockSupply() {
  if (taken_.empty()) return;
  for (size_t i = 0; i + 1 < taken_.size(); ++i) taken_[i]->next = taken_[i + 1];
  BlockPool::shared().give_back(taken_.front(), taken_.back(), static_cast<int64_t>(taken_.size()));
}

}  // namespace colophon
