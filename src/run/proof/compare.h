// SPDX-License-Identifier: Apache-2.0
// How far numbers are from what is expected.
#pragma once

#include <cstddef>
#include <string>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"
#include "stacmlm/raster/raster.h"
#include "stacmlm/run/example.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// Adds pairs of numbers up.
class Differences {
 public:
  explicit Differences(Tolerance tolerance) : tolerance_(tolerance) {}
  void add(double found, double expected) { add(found, expected, tolerance_.relative); }
  /// Numbers whose size says nothing of how exact they are: classes, counts, places. The absolute
  /// tolerance holds for them alone.
  void add_exact(double found, double expected) { add(found, expected, 0); }
  /// One has a value and the other none, or another one that is no number.
  void add_other() { ++elements_, ++differing_; }
  /// Both have none, or one that is no number.
  void add_same() { ++elements_; }
  void tell(ExampleResult& result) const;

 private:
  void add(double found, double expected, double relative);

  Tolerance tolerance_;
  std::uint64_t elements_ = 0;
  std::uint64_t differing_ = 0;
  double largest_ = 0;
};

void compare_tensors(const Tensor& found, const Tensor& expected, const Tolerance& tolerance,
                     ExampleResult& result);
base::Result<void> compare_rasters(const raster::Raster& found, const raster::Raster& expected,
                                   const Tolerance& tolerance, ExampleResult& result);
/// GeoJSON: geometries and properties of the features, in their order.
base::Result<void> compare_layers(const artifact::Source& found, const artifact::Source& expected,
                                  const Tolerance& tolerance, ExampleResult& result);

}  // namespace stacmlm::run
