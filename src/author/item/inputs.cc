// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <unordered_map>

#include "author/item/tensor.h"
#include "rules/nearest.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

std::string or_else(const std::string& text, std::string_view otherwise) {
  return text.empty() ? std::string(otherwise) : text;
}

std::vector<std::string> dimensions_of_input(const NewItemOptions& options) {
  if (!options.dim_order.empty()) return options.dim_order;
  return {"batch", "bands", "height", "width"};
}

ItemResult<std::string> structure_of_input(const ItemDraft& draft) {
  const NewItemOptions& options = draft.options;
  STACMLM_TRY(const PixelSize pixels, read_pixels(options.input_size));
  const auto batch = read_size(or_else(options.batch_size, kAnySize));
  if (!batch)
    return refuse("batch-size",
                  fmt::format("{} is neither N nor any", rules::shown(options.batch_size)));
  const std::vector<std::string> dimensions = dimensions_of_input(options);
  std::vector<std::string> sizes;
  sizes.reserve(dimensions.size());
  for (const std::string& dimension : dimensions) {
    sizes.push_back(dimension == "batch"    ? *batch
                    : dimension == "bands"  ? fmt::format("{}", draft.bands.size())
                    : dimension == "height" ? pixels.height
                    : dimension == "width"  ? pixels.width
                                            : std::string(kAnySize));
  }
  return structure(sizes, dimensions, or_else(options.data_type, "float32"));
}

ItemResult<void> make_input(ItemDraft& draft) {
  if (draft.bands.empty()) draft.miss("bands");
  if (draft.options.input_size.empty()) draft.miss("input-size");
  if (draft.bands.empty() || draft.options.input_size.empty()) return {};
  std::vector<std::string> names;
  std::vector<const UsedBand*> bands;
  for (const UsedBand& band : draft.bands) {
    names.push_back(band.name);
    bands.push_back(&band);
  }
  JsonObject input;
  input.set_text("name", "image");
  input.add("bands", list_of_texts(names));
  input.add("variables", "[]");
  STACMLM_TRY(std::string tensor, structure_of_input(draft));
  input.add("input", std::move(tensor));
  STACMLM_TRY(std::string scalings, scalings_for(draft, bands));
  input.add("value_scaling", std::move(scalings));
  input.add("resize_type",
            draft.options.resize_type.empty() ? "null" : json::quote(draft.options.resize_type));
  input.add("pre_processing_function", "null");
  draft.given.properties.set("mlm:input", list_of({input.text()}));
  return {};
}

/// Inputs that are given keep all but their scaling, which the statistics tell.
ItemResult<void> scale_given(ItemDraft& draft, json::Value inputs) {
  std::unordered_map<std::string_view, const UsedBand*> by_name;
  for (const UsedBand& band : draft.bands) by_name.emplace(band.name, &band);
  std::vector<std::string> texts;
  for (const json::Value given : inputs.elements()) {
    JsonObject input(given);
    std::vector<const UsedBand*> bands;
    for (const json::Value entry : given.find("bands").elements()) {
      const json::Value name = entry.is_object() ? entry.find("name") : entry;
      const auto band = name.is_string() ? by_name.find(name.string()) : by_name.end();
      if (band == by_name.end())
        return no_statistics(draft, name.is_string() ? name.string() : entry.raw());
      bands.push_back(band->second);
    }
    if (!bands.empty()) {
      STACMLM_TRY(std::string scalings, scalings_for(draft, bands));
      input.set("value_scaling", std::move(scalings));
    }
    texts.push_back(given.is_object() ? input.text() : std::string(given.raw()));
  }
  draft.given.properties.set("mlm:input", list_of(texts));
  return {};
}

}  // namespace

ItemResult<void> tell_inputs(ItemDraft& draft) {
  const json::Value given = draft.given.property("mlm:input");
  const NewItemOptions& options = draft.options;
  if (!given.exists()) return make_input(draft);
  auto checked =
      refuse_options({{"bands", !options.bands.empty()},
                      {"input-size", !options.input_size.empty()},
                      {"batch-size", !options.batch_size.empty()},
                      {"dim-order", !options.dim_order.empty()},
                      {"data-type", !options.data_type.empty()},
                      {"resize-type", !options.resize_type.empty()},
                      {"scaling", !options.scaling.empty() && options.statistics.bands.empty()}},
                     "input");
  if (!checked || options.statistics.bands.empty()) return checked;
  return scale_given(draft, given);
}

}  // namespace stacmlm::author
