// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stacmlm::cli {

/// The way from a folder to a file, with `/`; an empty `folder` is the working directory.
std::string relative_path(const std::string& folder, const std::string& to);

/// The href of the file `to` in a document of the folder: `./model.onnx`, `../weights/model.onnx`.
std::string relative_href(const std::string& folder, const std::string& to);

}  // namespace stacmlm::cli
