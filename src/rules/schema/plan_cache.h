// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "stacmlm/json/shape_plan.h"

namespace stacmlm::rules {

/// The plans of the sets of schemas that documents declare, for one thread. A plan costs as much as
/// some documents that are checked without one, so it is made when a set is met again; and all
/// plans are dropped when they outgrow their room.
class PlanCache {
 public:
  /// True if all the schemas hold for the object and no part of it went unchecked. False says
  /// nothing: the schemas are then to be asked one by one.
  bool approves(std::span<const json::Shape* const> schemas, json::Value object);

 private:
  bool was_met(std::span<const json::Shape* const> schemas);

  json::ShapePlans plans_;
  std::array<std::uint64_t, 256> met_{};  // the last set met of each remainder, as a hash
};

}  // namespace stacmlm::rules
