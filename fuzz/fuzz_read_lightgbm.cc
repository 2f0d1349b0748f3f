// SPDX-License-Identifier: Apache-2.0
// LightGBM: any bytes are read, or said to be broken.
#include "artifact/lightgbm/lightgbm.h"
#include "fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return stacmlm::artifact::fuzz_reader(stacmlm::artifact::kLightgbm, data, size);
}
