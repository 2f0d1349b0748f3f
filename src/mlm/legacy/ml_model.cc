// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/mlm/legacy/ml_model.h"

namespace stacmlm::mlm::legacy {

using json::Shape;
using stac::Member;
using stac::member;

namespace {

Shape any_text(int) { return json::text(); }
Shape type_word(int) { return json::word("ml-model"); }
Shape processor_type(int) { return json::words({"cpu", "gpu"}); }

}  // namespace

std::span<const Member<MlModelV1>> MlModelV1::members() {
  constexpr stac::Versions kV1{};
  static const Member<MlModelV1> kMembers[] = {
      member<&MlModelV1::type>("ml-model:type", &type_word).demanded(kV1),
      member<&MlModelV1::learning_approach>("ml-model:learning_approach", &any_text)
          .told_in("README.md#ml-modellearning_approach")
          .demanded(kV1),
      member<&MlModelV1::prediction_type>("ml-model:prediction_type", &any_text)
          .told_in("README.md#ml-modelprediction_type")
          .demanded(kV1),
      member<&MlModelV1::architecture>("ml-model:architecture", &any_text).demanded(kV1),
      member<&MlModelV1::training_processor_type>("ml-model:training-processor-type",
                                                  &processor_type),
      member<&MlModelV1::training_os>("ml-model:training-os", &any_text)
          .told_in("README.md#ml-modeltraining-os"),
  };
  return kMembers;
}

std::span<const std::string_view> learning_approaches() {
  static constexpr std::string_view kWords[] = {"supervised", "unsupervised", "semi-supervised",
                                                "reinforcement-learning"};
  return kWords;
}
std::span<const std::string_view> prediction_types() {
  static constexpr std::string_view kWords[] = {"object-detection", "classification",
                                                "segmentation", "regression"};
  return kWords;
}
std::span<const std::string_view> training_operating_systems() {
  static constexpr std::string_view kWords[] = {"aix", "linux", "win32", "cygwin", "darwin"};
  return kWords;
}

namespace {

/// The fields, typed; required only in the properties of an Item.
Shape fields(bool required) {
  Shape object = json::object();
  for (const auto& described : MlModelV1::members()) {
    object = std::move(object).member(described.key, described.shape(0),
                                      required && described.required.holds(0));
  }
  return std::move(object).closed_prefix("ml-model:");
}

Shape lists() {
  return json::object().member("stac_extensions", json::array().contains(json::word(kMlModelUri)),
                               json::kRequired);
}

Shape item() {
  const Shape shape = json::object()
                          .member("properties", fields(true), json::kRequired)
                          .member("assets", json::map_of(fields(false)), json::kRequired);
  return json::all_of({lists(), shape});
}

/// One asset, one item_asset or the summaries say something about the model.
Shape collection() {
  const Shape says =
      json::any_of({json::has({"ml-model:learning_approach"}),
                    json::has({"ml-model:prediction_type"}), json::has({"ml-model:architecture"})});
  const Shape told = json::all_of({says, fields(false)});
  const Shape some_told = json::object().none_of(Shape().others(json::none_of(told)));
  const auto with = [](std::string_view key, const Shape& shape) {
    return json::has({key}).member(key, shape);
  };
  const Shape somewhere = json::any_of(
      {with("assets", some_told), with("item_assets", some_told), with("summaries", says)});
  return json::all_of({lists(), Shape(somewhere).rule("MLM704")});
}

}  // namespace

Shape ml_model_schema() {
  return Shape().by_member("type", {{"Feature", item()}, {"Collection", collection()}});
}

}  // namespace stacmlm::mlm::legacy
