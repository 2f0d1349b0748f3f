// SPDX-License-Identifier: Apache-2.0
#include "rules/findings.h"

namespace stacmlm::rules {

Finding& Finding::fix(diag::Fix::Applicability applicability, std::string description,
                      std::vector<json::PatchOperation> patch) {
  told.fix = diag::Fix{applicability, std::move(description), std::move(patch)};
  return *this;
}

void Findings::clear() {
  findings_.give_back_all();
  version_.reset();
  left_out_ = 0;
  is_full_ = false;
  displaceable_ = kLimit;
}

/// A rule of MLM whose beginning is not known is no error for old versions. What a schema states
/// is.
std::optional<diag::Severity> Findings::severity() const {
  const auto severity = rule_->severities.in(profile_);
  const bool may_be_newer = version_ && *version_ < rule_->since.said && is_of_mlm(*rule_) &&
                            rule_->subject != Subject::kShape;
  return may_be_newer && severity == diag::Severity::kError ? diag::Severity::kWarning : severity;
}

/// A new place, or that of a finding that is no error; null if there is neither.
Finding* Findings::find_room(diag::Severity severity) {
  if (findings_.size() < kLimit) return &findings_.take();
  ++left_out_;
  if (severity != diag::Severity::kError) return nullptr;
  while (displaceable_ > 0) {
    Finding& finding = findings_[--displaceable_];
    if (finding.severity != diag::Severity::kError) return &(finding = {});
  }
  return nullptr;
}

Finding& Findings::add(json::Value place, At at, std::string message) {
  const auto grave = severity();
  const bool counts = grave && *grave >= least_ && place.exists();
  Finding* room = counts ? find_room(*grave) : nullptr;
  is_full_ = room == nullptr;
  if (is_full_) {
    surplus_ = {};
    return surplus_;
  }
  room->rule = rule_;
  room->severity = *grave;
  room->version = version_.value_or(mlm::kNewestPublished);
  room->place = place;
  room->at = at;
  room->told.message = std::move(message);
  return *room;
}

}  // namespace stacmlm::rules
