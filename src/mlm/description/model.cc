// SPDX-License-Identifier: Apache-2.0
// The description of the `mlm:*` members.
#include "stacmlm/mlm/model.h"

#include <utility>

#include "mlm/description/value_shapes.h"
#include "stacmlm/mlm/patterns.h"

namespace stacmlm::mlm {

using json::Shape;
using stac::Member;
using stac::member;
using stac::Scope;

namespace shapes {
namespace {

/// `bands` demands a dimension of that name, which is reserved otherwise; the same for `variables`.
Shape dimension_follows(Shape object, std::string_view list, std::string_view structure,
                        std::string_view missing, std::string_view reserved) {
  const Shape listed = json::has({list}).member(list, json::array().min_items(1));
  const Shape named = json::array().contains(json::word(list)).rule(missing);
  const Shape not_named = json::none_of(Shape().contains(json::word(list))).rule(reserved);
  const auto in_structure = [&](const Shape& dim_order) {
    return json::if_member(structure, json::if_member("dim_order", dim_order));
  };
  return std::move(object).when(listed, in_structure(named), in_structure(not_named));
}

template <class Object>
Shape inputs_or_outputs(int version, std::string_view structure, std::string_view name) {
  Shape object = stac::shape_of<Object>(version).called(name);
  if (version >= ordinal(Version::kV1_5_0)) {
    object = dimension_follows(std::move(object), "bands", structure, "MLM303", "MLM304");
    object = dimension_follows(std::move(object), "variables", structure, "MLM305", "MLM306");
  }
  return json::array_of(std::move(object));
}

Shape inputs(int version) {
  return inputs_or_outputs<ModelInput>(version, "input", "a model input");
}
Shape outputs(int version) {
  return inputs_or_outputs<ModelOutput>(version, "result", "a model output");
}

Shape model_name(int) {
  return json::text().pattern(kModelName).prose("MLM111", json::text().min_length(1));
}
Shape framework(int version) {
  if (version == ordinal(Version::kV1_0_0)) return json::text().min_length(1);
  return json::any_of({words_in(frameworks(), version), json::text().pattern(kFrameworkName)});
}
Shape framework_version(int) {
  return json::text().pattern(kSemanticVersion).prose("MLM206", json::text().min_length(1));
}
Shape nullable_text(int) { return json::nullable(json::text()); }
Shape accelerator(int version) {
  Shape listed = json::nullable(words_in(accelerators(), version));
  if (version < ordinal(Version::kV1_5_0)) return listed;
  return std::move(listed).prose("MLM202", json::word(kCpu));
}
Shape accelerator_count(int) { return json::integer().minimum(1); }
Shape hyperparameters(int) {
  return json::object().min_members(1).keys_matching(kHyperparameterName, json::any()).closed();
}
Shape compile_method(int) { return json::text().min_length(1).prose("MLM506", json::null()); }

}  // namespace
}  // namespace shapes

namespace {
constexpr stac::Versions kAssetFields = since(Version::kV1_4_0);
}  // namespace

std::span<const Member<Model>> Model::members() {
  static const Member<Model> kMembers[] = {
      member<&Model::name>("mlm:name", &shapes::model_name).demanded(kAlways).at(Scope::kItemOnly),
      member<&Model::architecture>("mlm:architecture", &shapes::any_text)
          .told_in("README.md#model-architecture")
          .demanded(kAlways),
      member<&Model::tasks>("mlm:tasks", &shapes::task_list)
          .told_in("README.md#task-enum")
          .demanded(kAlways),
      member<&Model::framework>("mlm:framework", &shapes::framework).told_in("README.md#framework"),
      member<&Model::framework_version>("mlm:framework_version", &shapes::framework_version),
      member<&Model::memory_size>("mlm:memory_size", &shapes::count),
      member<&Model::total_parameters>("mlm:total_parameters", &shapes::count),
      member<&Model::pretrained>("mlm:pretrained", &shapes::any_boolean),
      member<&Model::pretrained_source>("mlm:pretrained_source", &shapes::nullable_text),
      member<&Model::batch_size_suggestion>("mlm:batch_size_suggestion", &shapes::count),
      member<&Model::accelerator>("mlm:accelerator", &shapes::accelerator)
          .told_in("README.md#accelerator-type-enum"),
      member<&Model::accelerator_constrained>("mlm:accelerator_constrained", &shapes::any_boolean),
      member<&Model::accelerator_summary>("mlm:accelerator_summary", &shapes::any_text),
      member<&Model::accelerator_count>("mlm:accelerator_count", &shapes::accelerator_count),
      member<&Model::input>("mlm:input", &shapes::inputs)
          .told_in("README.md#model-input-object")
          .demanded(kAlways)
          .at(Scope::kItemOnly),
      member<&Model::output>("mlm:output", &shapes::outputs)
          .told_in("README.md#model-output-object")
          .demanded(kAlways)
          .at(Scope::kItemOnly),
      member<&Model::hyperparameters>("mlm:hyperparameters", &shapes::hyperparameters)
          .told_in("README.md#model-hyperparameters-object")
          .at(Scope::kItemOnly),
      member<&Model::artifact_type>("mlm:artifact_type", &shapes::non_empty_text)
          .told_in("README.md#model-asset")
          .in(kAssetFields)
          .at(Scope::kAssetOnly),
      member<&Model::compile_method>("mlm:compile_method", &shapes::compile_method)
          .told_in("README.md#model-asset")
          .in(kAssetFields)
          .at(Scope::kAssetOnly),
      member<&Model::entrypoint>("mlm:entrypoint", &shapes::non_empty_text)
          .told_in("README.md#source-code-asset")
          .in(since(Version::kV1_5_0))
          .at(Scope::kAssetOnly),
  };
  return kMembers;
}

}  // namespace stacmlm::mlm
