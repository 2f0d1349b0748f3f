// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "artifact/archive/archive.h"
#include "artifact/collector.h"
#include "artifact/pickle/harmless.h"
#include "artifact/pickle/machine.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact::pt2 {

/// What torch.save wrote into an archive: an archive of its own with a pickle in it, or a pickle.
/// One level deep: nothing within them is opened as an archive.
class PickledParts {
 public:
  /// Says what runs when the entry is loaded. What is neither is not analysed.
  base::Result<void> tell(const Archive& archive, const ArchiveEntry& entry, Collector& collector);

 private:
  base::Result<void> tell_archive(const Source& source, const ArchiveEntry& entry,
                                  pickle::Loader loader, Collector& collector);
  base::Result<void> tell_pickle(const Source& source, const std::string& name,
                                 pickle::Loader loader, Collector& collector);

  pickle::MachineLimits budget_;  // of all pickles of the file together
};

}  // namespace stacmlm::artifact::pt2
