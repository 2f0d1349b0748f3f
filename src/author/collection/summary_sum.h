// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/json/document.h"
#include "stacmlm/mlm/version.h"

namespace stacmlm::author {

/// The values that Items have in one member.
struct MemberValues {
  struct Number {
    double value;
    std::string text;
  };
  std::optional<Number> least, greatest;
  std::set<std::string, std::less<>> listed;  ///< JSON texts of texts, booleans and numbers
  bool are_too_many = false;                  ///< more than a summary can list
  bool has_words = false;                     ///< some are no numbers

  /// Numbers alone, which a range summarises.
  [[nodiscard]] bool is_range() const { return least.has_value() && !has_words; }
  /// The summary in the form of STAC; nothing if they are too many to list.
  [[nodiscard]] std::string json() const;
};

/// The summaries over Items: each value once, so that it takes no more room than the summaries.
class SummarySum {
 public:
  /// Before MLM 1.6.0 names and free texts of single models are not summarised.
  explicit SummarySum(mlm::Version version) : version_(version) {}

  void add_item(json::Value item);
  /// What an old Collection says; of members that are summarised here.
  void add_summaries(json::Value summaries);

  [[nodiscard]] const std::map<std::string, MemberValues, std::less<>>& members() const {
    return members_;
  }
  /// A sentence for each member of which no list is written, as it has too many values. `old` are
  /// the summaries of the Collection, where there is one: what is a list there stays one.
  [[nodiscard]] std::vector<std::string> notes(json::Value old = {}) const;
  /// Leaves out what `version` does not summarise.
  [[nodiscard]] SummarySum as_in(mlm::Version version) const;

 private:
  void add(std::string_view key, json::Value value);

  mlm::Version version_;
  std::map<std::string, MemberValues, std::less<>> members_;
};

/// The member is summarised in a Collection of this version.
bool is_summarised(std::string_view key, mlm::Version version);

}  // namespace stacmlm::author
