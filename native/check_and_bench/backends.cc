#include "backends.h"

#include <stdexcept>

#include "../cuda/emulation.h"
#ifdef COLOPHON_CUDA
#include "../cuda/backend.h"
#endif

namespace colophon::check {
namespace {

BackendState cuda_state() {
#ifdef COLOPHON_CUDA
  const char* why = "";
  const Backend* backend = colophon_cuda_backend(&why);
  return {"cuda", backend, backend ? "" : why};
#else
  return {"cuda", nullptr, "this program was built without it"};
#endif
}

}  // namespace

std::vector<BackendState> backend_states() {
  return {{"cpu", &cpu_backend, ""}, {"cuda-emulation", &cuda::emulation, ""}, cuda_state()};
}

std::vector<const Backend*> find_backends(std::string_view name) {
  std::vector<const Backend*> found;
  std::string known;
  for (const auto& [here, backend, why] : backend_states()) {
    if (name == here && !backend)
      throw std::invalid_argument("no backend " + here + " here: " + why);
    if (backend && (name.empty() || name == here)) found.push_back(backend);
    known += (known.empty() ? "" : ", ") + here;
  }
  if (found.empty())
    throw std::invalid_argument("no backend " + std::string(name) + ", expected " + known);
  return found;
}

}  // namespace colophon::check
