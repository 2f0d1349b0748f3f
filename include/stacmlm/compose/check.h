// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stacmlm/diag/report.h"

namespace stacmlm::compose {

/// The variables that name the folders of a run; the words of ml-model 1.0.0.
inline constexpr const char* kInputVariable = "INPUT_DATA";
inline constexpr const char* kOutputVariable = "OUTPUT_DATA";

/// An asset of an Item that is a Compose file.
struct Runtime {
  std::string asset;  ///< its key
  std::string href;
  bool is_training = false;         ///< for training; else for inference
  std::optional<std::string> file;  ///< its path, if it is on this machine
};

/// What may be run of a Compose file that has no fault.
struct Plan {
  /// A Compose document, as JSON that YAML 1.1 and 1.2 read alike. It holds what has been checked
  /// and nothing else: no variable but the two, no member that is not known here, no path of the
  /// machine. The folder of the input is mounted for reading.
  std::string document;
  std::vector<std::string> last_services;  ///< for which no other waits; in document order
  std::vector<std::string> services;
  std::vector<std::string> built;  ///< services that have no image to pull
};

/// What was found in a Compose file, or in an Item that names some.
struct Checked {
  diag::DocumentReport report;    ///< lines and columns are those of the text as it is written
  std::vector<Runtime> runtimes;  ///< of an Item
  std::optional<Plan> plan;       ///< of a Compose file without a finding of error level
  bool is_item = false;
};

/// Checks the text of a Compose file (YAML) or of an Item (JSON with the type `Feature`) as `path`.
/// The files of an Item's runtimes are not read: check each by itself. Nothing but the existence of
/// these files is looked up on the machine. Safe to call from several threads.
///
/// ```cpp
/// compose::Checked checked = compose::check(text, "inference.yml");
/// if (checked.plan) run(checked.plan->document);
/// ```
Checked check(std::string text, std::string path);

}  // namespace stacmlm::compose
