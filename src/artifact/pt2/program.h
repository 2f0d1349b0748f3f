// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "artifact/collector.h"
#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"

namespace stacmlm::artifact::pt2 {

/// An exported program: the JSON text of `models/NAME.json`.
class Program {
 public:
  /// `where`: its name in the archive.
  static base::Result<Program> read(std::string_view text, std::string where);

  /// Versions, inputs, outputs, ranges of free sizes.
  base::Result<void> tell_interface(Collector& collector) const;
  /// Operators, and what in the program runs when it is loaded.
  base::Result<void> tell_code(Collector& collector) const;
  /// Parameters and buffers as the signature has them; for archives that keep them in a pickle.
  base::Result<void> tell_weights(Collector& collector) const;
  /// What the signature calls a stored tensor.
  [[nodiscard]] WeightKind kind_of(std::string_view weight) const;

 private:
  Program() = default;
  [[nodiscard]] json::Value graph() const { return root_.find("graph_module").find("graph"); }
  [[nodiscard]] json::Value signature() const {
    return root_.find("graph_module").find("signature");
  }
  void tell_versions(Collector& collector) const;
  base::Result<void> tell_target(std::string_view target, Collector& collector) const;
  base::Result<void> add_tensors(json::Value specs, std::string_view kind, bool are_inputs,
                                 Collector& collector) const;
  void find_kinds();

  std::string where_;
  std::unique_ptr<json::Document> document_;
  json::Value root_;
  std::map<std::string_view, WeightKind> kinds_;
};

}  // namespace stacmlm::artifact::pt2
