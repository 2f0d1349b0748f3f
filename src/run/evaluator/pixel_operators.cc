// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <type_traits>

#include "run/evaluator/operators.h"

namespace stacmlm::run::evaluator {
namespace {

using Shape = std::vector<std::int64_t>;

/// Places of elements of a tensor that is stretched to a shape.
class Stretched {
 public:
  Stretched(const Shape& from, const Shape& to) : to_(to), steps_(to.size()) {
    std::int64_t step = 1;
    for (std::size_t i = from.size(); i-- > 0;) {
      const std::size_t at = i + to.size() - from.size();
      if (from[i] != 1) steps_[at] = step;
      step *= from[i];
    }
  }
  [[nodiscard]] std::size_t place(std::size_t index) const {
    std::int64_t place = 0;
    auto left = static_cast<std::int64_t>(index);
    for (std::size_t i = to_.size(); i-- > 0; left /= to_[i]) place += left % to_[i] * steps_[i];
    return static_cast<std::size_t>(place);
  }

 private:
  const Shape& to_;
  Shape steps_;
};

base::Result<Shape> common_shape(const Call& call) {
  Shape shape;
  for (std::size_t i = 0; i < call.inputs.size(); ++i) {
    STACMLM_TRY(const Tensor* tensor, call.input(i));
    const Shape& next = tensor->shape();
    if (next.size() > shape.size()) shape.insert(shape.begin(), next.size() - shape.size(), 1);
    for (std::size_t k = 0; k < next.size(); ++k) {
      std::int64_t& size = shape[shape.size() - next.size() + k];
      if (size != next[k] && size != 1 && next[k] != 1)
        return call.fail("joins tensors whose sizes do not agree");
      if (next[k] != 1) size = next[k];
    }
  }
  return shape;
}

template <class From, class To, class Join>
Results join_as(const Call& call, DataType type, const Join& join) {
  STACMLM_TRY(const Shape shape, common_shape(call));
  STACMLM_TRY(Tensor result, make(call, type, shape));
  const Stretched a(call.inputs[0]->shape(), shape);
  const Stretched b(call.inputs[1]->shape(), shape);
  const auto x = call.inputs[0]->values<From>();
  const auto y = call.inputs[1]->values<From>();
  const auto to = result.values<To>();
  for (std::size_t i = 0; i < to.size(); ++i)
    to[i] = static_cast<To>(join(x[a.place(i)], y[b.place(i)]));
  return one(std::move(result));
}

/// Both inputs float32 or both int64.
template <class Join>
Results join(const Call& call, bool is_comparison, const Join& how) {
  STACMLM_TRY(const Tensor* a, call.input(0));
  STACMLM_TRY(const Tensor* b, call.input(1));
  if (a->type() != b->type() || call.inputs.size() != 2)
    return call.fail("takes two tensors of one type");
  if (a->type() == DataType::kFloat32) {
    return is_comparison ? join_as<float, bool>(call, DataType::kBool, how)
                         : join_as<float, float>(call, DataType::kFloat32, how);
  }
  if (a->type() != DataType::kInt64) return call.fail("takes float32 or int64");
  return is_comparison ? join_as<std::int64_t, bool>(call, DataType::kBool, how)
                       : join_as<std::int64_t, std::int64_t>(call, DataType::kInt64, how);
}

struct Divide {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (std::is_integral_v<T>) {
      const bool overflows = a == std::numeric_limits<T>::min() && b == -1;
      return b == 0 || overflows ? T{0} : a / b;
    } else {
      return a / b;
    }
  }
};
/// Whole numbers wrap.
template <template <class> class Operation>
struct Wrapping {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (std::is_integral_v<T>) {
      using Unsigned = std::make_unsigned_t<T>;
      return static_cast<T>(
          Operation<Unsigned>()(static_cast<Unsigned>(a), static_cast<Unsigned>(b)));
    } else {
      return Operation<T>()(a, b);
    }
  }
};

Results add(const Call& call) { return join(call, false, Wrapping<std::plus>()); }
Results subtract(const Call& call) { return join(call, false, Wrapping<std::minus>()); }
Results multiply(const Call& call) { return join(call, false, Wrapping<std::multiplies>()); }
Results divide(const Call& call) { return join(call, false, Divide()); }
Results greater(const Call& call) { return join(call, true, std::greater<>()); }
Results greater_or_equal(const Call& call) { return join(call, true, std::greater_equal<>()); }
Results less(const Call& call) { return join(call, true, std::less<>()); }
Results less_or_equal(const Call& call) { return join(call, true, std::less_equal<>()); }
Results equal(const Call& call) { return join(call, true, std::equal_to<>()); }
Results minimum(const Call& call) {
  return join(call, false,
              [](auto a, auto b) { return b < a || std::isnan(static_cast<double>(b)) ? b : a; });
}
Results maximum(const Call& call) {
  return join(call, false,
              [](auto a, auto b) { return b > a || std::isnan(static_cast<double>(b)) ? b : a; });
}

template <class Change>
Results change(const Call& call, const Change& how) {
  STACMLM_TRY(const Tensor* from, call.floats(0));
  STACMLM_TRY(Tensor result, make(call, DataType::kFloat32, from->shape()));
  std::ranges::transform(from->values<float>(), result.values<float>().begin(), how);
  return one(std::move(result));
}

