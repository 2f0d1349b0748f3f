// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "artifact/collector.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

/// Under which the MLM metadata of a model stand in its file: a key of `metadata_props` of ONNX and
/// of `__metadata__` of safetensors, an entry in `extra/` of archives of PyTorch.
inline constexpr std::string_view kItemKey = "mlm-metadata";

/// Keeps the text of them, within the limits.
inline base::Result<void> keep_embedded_item(std::string text, Collector& collector) {
  STACMLM_CHECK(collector.keep(text.size()));
  collector.model().embedded_item = std::move(text);
  return {};
}

}  // namespace stacmlm::artifact
