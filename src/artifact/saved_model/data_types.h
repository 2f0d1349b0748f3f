// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace stacmlm::artifact::saved_model {

/// Our word for a number of TensorFlow's DataType; empty if it has none.
std::string_view data_type_of(std::uint64_t number);

}  // namespace stacmlm::artifact::saved_model
