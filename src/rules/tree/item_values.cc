// SPDX-License-Identifier: Apache-2.0
#include "rules/tree/item_values.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace stacmlm::rules {
namespace {

auto order(const ItemValue& value) {
  return std::tuple(value.key, value.is_number, value.value, value.is_of_asset, value.item);
}

}  // namespace

double ItemValue::number() const {
  double number = 0;
  std::memcpy(&number, &value, sizeof number);
  return number;
}

bool is_summarized(json::Value value) {
  return value.is_string() || value.is_number() || value.is_boolean();
}

Hash hash_of_value(json::Value value) {
  if (value.is_string()) return hash_of(value.string());
  if (value.is_boolean()) return value.boolean() ? 3 : 2;
  const double number = value.number() + 0.0;  // -0 becomes 0
  Hash bits = 0;
  std::memcpy(&bits, &number, sizeof bits);
  return bits;
}

void ItemValues::add(const ItemValue& value) {
  values_.push_back(value);
  if (values_.size() < limit_) return;
  index();
  limit_ = std::max(kFirstLimit, 2 * values_.size());
}

void ItemValues::index() {
  std::ranges::sort(values_, {}, order);
  const auto is_same = [](const ItemValue& a, const ItemValue& b) {
    return a.key == b.key && a.is_number == b.is_number && a.value == b.value &&
           a.is_of_asset == b.is_of_asset;
  };
  values_.erase(std::unique(values_.begin(), values_.end(), is_same), values_.end());
}

void ItemValues::append(Hash key, std::vector<ItemValue>& to) const {
  const auto begin = std::ranges::lower_bound(values_, key, {}, &ItemValue::key);
  const auto end = std::ranges::upper_bound(values_, key, {}, &ItemValue::key);
  to.insert(to.end(), begin, end);
}

}  // namespace stacmlm::rules
