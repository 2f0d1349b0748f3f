// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stacmlm::artifact::onnx {

/// The classes in the text of a `class_names` (Deepness: JSON) or `names` (Ultralytics: a Python
/// dictionary): numbers from 0 on and their names, or a list. Empty for anything else.
std::vector<std::string> class_names_in(std::string_view text);

}  // namespace stacmlm::artifact::onnx
