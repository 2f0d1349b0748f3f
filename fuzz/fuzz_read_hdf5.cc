// SPDX-License-Identifier: Apache-2.0
// Any bytes as an HDF5 file, of Keras or not.
#include "artifact/keras/keras.h"
#include "fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace stacmlm::artifact;
  for (const FormatReader* reader : {&kKerasH5, &kKerasWeights, &kHdf5})
    fuzz_reader(*reader, data, size);
  return 0;
}
