// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace stacmlm::artifact::tensorflow {

/// True for an operator of TensorFlow that reads or writes files whose names stand in the graph, or
/// that calls Python.
bool reaches_outside(std::string_view operator_type);

}  // namespace stacmlm::artifact::tensorflow
