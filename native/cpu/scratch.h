// Blocks of memory that calls share one after another, so that a call does not pay for fresh pages.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace colophon {

// Records of one partition in the order of their arrival; a list of these, the latest first.
struct Block {
  static constexpr int64_t words = 1020;
  Block* next;
  uint32_t* end;  // of what is used of the words
  uint32_t word[words];
};
static_assert(sizeof(Block) == 4096);

class BlockPool {
 public:
  static BlockPool& shared();

  // Some blocks, linked, with their content undetermined. Throws std::bad_alloc.
  Block* take(int64_t count);
  void give_back(Block* first, Block* last, int64_t count);

 private:
  // What stays allocated while no call needs it.
  static constexpr int64_t kept_blocks = 16384;

  std::mutex mutex_;
  std::vector<std::unique_ptr<Block[]>> slabs_;
  Block* free_ = nullptr;
  int64_t free_count_ = 0;
  int64_t all_count_ = 0;
};

// A worker's own supply; everything goes back when it ends.
class BlockSupply {
 public:
  BlockSupply() = default;
  BlockSupply(const BlockSupply&) = delete;
  BlockSupply& operator=(const BlockSupply&) = delete;
  ~BlockSupply();

  // An empty block before `next`.
  Block* block(Block* next);

 private:
  std::vector<Block*> taken_;
  Block* ready_ = nullptr;
};

}  // namespace colophon