Results relu(const Call& call) {
  return change(call, [](float x) { return x < 0 ? 0.0F : x; });
}
Results leaky_relu(const Call& call) {
  const float slope = call.node.number("alpha", 0.01F);
  return change(call, [&](float x) { return x < 0 ? x * slope : x; });
}
Results sigmoid(const Call& call) {
  return change(call, [](float x) {
    return static_cast<float>(1 / (1 + std::exp(-static_cast<double>(x))));
  });
}
Results square_root(const Call& call) {
  return change(call, [](float x) { return std::sqrt(x); });
}
Results exponential(const Call& call) {
  return change(call, [](float x) { return std::exp(x); });
}
Results tangent(const Call& call) {
  return change(call, [](float x) { return std::tanh(x); });
}
Results absolute(const Call& call) {
  return change(call, [](float x) { return std::abs(x); });
}
Results negative(const Call& call) {
  return change(call, [](float x) { return -x; });
}

Results clip(const Call& call) {
  float least = call.node.number("min", std::numeric_limits<float>::lowest());
  float most = call.node.number("max", std::numeric_limits<float>::max());
  for (std::size_t i = 1; i < 3; ++i) {
    if (!call.has(i)) continue;
    STACMLM_TRY(const Tensor* limit, call.floats(i));
    if (limit->elements() != 1) return call.fail("takes limits of one number each");
    (i == 1 ? least : most) = limit->values<float>().front();
  }
  return change(call, [&](float x) { return std::min(most, std::max(least, x)); });
}

Results where(const Call& call) {
  STACMLM_TRY(const Tensor* condition, call.input(0));
  STACMLM_TRY(const Tensor* yes, call.floats(1));
  STACMLM_TRY(const Tensor* no, call.floats(2));
  if (condition->type() != DataType::kBool) return call.fail("takes a condition that is bool");
  STACMLM_TRY(const Shape shape, common_shape(call));
  STACMLM_TRY(Tensor result, make(call, DataType::kFloat32, shape));
  const Stretched places[] = {
      {condition->shape(), shape}, {yes->shape(), shape}, {no->shape(), shape}};
  const auto to = result.values<float>();
  for (std::size_t i = 0; i < to.size(); ++i) {
    to[i] = condition->values<bool>()[places[0].place(i)] ? yes->values<float>()[places[1].place(i)]
                                                          : no->values<float>()[places[2].place(i)];
  }
  return one(std::move(result));
}

/// A number that may be beyond what whole numbers hold.
std::int64_t whole(double number) {
  constexpr double kLargest = 9.2e18;
  return number == number ? static_cast<std::int64_t>(std::clamp(number, -kLargest, kLargest)) : 0;
}

Results cast(const Call& call) {
  STACMLM_TRY(const Tensor* from, call.input(0));
  std::vector<double> numbers;
  const auto take = [&](auto values) { numbers.assign(values.begin(), values.end()); };
  switch (from->type()) {
    case DataType::kFloat32:
      take(from->values<float>());
      break;
    case DataType::kFloat64:
      take(from->values<double>());
      break;
    case DataType::kInt64:
      take(from->values<std::int64_t>());
      break;
    case DataType::kInt32:
      take(from->values<std::int32_t>());
      break;
    case DataType::kUint8:
      take(from->values<std::uint8_t>());
      break;
    case DataType::kBool:
      take(from->values<bool>());
      break;
    default:
      return call.fail("takes a type that the evaluator does not know");
  }
  const auto give = [&](DataType type, auto convert) -> Results {
    using To = decltype(convert(0.0));
    STACMLM_TRY(Tensor result, make(call, type, from->shape()));
    std::ranges::transform(numbers, result.values<To>().begin(), convert);
    return one(std::move(result));
  };
  switch (call.node.integer("to", 0)) {  // TensorProto.DataType
    case 1:
      return give(DataType::kFloat32, [](double x) { return static_cast<float>(x); });
    case 2:
      return give(DataType::kUint8, [](double x) { return static_cast<std::uint8_t>(whole(x)); });
    case 6:
      return give(DataType::kInt32, [](double x) { return static_cast<std::int32_t>(whole(x)); });
    case 7:
      return give(DataType::kInt64, [](double x) { return whole(x); });
    case 9:
      return give(DataType::kBool, [](double x) { return x != 0; });
    default:
      return call.fail("gives a type that the evaluator does not know");
  }
}

constexpr Operator kOperators[] = {
    {"Abs", absolute},
    {"Add", add},
    {"Cast", cast},
    {"Clip", clip},
    {"Div", divide},
    {"Equal", equal},
    {"Exp", exponential},
    {"Greater", greater},
    {"GreaterOrEqual", greater_or_equal},
    {"LeakyRelu", leaky_relu},
    {"Less", less},
    {"LessOrEqual", less_or_equal},
    {"Max", maximum},
    {"Min", minimum},
    {"Mul", multiply},
    {"Neg", negative},
    {"Relu", relu},
    {"Sigmoid", sigmoid},
    {"Sqrt", square_root},
    {"Sub", subtract},
    {"Tanh", tangent},
    {"Where", where},
};

}  // namespace

std::span<const Operator> pixel_operators() { return kOperators; }

}  // namespace stacmlm::run::evaluator
