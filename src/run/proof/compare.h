// SPDX-License-Identifier: Apache-2.0
// How far numbers are from what is expected.
#pragma once

#include <cstddef>
#include <string>

#include "stacmlm/base/result.h"
#include "stacmlm/raster/raster.h"
#include "stacmlm/run/example.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// Adds pairs of numbers up.
class Differences {
 public:
  explicit Differences(Tolerance tolerance) : tolerance_(tolerance) {}
  void add(double found, double expected);
  /// One has a value and the other none.
  void add_missing() { ++elements_, ++differing_; }
  /// Both have none.
  void add_empty() { ++elements_; }
  void tell(ExampleResult& result) const;

 private:
  Tolerance tolerance_;
  std::uint64_t elements_ = 0;
  std::uint64_t differing_ = 0;
  double largest_ = 0;
};

void compare_tensors(const Tensor& found, const Tensor& expected, const Tolerance& tolerance,
                     ExampleResult& result);
base::Result<void> compare_rasters(const raster::Raster& found, const raster::Raster& expected,
                                   const Tolerance& tolerance, ExampleResult& result);

}  // namespace stacmlm::run
