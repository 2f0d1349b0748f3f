// SPDX-License-Identifier: Apache-2.0
// Sizes that a net works out as it runs: `Shape`, and arithmetic on what it gives.
#include <algorithm>
#include <cmath>

#include "run/tiling/walk.h"

namespace stacmlm::run {
namespace {

using graph::Node;
using Numbers = std::vector<double>;

Value value_of(Numbers numbers, bool is_scalar, bool is_integer) {
  Value value;
  value.shape.emplace();
  if (!is_scalar) value.shape->push_back(static_cast<std::int64_t>(numbers.size()));
  value.numbers = std::move(numbers);
  value.is_integer = is_integer;
  return value;
}

std::optional<Value> shape(const Walk& walk, const Node& node) {
  const Value* of = walk.input(node, 0);
  if (of == nullptr || !of->shape) return std::nullopt;
  const auto rank = static_cast<std::int64_t>(of->rank());
  const auto place = [&](std::int64_t index) {
    return std::clamp<std::int64_t>(index < 0 ? index + rank : index, 0, rank);
  };
  const std::int64_t start = place(node.integer("start", 0));
  const std::int64_t end = std::max(start, place(node.integer("end", rank)));
  return value_of(Numbers(of->shape->begin() + start, of->shape->begin() + end), false, true);
}

std::optional<Value> gather(const Walk& walk, const Node& node) {
  const Numbers& from = *walk.input(node, 0)->numbers;
  const Value& places = *walk.input(node, 1);
  Numbers picked;
  for (double place : *places.numbers) {
    if (place < 0) place += static_cast<double>(from.size());
    if (!(place >= 0 && place < static_cast<double>(from.size()))) return std::nullopt;
    picked.push_back(from[static_cast<std::size_t>(place)]);
  }
  return value_of(std::move(picked), places.rank() == 0, walk.input(node, 0)->is_integer);
}

std::optional<Value> slice(const Walk& walk, const Node& node) {
  const Value& from = *walk.input(node, 0);
  const auto starts = walk.integers(node, 1, "starts");
  const auto ends = walk.integers(node, 2, "ends");
  const auto steps = walk.integers(node, 4, "steps");
  if (!starts || !ends || starts->size() != 1 || ends->size() != 1 || from.rank() != 1 ||
      (steps && *steps != std::vector<std::int64_t>{1})) {
    return std::nullopt;
  }
  const auto size = static_cast<std::int64_t>(from.numbers->size());
  const auto place = [&](std::int64_t index) {
    return std::clamp<std::int64_t>(index < 0 ? index + size : index, 0, size);
  };
  const std::int64_t start = place(starts->front());
  const std::int64_t end = std::max(start, place(ends->front()));
  return value_of(Numbers(from.numbers->begin() + start, from.numbers->begin() + end), false,
                  from.is_integer);
}

std::optional<Value> concat(const Walk& walk, const Node& node) {
  Numbers all;
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    const Numbers& part = *walk.input(node, i)->numbers;
    if (all.size() + part.size() > 128) return std::nullopt;
    all.insert(all.end(), part.begin(), part.end());
  }
  return value_of(std::move(all), false, walk.input(node, 0)->is_integer);
}

std::optional<Value> arithmetic(const Walk& walk, const Node& node) {
  const Value& a = *walk.input(node, 0);
  const Value& b = *walk.input(node, 1);
  if (a.numbers->size() != b.numbers->size() && a.numbers->size() != 1 && b.numbers->size() != 1)
    return std::nullopt;
  Numbers result(std::max(a.numbers->size(), b.numbers->size()));
  for (std::size_t i = 0; i < result.size(); ++i) {
    const double x = (*a.numbers)[a.numbers->size() == 1 ? 0 : i];
    const double y = (*b.numbers)[b.numbers->size() == 1 ? 0 : i];
    double& to = result[i];
    if (node.type == "Add") to = x + y;
    if (node.type == "Sub") to = x - y;
    if (node.type == "Mul") to = x * y;
    if (node.type == "Div") to = a.is_integer ? std::trunc(x / y) : x / y;
    if (node.type == "Min") to = std::min(x, y);
    if (node.type == "Max") to = std::max(x, y);
  }
  return value_of(std::move(result), a.rank() == 0 && b.rank() == 0, a.is_integer);
}

std::optional<Value> one_by_one(const Walk& walk, const Node& node) {
  const Value& from = *walk.input(node, 0);
  Numbers numbers = *from.numbers;
  const std::int64_t type = node.integer("to", 0);
  const bool is_integer = node.type == "Cast" ? type == 6 || type == 7 : from.is_integer;
  for (double& number : numbers) {
    if (node.type == "Floor") number = std::floor(number);
    if (node.type == "Ceil") number = std::ceil(number);
    if (node.type == "Neg") number = -number;
    if (node.type == "Cast" && is_integer) number = std::trunc(number);  // to int32 or int64
  }
  return value_of(std::move(numbers), from.rank() == 0, is_integer);
}

std::optional<Value> reform(const Walk& walk, const Node& node) {
  const Value& from = *walk.input(node, 0);
  const bool is_scalar = node.type == "Squeeze" && from.numbers->size() == 1;
  return value_of(*from.numbers, is_scalar, from.is_integer);
}

struct NumberOperator {
  std::string_view type;
  std::optional<Value> (*follow)(const Walk&, const Node&);
};

constexpr NumberOperator kOperators[] = {
    {"Add", arithmetic},   {"Cast", one_by_one},  {"Ceil", one_by_one}, {"Concat", concat},
    {"Div", arithmetic},   {"Floor", one_by_one}, {"Gather", gather},   {"Identity", one_by_one},
    {"Max", arithmetic},   {"Min", arithmetic},   {"Mul", arithmetic},  {"Neg", one_by_one},
    {"Reshape", reform},   {"Slice", slice},      {"Squeeze", reform},  {"Sub", arithmetic},
    {"Unsqueeze", reform},
};

}  // namespace

bool follow_numbers(Walk& walk, const Node& node) {
  if (node.type == "Shape") {
    auto value = shape(walk, node);
    if (!value) return false;
    walk.set(node, 0, *std::move(value));
    return true;
  }
  const auto known = std::ranges::find(kOperators, node.type, &NumberOperator::type);
  if (known == std::end(kOperators) || node.inputs.empty()) return false;
  const bool has_second = known->follow == &arithmetic || known->follow == &gather;
  if (has_second && node.inputs.size() != 2) return false;
  const bool may_lack = known->follow == &slice || known->follow == &reform;  // their axes
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    const Value* value = walk.input(node, i);
    if (node.inputs[i].empty() && may_lack) continue;
    if (value == nullptr || !value->numbers || value->is_image) return false;
  }
  if (walk.input(node, 0) == nullptr) return false;
  auto value = known->follow(walk, node);
  if (!value) return false;
  walk.set(node, 0, *std::move(value));
  return true;
}

}  // namespace stacmlm::run
