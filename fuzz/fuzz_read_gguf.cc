// SPDX-License-Identifier: Apache-2.0
// Any bytes as a GGUF file.
#include "artifact/gguf/gguf.h"
#include "fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace stacmlm::artifact;
  return fuzz_reader(kGguf, data, size);
}
