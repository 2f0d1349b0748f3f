// SPDX-License-Identifier: Apache-2.0
#include "rules/model/artifact_writers.h"

#include <algorithm>

#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

constexpr std::array<ArtifactWriters, 8> kWriters = {{
    {"torch.", {"PyTorch", ""}},
    {"tf.", {"TensorFlow", "Keras"}},
    {"keras.", {"Keras", "TensorFlow"}},
    {"paddle.", {"Paddle", ""}},
    {"safetensors.torch.", {"PyTorch", ""}},
    {"safetensors.tensorflow.", {"TensorFlow", "Keras"}},
    {"safetensors.flax.", {"Flax", "JAX"}},
    {"safetensors.paddle.", {"Paddle", ""}},
}};

}  // namespace

const ArtifactWriters* writers_of(std::string_view artifact_type) {
  const auto* const found = std::ranges::find_if(kWriters, [&](const ArtifactWriters& writers) {
    return artifact_type.starts_with(writers.prefix);
  });
  return found == kWriters.end() ? nullptr : found;
}

bool are_among(const ArtifactWriters& writers, std::string_view framework) {
  return !framework.empty() && std::ranges::any_of(writers.frameworks, [&](std::string_view name) {
    return same_letters(framework, name);
  });
}

}  // namespace stacmlm::rules
