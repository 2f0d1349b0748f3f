// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "artifact/archive/archive.h"
#include "artifact/collector.h"
#include "stacmlm/artifact/format.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

/// What is looked at to tell the format of a file.
struct Probe {
  const Source& source;
  std::string_view head;             ///< the first bytes, 4096 at most
  const Archive* archive = nullptr;  ///< if it is a zip that can be read
};

/// One format: what is known of it, how it is told from others, and how it is read. Stands in the
/// format's own folder; format/formats.cc lists all.
struct FormatReader {
  Format facts;
  bool (*looks_like)(const Probe& probe) = nullptr;
  /// Reads the structure into the collector. An Error that is about the file's content (not
  /// kIo, kNotFound, kBackend) becomes ModelFile::fault; what was collected before stays. A file
  /// beside this one that cannot be read is no Error, but a finding (source/companion.h). Null if
  /// the format is recognised only.
  base::Result<void> (*read)(const Probe& probe, Collector& collector) = nullptr;
};

}  // namespace stacmlm::artifact
