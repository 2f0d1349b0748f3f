// SPDX-License-Identifier: Apache-2.0
#include "run/trees/link.h"

#include <algorithm>
#include <cmath>

namespace stacmlm::run::trees {
namespace {

/// As XGBoost has it: bounded, so that nothing overflows.
float logistic(float x, float factor) {
  constexpr float kMost = 88.7F;
  constexpr float kEpsilon = 1e-16F;
  const float denominator = std::exp(std::min(-factor * x, kMost)) + 1.0F + kEpsilon;
  return 1.0F / denominator;
}

double logistic(double x, double factor) { return 1.0 / (1.0 + std::exp(-factor * x)); }

/// The sum in doubles, whatever the numbers are; they are divided by it in their own type.
template <class Number>
void softmax(std::span<Number> sums) {
  Number most = sums.front();
  for (const Number x : sums) most = std::max(most, x);
  double all = 0;
  for (Number& x : sums) {
    x = std::exp(x - most);
    all += static_cast<double>(x);
  }
  for (Number& x : sums) x /= static_cast<Number>(all);
}

template <class Number>
void apply(Link link, Number factor, std::span<Number> sums) {
  switch (link) {
    case Link::kNone:
      return;
    case Link::kSoftmax:
      return softmax(sums);
    case Link::kHighest:
      sums.front() = static_cast<Number>(std::ranges::max_element(sums) - sums.begin());
      return;
    case Link::kLogistic:
      for (Number& x : sums) x = logistic(x, factor);
      return;
    case Link::kExponential:
      for (Number& x : sums) x = std::exp(x);
      return;
    case Link::kLogOfExponential:
      for (Number& x : sums) x = std::log1p(std::exp(x));
      return;
    case Link::kSignedSquare:
      for (Number& x : sums) x = x * std::fabs(x);
      return;
    case Link::kStep:
      for (Number& x : sums) x = x > 0 ? 1 : 0;
      return;
  }
}

}  // namespace

void apply_link(Link link, float factor, std::span<float> sums) { apply(link, factor, sums); }
void apply_link(Link link, double factor, std::span<double> sums) { apply(link, factor, sums); }

}  // namespace stacmlm::run::trees
