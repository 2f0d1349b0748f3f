// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "artifact/collector.h"

namespace stacmlm::artifact::torch {

/// What TorchScript code says of the attributes of a class.
struct ScriptClass {
  std::unordered_set<std::string> parameters;  ///< all other tensors are buffers
};

using ScriptClasses = std::unordered_map<std::string, ScriptClass>;  // by full name

/// Reads the code in a TorchScript file, which libtorch compiles and runs itself: no more than the
/// operators that it names can happen.
class ScriptCode {
 public:
  /// The code of one file; `module` is `__torch__.net`, `part` its name in the archive.
  base::Result<void> read(std::string_view code, std::string_view module, std::string_view part,
                          Collector& collector);
  /// When all files are read: reports the operators that do more than compute, and those that
  /// nobody here knows, and gives all to the collector.
  base::Result<void> report(Collector& collector) const;

  [[nodiscard]] const ScriptClasses& classes() const { return classes_; }

 private:
  friend class ScriptReader;

  ScriptClasses classes_;
  std::set<std::string, std::less<>> defined_;               // functions, methods, classes
  std::map<std::string, std::string, std::less<>> used_;     // operator `aten::relu` -> part
  std::set<std::string, std::less<>> assigned_;              // variables: may stand for a function
  std::map<std::string, std::string, std::less<>> bare_;     // names that are called -> part
  std::map<std::string, std::string, std::less<>> methods_;  // called of something -> part
};

}  // namespace stacmlm::artifact::torch
