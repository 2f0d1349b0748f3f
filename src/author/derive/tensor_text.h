// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "author/derive/dimension_order.h"
#include "stacmlm/artifact/model_file.h"

namespace stacmlm::author {

/// The JSON text of a structure object, without what nobody knows. `data_type` is for tensors whose
/// type the file does not state.
std::string structure_text(const artifact::Tensor& tensor, const DimensionNames& order,
                           std::string_view data_type);

}  // namespace stacmlm::author
