// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "author/item/tensor.h"
#include "rules/nearest.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

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
  STACMLM_TRY(std::string tensor, structure_of_input(draft.options, draft.bands.size()));
  input.add("input", std::move(tensor));
  STACMLM_TRY(std::string scalings, scalings_for(draft, bands));
  const auto add = [&](std::string_view key, std::string json, bool is_told) {
    if (is_told || !draft.leaves_gaps) input.add(key, std::move(json));
  };
  const std::string& resize = draft.options.resize_type;
  add("value_scaling", std::move(scalings),
      !draft.options.scaling.empty() || !draft.options.statistics.bands.empty());
  add("resize_type", resize.empty() ? "null" : json::quote(resize), !resize.empty());
  add("pre_processing_function", "null", false);
  draft.given.properties.set("mlm:input", list_of({input.text()}));
  return {};
}

bool has_bands(json::Value input) { return input.find("bands").size() > 0; }

/// The inputs that options may complete: those that take bands, or all if none does.
class OpenInputs {
 public:
  explicit OpenInputs(json::Value inputs)
      : inputs_(inputs), need_bands_(std::ranges::any_of(inputs.elements(), has_bands)) {}

  [[nodiscard]] bool has(json::Value input) const {
    return input.is_object() && (!need_bands_ || has_bands(input));
  }
  [[nodiscard]] bool lack(std::string_view key) const {
    return std::ranges::any_of(inputs_.elements(), [&](json::Value input) {
      return has(input) && !input.find(key).exists();
    });
  }

 private:
  json::Value inputs_;
  bool need_bands_;
};

using BandsByName = std::unordered_map<std::string_view, const UsedBand*>;

/// The bands of one input; the Error names one that no statistics tell of.
ItemResult<std::vector<const UsedBand*>> bands_of(const ItemDraft& draft, const BandsByName& known,
                                                  json::Value input) {
  std::vector<const UsedBand*> bands;
  for (const json::Value entry : input.find("bands").elements()) {
    const json::Value name = entry.is_object() ? entry.find("name") : entry;
    const auto band = name.is_string() ? known.find(name.string()) : known.end();
    if (band == known.end())
      return no_statistics(draft, name.is_string() ? name.string() : entry.raw());
    bands.push_back(band->second);
  }
  return bands;
}

/// Inputs that are given keep all but their scaling, which the statistics tell. Other options fill
/// in what is left out.
ItemResult<void> complete_inputs(ItemDraft& draft, json::Value inputs, const OpenInputs& open) {
  const NewItemOptions& options = draft.options;
  const bool has_statistics = !options.statistics.bands.empty();
  BandsByName known;
  for (const UsedBand& band : draft.bands) known.emplace(band.name, &band);
  std::vector<std::string> texts;
  for (const json::Value given : inputs.elements()) {
    JsonObject input(given);
    std::vector<const UsedBand*> bands;
    if (has_statistics) {
      STACMLM_TRY(bands, bands_of(draft, known, given));
    }
    const bool is_open = open.has(given);
    const bool takes_scaling =
        !has_statistics && !options.scaling.empty() && is_open && !input.has("value_scaling");
    if (takes_scaling || !bands.empty()) {
      STACMLM_TRY(std::string scalings, scalings_for(draft, bands));
      input.set("value_scaling", std::move(scalings));
    }
    if (is_open && !options.resize_type.empty() && !input.has("resize_type"))
      input.set_text("resize_type", options.resize_type);
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
  const OpenInputs open(given);
  auto checked =
      refuse_options({{"bands", !options.bands.empty()},
                      {"input-size", !options.input_size.empty()},
                      {"batch-size", !options.batch_size.empty()},
                      {"dim-order", !options.dim_order.empty()},
                      {"data-type", !options.data_type.empty()},
                      {"resize-type", !options.resize_type.empty() && !open.lack("resize_type")},
                      {"scaling", !options.scaling.empty() && options.statistics.bands.empty() &&
                                      !open.lack("value_scaling")}},
                     "input");
  const bool completes =
      !options.resize_type.empty() || !options.scaling.empty() || !options.statistics.bands.empty();
  if (!checked || !completes) return checked;
  return complete_inputs(draft, given, open);
}

}  // namespace stacmlm::author
