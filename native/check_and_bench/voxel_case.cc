#include "voxel_case.h"

#include <cmath>
#include <limits>
#include <sstream>

namespace colophon::check {

VoxelCase::VoxelCase(Random& random, bool faces, bool large)
    : mode_(random.pick({VoxelMode::count, VoxelMode::occupancy, VoxelMode::sum, VoxelMode::mean,
                         VoxelMode::min, VoxelMode::max})),
      count_(large ? random.integer(20'000, 60'000)
                   : random.pick<int64_t>({0, 1, 2, 5, 31, 300, 1025, 3000})),
      width_(counts() ? 0 : random.pick<int64_t>({0, 1, 1, 2, 3, 4, 5})),
      result_offset_(static_cast<size_t>(random.integer(0, 3)) * 4) {
  make_geometry(random);
  points_ =
      Shifted<float>(static_cast<size_t>(3 * count_), static_cast<size_t>(random.integer(0, 3)));
  // Where all are in few cells, those have many points.
  const double spread = random.pick({1.0, 1.0, 1.0, 0.2, 0.0});
  const bool odd = random.chance(0.3);
  float last[3] = {};
  for (int64_t n = 0; n < count_; ++n)
    for (int axis = 0; axis < 3; ++axis) {
      const bool move = n == 0 || random.chance(spread);
      float& value = last[axis];
      if (move) value = coordinate(random, axis, faces);
      if (move && odd && random.chance(0.05)) value = std::bit_cast<float>(random.special());
      points_[static_cast<size_t>(3 * n + axis)] = value;
    }
  features_ = Shifted<float>(static_cast<size_t>(count_ * width_),
                             static_cast<size_t>(random.integer(0, 3)));
  fill_features(random);
}

void VoxelCase::make_geometry(Random& random) {
  for (int axis = 0; axis < 3; ++axis) {
    shape_[axis] = random.pick<int64_t>({1, 2, 3, 7, 16, 25});
    origin_[axis] = random.pick({0.0, -1.0, 0.1, -12.8, 1e6, random.uniform(-2, 2)});
    size_[axis] = random.pick({1.0, 0.1, 0.05, 1.0 / 3, 0.25, 1e-3, random.uniform(0.01, 2)});
  }
  const int axis = static_cast<int>(random.integer(0, 2));
  if (random.chance(0.1)) {
    // Where products with the inverse of a size leave the numbers that they are good for.
    origin_[axis] = random.pick({0.0, 1.5e-323, -1.5e-323, 1e300, -1e308});
    size_[axis] = random.pick({3e-323, 6.0, 5e-324, 1e-310, 1e308, 1.7e308, 1e-45});
  } else if (random.chance(0.03)) {
    // Half the least float64 below zero: the quotient rounds to −0, which is inside, its product
    // with 0.1 does not.
    origin_[axis] = 2.5e-323;
    size_[axis] = 10;
  }
}

float VoxelCase::coordinate(Random& random, int axis, bool faces) const {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  const double cells = static_cast<double>(shape_[axis]);
  if (!faces)
    return static_cast<float>(origin_[axis] + random.uniform(-0.1, cells + 0.1) * size_[axis]);
  const double face = static_cast<double>(random.integer(0, shape_[axis]));
  const auto value = static_cast<float>(origin_[axis] + face * size_[axis]);
  return random.pick(
      {value, value, std::nextafter(value, infinity), std::nextafter(value, -infinity)});
}

// Numbers whose sum float64 holds, numbers of all sizes, numbers that cancel, and what is no
// number.
void VoxelCase::fill_features(Random& random) {
  const int64_t kind = random.integer(0, 5);
  for (size_t i = 0; i < features_.size(); ++i) {
    const uint32_t special = random.special();
    const float any = random.any_finite();
    switch (kind) {
      case 0: features_[i] = random.normal(); break;
      case 1: features_[i] = any; break;
      case 2: features_[i] = random.chance(0.5) ? any : -features_[i - i % 2]; break;
      case 3:
        features_[i] = random.chance(0.1) ? std::bit_cast<float>(special) : random.normal();
        break;
      case 4:
        features_[i] =
            random.pick({1.0f, -1.0f, 0x1p60f, -0x1p60f, 0x1p-149f, -0x1p-149f, 0x1p24f, 1.5f});
        break;
      default:
        features_[i] = std::ldexp(random.normal(), static_cast<int>(random.integer(-149, 120)));
        break;
    }
  }
}

Voxelization VoxelCase::job(void* grid) const {
  return {mode_,
          points_.data(),
          count_,
          counts() ? nullptr : features_.data(),
          width_,
          {origin_[0], origin_[1], origin_[2]},
          {size_[0], size_[1], size_[2]},
          {shape_[0], shape_[1], shape_[2]},
          grid};
}

size_t VoxelCase::result_bytes() const {
  return static_cast<size_t>(shape_[0] * shape_[1] * shape_[2] * (counts() ? 1 : width_)) * 4;
}

std::string VoxelCase::words() const {
  std::ostringstream words;
  words << "mode " << static_cast<int>(mode_) << ", N" << count_ << " F" << width_ << ", origin "
        << origin_[0] << ' ' << origin_[1] << ' ' << origin_[2] << ", size " << size_[0] << ' '
        << size_[1] << ' ' << size_[2] << ", shape " << shape_[0] << ' ' << shape_[1] << ' '
        << shape_[2];
  return words.str();
}

}  // namespace colophon::check
