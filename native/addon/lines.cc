#include "lines.h"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "../lines/line_append.h"
#include "../lines/line_reader.h"

namespace colophon {
namespace {

std::string bytes_of(const Napi::Value& value) {
  const auto bytes = value.As<Napi::Uint8Array>();
  return {reinterpret_cast<const char*>(bytes.Data()), bytes.ByteLength()};
}

int32_t int_of(const Napi::Value& value) { return value.As<Napi::Number>().Int32Value(); }
double number_of(const Napi::Value& value) { return value.As<Napi::Number>().DoubleValue(); }
bool bool_of(const Napi::Value& value) { return value.As<Napi::Boolean>().Value(); }

// The handle that a value of @duckdb/node-bindings stands for.
DuckDbApi::Handle handle_of(const Napi::Value& value) {
  void* handle = nullptr;
  if (napi_get_value_external(value.Env(), value, &handle) != napi_ok || handle == nullptr)
    throw Napi::TypeError::New(value.Env(), "expected an appender of @duckdb/node-bindings");
  return handle;
}

class Lines : public Napi::ObjectWrap<Lines> {
 public:
  explicit Lines(const Napi::CallbackInfo& info)
      : Napi::ObjectWrap<Lines>(info), reader_(info[0].As<Napi::Number>().Uint32Value()) {}

  static Napi::Function make(Napi::Env env) {
    return DefineClass(env, "Lines",
                       {InstanceMethod("template", &Lines::add_template), InstanceMethod("stream", &Lines::add_stream),
                        InstanceMethod("rest", &Lines::rest), InstanceMethod("series", &Lines::set_series), InstanceMethod("thread", &Lines::set_thread),
                        InstanceMethod("scan", &Lines::scan), InstanceMethod("advance", &Lines::advance),
                        InstanceMethod("drop", &Lines::drop), InstanceMethod("rescan", &Lines::rescan), InstanceMethod("line", &Lines::line),
                        InstanceMethod("taken", &Lines::taken), InstanceMethod("append", &Lines::append),
                        InstanceMethod("appendUnits", &Lines::append_places)});
  }

 private:
  // template(literals, slots, keepsTexts) → its number
  Napi::Value add_template(const Napi::CallbackInfo& info) {
    const auto literals = info[0].As<Napi::Array>();
    const auto slots = info[1].As<Napi::Array>();
    std::vector<std::string> texts;
    std::vector<Slot> kinds;
    for (uint32_t i = 0; i < literals.Length(); ++i) texts.push_back(bytes_of(literals.Get(i)));
    for (uint32_t i = 0; i < slots.Length(); ++i) kinds.push_back(static_cast<Slot>(int_of(slots.Get(i))));
    return Napi::Number::New(info.Env(), reader_.add_template(LineTemplate(std::move(texts), std::move(kinds), bool_of(info[2]))));
  }

  // stream(template, keys, {series, thread, namesRun, timeKind, target, id}) → its number
  Napi::Value add_stream(const Napi::CallbackInfo& info) {
    const auto of = info[2].As<Napi::Object>();
    Stream stream;
    stream.series = int_of(of.Get("series"));
    stream.thread = int_of(of.Get("thread"));
    stream.names_run = bool_of(of.Get("namesRun"));
    stream.time_kind = int_of(of.Get("timeKind"));
    stream.target = static_cast<Target>(int_of(of.Get("target")));
    stream.id = int_of(of.Get("id"));
    return Napi::Number::New(info.Env(), reader_.add_stream(int_of(info[0]), bytes_of(info[1]), stream));
  }

  Napi::Value rest(const Napi::CallbackInfo& info) {
    reader_.rest(int_of(info[0]));
    return info.Env().Undefined();
  }

  // series(number, last, epoch): NaN where there is none
  Napi::Value set_series(const Napi::CallbackInfo& info) {
    const double last = number_of(info[1]), epoch = number_of(info[2]);
    reader_.set_series(int_of(info[0]), last == last, last, epoch == epoch, epoch);
    return info.Env().Undefined();
  }

  // thread() → the one that lines without a name belong to; thread(number) sets it
  Napi::Value set_thread(const Napi::CallbackInfo& info) {
    if (info.Length() > 0) reader_.set_thread(int_of(info[0]));
    return Napi::Number::New(info.Env(), reader_.thread());
  }

  // scan(bytes, length) → lines; the bytes stay until the next scan
  Napi::Value scan(const Napi::CallbackInfo& info) {
    const auto bytes = info[0].As<Napi::Uint8Array>();
    const auto length = static_cast<size_t>(info[1].As<Napi::Number>().Int64Value());
    if (length > bytes.ByteLength() || length > std::numeric_limits<uint32_t>::max())
      throw Napi::RangeError::New(info.Env(), "scan: expected a length within the bytes and 4 GiB");
    held_ = Napi::Persistent(bytes.As<Napi::Object>());
    reader_.scan(reinterpret_cast<const char*>(bytes.Data()), length);
    return Napi::Number::New(info.Env(), static_cast<double>(reader_.line_count()));
  }

