// SPDX-License-Identifier: Apache-2.0
#include "author/derive/tensor_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "author/item/json_object.h"
#include "author/item/tensor.h"
#include "stacmlm/artifact/element_type.h"

namespace stacmlm::author {

std::string structure_text(const artifact::Tensor& tensor, const DimensionNames& order,
                           std::string_view data_type) {
  JsonObject object;
  if (tensor.shape) {
    std::vector<std::string> sizes;
    for (const artifact::Dimension& dimension : *tensor.shape)
      sizes.push_back(dimension.size < 0 ? std::string(kAnySize)
                                         : fmt::format("{}", dimension.size));
    object.add("shape", list_of(sizes));
  }
  if (!order.empty()) object.add("dim_order", list_of_texts(order));
  const std::string_view stated = artifact::mlm_data_type(tensor.data_type);
  const std::string_view type = stated.empty() ? data_type : stated;
  if (!type.empty()) object.set_text("data_type", type);
  return object.text();
}

}  // namespace stacmlm::author
