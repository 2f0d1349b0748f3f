// SPDX-License-Identifier: Apache-2.0
// A model of XGBoost or LightGBM, by how it begins: whatever trees are accepted, pixels get out of
// them, and a pixel gives among others what it gives by itself.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>
#include <vector>

#include "require.h"
#include "run/trees/read_forest.h"

namespace {

using stacmlm::require;
using namespace stacmlm::run::trees;

template <class Number>
void evaluate(const Forest<Number>& forest) {
  constexpr std::size_t kRows = 11;
  constexpr std::size_t kMostNumbers = 1U << 20U;
  if (forest.features() * kRows > kMostNumbers) return;
  constexpr double kNumbers[] = {
      0, 1, -3, 0.5, 1e30, 2.5, 40, std::numeric_limits<double>::quiet_NaN(), 1e-36};
  std::vector<Number> rows(kRows * forest.features());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<Number>(kNumbers[i * 7 % 9]);
  std::vector<Number> all(kRows * forest.results());
  forest.evaluate(rows, all);
  std::vector<Number> one(forest.results());
  const std::span last = std::span(rows).last(forest.features());
  forest.evaluate(last, one);
  require(std::memcmp(one.data(), all.data() + (kRows - 1) * one.size(),
                      one.size() * sizeof(Number)) == 0,
          "a pixel does not depend on others");
}

template <class Number>
void check(const stacmlm::base::Result<Forest<Number>>& forest) {
  if (forest) {
    evaluate(*forest);
  } else {
    require(!forest.error().message.empty(), "an error says why");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto source = stacmlm::artifact::source_of(bytes, "model");
  if (bytes.starts_with("tree")) {
    check(read_lightgbm(*source));
  } else {
    check(read_xgboost(*source, bytes.starts_with("{L") ? "xgboost-ubj" : "xgboost-json"));
  }
  return 0;
}