  // advance(line) → the first line from there on that is left to the caller
  Napi::Value advance(const Napi::CallbackInfo& info) {
    return Napi::Number::New(info.Env(), static_cast<double>(reader_.advance(line_of(info))));
  }

  Napi::Value drop(const Napi::CallbackInfo& info) {
    reader_.drop(line_of(info));
    return info.Env().Undefined();
  }

  Napi::Value rescan(const Napi::CallbackInfo& info) {
    reader_.rescan(line_of(info));
    return Napi::Number::New(info.Env(), static_cast<double>(reader_.line_count()));
  }

  // line(line, place): place[0] and place[1] become its range in the bytes
  Napi::Value line(const Napi::CallbackInfo& info) {
    const size_t line = line_of(info);
    auto place = info[1].As<Napi::Float64Array>();
    const Part& part = reader_.part_of(line);
    place[0] = part.starts[line - part.first_line];
    place[1] = part.ends[line - part.first_line];
    return info.Env().Undefined();
  }

  // taken() → per stream: [stream, lines, last line, values per line, then step, epoch or NaN, values … of the last lines],
  // and forgets
  Napi::Value taken(const Napi::CallbackInfo& info) {
    auto found = Napi::Array::New(info.Env());
    uint32_t count = 0;
    auto& all = reader_.taken();
    for (size_t i = 0; i < all.size(); ++i) {
      if (all[i].rows == 0) continue;
      found.Set(count++, rows_of(info.Env(), i, all[i]));
      all[i].rows = 0;
    }
    return found;
  }

  Napi::Value rows_of(Napi::Env env, size_t stream, const Taken& taken) {
    const bool stepped = reader_.stream(static_cast<int32_t>(stream)).series >= 0;
    const size_t kept = stepped ? std::min<uint64_t>(taken.rows, Taken::memory) : 0;
    std::vector<double> flat{static_cast<double>(stream), static_cast<double>(taken.rows),
                             static_cast<double>(taken.recent[(taken.rows - 1) % Taken::memory]), 0};
    for (size_t k = 0; k < kept; ++k) {
      const size_t line = taken.recent[(taken.rows - kept + k) % Taken::memory];
      const Part& part = reader_.part_of(line);
      const size_t at = line - part.first_line;
      flat[3] = static_cast<double>(part.value_at[at + 1] - part.value_at[at]);
      flat.push_back(part.steps[at]);
      flat.push_back(part.epochs[at]);
      flat.insert(flat.end(), part.values.begin() + static_cast<int64_t>(part.value_at[at]),
                  part.values.begin() + static_cast<int64_t>(part.value_at[at + 1]));
    }
    auto out = Napi::Float64Array::New(env, flat.size());
    std::copy(flat.begin(), flat.end(), out.Data());
    return out;
  }

  // append(library, firstUnit, [[point, point_set, event_line] per thread])
  Napi::Value append(const Napi::CallbackInfo& info) {
    return guarded(info, [&] {
      const auto threads = info[2].As<Napi::Array>();
      std::vector<Appenders> appenders;
      for (uint32_t i = 0; i < threads.Length(); ++i) {
        const auto three = threads.Get(i).As<Napi::Array>();
        appenders.push_back({handle_of(three.Get(0u)), handle_of(three.Get(1u)), handle_of(three.Get(2u))});
      }
      append_lines(api_of(info), reader_, info[1].As<Napi::Number>().Int64Value(), appenders);
    });
  }

  // appendUnits(library, appender, sourceId, firstUnit, start)
  Napi::Value append_places(const Napi::CallbackInfo& info) {
    return guarded(info, [&] {
      append_units(api_of(info), reader_, handle_of(info[1]), info[2].As<Napi::String>().Utf8Value(),
                   info[3].As<Napi::Number>().Int64Value(), info[4].As<Napi::Number>().Int64Value());
    });
  }

  static const DuckDbApi& api_of(const Napi::CallbackInfo& info) {
    return DuckDbApi::load(info[0].As<Napi::String>().Utf8Value());
  }

  template <typename Work>
  static Napi::Value guarded(const Napi::CallbackInfo& info, Work&& work) {
    try {
      work();
    } catch (const std::runtime_error& error) {
      throw Napi::Error::New(info.Env(), error.what());
    }
    return info.Env().Undefined();
  }

  size_t line_of(const Napi::CallbackInfo& info) {
    const auto line = static_cast<size_t>(info[0].As<Napi::Number>().Int64Value());
    if (line >= reader_.line_count()) throw Napi::RangeError::New(info.Env(), "expected a line of the block");
    return line;
  }

  LineReader reader_;
  Napi::ObjectReference held_;
};

}  // namespace

Napi::Function lines_class(Napi::Env env) { return Lines::make(env); }

}  // namespace colophon
