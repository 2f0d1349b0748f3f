// SPDX-License-Identifier: Apache-2.0
// What the shapes of weights let one guess of inputs and outputs, for files that do not state them.
#pragma once

#include <cstdint>
#include <optional>

#include "stacmlm/artifact/model_file.h"

namespace stacmlm::artifact {

/// A guess: how many channels or values a layer has.
struct Guess {
  bool fits = false;         ///< some layer has as many as are asked for
  std::int64_t nearest = 0;  ///< what the likeliest one has, if none fits
};

/// Whether the first layer may take so many channels. Nothing: no weight lets one guess. Layers are
/// in no order in many files, so that any of them counts.
std::optional<Guess> guess_channels(const ModelFile& file, std::int64_t asked);

/// Whether the last layer may give so many values.
std::optional<Guess> guess_values(const ModelFile& file, std::int64_t asked);

}  // namespace stacmlm::artifact
