// SPDX-License-Identifier: Apache-2.0
#include "artifact/saved_model/shape.h"

#include <fmt/format.h>

#include "artifact/collector.h"
#include "artifact/limits.h"

namespace stacmlm::artifact::saved_model {

using protobuf::Field;
using protobuf::Message;

base::Result<std::optional<std::vector<Dimension>>> read_shape(Message message) {
  constexpr std::uint32_t kDim = 2;
  constexpr std::uint32_t kUnknownRank = 3;
  constexpr std::uint32_t kSize = 1;
  constexpr std::uint32_t kName = 2;
  std::vector<Dimension> shape;
  bool has_rank = true;
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    if (field.number == kUnknownRank && field.is_varint()) has_rank = field.value == 0;
    if (field.number != kDim || !field.is_bytes()) return {};
    if (shape.size() == kMostDimensions)
      return over_limit(fmt::format("a shape of more than {} dimensions", kMostDimensions));
    Dimension dimension{0, {}};
    Message inner = message.nested(field);
    STACMLM_CHECK(inner.each([&](const Field& part) -> base::Result<void> {
      if (part.number == kSize && part.is_varint())
        dimension.size = static_cast<std::int64_t>(part.value);
      if (part.number == kName && part.is_bytes()) {
        STACMLM_TRY(dimension.name, inner.text(part, kLongestName));
      }
      return {};
    }));
    if (dimension.size >= 0) dimension.name.clear();
    if (dimension.size < 0) dimension.size = -1;
    shape.push_back(std::move(dimension));
    return {};
  }));
  if (!has_rank) return std::optional<std::vector<Dimension>>();
  return std::optional(std::move(shape));
}

}  // namespace stacmlm::artifact::saved_model
