// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "author/export/notes.h"
#include "stacmlm/author/export.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::author {

/// What an export is about: an Item, and its model as one of its assets has it.
struct Subject {
  json::Value item;
  json::Value properties;
  json::Value asset;  ///< absent if no asset is a model
  mlm::Model model;   ///< of the Item, with what the asset overrides
  std::vector<mlm::ModelInput> inputs;
  std::vector<mlm::ModelOutput> outputs;
  std::size_t first_input = 0;  ///< the one that was asked for

  [[nodiscard]] const mlm::ModelInput& input() const { return inputs[first_input]; }
  /// The artifact type of the asset; empty if there is none.
  [[nodiscard]] std::string_view artifact() const { return model.artifact_type.value_or(""); }
  /// The last part of the asset's href, fit for a file name; empty if there is none.
  [[nodiscard]] std::string file() const;
  /// The id of the Item, fit for a file name.
  [[nodiscard]] std::string name() const;
};

/// True if the target can load the file of this asset.
using Loads = std::function<bool(json::Value asset)>;

/// There is an input with a name at least in the result; the Error says what is missing.
base::Result<Subject> read_subject(json::Value item, const ExportOptions& options,
                                   const Loads& loads);

/// The end of a URL or path, without query and fragment.
std::string_view last_part(std::string_view href);

/// `text` with letters, digits, `.`, `_` and `-` alone, no `.` or `-` in front, at most 100 bytes;
/// `model` if nothing is left. Never a way out of a folder.
std::string file_name(std::string_view text);

/// A dimension of a tensor.
struct Dimension {
  std::string_view name;   ///< empty if dim_order has none
  std::int64_t size = -1;  ///< -1 is any
};

/// An input or output with all that a target has to know of it.
struct Tensor {
  json::Value source;
  json::Value structure;
  std::string_view name;
  std::vector<Dimension> dimensions;
  std::string_view data_type;

  /// The size of a dimension that has one of two names; nothing if there is none.
  [[nodiscard]] std::optional<std::int64_t> size_of(std::string_view one,
                                                    std::string_view other = "") const;
  [[nodiscard]] bool has_batch() const {
    return !dimensions.empty() && dimensions.front().name == "batch";
  }
};

/// Reads a tensor whole, or notes what is missing of it. Name, shape and data type count as
/// carried.
std::optional<Tensor> read_tensor(const mlm::ModelInput& input, Notes& notes);
std::optional<Tensor> read_tensor(const mlm::ModelOutput& output, Notes& notes);

/// The dimensions after the batch are bands (or channels), then height and width.
bool is_bands_first(const Tensor& tensor);
/// ... height and width, then bands.
bool is_bands_last(const Tensor& tensor);

/// The texts of an array of strings.
std::vector<std::string_view> texts_of(json::Value array);

}  // namespace stacmlm::author
