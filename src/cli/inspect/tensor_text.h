// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/model_file.h"

namespace stacmlm::cli {

/// Says what of `all` is not shown; nothing if all is.
std::string left_out(std::size_t all, std::size_t shown, std::string_view what);

/// A table of inputs or outputs behind an empty line.
std::string ports_text(std::string_view kind,
                       const std::optional<std::vector<artifact::Tensor>>& ports);

/// A table of the stored tensors behind an empty line, with their sum at the end.
std::string tensors_text(const artifact::ModelFile& model);

}  // namespace stacmlm::cli
