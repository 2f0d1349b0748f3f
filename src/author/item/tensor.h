// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "author/item/item_draft.h"
#include "rules/output/classes.h"

namespace stacmlm::author {

/// A size that is not fixed.
inline constexpr std::string_view kAnySize = "-1";

/// A positive number or `any`, as the shape has it; else nothing.
std::optional<std::string> read_size(std::string_view text);

/// Pixels: `256`, `256x512` (height first) or `any`.
struct PixelSize {
  std::string height{kAnySize};
  std::string width{kAnySize};
};

/// The Error names `--input-size`.
ItemResult<PixelSize> read_pixels(std::string_view text);

/// The JSON text of a structure object.
std::string structure(const std::vector<std::string>& sizes,
                      const std::vector<std::string>& dimensions, std::string_view data_type);

using rules::classifies_pixels;
using rules::classifies_scenes;

/// The JSON text of `classification:classes`; values count from 0.
std::string class_list(const std::vector<std::string>& names);

/// The structure object of an input that takes so many bands, as the options tell it.
ItemResult<std::string> structure_of_input(const NewItemOptions& options, std::size_t bands);

/// `value_scaling` for an input that takes these bands, from the statistics or from `--scaling`.
ItemResult<std::string> scalings_for(const ItemDraft& draft,
                                     const std::vector<const UsedBand*>& bands);

/// The Error for a band of the model that the file of statistics does not have.
tl::unexpected<OptionError> no_statistics(const ItemDraft& draft, std::string_view band);

/// An Error for the first option that is told: it would build what the model file has.
ItemResult<void> refuse_options(const std::vector<std::pair<std::string_view, bool>>& told,
                                std::string_view member);

}  // namespace stacmlm::author
