// SPDX-License-Identifier: Apache-2.0
#include "artifact/pickle/pickle.h"
#include "fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return stacmlm::artifact::fuzz_reader(stacmlm::artifact::kJoblib, data, size);
}
