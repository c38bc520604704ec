// A kernel as a struct, so that a device and the host run the same one:
//   threads, tile_phases, end_phases   constants: threads of a block; phases between which all of
//   them wait struct Shared, struct Thread       what a block shares; what a thread keeps from tile
//   to tile tiles()                            how many tiles there are; may read device memory
//   written by kernels before tile_phase<p>(tile, thread, shared, own), end_phase<p>(thread,
//   shared, own)
// Blocks take tiles grid-stride; after its tiles a block goes through the end phases.
#pragma once

#include <memory>
#include <vector>

#include "portable.h"

namespace colophon::cuda {

struct Nothing {};

template <int phase, typename Kernel, typename Between>
COLOPHON_BOTH void tile_phases(const Kernel& kernel, int64_t tile, Between&& each) {
  if constexpr (phase < Kernel::tile_phases) {
    each([&](int thread, auto& shared, auto& own) {
      kernel.template tile_phase<phase>(tile, thread, shared, own);
    });
    tile_phases<phase + 1>(kernel, tile, each);
  }
}

template <int phase, typename Kernel, typename Between>
COLOPHON_BOTH void end_phases(const Kernel& kernel, Between&& each) {
  if constexpr (phase < Kernel::end_phases) {
    each([&](int thread, auto& shared, auto& own) {
      kernel.template end_phase<phase>(thread, shared, own);
    });
    end_phases<phase + 1>(kernel, each);
  }
}

#ifdef __CUDACC__
template <typename Kernel>
__global__ void __launch_bounds__(Kernel::threads)
    run_kernel(const __grid_constant__ Kernel kernel) {
  __shared__ typename Kernel::Shared shared;
  typename Kernel::Thread own{};
  const auto each = [&](auto&& phase) {
    phase(static_cast<int>(threadIdx.x), shared, own);
    if constexpr (Kernel::tile_phases + Kernel::end_phases > 1) __syncthreads();
  };
  const int64_t tiles = kernel.tiles();
  for (int64_t tile = blockIdx.x; tile < tiles; tile += gridDim.x)
    tile_phases<0>(kernel, tile, each);
  end_phases<0>(kernel, each);
}
#endif

// Runs a kernel on the host: block after block, phase after phase, thread after thread. What it
// cannot show are races between threads of one phase.
template <typename Kernel>
void emulate(const Kernel& kernel, int64_t blocks) {
  const auto shared = std::make_unique<typename Kernel::Shared>();
  const int64_t tiles = kernel.tiles();
  for (int64_t block = 0; block < blocks; ++block) {
    std::vector<typename Kernel::Thread> own(Kernel::threads);
    const auto each = [&](auto&& phase) {
      for (int thread = 0; thread < Kernel::threads; ++thread)
        phase(thread, *shared, own[static_cast<size_t>(thread)]);
    };
    for (int64_t tile = block; tile < tiles; tile += blocks) tile_phases<0>(kernel, tile, each);
    end_phases<0>(kernel, each);
  }
}

}  // namespace colophon::cuda
