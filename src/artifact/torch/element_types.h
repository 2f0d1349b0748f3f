// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace stacmlm::artifact::torch {

/// Of `FloatStorage`: `float32`. Empty if unknown; the bytes of an untyped storage are `uint8`.
std::string_view element_type_of_storage(std::string_view storage);

/// Of `float32`, `half`, `qint8`; empty if unknown.
std::string_view element_type_of_dtype(std::string_view dtype);

}  // namespace stacmlm::artifact::torch
