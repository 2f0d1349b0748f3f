// SPDX-License-Identifier: Apache-2.0
// XGBoost: any bytes are read, or said to be broken.
#include "artifact/xgboost/xgboost.h"
#include "fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return stacmlm::artifact::fuzz_reader(stacmlm::artifact::kXgboostJson, data, size);
}
