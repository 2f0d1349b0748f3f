// SPDX-License-Identifier: Apache-2.0
#include "run/check_inputs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>

namespace stacmlm::run {
namespace {

std::string text_of(const std::vector<artifact::Dimension>& shape) {
  std::string text;
  for (const artifact::Dimension& size : shape) {
    if (!text.empty()) text += " x ";
    text += size.size >= 0 ? std::to_string(size.size) : size.name.empty() ? "?" : size.name;
  }
  return text;
}

bool fits(const std::vector<artifact::Dimension>& wanted, std::span<const std::int64_t> given) {
  return std::ranges::equal(wanted, given, [](const artifact::Dimension& size, std::int64_t is) {
    return is >= 0 && (size.size < 0 || size.size == is);
  });
}

}  // namespace

base::Result<void> check_inputs(std::span<const artifact::Tensor> wanted,
                                std::span<const TensorView> given) {
  const auto wrong = [](std::string message) {
    return base::fail(base::ErrorKind::kInvalidArgument, std::move(message));
  };
  if (given.size() != wanted.size())
    return wrong(fmt::format("the model takes {} tensors, not {}", wanted.size(), given.size()));
  for (std::size_t i = 0; i < given.size(); ++i) {
    const artifact::Tensor& tensor = wanted[i];
    if (!tensor.data_type.empty() && tensor.data_type != name_of(given[i].type)) {
      return wrong(fmt::format("input `{}` takes {}, not {}", tensor.name, tensor.data_type,
                               name_of(given[i].type)));
    }
    const bool is_size = elements_of(given[i].shape).has_value();
    if (!is_size || (tensor.shape && !fits(*tensor.shape, given[i].shape))) {
      return wrong(fmt::format("input `{}` takes {}, not {}", tensor.name,
                               tensor.shape ? text_of(*tensor.shape) : "what has a size",
                               fmt::join(given[i].shape, " x ")));
    }
  }
  return {};
}

}  // namespace stacmlm::run
