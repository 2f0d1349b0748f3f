// SPDX-License-Identifier: Apache-2.0
#include "rules/findings.h"

namespace stacmlm::rules {

Finding& Finding::fix(diag::Fix::Applicability applicability, std::string description,
                      std::vector<json::PatchOperation> patch) {
  told.fix = diag::Fix{applicability, std::move(description), std::move(patch)};
  return *this;
}

Finding& Findings::add(json::Value place, At at, std::string message) {
  if (findings_.size() == kLimit) {
    ++left_out_;
    surplus_ = {};
    return surplus_;
  }
  Finding& finding = findings_.take();
  finding.rule = rule_;
  finding.place = place;
  finding.at = at;
  finding.told.message = std::move(message);
  return finding;
}

}  // namespace stacmlm::rules
