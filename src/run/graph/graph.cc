// SPDX-License-Identifier: Apache-2.0
#include "run/graph/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace stacmlm::run::graph {

const Attribute* Node::find(std::string_view attribute) const {
  const auto found = std::ranges::find(attributes, attribute, &Attribute::name);
  return found == attributes.end() ? nullptr : &*found;
}

std::int64_t Node::integer(std::string_view attribute, std::int64_t otherwise) const {
  const Attribute* found = find(attribute);
  return found == nullptr ? otherwise : found->integer;
}

float Node::number(std::string_view attribute, float otherwise) const {
  const Attribute* found = find(attribute);
  return found == nullptr ? otherwise : found->number;
}

std::string_view Node::text(std::string_view attribute, std::string_view otherwise) const {
  const Attribute* found = find(attribute);
  return found == nullptr ? otherwise : found->text;
}

std::vector<std::int64_t> Node::integers(std::string_view attribute,
                                         std::vector<std::int64_t> otherwise) const {
  const Attribute* found = find(attribute);
  if (found != nullptr) return found->integers;
  return otherwise;
}

std::string_view Node::input(std::size_t index) const {
  return index < inputs.size() ? std::string_view(inputs[index]) : std::string_view();
}

std::string Node::told() const {
  constexpr std::size_t kLongest = 80;
  const std::string& called = name.empty() && !outputs.empty() ? outputs.front() : name;
  return fmt::format("{} \"{}\"", type, std::string_view(called).substr(0, kLongest));
}

}  // namespace stacmlm::run::graph
