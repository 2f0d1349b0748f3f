// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/artifact/model_file.h"

namespace stacmlm::cli {

struct ModelTextOptions {
  bool colour = false;
  bool tensors = false;  ///< a table of the stored tensors
};

/// What a model file says, for a terminal: what runs when it is loaded first. What is too long for
/// one to read is cut, and it says how much is missing.
std::string model_text(std::string_view path, const artifact::ModelFile& model,
                       const ModelTextOptions& options);

/// The verdict and every finding behind it.
std::string danger_text(std::string_view path, const artifact::ModelFile& model, bool colour);

}  // namespace stacmlm::cli
