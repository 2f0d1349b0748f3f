// SPDX-License-Identifier: Apache-2.0
#include "author/card/model_card.h"

#include <fmt/format.h>

#include <string_view>

#include "author/card/tensor_card.h"
#include "diag/size_text.h"
#include "stacmlm/mlm/legacy/ml_model.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::author {
namespace {

void add(std::vector<Fact>& facts, std::string_view label, std::string text) {
  if (!text.empty()) facts.emplace_back(label, std::move(text));
}

std::string size_text(json::Value bytes) {
  if (!bytes.is_number() || bytes.number() < 0) return {};
  return diag::size_text(bytes.number());
}

std::string range(json::Value from, json::Value to) {
  if (!from.is_string() && !to.is_string()) return {};
  return fmt::format("{} to {}", plain(from), to.is_string() ? plain(to) : "now");
}

void add_model(const mlm::Model& model, ModelCard& card) {
  add(card.facts, "architecture", plain(model.architecture.raw()));
  add(card.facts, "tasks", plain(model.tasks.raw()));
  std::string framework = plain(model.framework.raw());
  if (model.framework_version.has_value()) framework += " " + plain(model.framework_version.raw());
  add(card.facts, "framework", framework);
  add(card.facts, "parameters", plain(model.total_parameters.raw()));
  add(card.facts, "memory", size_text(model.memory_size.raw()));
  std::string accelerator = plain(model.accelerator.raw());
  if (!accelerator.empty() && model.accelerator_constrained.value_or(false))
    accelerator += " (required)";
  add(card.facts, "accelerator", accelerator);
  add(card.facts, "batch size", plain(model.batch_size_suggestion.raw()));
  if (model.pretrained.has_value()) {
    const std::string source = plain(model.pretrained_source.raw());
    add(card.facts, "pretrained",
        !*model.pretrained ? "no"
        : source.empty()   ? "yes"
                           : "yes: " + source);
  }
}

void add_legacy(const mlm::legacy::MlModelV1& model, ModelCard& card) {
  add(card.facts, "type", plain(model.type.raw()));
  add(card.facts, "architecture", plain(model.architecture.raw()));
  add(card.facts, "learning", plain(model.learning_approach.raw()));
  add(card.facts, "prediction", plain(model.prediction_type.raw()));
  add(card.facts, "trained on", plain(model.training_processor_type.raw()));
}

void add_extent(json::Value object, json::Value properties, ModelCard& card) {
  if (properties.find("datetime").is_string()) {
    add(card.facts, "time", plain(properties.find("datetime")));
  } else {
    add(card.facts, "time",
        range(properties.find("start_datetime"), properties.find("end_datetime")));
  }
  add(card.facts, "bbox", plain(object.find("bbox")));
  const json::Value extent = object.find("extent");
  const json::Value interval = extent.find("temporal").find("interval").at(0);
  add(card.facts, "time", range(interval.at(0), interval.at(1)));
  add(card.facts, "bbox", plain(extent.find("spatial").find("bbox").at(0)));
}

AssetRow asset_row(json::Value value) {
  const stac::Asset asset = stac::Asset::read(value);
  return {std::string(value.key()),       plain(mlm::Model::read(value).artifact_type.raw()),
          plain(asset.type.raw()),        size_text(value.find("file:size")),
          plain(value.find("file:size")), plain(asset.roles.raw()),
          plain(asset.href.raw())};
}

}  // namespace

ModelCard read_card(json::Value object) {
  ModelCard card;
  // A Collection has at the top what an Item has in its properties.
  const json::Value properties =
      object.find("properties").is_object() ? object.find("properties") : object;
  const mlm::Model model = mlm::Model::read(properties);
  card.title = plain(model.name.raw());
  if (card.title.empty()) card.title = plain(properties.find("title"));
  if (card.title.empty()) card.title = plain(object.find("id"));
  card.description = plain(properties.find("description"));
  add(card.facts, "id", plain(object.find("id")));
  add_model(model, card);
  add_legacy(mlm::legacy::MlModelV1::read(properties), card);
  add(card.facts, "license", plain(properties.find("license")));
  add(card.facts, "version", plain(properties.find("version")));
  add_extent(object, properties, card);
  const auto bands = BandDefinitions::of_document(object);
  const auto inputs = model.input.value_or({});
  for (const auto& input : inputs) {
    if (input) card.inputs.push_back(input_card(*input, bands));
  }
  const auto outputs = model.output.value_or({});
  for (const auto& output : outputs) {
    if (output) card.outputs.push_back(output_card(*output, bands));
  }
  for (const json::Value asset : object.find("assets").members()) {
    card.assets.push_back(asset_row(asset));
  }
  return card;
}

}  // namespace stacmlm::author
