// SPDX-License-Identifier: Apache-2.0
// OpenVINO IR: any bytes are read, or said to be broken.
#include "artifact/openvino/openvino.h"
#include "fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return stacmlm::artifact::fuzz_reader(stacmlm::artifact::kOpenvino, data, size);
}
