// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/artifact/model_file.h"

namespace stacmlm::artifact {

struct ModelJsonOptions {
  std::string_view path = {};  ///< what the user called the file; empty: no member `path`
  bool weights = false;        ///< list the stored tensors too
};

/// What a model file says, as one JSON object on one line, without a line end. Its members and what
/// null means in each: docs/reference/inspect.schema.json. Always valid JSON: bytes of the file's
/// texts that are no UTF-8 become U+FFFD. Numbers are exact; up to 20 digits.
///
/// ```cpp
/// std::puts(artifact::model_json(*artifact::inspect(*source), {.path = "unet.onnx"}).c_str());
/// ```
std::string model_json(const ModelFile& model, const ModelJsonOptions& options = {});

}  // namespace stacmlm::artifact
