// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "author/derive/derivation.h"
#include "author/derive/like_item.h"
#include "author/derive/tensor_text.h"
#include "author/item/item_draft.h"
#include "author/item/json_object.h"
#include "author/item/tensor.h"
#include "rules/nearest.h"
#include "stacmlm/artifact/element_type.h"
#include "stacmlm/author/sensor.h"

namespace stacmlm::author {
namespace {

using artifact::Tensor;
using Bands = std::vector<std::string>;

constexpr std::string_view kPlace = "/properties/mlm:input";

/// Which bands the options tell. Of a sensor without `--bands` all of them; the sensor's own names.
struct ToldBands {
  Bands names;
  bool are_all_of_sensor = false;
};

ToldBands told_bands(const NewItemOptions& options) {
  const Sensor* sensor = options.sensor.empty() ? nullptr : find_sensor(options.sensor);
  ToldBands told{options.bands};
  if (sensor == nullptr) return told;
  if (told.names.empty()) {
    told.are_all_of_sensor = true;
    for (const SensorBand& band : sensor->bands) told.names.emplace_back(band.name);
  }
  for (std::string& name : told.names) {
    // A band that the sensor does not have is refused where bands are described.
    if (const SensorBand* known = find_band(*sensor, name)) name = known->name;
  }
  return told;
}

/// A dimension behind the first is as large as there are bands.
bool has_room_for(const Tensor& tensor, std::size_t bands) {
  const auto fits = [&](const artifact::Dimension& dimension) {
    return dimension.size >= 0 && static_cast<std::size_t>(dimension.size) == bands;
  };
  return tensor.shape && tensor.shape->size() > 1 &&
         std::any_of(tensor.shape->begin() + 1, tensor.shape->end(), fits);
}

/// ... or may be.
bool may_have_room(const Tensor& tensor) {
  const auto is_free = [](const artifact::Dimension& dimension) { return dimension.size < 0; };
  return !tensor.shape || (tensor.shape->size() > 1 &&
                           std::any_of(tensor.shape->begin() + 1, tensor.shape->end(), is_free));
}

/// The inputs that take the bands that are told: those with a dimension of that size, or the only
/// one that may have it.
std::vector<bool> takers(const std::vector<Tensor>& inputs, std::size_t bands) {
  std::vector<bool> takes(inputs.size(), false);
  if (bands == 0) return takes;
  for (std::size_t i = 0; i < inputs.size(); ++i) takes[i] = has_room_for(inputs[i], bands);
  if (std::ranges::find(takes, true) == takes.end() && inputs.size() == 1)
    takes.front() = may_have_room(inputs.front());
  return takes;
}

ItemResult<void> refuse_contradiction(const ToldBands& told, const std::vector<Tensor>& inputs,
                                      const std::vector<bool>& takes) {
  const bool is_wrong = !told.names.empty() && !told.are_all_of_sensor && !inputs.empty() &&
                        std::ranges::find(takes, true) == takes.end() &&
                        std::ranges::none_of(inputs, may_have_room);
  if (!is_wrong) return {};
  return refuse("bands", fmt::format("{} are told, and no input of the file has a dimension of {}",
                                     told.names.size(), told.names.size()));
}

/// The dimensions that an option tells, for inputs of that rank.
ItemResult<void> refuse_dim_order(const DimensionNames& told, const std::vector<Tensor>& inputs) {
  const auto fits = [&](const Tensor& input) {
    return !input.shape || input.shape->size() == told.size();
  };
  if (told.empty() || std::ranges::any_of(inputs, fits)) return {};
  return refuse("dim-order", fmt::format("no input of the file has {} dimensions", told.size()));
}

ItemResult<void> refuse_data_type(const std::string& told, const std::vector<Tensor>& inputs) {
  if (told.empty()) return {};
  for (const Tensor& input : inputs) {
    const std::string_view stated = artifact::mlm_data_type(input.data_type);
    if (!stated.empty() && stated != told)
      return refuse("data-type",
                    fmt::format("input {} of the file is {}", rules::shown(input.name), stated));
  }
  return {};
}

class InputDraft {
 public:
  InputDraft(Derivation& derivation, std::size_t at)
      : derivation_(&derivation),
        tensor_(&derivation.model.inputs->at(at)),
        like_(tensor_like(derivation.like.find("properties").find("mlm:input"),
                          *derivation.model.inputs, at)),
        at_(at) {}

  ItemResult<std::string> text(const ToldBands& told, bool takes_told) {
    JsonObject input;
    input.set_text("name",
                   tensor_->name.empty() ? fmt::format("input_{}", at_) : name_kept(tensor_->name));
    set_bands(input, told, takes_told);
    const DimensionNames order = find_order();
    if (auto refused = refuse_place_of_bands(order); !refused)
      return tl::unexpected(std::move(refused).error());
    if (tensor_->shape || bands_ == 0 || derivation_->options.input_size.empty()) {
      input.add("input", structure_text(*tensor_, order, derivation_->options.data_type));
    } else {
      STACMLM_TRY(std::string structure, told_structure());
      input.add("input", std::move(structure));
    }
    if (derivation_->image == nullptr && bands_ > 0 && tensor_->shape) {
      derivation_->image = &*tensor_->shape;
      derivation_->image_order = order;
    }
    for (const std::string_view key : {"value_scaling", "resize_type", "pre_processing_function"}) {
      if (takes_like_ && like_.find(key).exists())
        input.add(key, std::string(like_.find(key).raw()));
    }
    return input.text();
  }

