// SPDX-License-Identifier: Apache-2.0
// What inputs and outputs have in common: one tensor, and the bands and variables they name.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "rules/view/word.h"
#include "stacmlm/mlm/model.h"

namespace stacmlm::rules {

/// One entry of `dim_order`, with the entry of `shape` at its index.
struct Dimension {
  Word name;              ///< empty if it is no string
  json::Value named;      ///< where the name stands
  json::Value place;      ///< of its size; nothing if there is none
  std::int64_t size = 0;  ///< -1 is any; 0 if it cannot be read
  explicit operator bool() const { return place.exists(); }
};

/// A band or a variable as an input or output names it.
struct Reference {
  json::Value source;
  json::Value name;         ///< a string; nothing if the reference gives none
  Word word;                ///< the name
  bool is_derived = false;  ///< it is computed, so that its name is its own
};

/// An input with its `input`, or an output with its `result`.
struct TensorView {
  json::Value source;
  mlm::Structure structure;  ///< empty if it is missing or malformed
  json::Value bands;
  json::Value variables;
  json::Value scalings;  ///< `value_scaling` of an input
  json::Value function;  ///< `pre_processing_function` or `post_processing_function`
  bool is_input = true;
  bool fits_together = false;    ///< `shape` and `dim_order` are arrays of one length
  bool has_odd_members = false;  ///< that no version of MLM knows, in it or in its structure
  std::span<const Dimension> dimensions;
  std::span<const Reference> band_references;
  std::span<const Reference> variable_references;

  /// The first dimension with one of these names. Nothing if `shape` and `dim_order` do not fit
  /// together.
  [[nodiscard]] const Dimension& find(std::initializer_list<Word> names) const;
  /// That of the bands, variables or channels, whether it has a size or not; else null.
  [[nodiscard]] const Dimension* channels() const;
  /// The dimension of that name, whether it has a size or not; else null.
  [[nodiscard]] const Dimension* dimension(const Word& name) const;
};

/// Adds the dimensions to `all`, and gives back those. @pre `all` has room for them.
std::span<const Dimension> read_dimensions(json::Value sizes, json::Value names,
                                           std::vector<Dimension>& all);
/// The same for references to bands or variables.
std::span<const Reference> read_references(json::Value list, std::vector<Reference>& all);

}  // namespace stacmlm::rules
