#include "bench_case.h"

#include <bit>
#include <sstream>

#include "json.h"
#include "random.h"

namespace colophon::check {
namespace {

constexpr std::string_view mode_names[] = {"count", "occupancy", "sum", "mean", "min", "max"};

std::string_view dtype_name(DType dtype) {
  return dtype == DType::float32 ? "float32" : "bfloat16";
}

struct NamedAxis {
  std::string_view name;
  int64_t length;
};

std::vector<NamedAxis> axes_of(const BenchCase& given) {
  const Axes& a = given.axes;
  if (given.voxelizes()) return {{"N", a.N}, {"F", a.F}, {"X", a.X}, {"Y", a.Y}, {"Z", a.Z}};
  std::vector<NamedAxis> axes{{"B", a.B}, {"S", a.S}, {"T", a.T}, {"D", a.D}};
  if (given.op == "fuse") axes.insert(axes.begin(), {"K", a.K});
  return axes;
}

Axes stream_axes(int64_t B, int64_t S, int64_t T, int64_t D, int64_t K = 1) {
  return {.K = K, .B = B, .S = S, .T = T, .D = D};
}

Axes cube(int64_t N, int64_t F, int64_t edge) {
  return {.N = N, .F = F, .X = edge, .Y = edge, .Z = edge};
}

// Times about `period` apart.
void fill_times(Random& random, double* times, int64_t batches, int64_t count, double period) {
  for (int64_t n = 0; n < batches * count; ++n)
    times[n] = (static_cast<double>(n % count) + random.uniform(0, 0.8)) * period;
}

void fill_values(Random& random, const void* x, int64_t count, DType dtype) {
  for (int64_t i = 0; i < count; ++i) {
    const float value = random.normal();
    if (dtype == DType::float32) static_cast<float*>(const_cast<void*>(x))[i] = value;
    else
      static_cast<uint16_t*>(const_cast<void*>(x))[i] =
          static_cast<uint16_t>(std::bit_cast<uint32_t>(value) >> 16);
  }
}

}  // namespace

std::vector<BenchCase> bench_cases(bool quick) {
  constexpr DType f32 = DType::float32, bf16 = DType::bfloat16;
  std::vector<BenchCase> cases{
      {"resample", f32, stream_axes(1, 100, 50, 8)},
      {"fuse", f32, stream_axes(4, 100, 50, 64, 3)},
      {"voxelize", f32, cube(10'000, 0, 32), VoxelMode::count},
      {"voxelize", f32, cube(10'000, 4, 32), VoxelMode::sum},
  };
  if (quick) return cases;
  const std::vector<BenchCase> more{
      {"resample", f32, stream_axes(32, 500, 256, 256)},
      {"resample", bf16, stream_axes(32, 500, 256, 256)},
      {"resample", f32, stream_axes(256, 500, 250, 32)},
      {"resample", bf16, stream_axes(256, 500, 250, 32)},
      {"resample", f32, stream_axes(64, 4096, 1024, 32)},
      {"resample", f32, stream_axes(256, 1000, 1000, 512)},
      {"resample", bf16, stream_axes(256, 1000, 1000, 512)},
      {"fuse", f32, stream_axes(64, 200, 100, 64, 3)},
      {"fuse", bf16, stream_axes(64, 200, 100, 64, 3)},
      {"voxelize", f32, cube(500'000, 0, 128), VoxelMode::count},
      {"voxelize", f32, cube(500'000, 0, 128), VoxelMode::occupancy},
      {"voxelize", f32, cube(500'000, 4, 64), VoxelMode::sum},
      {"voxelize", f32, cube(500'000, 4, 64), VoxelMode::mean},
      {"voxelize", f32, cube(500'000, 4, 64), VoxelMode::min},
      {"voxelize", f32, cube(500'000, 4, 64), VoxelMode::max},
      {"voxelize", f32, cube(50'000'000, 0, 128), VoxelMode::count},
  };
  cases.insert(cases.end(), more.begin(), more.end());
  return cases;
}

std::string BenchCase::name() const {
  std::ostringstream name;
  name << op << '/';
  if (voxelizes()) name << mode_names[static_cast<size_t>(mode)] << '-';
  bool first = true;
  for (const auto& [axis, length] : axes_of(*this)) {
    name << (first ? "" : "-") << axis << length;
    first = false;
  }
  name << '/' << dtype_name(dtype);
  return name.str();
}

std::string BenchCase::axes_json() const {
  JsonObject json;
  for (const auto& [axis, length] : axes_of(*this)) json.number(axis, length);
  if (voxelizes()) json.text("mode", mode_names[static_cast<size_t>(mode)]);
  return json.str();
}

Cost BenchCase::cost() const {
  for (const Op& known : ops())
    if (known.name == op) return known.cost(axes, dtype);
  return {};
}

int64_t BenchCase::result_bytes() const {
  if (voxelizes()) return axes.X * axes.Y * axes.Z * (counts() ? 1 : axes.F) * 4;
  return axes.B * axes.T * axes.K * axes.D * (dtype == DType::float32 ? 4 : 2);
}

Operands::Operands(const BenchCase& given, cuda::Arena& arena) {
  const Axes& a = given.axes;
  if (given.voxelizes()) {
    points = arena.take<float>(3 * a.N);
    features = arena.take<float>(a.N * a.F);
  } else {
    for (int64_t k = 0; k < a.K; ++k) {
      const char* x = arena.take<char>(a.B * a.S * a.D * (given.dtype == DType::float32 ? 4 : 2));
      streams.push_back({x, arena.take<double>(a.B * a.S), a.S, a.D});
    }
    t = arena.take<double>(a.B * a.T);
  }
  result = arena.take<char>(given.result_bytes());
}

Interpolation Operands::interpolation(const BenchCase& given) const {
  const Axes& a = given.axes;
  return {given.dtype, Outside::clamp, streams, t, a.B, a.T, result, a.K * a.D};
}

Voxelization Operands::voxelization(const BenchCase& given) const {
  const Axes& a = given.axes;
  const double edge[3] = {1.0 / static_cast<double>(a.X), 1.0 / static_cast<double>(a.Y),
                          1.0 / static_cast<double>(a.Z)};
  return {given.mode,
          points,
          a.N,
          given.counts() ? nullptr : features,
          given.counts() ? 0 : a.F,
          {0, 0, 0},
          {edge[0], edge[1], edge[2]},
          {a.X, a.Y, a.Z},
          result};
}

int64_t operand_bytes(const BenchCase& given) {
  cuda::Arena arena;
  const Operands operands(given, arena);
  return arena.bytes();
}

void fill(const BenchCase& given, const Operands& operands) {
  const Axes& a = given.axes;
  Random random(3);
  for (int64_t i = 0; given.voxelizes() && i < 3 * a.N; ++i)
    operands.points[i] = static_cast<float>(random.uniform(-0.025, 1.025));
  if (given.voxelizes()) return fill_values(random, operands.features, a.N * a.F, DType::float32);
  for (const StreamView& stream : operands.streams) {
    fill_values(random, stream.x, a.B * a.S * a.D, given.dtype);
    fill_times(random, const_cast<double*>(stream.s), a.B, a.S, 1);
  }
  fill_times(random, operands.t, a.B, a.T, static_cast<double>(a.S) / static_cast<double>(a.T));
}

}  // namespace colophon::check
