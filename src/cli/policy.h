// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/baseline.h"
#include "cli/code_list.h"
#include "cli/config.h"
#include "stacmlm/diag/report.h"

namespace stacmlm::cli {

/// With `--strict` warnings are errors.
constexpr diag::Severity severity_under(bool strict, diag::Severity severity) {
  return strict && severity == diag::Severity::kWarning ? diag::Severity::kError : severity;
}

/// What the options of a run say about what is shown and what fails it.
struct Policy {
  std::optional<rules::Profile> profile;
  bool strict = false;
  CodeList select;
  CodeList ignore;
  Baseline baseline;
};

/// The policy and the configuration, put together for one file.
class FilePolicy {
 public:
  FilePolicy(const Policy& policy, const Config* config, const std::string& path);

  [[nodiscard]] rules::Profile profile() const { return profile_; }
  /// The severity to show a finding with, or nothing if it is not shown. Notes silences in `used`.
  [[nodiscard]] std::optional<diag::Severity> shown(const diag::DocumentReport& report,
                                                    const diag::Diagnostic& finding,
                                                    std::vector<const Silence*>* used) const;
  /// The silences whose path is this file's.
  [[nodiscard]] const std::vector<const Silence*>& silences() const { return silences_; }

 private:
  enum class Action : std::uint8_t { kKeep, kHide, kInfo, kWarning, kError };
  void act(const CodeList& codes, Action action);
  void act(const std::vector<SeverityRow>& rows);

  const Policy* policy_;
  rules::Profile profile_ = rules::Profile::kDocumented;
  bool strict_ = false;
  std::vector<Action> actions_;  // by the rule's index; empty: keep all
  std::vector<const Silence*> silences_;
};

}  // namespace stacmlm::cli
