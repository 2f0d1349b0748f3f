// SPDX-License-Identifier: Apache-2.0
#include "run/trees/objective.h"

#include <algorithm>
#include <iterator>

#include "run/trees/read_forest.h"

namespace stacmlm::run::trees {
namespace {

constexpr Objective kXgboost[] = {
    {"binary:hinge", Link::kStep, Link::kNone},
    {"binary:logistic", Link::kLogistic, Link::kLogistic},
    {"binary:logitraw", Link::kNone, Link::kNone},
    {"count:poisson", Link::kExponential, Link::kExponential},
    {"multi:softmax", Link::kHighest, Link::kNone},
    {"multi:softprob", Link::kSoftmax, Link::kNone},
    {"rank:map", Link::kNone, Link::kNone},
    {"rank:ndcg", Link::kNone, Link::kNone},
    {"rank:pairwise", Link::kNone, Link::kNone},
    {"reg:absoluteerror", Link::kNone, Link::kNone},
    {"reg:gamma", Link::kExponential, Link::kExponential},
    {"reg:linear", Link::kNone, Link::kNone},
    {"reg:logistic", Link::kLogistic, Link::kLogistic},
    {"reg:pseudohubererror", Link::kNone, Link::kNone},
    {"reg:quantileerror", Link::kNone, Link::kNone},
    {"reg:squarederror", Link::kNone, Link::kNone},
    {"reg:squaredlogerror", Link::kNone, Link::kNone},
    {"reg:tweedie", Link::kExponential, Link::kExponential},
    {"survival:aft", Link::kExponential, Link::kExponential},
    {"survival:cox", Link::kExponential, Link::kExponential},
};

constexpr Objective kLightgbm[] = {
    {"binary", Link::kLogistic, Link::kNone},
    {"cross_entropy", Link::kLogistic, Link::kNone},
    {"cross_entropy_lambda", Link::kLogOfExponential, Link::kNone},
    {"custom", Link::kNone, Link::kNone},
    {"fair", Link::kNone, Link::kNone},
    {"gamma", Link::kExponential, Link::kNone},
    {"huber", Link::kNone, Link::kNone},
    {"lambdarank", Link::kNone, Link::kNone},
    {"mape", Link::kNone, Link::kNone},
    {"multiclass", Link::kSoftmax, Link::kNone},
    {"multiclassova", Link::kLogistic, Link::kNone},
    {"poisson", Link::kExponential, Link::kNone},
    {"quantile", Link::kNone, Link::kNone},
    {"rank_xendcg", Link::kNone, Link::kNone},
    {"regression", Link::kNone, Link::kNone},
    {"regression_l1", Link::kNone, Link::kNone},
    {"tweedie", Link::kExponential, Link::kNone},
};

const Objective* find(std::span<const Objective> all, std::string_view name) {
  const auto found = std::ranges::find(all, name, &Objective::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

const Objective* find_xgboost_objective(std::string_view name) { return find(kXgboost, name); }
const Objective* find_lightgbm_objective(std::string_view name) { return find(kLightgbm, name); }

bool gives_probabilities(std::string_view objective) {
  const std::string_view name = objective.substr(0, objective.find(' '));
  const Objective* known = find_xgboost_objective(name);
  if (known == nullptr) known = find_lightgbm_objective(name);
  return known != nullptr && (known->link == Link::kLogistic || known->link == Link::kSoftmax);
}

}  // namespace stacmlm::run::trees
