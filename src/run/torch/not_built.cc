// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/run/runtime.h"

namespace stacmlm::run {

base::Result<std::unique_ptr<Runtime>> open_torch(const RuntimeOptions& /*options*/) {
  return base::fail(base::ErrorKind::kUnsupported,
                    "built without TorchScript, which takes libtorch and "
                    "-DSTACMLM_WITH_TORCH=ON; torch.onnx.export writes what is run here");
}

}  // namespace stacmlm::run
