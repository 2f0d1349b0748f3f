// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "artifact/archive/archive.h"
#include "artifact/collector.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact::pt2 {

/// What is told of the tensors that a folder of the archive stores.
struct PayloadRule {
  std::string folder;  ///< `model/data/weights/`
  std::string prefix;  ///< in front of the names of weights; may be empty
  std::function<WeightKind(std::string_view name, bool is_parameter)> kind;
};

/// Reads the list of them, `config`. The entries that hold the bytes of tensors, and are read as
/// such, go into `raw`; no other entry may be taken for one.
base::Result<void> read_payload(const Archive& archive, const ArchiveEntry& config,
                                const PayloadRule& rule, std::set<std::string_view>& raw,
                                Collector& collector);

}  // namespace stacmlm::artifact::pt2
