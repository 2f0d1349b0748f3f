// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stacmlm/artifact/model_file.h"
#include "stacmlm/author/new_item.h"
#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// What a model file is from outside.
struct ModelFilePlace {
  std::string href;                   ///< as the Item is to have it
  std::string name;                   ///< without folder and extension; the id comes from it
  std::optional<std::uint64_t> size;  ///< bytes; nothing: a folder
  std::string checksum;               ///< multihash in hex; may be empty
};

/// Something that neither the model file nor the options say.
struct OpenQuestion {
  std::string about;                   ///< a noun phrase, lower-case start, no full stop
  const ItemOption* option = nullptr;  ///< that answers it; null: the Item has to be edited
  std::string suggestion;              ///< what is probably meant; may be empty
  std::vector<std::string> places;     ///< JSON Pointers of the members that are left out or null
};

struct DeriveOptions {
  NewItemOptions item;  ///< without files; an empty `stac_version` is that of `like`
  json::Value like;  ///< an Item whose bands, scaling and classes are those of the model; or none
};

struct DerivedItem {
  std::string text;  ///< in canonical form
  std::vector<OpenQuestion> questions;
};

/// Drafts the Item of a model file: what the file states, what the options tell, and what an Item
/// that is embedded in it says, which goes before `like`. What none of them says is left out, null
/// where STAC wants a member, and a question; nothing is guessed. The order of dimensions is stated
/// where the bands, the sizes or the format leave one. Classes are described in the order of the
/// file. Where the file says nothing of its tensors, options tell them as in new_item().
///
/// The Error names an option that cannot be meant, or that the file contradicts. Names of a hostile
/// file make valid JSON; of tensors and classes beyond some thousands, a question tells.
///
/// ```cpp
/// author::DeriveOptions options;
/// options.item.sensor = "sentinel-2-l2a";
/// auto item = author::derive_item(*model, {"./unet.onnx", "unet", size, checksum}, options);
/// if (item) save(item->text);
/// ```
ItemResult<DerivedItem> derive_item(const artifact::ModelFile& model, const ModelFilePlace& file,
                                    const DeriveOptions& options);

}  // namespace stacmlm::author
