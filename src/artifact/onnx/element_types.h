// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace stacmlm::artifact::onnx {

/// Our word for a number of TensorProto.DataType; empty if it has none.
std::string_view element_type_of(std::uint64_t number);

}  // namespace stacmlm::artifact::onnx
