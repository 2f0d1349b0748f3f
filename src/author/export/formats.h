// SPDX-License-Identifier: Apache-2.0
// The formats, one file each. Each has carried or noted what it knows of when it returns.
#pragma once

#include <string>
#include <vector>

#include "author/export/subject.h"

namespace stacmlm::author {

/// What a format has to offer to export.cc.
struct Exporter {
  ExportFormat format;
  bool (*loads)(json::Value asset);
  std::vector<ExportedFile> (*write)(const Subject& subject, Notes& notes);
  /// Why a member that was not told of is left out.
  std::string (*why_left)(json::Value value);
};

extern const Exporter kTriton;
extern const Exporter kMlflow;
extern const Exporter kDeepness;
extern const Exporter kEmd;

}  // namespace stacmlm::author