 private:
  void set_bands(JsonObject& input, const ToldBands& told, bool takes_told) {
    const json::Value like_bands = like_.find("bands");
    if (takes_told) {
      bands_ = told.names.size();
      input.add("bands", list_of_texts(told.names));
      input.add("variables", "[]");
    }
    // Scaling is that of the bands: whoever takes others takes no scaling either.
    takes_like_ = takes_told ? band_names(like_bands) == told.names : fits_like();
    derivation_->has_bands_like |= takes_told && takes_like_;
    if (!takes_told && !takes_like_) hint_at_bands();
    if (!takes_like_ || takes_told) return;
    bands_ = like_bands.size();
    derivation_->has_bands_like |= bands_ > 0;
    for (const std::string_view key : {"bands", "variables"}) {
      if (like_.find(key).exists()) input.add(key, std::string(like_.find(key).raw()));
    }
  }

  /// How many there are, if the first layer tells.
  void hint_at_bands() {
    const auto channels = derivation_->model.hints.first_channels;
    if (channels && *channels > 0 && has_room_for(*tensor_, static_cast<std::size_t>(*channels)))
      derivation_->hints[fmt::format("{}/{}/bands", kPlace, at_)] =
          fmt::format("{} bands", *channels);
  }

  [[nodiscard]] bool fits_like() const {
    const std::size_t bands = like_.find("bands").size();
    return like_.exists() &&
           (bands == 0 || has_room_for(*tensor_, bands) || may_have_room(*tensor_));
  }

  /// The file does not state the rank, options do.
  [[nodiscard]] ItemResult<std::string> told_structure() const {
    NewItemOptions options = derivation_->options;
    const std::string_view stated = artifact::mlm_data_type(tensor_->data_type);
    if (!stated.empty()) options.data_type = stated;
    return structure_of_input(options, bands_);
  }

  /// What an option calls `bands` has the size of something else.
  [[nodiscard]] ItemResult<void> refuse_place_of_bands(const DimensionNames& order) const {
    const auto place = std::ranges::find(order, "bands");
    if (bands_ == 0 || place == order.end() || order != derivation_->options.dim_order) return {};
    const std::int64_t size =
        (*tensor_->shape)[static_cast<std::size_t>(place - order.begin())].size;
    if (size < 0 || static_cast<std::size_t>(size) == bands_) return {};
    return refuse(
        "dim-order",
        fmt::format("dimension `bands` of input {} of the file is {}, and {} bands are told",
                    rules::shown(tensor_->name), size, bands_));
  }

  DimensionNames find_order() {
    if (!tensor_->shape) return {};
    const TensorShape& shape = *tensor_->shape;
    const DimensionNames& told = derivation_->options.dim_order;
    if (told.size() == shape.size()) return told;
    DimensionOrder order = order_of_input(shape, bands_, derivation_->layout);
    if (!order.proven.empty()) return order.proven;
    if (takes_like_) {
      DimensionNames likely = dimensions_like(like_.find("input"), *tensor_);
      if (!likely.empty()) return likely;
    }
    derivation_->hints[fmt::format("{}/{}/input/dim_order", kPlace, at_)] = order.suggestion;
    return {};
  }

  Derivation* derivation_;
  const Tensor* tensor_;
  json::Value like_;
  std::size_t at_;
  std::size_t bands_ = 0;
  bool takes_like_ = false;
};

/// What options tell of inputs that the file states goes no further: it stands in them by then.
void drop_options(NewItemOptions& options, const std::vector<Tensor>& inputs) {
  const auto has_shape = [](const Tensor& input) { return input.shape.has_value(); };
  if (!std::ranges::all_of(inputs, has_shape)) {
    options.input_size.clear();
    options.batch_size.clear();
  }
  options.bands.clear();
  options.dim_order.clear();
  options.data_type.clear();
}

}  // namespace

ItemResult<void> derive_inputs(Derivation& derivation) {
  if (derivation.given.properties.has("mlm:input")) return {};
  const json::Value like = derivation.like.find("properties").find("mlm:input");
  if (!derivation.model.inputs) {
    const bool is_told = !derivation.options.bands.empty() || !derivation.options.sensor.empty();
    if (!is_told && like.exists()) {
      derivation.add_property("mlm:input", std::string(like.raw()));
      describe_bands_like(derivation);
    }
    return {};
  }
  const std::vector<Tensor>& inputs = *derivation.model.inputs;
  const ToldBands told = told_bands(derivation.options);
  const std::vector<bool> takes = takers(inputs, told.names.size());
  if (auto refused = refuse_contradiction(told, inputs, takes); !refused) return refused;
  if (auto refused = refuse_dim_order(derivation.options.dim_order, inputs); !refused)
    return refused;
  if (auto refused = refuse_data_type(derivation.options.data_type, inputs); !refused)
    return refused;
  const std::size_t described = std::min(inputs.size(), kMostDescribed);
  derivation.inputs_left_out = inputs.size() - described;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < described; ++i) {
    STACMLM_TRY(std::string text, InputDraft(derivation, i).text(told, takes[i]));
    texts.push_back(std::move(text));
  }
  derivation.add_property("mlm:input", list_of(texts));
  if (derivation.has_bands_like) describe_bands_like(derivation);
  drop_options(derivation.options, inputs);
  return {};
}

}  // namespace stacmlm::author
