#pragma once

#include <napi.h>

namespace colophon {

// The class Lines: native/lines for JavaScript, as loaders/formats/line-scanner.ts declares it.
Napi::Function lines_class(Napi::Env env);

}  // namespace colophon
