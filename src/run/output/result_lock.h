// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "run/output/result_places.h"
#include "stacmlm/base/result.h"

namespace stacmlm::run {

/// What keeps other runs, of this machine or of others that share the folder, from writing the same
/// result, until it is destroyed or the process ends: a lock on an empty file beside the result,
/// `.NAME.lock`. A process that is killed leaves the file, and no lock. Where file systems know no
/// locks, it keeps nobody away.
/// `kInvalidArgument`: another run is writing it.
base::Result<std::shared_ptr<const void>> lock_result(const ResultPlaces& places);

}  // namespace stacmlm::run
