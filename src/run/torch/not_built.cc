// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/run/runtime.h"

namespace stacmlm::run {

base::Result<std::unique_ptr<Runtime>> open_torch(const RuntimeOptions& /*options*/) {
  return base::fail(
      base::ErrorKind::kUnsupported,
      "built without TorchScript: -DSTACMLM_WITH_TORCH=ON builds it in, with libtorch; "
      "models that torch.onnx.export writes are run without it");
}

}  // namespace stacmlm::run
