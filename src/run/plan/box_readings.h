// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "run/plan/planning.h"

namespace stacmlm::run {

/// A way to read a tensor that its shape allows.
struct BoxReading {
  BoxFormat format = BoxFormat::kYolo;
  std::int64_t columns = 0;
  bool is_transposed = false;
};

/// The task is to find boxes that have an angle.
bool is_of_rotated(std::string_view task);
bool is_of_ultralytics(const Planning& planning);

/// The ways to read one tensor that has all; those with an angle where somebody says that there is
/// one, or the shape is that of YOLO's. @pre task, classes and mask_columns are planned
base::Result<std::vector<BoxReading>> readings_of(const Planning& planning,
                                                  const artifact::Tensor& tensor);

/// Takes the reading that somebody named, or the first one; asks where it is not certain. `gives`:
/// the shape, for messages.
base::Result<void> choose_reading(Planning& planning, const std::vector<BoxReading>& readings,
                                  const std::string& gives, bool is_certain);

}  // namespace stacmlm::run
