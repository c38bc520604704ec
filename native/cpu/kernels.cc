#include "kernels.h"

#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#if defined(__clang__)
#define COLOPHON_WIDE
#else
#define COLOPHON_WIDE ",prefer-vector-width=512"
#endif

#define COLOPHON_COUNT_ONE(times, time) (*(times) <= (time) ? 1 : 0)

#if defined(__x86_64__)
#define COLOPHON_ISA baseline
#define COLOPHON_TARGET
#define COLOPHON_LANES 4
#define COLOPHON_COMPARED 1
#define COLOPHON_COUNT_NOT_AFTER COLOPHON_COUNT_ONE
#define COLOPHON_STREAM(to, value) \
  _mm_stream_si128(reinterpret_cast<__m128i*>(to), reinterpret_cast<const __m128i&>(value))
#include "isa_kernels.h"

#define COLOPHON_ISA avx2
#define COLOPHON_TARGET __attribute__((target("avx2,popcnt")))
#define COLOPHON_LANES 8
#define COLOPHON_COMPARED 4
#define COLOPHON_COUNT_NOT_AFTER(times, time) \
  _mm_popcnt_u32(static_cast<unsigned>(       \
      _mm256_movemask_pd(_mm256_cmp_pd(_mm256_loadu_pd(times), _mm256_set1_pd(time), _CMP_LE_OQ))))
#define COLOPHON_STREAM(to, value) \
  _mm256_stream_si256(reinterpret_cast<__m256i*>(to), reinterpret_cast<const __m256i&>(value))
#include "isa_kernels.h"

#define COLOPHON_ISA avx512
#define COLOPHON_TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,popcnt" COLOPHON_WIDE)))
#define COLOPHON_LANES 16
#define COLOPHON_COMPARED 8
#define COLOPHON_COUNT_NOT_AFTER(times, time) \
  _mm_popcnt_u32(_mm512_cmp_pd_mask(_mm512_loadu_pd(times), _mm512_set1_pd(time), _CMP_LE_OQ))
#define COLOPHON_STREAM(to, value) \
  _mm512_stream_si512(reinterpret_cast<__m512i*>(to), reinterpret_cast<const __m512i&>(value))
#include "isa_kernels.h"
#else
// NEON is the baseline of 64-bit ARM; other processors get what the compiler makes of vectors of four.
#define COLOPHON_ISA baseline
#define COLOPHON_TARGET
#define COLOPHON_LANES 4
#define COLOPHON_COMPARED 1
#define COLOPHON_COUNT_NOT_AFTER COLOPHON_COUNT_ONE
#define COLOPHON_STREAM(to, value) store(to, value)
#include "isa_kernels.h"
#endif

namespace colophon {
namespace {

#define COLOPHON_KERNELS(isa) \
  {#isa, isa::ascends, isa::search, isa::rows_float32, isa::rows_bfloat16, isa::locate_cells, isa::stream_bytes}

constexpr Kernels baseline_kernels = COLOPHON_KERNELS(baseline);
#if defined(__x86_64__)
constexpr Kernels avx2_kernels = COLOPHON_KERNELS(avx2);
constexpr Kernels avx512_kernels = COLOPHON_KERNELS(avx512);
#endif

std::vector<const Kernels*> find_kernels() {
  std::vector<const Kernels*> found{&baseline_kernels};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) found.push_back(&avx2_kernels);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl"))
    found.push_back(&avx512_kernels);
#endif
  return found;
}

const Kernels& choose() {
  const auto found = find_kernels();
  const char* asked = std::getenv("COLOPHON_ISA");
  if (!asked) return *found.back();
  std::string names;
  for (const Kernels* set : found) {
    if (std::strcmp(set->name, asked) == 0) return *set;
    names += (names.empty() ? "" : ", ") + std::string(set->name);
  }
  throw std::invalid_argument("COLOPHON_ISA is \"" + std::string(asked) +
                              "\", expected one that this processor has: " + names);
}

}  // namespace

const Kernels& kernels() {
  static const Kernels& chosen = choose();
  return chosen;
}

}  // namespace colophon
