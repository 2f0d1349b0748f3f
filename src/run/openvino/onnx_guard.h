// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/base/result.h"

namespace stacmlm::run::ov {

/// OpenVINO ends the program on some operators that lack inputs. `kUnsupported`: the ONNX model has
/// an operator that is not known, has a graph inside, or does not have the inputs that it takes.
base::Result<void> check_onnx(const std::string& path);

}  // namespace stacmlm::run::ov
