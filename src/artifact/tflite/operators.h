// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace stacmlm::artifact::tflite {

/// Numbers of BuiltinOperator that do not say what they do.
inline constexpr std::int64_t kCustom = 32;
inline constexpr std::int64_t kStablehloCustomCall = 173;

/// The schema's name for an operator that comes with the runtime; empty if the number is not known.
std::string_view builtin_name(std::int64_t number);

}  // namespace stacmlm::artifact::tflite
