// The door to the CUDA library, which is loaded where there is one and may have no device to serve.
#pragma once

#include "../job.h"

#if defined(__GNUC__)
#define COLOPHON_EXPORT __attribute__((visibility("default")))
#else
#define COLOPHON_EXPORT
#endif

// The backend, or null and in `why` the reason: no driver, no device, or none that the library has
// code for. The reason stays valid. May be called from any thread.
extern "C" COLOPHON_EXPORT const colophon::Backend* colophon_cuda_backend(const char** why);
