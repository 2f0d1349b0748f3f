// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// Which values of one document were dealt with. What is left can be listed, so that nothing is
/// dropped in silence.
class Coverage {
 public:
  /// `value` and all that it holds is dealt with. Absent values do not matter.
  void cover(json::Value value);

  /// The values in and under `value` that are left: the largest that hold nothing that was dealt
  /// with. Nulls, empty texts and empty containers say nothing, and are left out.
  [[nodiscard]] std::vector<json::Value> rest(json::Value value) const;

 private:
  void add_rest(json::Value value, std::vector<json::Value>& rest) const;

  std::set<std::uint32_t> covered_;
};

/// Notes of a report: more than a person reads; a document can bring millions.
inline constexpr std::size_t kMostNotes = 1000;

/// Why further notes are not listed.
std::string why_unlisted();

/// The place of a value among the nodes of its document.
std::uint32_t index_of(json::Value value);

/// A value for a note: as it is written if it is short, else what it is.
std::string in_short(json::Value value);

}  // namespace stacmlm::author
