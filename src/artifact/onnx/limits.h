// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace stacmlm::artifact::onnx {

inline constexpr std::size_t kLongestName = 65536;
inline constexpr std::size_t kLongestMadeName = 512;  ///< of a tensor that has none of its own
inline constexpr std::size_t kMostDimensions = 64;    ///< that are read; fewer are kept
inline constexpr int kDeepest = 64;                   ///< graphs in nodes, types in types

}  // namespace stacmlm::artifact::onnx
