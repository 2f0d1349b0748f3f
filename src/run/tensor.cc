// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/run/tensor.h"

#include <algorithm>
#include <iterator>

#include "stacmlm/artifact/element_type.h"

namespace stacmlm::run {
namespace {

// In the order of DataType.
constexpr std::string_view kNames[] = {"float32", "float16", "bfloat16", "float64", "int8",
                                       "int16",   "int32",   "int64",    "uint8",   "uint16",
                                       "uint32",  "uint64",  "bool"};
static_assert(std::size(kNames) == static_cast<std::size_t>(DataType::kBool) + 1);

}  // namespace

std::string_view name_of(DataType type) { return kNames[static_cast<std::size_t>(type)]; }

std::optional<DataType> find_data_type(std::string_view name) {
  const auto* found = std::ranges::find(kNames, name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<DataType>(found - std::begin(kNames));
}

std::size_t size_of(DataType type) {
  const artifact::ElementType* element = artifact::find_element_type(name_of(type));
  return element == nullptr ? 1 : std::max<std::size_t>(1, element->bits / 8);
}

std::optional<std::size_t> elements_of(std::span<const std::int64_t> shape) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 48U;
  std::uint64_t product = 1;
  if (std::ranges::find(shape, 0) != shape.end()) return 0;
  for (const std::int64_t size : shape) {
    if (size < 0 || static_cast<std::uint64_t>(size) > kMost / product) return std::nullopt;
    product *= static_cast<std::uint64_t>(size);
  }
  return product;
}

Tensor::Tensor(DataType type, std::vector<std::int64_t> shape)
    : type_(type), shape_(std::move(shape)) {
  const std::size_t words = (elements() * size_of(type) + 7) / 8;
  data_ = std::make_shared<std::uint64_t[]>(words);
}

}  // namespace stacmlm::run
