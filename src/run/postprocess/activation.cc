// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "run/postprocess/postprocess.h"

namespace stacmlm::run {

void apply_softmax(Scores& scores) {
  const auto pixels = static_cast<std::size_t>(scores.width * scores.height);
  const auto channels = static_cast<std::size_t>(scores.channels);
  std::vector<float> most(scores.values.begin(), scores.values.begin() + pixels);
  for (std::size_t c = 1; c < channels; ++c) {
    const float* in = scores.values.data() + c * pixels;
    for (std::size_t i = 0; i < pixels; ++i) most[i] = std::max(most[i], in[i]);
  }
  std::vector<float> sum(pixels, 0);
  for (std::size_t c = 0; c < channels; ++c) {
    float* at = scores.values.data() + c * pixels;
    for (std::size_t i = 0; i < pixels; ++i) {
      at[i] = std::exp(at[i] - most[i]);
      sum[i] += at[i];
    }
  }
  for (std::size_t c = 0; c < channels; ++c) {
    float* at = scores.values.data() + c * pixels;
    for (std::size_t i = 0; i < pixels; ++i) at[i] /= sum[i];
  }
}

void apply_sigmoid(Scores& scores) {
  for (float& value : scores.values) value = 1 / (1 + std::exp(-value));
}

}  // namespace stacmlm::run
