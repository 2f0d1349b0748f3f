// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "artifact/verify/subject.h"
#include "rules/findings.h"
#include "rules/model_file/rules.h"
#include "stacmlm/artifact/verify.h"

namespace stacmlm::artifact {

/// The value as it is written, on one line and cut if it is long.
std::string one_line(json::Value value);

/// Two values that are compared.
struct Pair {
  std::string field;
  json::Value place;  ///< of what is stated
  std::string stated;
  std::string found;
};

/// It weighs less than its rule: what may have a reason.
inline rules::Finding& at_most(diag::Severity most, rules::Finding& finding) {
  finding.severity = std::min(finding.severity, most);
  return finding;
}

/// Takes the verdicts on one asset: rows of the table, and findings where something is to be told.
class Comparing {
 public:
  Comparing(const Subject& subject, bool tell_all, rules::Findings& findings,
            std::vector<Comparison>& rows)
      : subject_(subject), tell_all_(tell_all), findings_(findings), rows_(rows) {}

  void agrees(Pair pair, std::string reason = {});
  void compatible(Pair pair, std::string reason);
  /// Compatible, and so unlike at first sight that it is told.
  void explained(Pair pair, std::string reason);
  /// `message` is the sentence of the finding; hint and fix may be added to it.
  rules::Finding& contradicts(const rules::Rule& rule, Pair pair, std::string message);
  void cannot_tell(Pair pair, std::string reason);

  /// A finding of the rule stands at the place, or below it.
  [[nodiscard]] bool has_told(const rules::Rule& rule, json::Value place) const;
  /// The same contradiction as that one, seen in another way: no second finding.
  void contradicts_too(const rules::Rule& rule, Pair pair);

  /// A finding that compares nothing.
  rules::Finding& tell(const rules::Rule& rule, json::Value place, std::string message);

 private:
  Comparison& add(Agreement verdict, Pair pair, std::string reason);

  const Subject& subject_;
  bool tell_all_;
  rules::Findings& findings_;
  std::vector<Comparison>& rows_;
};

}  // namespace stacmlm::artifact
