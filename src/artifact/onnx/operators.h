// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "artifact/collector.h"

namespace stacmlm::artifact::onnx {

/// The operators that a model uses, and those that it brings as functions of its own.
class Operators {
 public:
  base::Result<void> use(std::string_view domain, std::string_view type, Collector& collector);
  base::Result<void> define(std::string_view domain, std::string_view name, Collector& collector);
  /// Lists them, and says which of them run what does not stand in the file. Call at the end.
  base::Result<void> finish(Collector& collector) const;

 private:
  std::set<std::string, std::less<>> used_;
  std::set<std::string, std::less<>> custom_;  ///< of those used: by no known domain
  std::set<std::string, std::less<>> defined_;
};

}  // namespace stacmlm::artifact::onnx
