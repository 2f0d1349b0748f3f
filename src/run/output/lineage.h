// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/run/plan.h"
#include "stacmlm/run/scene.h"

namespace stacmlm::run {

/// Every choice of a plan, as Markdown, for `processing:lineage`.
std::string lineage_of(const Plan& plan, const Scene& scene);

/// A number as short as it can be told.
std::string number_text(double number);

}  // namespace stacmlm::run
