// The backends that this program was built with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "../job.h"

namespace colophon::check {

// A backend, or null and why it cannot serve here.
struct BackendState {
  std::string name;
  const Backend* backend;
  std::string why;
};

std::vector<BackendState> backend_states();

// Those asked for by name, or all that can serve where the name is empty. Throws
// std::invalid_argument with the names there are where one cannot.
std::vector<const Backend*> find_backends(std::string_view name);

}  // namespace colophon::check
