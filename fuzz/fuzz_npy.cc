// SPDX-License-Identifier: Apache-2.0
// An array of NumPy: what is read of it can be written, and is then read as the same.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "require.h"
#include "run/proof/npy.h"

namespace {

using stacmlm::require;
using stacmlm::run::Tensor;

bool is_same(const Tensor& left, const Tensor& right) {
  if (left.type() != right.type() || left.shape() != right.shape()) return false;
  const std::size_t bytes = left.elements() * size_of(left.type());
  return bytes == 0 || std::memcmp(left.data(), right.data(), bytes) == 0;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto source = stacmlm::artifact::source_of(bytes, "array.npy");
  const auto tensor = stacmlm::run::read_npy(*source);
  if (!tensor) {
    require(!tensor.error().message.empty(), "an error says why");
    return 0;
  }
  require(tensor->elements() * size_of(tensor->type()) <= size, "no more is read than is there");
  const auto written = stacmlm::run::write_npy(*tensor);
  require(written.has_value(), "what was read can be written");
  const auto again = stacmlm::run::read_npy(*stacmlm::artifact::source_of(*written, "again.npy"));
  require(again.has_value() && is_same(*tensor, *again), "what was written is read as the same");
  return 0;
}
