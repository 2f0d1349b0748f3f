// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

#include "artifact/collector.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::artifact {

/// A file beside a model, in which the model says that a part of it lies. Null if it lies elsewhere
/// or is not there, which is told as a danger; of one that is not there `when_missing` says what
/// that means (empty: nothing). An Error if it is there and cannot be opened.
base::Result<std::unique_ptr<Source>> open_companion(const Source& model, std::string_view name,
                                                     std::string_view when_missing,
                                                     Collector& collector);

}  // namespace stacmlm::artifact
