// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "stacmlm/artifact/model_file.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

struct InspectLimits {
  std::size_t weights = 1'000'000;
  std::size_t kept_bytes = std::size_t{192} << 20U;  ///< of names, metadata and findings in memory
  std::size_t header_bytes = std::size_t{100} << 20U;  ///< of one text that must be read whole
};

/// Reads what a model file says about itself: its structure, never its weights. Nothing is
/// executed, imported or unpickled. The format is told by content. A file that is broken, or no
/// model, is no Error: `fault` says what is wrong and the verdict is not kDataOnly. An Error if
/// its own bytes cannot be read. Safe to call from several threads with a Source each.
///
/// ```cpp
/// auto source = artifact::open_source("unet.onnx");
/// if (!source) return report(source.error());
/// auto model = artifact::inspect(**source);
/// if (model && model->verdict == artifact::Verdict::kDataOnly) print(model->inputs);
/// ```
base::Result<ModelFile> inspect(const Source& source, const InspectLimits& limits = {});

/// The file is of a format that is read, and it was read to its end. (The verdict may still be
/// kUnknown.)
bool was_read(const ModelFile& model);

}  // namespace stacmlm::artifact
