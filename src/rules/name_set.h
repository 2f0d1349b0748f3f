// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <unordered_set>

namespace stacmlm::rules {

/// Names to ask for. A few are looked through; only what is beyond is hashed and costs memory.
class NameSet {
 public:
  void add(std::string_view name) {
    if (count_ < few_.size()) {
      few_[count_++] = name;
    } else {
      many_.insert(name);
    }
  }
  [[nodiscard]] bool contains(std::string_view name) const {
    const auto* end = few_.data() + count_;
    return std::find(few_.data(), end, name) != end || (!many_.empty() && many_.contains(name));
  }

 private:
  std::array<std::string_view, 16> few_;
  std::size_t count_ = 0;
  std::unordered_set<std::string_view> many_;
};

}  // namespace stacmlm::rules
