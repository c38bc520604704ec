// Owners of what a device lends. Calls that fail throw Failure.
#pragma once

#include <cuda_runtime_api.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>

namespace colophon::cuda {

struct Failure {
  cudaError_t status;
  const char* doing;
};

inline void check(cudaError_t status, const char* doing) {
  if (status != cudaSuccess) throw Failure{status, doing};
}

struct FreeDevice {
  void operator()(void* at) const { cudaFree(at); }
};
struct FreePinned {
  void operator()(void* at) const { cudaFreeHost(at); }
};

// Memory that stays from call to call and grows where one needs more.
template <typename Free>
class Buffer {
 public:
  void* reserve(int64_t bytes) {
    if (bytes > bytes_) {
      memory_.reset();
      bytes_ = 0;
      memory_.reset(allocate(static_cast<size_t>(bytes)));
      bytes_ = bytes;
    }
    return memory_.get();
  }
  void* get() const { return memory_.get(); }

 private:
  static void* allocate(size_t bytes) {
    void* memory = nullptr;
    if constexpr (std::is_same_v<Free, FreeDevice>)
      check(cudaMalloc(&memory, bytes), "allocating device memory");
    else check(cudaMallocHost(&memory, bytes), "allocating pinned memory");
    return memory;
  }

  std::unique_ptr<void, Free> memory_;
  int64_t bytes_ = 0;
};

using DeviceBuffer = Buffer<FreeDevice>;
using PinnedBuffer = Buffer<FreePinned>;

class Stream {
 public:
  Stream() {
    check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "creating a stream");
  }
  ~Stream() { cudaStreamDestroy(stream_); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  cudaStream_t get() const { return stream_; }
  void wait() const { check(cudaStreamSynchronize(stream_), "waiting for the device"); }

 private:
  cudaStream_t stream_ = nullptr;
};

class Event {
 public:
  Event() { check(cudaEventCreate(&event_), "creating an event"); }
  ~Event() { cudaEventDestroy(event_); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  void record(const Stream& stream) {
    check(cudaEventRecord(event_, stream.get()), "recording an event");
  }
  void wait() const { check(cudaEventSynchronize(event_), "waiting for an event"); }
  double milliseconds_since(const Event& start) const {
    float milliseconds = 0;
    check(cudaEventElapsedTime(&milliseconds, start.event_, event_), "reading an event");
    return milliseconds;
  }

 private:
  cudaEvent_t event_ = nullptr;
};

// Copies between pageable memory of the host and a device: small ones straight, large ones through
// two pinned buffers, of which one is filled or emptied while the other is under way.
class Transfer {
 public:
  explicit Transfer(const Stream& stream) : stream_(stream) {}

  void to_device(void* to, const void* from, int64_t bytes) {
    if (bytes <= direct_bytes) return copy(to, from, bytes, cudaMemcpyHostToDevice);
    for (int64_t at = 0; at < bytes; at += part_bytes) {
      const int64_t here = part_of(bytes - at);
      Half& half = take();
      half.free.wait();
      std::memcpy(half.memory.reserve(part_bytes), static_cast<const char*>(from) + at,
                  static_cast<size_t>(here));
      copy(static_cast<char*>(to) + at, half.memory.get(), here, cudaMemcpyHostToDevice);
      half.free.record(stream_);
    }
  }

  // Returns when all bytes are there.
  void to_host(void* to, const void* from, int64_t bytes) {
    if (bytes <= direct_bytes) {
      copy(to, from, bytes, cudaMemcpyDeviceToHost);
      return stream_.wait();
    }
    for (int64_t at = 0; at < bytes + part_bytes; at += part_bytes) {
      if (at < bytes)
        fetch(halves_[at / part_bytes % 2], static_cast<const char*>(from) + at,
              part_of(bytes - at));
      const int64_t before = at - part_bytes;
      if (before < 0) continue;
      Half& half = halves_[before / part_bytes % 2];
      half.free.wait();
      std::memcpy(static_cast<char*>(to) + before, half.memory.get(),
                  static_cast<size_t>(part_of(bytes - before)));
    }
  }

 private:
  static constexpr int64_t direct_bytes = 64 << 10;
  static constexpr int64_t part_bytes = 4 << 20;

  struct Half {
    PinnedBuffer memory;
    Event free;  // what was put into the stream before it no longer needs the memory
  };

  static int64_t part_of(int64_t bytes) { return bytes < part_bytes ? bytes : part_bytes; }

  Half& take() { return halves_[next_++ % 2]; }

  void fetch(Half& half, const char* from, int64_t bytes) {
    half.free.wait();
    copy(half.memory.reserve(part_bytes), from, bytes, cudaMemcpyDeviceToHost);
    half.free.record(stream_);
  }

  void copy(void* to, const void* from, int64_t bytes, cudaMemcpyKind kind) {
    if (bytes == 0) return;
    check(cudaMemcpyAsync(to, from, static_cast<size_t>(bytes), kind, stream_.get()), "copying");
  }

  const Stream& stream_;
  Half halves_[2];
  unsigned next_ = 0;
};

}  // namespace colophon::cuda
