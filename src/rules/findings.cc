// SPDX-License-Identifier: Apache-2.0
#include "rules/findings.h"

namespace stacmlm::rules {

Finding& Findings::add(json::Value place, At at, std::string message) {
  if (findings_.size() == kLimit) {
    ++left_out_;
    surplus_ = {};
    return surplus_;
  }
  Finding& finding = findings_.emplace_back();
  finding.rule = rule_;
  finding.place = place;
  finding.at = at;
  finding.message = std::move(message);
  return finding;
}

}  // namespace stacmlm::rules
