// SPDX-License-Identifier: Apache-2.0
// A byte for the syntax, then an expression: what compiles reads the bands that it says, and gives
// for a run what it gives for its pixels one by one.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "require.h"
#include "run/expression/expression.h"

namespace {

using stacmlm::run::Expression;
using stacmlm::run::ExpressionSyntax;

std::uint64_t bits_of(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof(bits));
  return value != value ? 0x7ff8000000000000U : bits;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::size_t kPixels = 5;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::vector<std::string> bands = {"B04", "red", "swir 1"};
  const auto compiled =
      Expression::compile(text, static_cast<ExpressionSyntax>(data[0] % 3), bands);
  if (!compiled) {
    stacmlm::require(!compiled.error().message.empty(), "an error says why");
    return 0;
  }
  const double numbers[3][kPixels] = {
      {0, 1, -2.5, 1e300, 65535}, {3, 0, 7, -1, 0.1}, {1, 2, 3, 4, 5}};
  const double* columns[3] = {nullptr, nullptr, nullptr};
  for (const std::size_t band : compiled->inputs()) {
    stacmlm::require(band < bands.size(), "there is that band");
    columns[band] = numbers[band];
  }
  Expression::Space space;
  const std::size_t results = compiled->results();
  std::vector<double> whole(results * kPixels);
  compiled->evaluate(columns, kPixels, whole.data(), space);
  std::vector<double> one(results);
  for (std::size_t i = 0; i < kPixels; ++i) {
    const double* pixel[3] = {nullptr, nullptr, nullptr};
    for (std::size_t band = 0; band < 3; ++band) {
      if (columns[band] != nullptr) pixel[band] = columns[band] + i;
    }
    compiled->evaluate(pixel, 1, one.data(), space);
    for (std::size_t result = 0; result < results; ++result) {
      stacmlm::require(bits_of(one[result]) == bits_of(whole[result * kPixels + i]),
                       "a run is its pixels");
    }
  }
  return 0;
}
