// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/run/runtime.h"

namespace stacmlm::run {

base::Result<std::unique_ptr<Runtime>> open_openvino(const RuntimeOptions& /*options*/) {
  return base::fail(base::ErrorKind::kUnsupported, "built without OpenVINO");
}

}  // namespace stacmlm::run
