// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace stacmlm::artifact::torch {

/// Operators of PyTorch's namespace `aten` that take and give tensors, numbers, texts and lists of
/// them, and touch nothing else. Sorted.
std::span<const std::string_view> aten_names();

}  // namespace stacmlm::artifact::torch
