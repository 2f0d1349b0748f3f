// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "run/detection/decode.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {

/// What was left out of a layer of detections.
struct DetectionLoss {
  DecodeCounts decoded;         ///< of all tiles
  std::uint64_t empty = 0;      ///< masks without a pixel
  std::uint64_t on_nodata = 0;  ///< boxes more than half of which are nodata
  std::uint64_t unnamed = 0;    ///< written, with a label that no class has
  std::uint64_t pieces = 0;     ///< masks in several pieces, of which the largest one is written

  DetectionLoss& operator+=(const DetectionLoss& other);
};

/// One sentence for each kind of loss that there was, and for what looks as if an option were
/// wrong; that option is named.
std::vector<std::string> notes_of(const DetectionLoss& loss, const OutputPlan& plan);

}  // namespace stacmlm::run
