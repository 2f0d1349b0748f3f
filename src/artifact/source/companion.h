// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

#include "artifact/collector.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::artifact {

/// A file beside a model, in which the model says that a part of it lies. Null if it lies
/// elsewhere, cannot be opened or is not there, which is told as a danger; of one that is not there
/// `when_missing` says what that means (empty: nothing).
std::unique_ptr<Source> open_companion(const Source& model, std::string_view name,
                                       std::string_view when_missing, Collector& collector);

/// What came of reading such a file. That it could not be read, which is an Error of the call for
/// the model's own file, is told as a danger.
base::Result<void> read_of_companion(base::Result<void> read, std::string_view name,
                                     Collector& collector);

}  // namespace stacmlm::artifact
