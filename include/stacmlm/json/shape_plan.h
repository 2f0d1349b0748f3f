// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "stacmlm/json/document.h"
#include "stacmlm/json/shape.h"

namespace stacmlm::json {

/// Says fast, and says no more, whether all of several shapes hold: their facts are merged place by
/// place, so that each value of the document is visited about once, however many shapes there are.
/// What fails is for violations() to tell.
///
/// ```cpp
/// ShapePlans plans;
/// const Shape* shapes[] = {&item, &mlm, &eo};
/// const ShapePlan& plan = plans.make(shapes);
/// bool good = plans.approves(plan, document.root());
/// ```
///
/// Parts of a plan are made when a document first needs them, and plans share what they have in
/// common; so asking changes the object, and each thread needs its own.
class ShapePlan;
class ShapePlans {
 public:
  ShapePlans();
  ShapePlans(ShapePlans&&) noexcept;
  ShapePlans& operator=(ShapePlans&&) noexcept;
  ~ShapePlans();

  /// The plan made for these shapes, whatever their order; null if there is none.
  const ShapePlan* find(std::span<const Shape* const> shapes);
  /// Makes that plan if there is none. The shapes must live, unchanged, as long as this object.
  const ShapePlan& make(std::span<const Shape* const> shapes);

  /// True if judge() says of every shape of the plan that it conforms and is complete.
  bool approves(const ShapePlan& plan, Value value);

  /// Bytes held by all plans together, roughly.
  [[nodiscard]] std::size_t size() const;
  /// Forgets every plan.
  void clear();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace stacmlm::json
