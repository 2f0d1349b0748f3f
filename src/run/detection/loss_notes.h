// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "run/detection/detection_sink.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {

/// One sentence for each kind of loss that there was, and for what looks as if an option were
/// wrong; that option is named.
std::vector<std::string> notes_of(const DetectionLoss& loss, const OutputPlan& plan);

}  // namespace stacmlm::run
