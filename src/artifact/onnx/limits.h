// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "artifact/limits.h"

namespace stacmlm::artifact::onnx {

inline constexpr std::size_t kLongestMadeName = 512;  ///< of a tensor that has none of its own
inline constexpr int kDeepest = 64;                   ///< graphs in nodes, types in types

}  // namespace stacmlm::artifact::onnx
