#include "arguments.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace colophon {
namespace {

struct TensorView {
  void* data;
  std::string dtype;
  std::vector<int64_t> shape;
};

Napi::Error fault(const Napi::Env& env, const std::string& what) {
  return Napi::TypeError::New(env, "colophon addon: " + what);
}

napi_typedarray_type array_type(const std::string& dtype) {
  if (dtype == "float32") return napi_float32_array;
  if (dtype == "bfloat16") return napi_uint16_array;
  if (dtype == "uint32") return napi_uint32_array;
  return napi_float64_array;
}

TensorView tensor(const Napi::Value& value, size_t rank) {
  const auto object = value.As<Napi::Object>();
  TensorView view;
  view.dtype = object.Get("dtype").As<Napi::String>().Utf8Value();
  const auto shape = object.Get("shape").As<Napi::Array>();
  int64_t values = 1;
  for (uint32_t axis = 0; axis < shape.Length(); ++axis) {
    view.shape.push_back(shape.Get(axis).As<Napi::Number>().Int64Value());
    values *= view.shape.back();
  }
  const Napi::Value data = object.Get("data");
  if (!data.IsTypedArray()) throw fault(value.Env(), "expected a tensor over a typed array");
  const auto array = data.As<Napi::TypedArray>();
  if (array.TypedArrayType() != array_type(view.dtype) || view.shape.size() != rank ||
      array.ElementLength() != static_cast<size_t>(values))
    throw fault(value.Env(), "expected a tensor of rank " + std::to_string(rank) + " as long as its shape says");
  view.data = static_cast<char*>(array.ArrayBuffer().Data()) + array.ByteOffset();
  return view;
}

template <typename Value, size_t n>
Value choice(const Napi::Value& value, const std::array<std::string_view, n>& names) {
  const std::string name = value.As<Napi::String>().Utf8Value();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw fault(value.Env(), "expected a known name, found " + name);
  return static_cast<Value>(found - names.begin());
}

void copy_triple(const Napi::Value& value, double (&to)[3]) {
  const auto array = value.As<Napi::Float64Array>();
  if (array.ElementLength() != 3) throw fault(value.Env(), "expected three numbers");
  std::copy_n(array.Data(), 3, to);
}

}  // namespace

Arguments::Arguments(const Napi::Object& job) {
  if (job.Get("kind").As<Napi::String>().Utf8Value() == "interpolation") read_interpolation(job);
  else read_voxelization(job);
}

void Arguments::read_interpolation(const Napi::Object& job) {
  const TensorView t = tensor(job.Get("t"), 2);
  const TensorView y = tensor(job.Get("y"), 3);
  const auto streams = job.Get("streams").As<Napi::Array>();
  int64_t width = 0;
  bool fits = y.shape[0] == t.shape[0] && y.shape[1] == t.shape[1];
  for (uint32_t n = 0; n < streams.Length(); ++n) {
    const auto stream = streams.Get(n).As<Napi::Object>();
    const TensorView x = tensor(stream.Get("x"), 3);
    const TensorView s = tensor(stream.Get("s"), 2);
    fits &= x.dtype == y.dtype && s.dtype == "float64" && x.shape[0] == t.shape[0] && s.shape[0] == x.shape[0] &&
            s.shape[1] == x.shape[1];
    width += x.shape[2];
    streams_.push_back({x.data, static_cast<const double*>(s.data), x.shape[1], x.shape[2]});
  }
  if (!fits || width != y.shape[2] || t.dtype != "float64") throw fault(job.Env(), "expected streams that fit");
  interpolation = Interpolation{
      .dtype = choice<DType>(Napi::String::New(job.Env(), y.dtype), std::array<std::string_view, 2>{"float32", "bfloat16"}),
      .outside = choice<Outside>(job.Get("outside"), std::array<std::string_view, 3>{"clamp", "nan", "linear"}),
      .streams = streams_,
      .t = static_cast<const double*>(t.data),
      .batches = t.shape[0],
      .targets = t.shape[1],
      .y = y.data,
      .width = width,
  };
}

void Arguments::read_voxelization(const Napi::Object& job) {
  const TensorView points = tensor(job.Get("points"), 2);
  const bool counted = job.Get("features").IsNull();
  const TensorView grid = tensor(job.Get("grid"), counted ? 3 : 4);
  Voxelization call{};
  call.mode = choice<VoxelMode>(
      job.Get("mode"), std::array<std::string_view, 6>{"count", "occupancy", "sum", "mean", "min", "max"});
  call.points = static_cast<const float*>(points.data);
  call.count = points.shape[0];
  call.grid = grid.data;
  std::copy_n(grid.shape.begin(), 3, call.shape);
  copy_triple(job.Get("origin"), call.origin);
  copy_triple(job.Get("size"), call.size);
  bool fits = points.dtype == "float32" && points.shape[1] == 3 && grid.dtype == (counted ? "uint32" : "float32") &&
              counted == (call.mode == VoxelMode::count || call.mode == VoxelMode::occupancy);
  if (!counted) {
    const TensorView features = tensor(job.Get("features"), 2);
    call.features = static_cast<const float*>(features.data);
    call.width = features.shape[1];
    fits &= features.dtype == "float32" && features.shape[0] == call.count && grid.shape[3] == call.width;
  }
  for (const int64_t cells : call.shape) fits &= cells >= 1 && cells <= INT32_MAX;
  if (!fits) throw fault(job.Env(), "expected points, features and a grid that fit");
  voxelization = call;
}

}  // namespace colophon
