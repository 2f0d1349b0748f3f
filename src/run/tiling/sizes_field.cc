// SPDX-License-Identifier: Apache-2.0
#include "run/tiling/sizes_field.h"

#include <fmt/format.h>

namespace stacmlm::run {

base::Result<AxisField> field_of_sizes(std::int64_t image, std::int64_t output) {
  AxisField field;
  if (image < 1 || output < 1 || image == output) return field;
  if (image % output == 0) {
    field.stride = field.step.over = image / output;
    return field;
  }
  if (output % image == 0) {
    field.step.under = output / image;
    return field;
  }
  if (output > image) {
    return base::fail(
        base::ErrorKind::kUnsupported,
        fmt::format("the model makes {} pixels of {}, which is no whole multiple", output, image));
  }
  field.lost = image - output;
  field.before = field.lost / 2;
  field.remainder_outputs = -field.lost;
  return field;
}

}  // namespace stacmlm::run
