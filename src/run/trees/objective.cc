// SPDX-License-Identifier: Apache-2.0
#include "run/trees/objective.h"

#include <fmt/format.h>

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

std::string_view value_of(const artifact::ModelFile& file, std::string_view key) {
  for (const auto& [known, value] : file.metadata)
    if (known == key) return value;
  return {};
}

}  // namespace

tl::unexpected<base::Error> not_evaluated(const std::string& what) {
  return base::fail(base::ErrorKind::kUnsupported, what + " is not evaluated");
}

base::Result<const Objective*> known_objective(std::string_view name, Library library) {
  const Objective* known =
      find(library == Library::kXgboost ? std::span<const Objective>(kXgboost)
                                        : std::span<const Objective>(kLightgbm),
           name);
  if (known == nullptr)
    return not_evaluated(fmt::format("the objective \"{}\"", name.substr(0, 100)));
  return known;
}

base::Result<void> check_model(const artifact::ModelFile& file) {
  const std::string_view objective = value_of(file, "objective");
  if (file.format == "lightgbm") {
    if (objective.empty()) return {};  // of the user's own
    STACMLM_CHECK(known_objective(objective.substr(0, objective.find(' ')), Library::kLightgbm));
    return {};
  }
  const std::string_view booster = value_of(file, "booster");
  if (booster != "gbtree" && booster != "dart")
    return not_evaluated(fmt::format("the booster \"{}\"", booster.substr(0, 100)));
  STACMLM_CHECK(known_objective(objective, Library::kXgboost));
  return {};
}

bool gives_probabilities(std::string_view objective) {
  const std::string_view name = objective.substr(0, objective.find(' '));
  const Objective* known = find(kXgboost, name);
  if (known == nullptr) known = find(kLightgbm, name);
  return known != nullptr && (known->link == Link::kLogistic || known->link == Link::kSoftmax);
}

}  // namespace stacmlm::run::trees
