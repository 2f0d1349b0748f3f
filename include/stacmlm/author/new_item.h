// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stacmlm/author/band_statistics.h"
#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// What is told about a new Item besides the properties of the model. All are texts as a person
/// writes them; item_options() says what each means. Empty: not told.
struct NewItemOptions {
  std::string id;
  std::string title;
  std::string description;
  std::string license;
  std::string datetime;
  std::string bbox;

  std::string name;
  std::string architecture;
  std::vector<std::string> tasks;
  std::string framework;
  std::string framework_version;
  std::string accelerator;

  std::vector<std::string> hrefs;
  std::vector<std::string> artifact_types;
  std::vector<std::string> media_types;

  std::string sensor;
  std::vector<std::string> bands;
  std::string input_size;
  std::string batch_size;
  std::vector<std::string> dim_order;
  std::string data_type;
  std::string resize_type;
  std::string scaling;

  std::vector<std::string> classes;
  std::vector<std::string> output_shape;
  std::vector<std::string> output_dims;

  std::string stac_version = "1.0.0";
  std::string mlm_version = "1.5.2";

  StatisticsFile statistics;  ///< without bands: none
};

/// One member of NewItemOptions: what it is called, what it takes. Programs make flags and
/// questions of these. Exactly one of `text` and `list` is set.
struct ItemOption {
  std::string_view name;   ///< `artifact-type`
  std::string_view about;  ///< a noun phrase, lower-case start, no full stop
  std::string_view form;   ///< `T|START/END`
  std::string NewItemOptions::*text = nullptr;
  std::vector<std::string> NewItemOptions::*list = nullptr;
  bool is_cut_at_commas = false;                       ///< a list that may be given as one text
  std::vector<std::string_view> (*words)() = nullptr;  ///< what it may be, or mostly is; else null
  bool is_open = false;                                ///< other words do as well
};

/// All of them, in the order of a form.
std::span<const ItemOption> item_options();

/// The option of that name. @pre there is one
const ItemOption& item_option(std::string_view name);

/// Why there is no Item.
struct OptionError : base::Error {
  // NOLINTNEXTLINE(google-explicit-constructor): an Error that no option is at fault for is one too
  OptionError(base::Error error, const ItemOption* at_fault = nullptr)
      : base::Error(std::move(error)), option(at_fault) {}
  const ItemOption* option;  ///< whose value cannot be meant; null if another cause is at fault
};
template <class T>
using ItemResult = tl::expected<T, OptionError>;

struct MissingOption {
  const ItemOption* option = nullptr;
  std::string suggestion;  ///< what is probably meant; may be empty
  std::string file;        ///< for which of several files; else empty
};

struct NewItem {
  std::string text;                    ///< in canonical form; empty if something is missing
  std::vector<MissingOption> missing;  ///< what has to be told first
};

/// Writes the Item of a model. `model` holds its properties as in a YAML file of stac-model: an
/// object with `properties`, or these themselves; with or without the prefix `mlm:`. It may be
/// nothing. Everything it holds stays as it is, what is not known too: `id`, `bbox`, `geometry`,
/// `collection`, `links`, `assets` and `stac_extensions` are members of the Item, all others
/// properties; `artifact_type`, `compile_method`, `entrypoint` and `file:...` go to the asset of
/// the model. What `options` tell wins.
///
/// The geometry is the bbox, cut at the antimeridian. Without `input` the model gets one input that
/// takes the bands. Bands are described as `eo:bands` and `raster:bands` of the model's asset, from
/// STAC 1.1.0 on as `bands`. Whether the Item is valid is for rules::Checker to say.
///
/// The Error names the option, or the file, that cannot be meant. A list that takes one value for
/// each file (`artifact-type`) is missing as long as it is too short.
///
/// ```cpp
/// author::NewItemOptions options;
/// options.sensor = "sentinel-2-l2a";
/// auto item = author::new_item(yaml.root(), options);
/// if (item && item->missing.empty()) save(item->text);
/// ```
ItemResult<NewItem> new_item(json::Value model, const NewItemOptions& options);

}  // namespace stacmlm::author
