// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "stacmlm/base/result.h"

namespace stacmlm::cli {

/// The findings of an earlier `json` report: what has the same path, code and pointer is known.
class Baseline {
 public:
  /// Adds the findings of the report `path`.
  base::Result<void> add(const std::string& path);

  [[nodiscard]] bool knows(std::string_view path, std::string_view code,
                           std::string_view pointer) const;

 private:
  std::unordered_set<std::string> known_;
};

}  // namespace stacmlm::cli
