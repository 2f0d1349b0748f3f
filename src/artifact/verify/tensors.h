// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/verify/comparing.h"
#include "rules/view/model_parts.h"

namespace stacmlm::artifact {

/// An input or output of the metadata, and the one of the file that it means.
struct TensorPair {
  const rules::TensorView& stated;
  std::string field;              ///< `mlm:input[0]`
  std::string name;               ///< as messages call it: `the input `x``
  const Tensor* found = nullptr;  ///< null: the file has no such one, or does not say
  /// The file is one of trees, which take rows of values and say nothing of what stands for a row:
  /// a sample, or a pixel of an image.
  bool is_of_rows = false;

  /// Dimensions of the file, if it says how many.
  [[nodiscard]] std::optional<std::size_t> found_rank() const;
  /// Size of that dimension in the file: -1 if free or not known.
  [[nodiscard]] std::int64_t found_size(std::size_t index) const;
};

/// Where the channels (bands, variables) stand in `dim_order`; nothing if no dimension is named so.
std::optional<std::size_t> channel_index(const TensorPair& pair);

/// How many channels the metadata means: of bands or variables, else the size of the dimension.
std::int64_t stated_channels(const TensorPair& pair);

/// Where the channels stand in the file if it has them elsewhere than `dim_order` says.
std::optional<std::size_t> other_layout(const TensorPair& pair);

/// `[-1, 4, 256, 256]`, with the names of free dimensions.
std::string shape_text(const Tensor& tensor);

bool is_batch(const TensorPair& pair, std::size_t index);
/// `dimension 2 (`height`)`. @pre the index is one of `dim_order`
std::string dimension_text(const TensorPair& pair, std::size_t index);
/// `mlm:input[0].input`, `mlm:output[0].result`.
std::string structure_field(const TensorPair& pair);

/// The outputs of the metadata, each with the one of `found` that it means; null if none is it.
std::vector<TensorPair> output_pairs(const Subject& subject, const std::vector<Tensor>& found);

/// Values that an output has for each place: by `dim_order`, else where such an output has them; -1
/// if it is free or not known.
std::int64_t found_classes(const TensorPair& pair, const rules::OutputView& output);
/// Why `count` classes may be told by `found` values; empty if they are not.
std::string_view why_classes_fit(const TensorPair& pair, std::int64_t found, std::int64_t count);

/// Rank, sizes and layout.
void compare_shape(const TensorPair& pair, Comparing& comparing, const Subject& subject);
/// Names, bands, scaling of an input.
void compare_bands(const TensorPair& pair, const rules::InputView& input, Comparing& comparing,
                   const Subject& subject);
/// Classes of an output, and its tasks.
void compare_classes(const TensorPair& pair, const rules::OutputView& output, Comparing& comparing,
                     const Subject& subject);
void compare_tasks(const TensorPair& pair, const rules::OutputView& output, Comparing& comparing,
                   const Subject& subject);

}  // namespace stacmlm::artifact
