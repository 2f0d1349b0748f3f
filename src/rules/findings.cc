// SPDX-License-Identifier: Apache-2.0
#include "rules/findings.h"

namespace stacmlm::rules {

/// A new place, or that of a finding that is no error; null if there is neither.
Finding* Findings::find_room(diag::Severity severity) {
  if (findings_.size() < kLimit) return &findings_.emplace_back();
  ++left_out_;
  if (severity != diag::Severity::kError) return nullptr;
  while (displaceable_ > 0) {
    Finding& finding = findings_[--displaceable_];
    if (finding.severity != diag::Severity::kError) return &(finding = {});
  }
  return nullptr;
}

Finding& Findings::add(json::Value place, At at, std::string message) {
  const auto severity = rule_->severities.in(profile_);
  Finding* room = severity && place.exists() ? find_room(*severity) : nullptr;
  is_full_ = room == nullptr;
  if (is_full_) {
    surplus_ = {};
    return surplus_;
  }
  room->rule = rule_;
  room->severity = *severity;
  room->place = place;
  room->at = at;
  room->message = std::move(message);
  return *room;
}

}  // namespace stacmlm::rules
