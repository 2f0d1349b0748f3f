// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/pool.h"
#include "rules/schema/schemas.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

/// Where a finding points: at the value, at its key (the key is wrong), or at the opening brace of
/// an object or array (a member is missing).
enum class At { kValue, kKey, kOpening };

/// A finding under construction; positions are worked out at the end.
struct Finding {
  const Rule* rule = nullptr;
  diag::Severity severity = diag::Severity::kInfo;
  json::Value place;
  At at = At::kValue;
  diag::Diagnostic told;                    ///< message, hint, fix, and the messages of `related`
  std::vector<json::Value> related_places;  ///< those of told.related
  mlm::Version version = mlm::kNewestPublished;  ///< by which the object is judged
  KnownSchema schema{};                          ///< whose fact failed, for kinds of facts
  std::string_view missing;                      ///< the member that is not there

  Finding& hint(std::string text) {
    told.hint = std::move(text);
    return *this;
  }
  Finding& related(json::Value other, std::string text) {
    if (!other.exists()) return *this;
    related_places.push_back(other);
    told.related.emplace_back().message = std::move(text);
    return *this;
  }
  /// The fact is one of that schema.
  Finding& stated_by(const KnownSchema& known, std::string_view missing_member) {
    schema = known;
    missing = missing_member;
    return *this;
  }
  /// Safe: the document means the same afterwards, or what its author clearly meant.
  Finding& safe_fix(std::string description, std::vector<json::PatchOperation> patch) {
    return fix(diag::Fix::Applicability::kSafe, std::move(description), std::move(patch));
  }
  Finding& unsafe_fix(std::string description, std::vector<json::PatchOperation> patch) {
    return fix(diag::Fix::Applicability::kUnsafe, std::move(description), std::move(patch));
  }

 private:
  Finding& fix(diag::Fix::Applicability applicability, std::string description,
               std::vector<json::PatchOperation> patch);
};

/// Takes what rules find in one document.
class Findings {
 public:
  /// At most this many findings of one document are kept, errors first; the rest is counted.
  static constexpr std::size_t kLimit = 1000;

  /// What weighs less than `least` is left out.
  explicit Findings(Profile profile, diag::Severity least = diag::Severity::kInfo)
      : profile_(profile), least_(least) {}

  /// A finding of the rule that is running, at a value.
  Finding& at_value(json::Value place, std::string message) {
    return add(place, At::kValue, std::move(message));
  }
  /// ... at the key of a member.
  Finding& at_key(json::Value member, std::string message) {
    return add(member, At::kKey, std::move(message));
  }
  /// ... at the object in which a member is missing.
  Finding& at_opening(json::Value object, std::string message) {
    return add(object, At::kOpening, std::move(message));
  }

  [[nodiscard]] Profile profile() const { return profile_; }
  /// The value whose fact failed, while a kShape rule words its finding.
  [[nodiscard]] json::Value place() const { return place_; }

  /// What follows is about an object that declares this version of MLM, or none.
  void judge_by(std::optional<mlm::Version> version) { version_ = version; }
  void run(const Rule& rule, json::Value place = {}) {
    rule_ = &rule;
    place_ = place;
  }
  /// Forgets everything, for the next document.
  void clear();
  [[nodiscard]] Pool<Finding>& all() { return findings_; }
  [[nodiscard]] bool empty() const { return findings_.size() == 0; }
  /// Whether the last finding was not kept: its fix need not be worked out.
  [[nodiscard]] bool is_full() const { return is_full_; }
  [[nodiscard]] std::size_t left_out() const { return left_out_; }

 private:
  Finding& add(json::Value place, At at, std::string message);
  [[nodiscard]] std::optional<diag::Severity> severity() const;
  Finding* find_room(diag::Severity severity);

  Profile profile_;
  diag::Severity least_;
  std::optional<mlm::Version> version_;
  const Rule* rule_ = nullptr;
  json::Value place_;
  Pool<Finding> findings_;
  Finding surplus_;
  std::size_t left_out_ = 0;
  bool is_full_ = false;
  std::size_t displaceable_ = kLimit;  // behind it there are errors alone, once kLimit are kept
};

}  // namespace stacmlm::rules
