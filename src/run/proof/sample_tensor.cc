// SPDX-License-Identifier: Apache-2.0
#include "run/proof/sample_tensor.h"

#include <cmath>
#include <type_traits>

#include "run/preprocess/cast.h"

namespace stacmlm::run {
namespace {

/// SplitMix64: the same on every machine.
std::uint64_t next(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

template <class T>
constexpr bool kIsSixteenBitFloat = std::is_same_v<T, Half> || std::is_same_v<T, Brain>;

template <class T>
double number_of(T element) {
  if constexpr (kIsSixteenBitFloat<T>) {
    return static_cast<double>(float_of(element));
  } else {
    return static_cast<double>(element);
  }
}

}  // namespace

void fill_with_samples(Tensor& tensor) {
  const bool is_bool = tensor.type() == DataType::kBool;
  with_type(tensor.type(), [&]<class T>(T*) {
    std::uint64_t state = 0;
    for (T& element : tensor.values<T>()) {
      const std::uint64_t bits = next(state);
      if constexpr (std::is_floating_point_v<T> || kIsSixteenBitFloat<T>) {
        element = cast_number<T>(static_cast<double>(bits >> 11U) * 0x1p-53);
      } else {
        element = static_cast<T>(sizeof(T) <= 2 && !is_bool ? bits & 127U : bits & 1U);
      }
    }
  });
}

std::uint64_t not_finite(const Tensor& tensor) {
  return with_type(tensor.type(), [&]<class T>(T*) {
    std::uint64_t count = 0;
    for (const T element : tensor.values<T>()) count += std::isfinite(number_of(element)) ? 0 : 1;
    return count;
  });
}

}  // namespace stacmlm::run
