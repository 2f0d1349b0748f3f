// SPDX-License-Identifier: Apache-2.0
// What the steps share that draft the Item of a model file.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "author/derive/dimension_order.h"
#include "author/item/given_item.h"
#include "stacmlm/author/derive.h"

namespace stacmlm::author {

/// Of tensors and classes so many are described, and so much of their names: real models have less.
inline constexpr std::size_t kMostDescribed = 1000;
inline constexpr std::size_t kMostClasses = 65'536;
inline constexpr std::size_t kLongestName = 1024;

/// As much of a name as an Item takes.
inline std::string name_kept(const std::string& name) { return name.substr(0, kLongestName); }

/// An Item in the making. `given` grows, and goes on to draft_item() with `options`.
struct Derivation {
  const artifact::ModelFile& model;
  const ModelFilePlace& file;
  json::Value like;
  NewItemOptions options;  ///< less those that inputs and outputs have taken
  const NewItemOptions* told = nullptr;
  GivenItem given{};
  ImageLayout layout = ImageLayout::kUnknown;
  const TensorShape* image = nullptr;          ///< of the first input with bands
  DimensionNames image_order{};                ///< its dimensions, if they are known
  std::map<std::string, std::string> hints{};  ///< JSON Pointer -> what is probably meant there
  bool has_bands_like = false;                 ///< an input takes the bands of `like`
  std::size_t inputs_left_out = 0;
  std::size_t outputs_left_out = 0;

  /// The shape of the input that most probably is the image; may be null.
  [[nodiscard]] const TensorShape* image_shape() const;

  /// A property, unless the file has it embedded.
  void add_property(std::string_view key, std::string json) {
    if (!given.properties.has(key)) given.properties.add(key, std::move(json));
  }
};

/// `mlm:input` and `mlm:output`, if the file states them or `like` has them.
ItemResult<void> derive_inputs(Derivation& derivation);
ItemResult<void> derive_outputs(Derivation& derivation);

/// The asset of the file: a new one, or that of the embedded Item, brought up to date. The JSON
/// text of `assets` in the second case, else nothing.
std::string derive_asset(Derivation& derivation);

/// What a finished draft leaves open; `missing` are options that it would have taken.
std::vector<OpenQuestion> open_questions(json::Value item,
                                         const std::vector<MissingOption>& missing,
                                         const Derivation& derivation);

}  // namespace stacmlm::author
