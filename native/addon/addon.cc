// The door to the backends from Node: typed arrays are read and written where they lie.

#include <napi.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>

#include "../cpu/cpu.h"
#include "../cpu/kernels.h"
#include "arguments.h"
#include "cuda_library.h"
#include "lines.h"

namespace colophon {
namespace {

Outcome run_on(const Backend& backend, const Arguments& arguments, const Control& control) {
  if (arguments.interpolation) return backend.interpolate(*arguments.interpolation, control);
  return backend.voxelize(*arguments.voxelization, control);
}

Napi::Value result(Napi::Env env, const Outcome& outcome) {
  auto object = Napi::Object::New(env);
  object.Set("dropped", static_cast<double>(outcome.dropped));
  object.Set("milliseconds", outcome.milliseconds);
  if (outcome.status != Status::refused) {
    object.Set("fault", env.Null());
    return object;
  }
  auto fault = Napi::Object::New(env);
  fault.Set("stream", static_cast<double>(outcome.fault.stream));
  fault.Set("batch", static_cast<double>(outcome.fault.batch));
  object.Set("fault", fault);
  return object;
}

std::string failure(const Backend& backend, const Outcome& outcome) {
  return std::string("the ") + backend.name + " backend failed: " + outcome.error;
}

unsigned threads_of(const Napi::Value& value) { return value.As<Napi::Number>().Uint32Value(); }

// run(job, threads) → outcome
Napi::Value run(const Napi::CallbackInfo& info) {
  const auto& backend = *static_cast<const Backend*>(info.Data());
  const Arguments arguments(info[0].As<Napi::Object>());
  Control control;
  control.threads = threads_of(info[1]);
  const Outcome outcome = run_on(backend, arguments, control);
  if (outcome.status == Status::failed) throw Napi::Error::New(info.Env(), failure(backend, outcome));
  return result(info.Env(), outcome);
}

// Runs a job on a thread of the event loop's pool; the job's arrays are held until it is done.
class Worker : public Napi::AsyncWorker {
 public:
  Worker(Napi::Env env, const Backend& backend, const Napi::Object& job, unsigned threads, const Napi::Int32Array& flag)
      : Napi::AsyncWorker(env, "colophon"),
        backend_(backend),
        arguments_(job),
        held_(Napi::Persistent(job)),
        flag_(Napi::Persistent(flag.As<Napi::Object>())),
        deferred_(Napi::Promise::Deferred::New(env)) {
    static_assert(sizeof(std::atomic<int32_t>) == sizeof(int32_t));
    control_.threads = threads;
    control_.abort = reinterpret_cast<const std::atomic<int32_t>*>(flag.Data());
  }

  Napi::Promise promise() const { return deferred_.Promise(); }

 protected:
  void Execute() override {
    outcome_ = run_on(backend_, arguments_, control_);
    if (outcome_.status == Status::failed) SetError(failure(backend_, outcome_));
  }
  void OnOK() override { deferred_.Resolve(result(Env(), outcome_)); }
  void OnError(const Napi::Error& error) override { deferred_.Reject(error.Value()); }

 private:
  const Backend& backend_;
  Arguments arguments_;
  Napi::ObjectReference held_;
  Napi::ObjectReference flag_;
  Napi::Promise::Deferred deferred_;
  Control control_;
  Outcome outcome_;
};

// runLater(job, threads, flag) → promise of an outcome
Napi::Value run_later(const Napi::CallbackInfo& info) {
  const auto& backend = *static_cast<const Backend*>(info.Data());
  // Napi::AsyncWorker deletes itself when it is done.
  auto worker = std::make_unique<Worker>(info.Env(), backend, info[0].As<Napi::Object>(), threads_of(info[1]),
                                         info[2].As<Napi::Int32Array>());
  const Napi::Promise promise = worker->promise();
  worker.release()->Queue();
  return promise;
}

// copy(from, to, threads) → milliseconds
Napi::Value copy(const Napi::CallbackInfo& info) {
  const auto from = info[0].As<Napi::Uint8Array>();
  auto to = info[1].As<Napi::Uint8Array>();
  if (from.ByteLength() != to.ByteLength()) throw Napi::RangeError::New(info.Env(), "copy: expected equal lengths");
  Control control;
  control.threads = threads_of(info[2]);
  return Napi::Number::New(info.Env(),
                           copy_bytes(from.Data(), to.Data(), static_cast<int64_t>(from.ByteLength()), control));
}

Napi::Object backend_object(Napi::Env env, const Backend& backend) {
  auto object = Napi::Object::New(env);
  auto* data = const_cast<Backend*>(&backend);
  object.Set("run", Napi::Function::New(env, run, "run", data));
  object.Set("runLater", Napi::Function::New(env, run_later, "runLater", data));
  return object;
}

// loadCuda(path) → the backend, or the words that say why it cannot serve
Napi::Value load_cuda(const Napi::CallbackInfo& info) {
  const CudaLibrary& library = CudaLibrary::load(info[0].As<Napi::String>().Utf8Value());
  if (!library.backend()) return Napi::String::New(info.Env(), library.why());
  return backend_object(info.Env(), *library.backend());
}

Napi::Object start(Napi::Env env, Napi::Object exports) {
  Napi::Object cpu = backend_object(env, cpu_backend);
  cpu.Set("copy", Napi::Function::New(env, copy, "copy"));
  try {
    cpu.Set("instructionSet", kernels().name);
  } catch (const std::invalid_argument& error) {
    throw Napi::Error::New(env, error.what());
  }
  exports.Set("cpu", cpu);
  exports.Set("Lines", lines_class(env));
  exports.Set("loadCuda", Napi::Function::New(env, load_cuda, "loadCuda"));
  return exports;
}

}  // namespace

NODE_API_MODULE(colophon, start)

}  // namespace colophon
