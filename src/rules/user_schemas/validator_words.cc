// SPDX-License-Identifier: Apache-2.0
#include "rules/user_schemas/validator_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace stacmlm::rules {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

constexpr std::array<std::string_view, 9> kTold = {
    "Failed to validate against schema associated with ",
    "Failed to validate item #",
    "Failed to validate against child schema #",
    "Failed to validate against additional properties schema",
    "Failed to validate against a conditional schema",
    "Failed to validate against dependent schema",
    "Failed to validate against any schemas allowed by anyOf",
    "Failed to validate against any child schemas allowed by oneOf",
    "Cannot validate item #",
};

constexpr std::array<Words, 6> kWhole = {{
    {"Failed to match expected value set by 'const' constraint.",
     "not the value that the schema demands"},
    {"Failed to match against any enum values.", "none of the values that the schema allows"},
    {"Value type not permitted by 'type' constraint.", "another JSON type than the schema demands"},
    {"Target should not validate against schema specified in 'not' constraint.",
     "the schema forbids it"},
    {"Failed to validate against exactly one child schema.",
     "more than one of the alternatives holds"},
    {"Failed to any values against subschema in 'contains' constraint.",
     "no element is as `contains` demands"},
}};

constexpr std::array<Words, 1> kBeginnings = {{
    {"Object contains a property that could not be validated using 'properties' or "
     "'additionalProperties' constraints: ",
     "the schema does not know the member "},
}};

}  // namespace

bool is_told_elsewhere(std::string_view message) {
  return std::ranges::any_of(
      kTold, [&](std::string_view part) { return message.substr(0, part.size()) == part; });
}

std::string reworded(std::string_view message) {
  for (const auto& [theirs, ours] : kWhole) {
    if (message == theirs) return std::string(ours);
  }
  std::string text;
  for (const auto& [theirs, ours] : kBeginnings) {
    if (message.substr(0, theirs.size()) != theirs) continue;
    text = ours;
    message.remove_prefix(theirs.size());
  }
  text += message;
  if (!text.empty() && text.front() >= 'A' && text.front() <= 'Z') text.front() += 'a' - 'A';
  if (!text.empty() && text.back() == '.') text.pop_back();
  std::ranges::replace(text, '\'', '`');
  return text;
}

}  // namespace stacmlm::rules
