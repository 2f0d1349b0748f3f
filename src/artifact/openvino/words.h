// SPDX-License-Identifier: Apache-2.0
// How the IR writes types and shapes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/model_file.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact::openvino {

/// `f32` and `FP32` are float32; a word without a counterpart stays itself; `dynamic` is nothing.
std::string data_type_of(std::string_view word);

/// `3`, `?`, `-1`, `1..8`.
base::Result<Dimension> dimension_of(std::string_view text);

/// `1,3,?,?`; nothing for `...`, a rank that is not known.
base::Result<std::optional<std::vector<Dimension>>> shape_of(std::string_view text);

}  // namespace stacmlm::artifact::openvino
