// SPDX-License-Identifier: Apache-2.0
// Any bytes as a SavedModel of TensorFlow, and as the index of its variables.
#include "artifact/saved_model/saved_model.h"
#include "artifact/saved_model/variables.h"
#include "fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace stacmlm::artifact;
  const auto source = source_of({reinterpret_cast<const char*>(data), size}, "variables.index");
  ModelFile model;
  Collector collector(model,
                      {.weights = 10000, .kept_bytes = 16U << 20U, .header_bytes = 8U << 20U});
  (void)saved_model::read_variables(*source, *source, collector);
  return fuzz_reader(kSavedModel, data, size);
}
