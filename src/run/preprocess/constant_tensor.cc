// SPDX-License-Identifier: Apache-2.0
#include "run/preprocess/constant_tensor.h"

#include <fmt/format.h>

#include <cmath>
#include <type_traits>

#include "run/preprocess/cast.h"

namespace stacmlm::run {
namespace {

/// Floats round; integers are what they are.
template <class T>
bool can_hold(double number, [[maybe_unused]] bool is_bool) {
  if constexpr (std::is_integral_v<T>) {
    if (is_bool) return number == 0 || number == 1;
    return static_cast<double>(cast_number<T>(number)) == number;
  } else if constexpr (std::is_floating_point_v<T>) {
    return std::isfinite(cast_number<T>(number));
  } else {
    return std::isfinite(float_of(cast_number<T>(number)));
  }
}

}  // namespace

base::Result<Tensor> constant_tensor(const ConstantInput& input, std::int64_t batch) {
  const auto type = find_data_type(input.data_type);
  std::vector<std::int64_t> shape = input.shape;
  if (input.has_batch && !shape.empty()) shape.front() = batch;
  const auto elements = elements_of(shape);
  if (!type || !elements || input.numbers.empty() || *elements % input.numbers.size() != 0)
    return base::fail(base::ErrorKind::kInvalidArgument, input.field + ": not a planned input");
  Tensor tensor(*type, std::move(shape));
  base::Result<void> filled = with_type(*type, [&]<class T>(T*) -> base::Result<void> {
    std::size_t i = 0;
    for (T& element : tensor.values<T>()) {
      const double number = input.numbers[i++ % input.numbers.size()];
      if (!can_hold<T>(number, *type == DataType::kBool)) {
        return base::fail(base::ErrorKind::kInvalidArgument,
                          fmt::format("{} is no {}", number, input.data_type));
      }
      element = cast_number<T>(number);
    }
    return {};
  });
  if (!filled) return tl::unexpected(std::move(filled).error());
  return tensor;
}

}  // namespace stacmlm::run
