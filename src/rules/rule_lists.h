// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "rules/context.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

/// The rules that look at a document of one kind, each list worked out when it is first asked for.
class RuleLists {
 public:
  RuleLists(Profile profile, diag::Severity least) : profile_(profile), least_(least) {}
  /// Ordered by code.
  std::span<const Rule* const> rules_for(const Context& context);

 private:
  using List = std::vector<const Rule*>;
  Profile profile_;
  diag::Severity least_;
  /// One place for each kind of document: see kind_of().
  std::vector<std::unique_ptr<const List>> lists_;
};

}  // namespace stacmlm::rules
