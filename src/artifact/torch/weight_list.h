// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "artifact/collector.h"
#include "artifact/torch/tensor.h"

namespace stacmlm::artifact::torch {

/// Gives tensors to the collector as weights. What lies in bytes that an earlier weight has is said
/// to share them.
class WeightList {
 public:
  /// Bytes that the file has for a storage; nothing if it has none.
  using SizeOf = std::function<std::optional<std::uint64_t>(const std::string& key)>;

  WeightList(Collector& collector, SizeOf size_of)
      : collector_(collector), size_of_(std::move(size_of)) {}

  /// An Error if the file has not the bytes of its storage.
  base::Result<void> add(const std::string& name, const StoredTensor& tensor, WeightKind kind);
  /// True if a tensor with that storage was added.
  [[nodiscard]] bool uses(const std::string& key) const { return used_.contains(key); }

 private:
  struct Range {
    std::uint64_t end = 0;
    std::string name;
  };
  using Ranges = std::map<std::uint64_t, Range>;  // by their begin; none reaches into the next

  base::Result<void> check(const Storage& storage) const;

  Collector& collector_;
  SizeOf size_of_;
  std::unordered_map<std::string, Ranges> used_;
};

}  // namespace stacmlm::artifact::torch
