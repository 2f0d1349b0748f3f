// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/shape_plan.h"

#include <algorithm>
#include <functional>
#include <map>

#include "json/plan/compiler.h"
#include "json/plan/run.h"
#include "stacmlm/json/shape_facts.h"

namespace stacmlm::json {

class ShapePlan {
 public:
  explicit ShapePlan(plan::Place& root) : root_(root) {}
  [[nodiscard]] plan::Place& root() const { return root_; }

 private:
  plan::Place& root_;
};

struct ShapePlans::State {
  plan::Compiler compiler;
  std::map<plan::FactSet, ShapePlan> plans;
  plan::FactSet wanted;  // kept for its room

  /// The facts of the shapes as the key of their plan.
  const plan::FactSet& key_of(std::span<const Shape* const> shapes) {
    wanted.clear();
    for (const Shape* shape : shapes) wanted.push_back(&shape->facts());
    std::ranges::sort(wanted, std::less<>());
    return wanted;
  }
};

ShapePlans::ShapePlans() : state_(std::make_unique<State>()) {}
ShapePlans::ShapePlans(ShapePlans&&) noexcept = default;
ShapePlans& ShapePlans::operator=(ShapePlans&&) noexcept = default;
ShapePlans::~ShapePlans() = default;

const ShapePlan* ShapePlans::find(std::span<const Shape* const> shapes) {
  const auto found = state_->plans.find(state_->key_of(shapes));
  return found == state_->plans.end() ? nullptr : &found->second;
}

const ShapePlan& ShapePlans::make(std::span<const Shape* const> shapes) {
  const plan::FactSet& facts = state_->key_of(shapes);
  return state_->plans.try_emplace(facts, state_->compiler.place_of(facts)).first->second;
}

bool ShapePlans::approves(const ShapePlan& plan, Value value) {
  return plan::approves(state_->compiler, plan.root(), value);
}

std::size_t ShapePlans::size() const { return state_->compiler.bytes(); }

void ShapePlans::clear() { state_ = std::make_unique<State>(); }

}  // namespace stacmlm::json
