// SPDX-License-Identifier: Apache-2.0
// The descriptions of Model Input and Model Output.
#include "mlm/description/scaling_shape.h"
#include "mlm/description/value_shapes.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/stac/extension_parts.h"
#include "stacmlm/stac/patterns.h"

namespace stacmlm::mlm {

using json::Shape;
using stac::Member;
using stac::member;

namespace shapes {
namespace {

Shape structure(int version) { return stac::shape_of<Structure>(version).called("a structure"); }
Shape nullable_words(std::span<const Term> vocabulary, int version) {
  return json::nullable(words_in(vocabulary, version));
}
Shape resize_type(int version) { return nullable_words(resize_types(), version); }
Shape norm_type(int version) {
  return nullable_words(norm_types(), version).prose("MLM211", json::word(kNormClip));
}
Shape norm_clip(int) { return json::array_of(json::number()).min_items(1); }
Shape statistics(int) { return json::array_of(stac::raster_statistics_v1_1()).min_items(1); }

/// The list as classification 2.0.0 has it: `name` is what each class needs.
Shape named_classes() {
  const Shape named = json::object()
                          .member("value", json::integer(), json::kRequired)
                          .member("name", json::text(), json::kRequired)
                          .member("description", json::text())
                          .member("color_hint", json::text().pattern(stac::kHexColor));
  return json::array_of(named).unique_items();
}

Shape classes(int) {
  const Shape published =
      json::one_of({stac::classification_classes_v1_1(), json::array().max_items(0)})
          .prose("MLM402", named_classes());
  return json::all_of({published}).prose("MLM109", json::null());
}

}  // namespace
}  // namespace shapes

namespace {
constexpr stac::Versions kNormalization = until(Version::kV1_3_0);
}  // namespace

std::span<const Member<ModelInput>> ModelInput::members() {
  static const Member<ModelInput> kMembers[] = {
      member<&ModelInput::name>("name", &shapes::non_empty_text).demanded(kAlways),
      member<&ModelInput::description>("description", &shapes::description)
          .in(since(Version::kV1_1_0)),
      member<&ModelInput::bands>("bands", &shapes::references)
          .told_in("README.md#bands-and-statistics")
          .demanded(until(Version::kV1_4_0)),
      member<&ModelInput::variables>("variables", &shapes::references)
          .told_in("README.md#data-variables")
          .in(since(Version::kV1_5_0)),
      member<&ModelInput::input>("input", &shapes::structure)
          .told_in("README.md#input-structure-object")
          .demanded(kAlways),
      member<&ModelInput::norm_by_channel>("norm_by_channel", &shapes::any_boolean)
          .in(kNormalization),
      member<&ModelInput::norm_type>("norm_type", &shapes::norm_type)
          .told_in("README.md#normalize-enum")
          .in(kNormalization),
      member<&ModelInput::norm_clip>("norm_clip", &shapes::norm_clip).in(kNormalization),
      member<&ModelInput::statistics>("statistics", &shapes::statistics)
          .told_in("README.md#bands-and-statistics")
          .in(kNormalization),
      member<&ModelInput::value_scaling>("value_scaling", &shapes::value_scaling)
          .told_in("README.md#value-scaling-object")
          .in(since(Version::kV1_4_0)),
      member<&ModelInput::resize_type>("resize_type", &shapes::resize_type)
          .told_in("README.md#resize-enum"),
      member<&ModelInput::pre_processing_function>("pre_processing_function",
                                                   &shapes::processing_functions)
          .told_in("README.md#processing-expression"),
  };
  return kMembers;
}

std::span<const Member<ModelOutput>> ModelOutput::members() {
  static const Member<ModelOutput> kMembers[] = {
      member<&ModelOutput::name>("name", &shapes::non_empty_text).demanded(kAlways),
      member<&ModelOutput::description>("description", &shapes::description)
          .in(since(Version::kV1_1_0)),
      member<&ModelOutput::tasks>("tasks", &shapes::task_list)
          .told_in("README.md#task-enum")
          .demanded(kAlways),
      member<&ModelOutput::result>("result", &shapes::structure)
          .told_in("README.md#result-structure-object")
          .demanded(kAlways),
      member<&ModelOutput::bands>("bands", &shapes::references)
          .told_in("README.md#bands-and-statistics")
          .in(since(Version::kV1_5_0)),
      member<&ModelOutput::variables>("variables", &shapes::references)
          .told_in("README.md#data-variables")
          .in(since(Version::kV1_5_0)),
      member<&ModelOutput::classes>("classification:classes", &shapes::classes)
          .told_in("README.md#class-object"),
      member<&ModelOutput::post_processing_function>("post_processing_function",
                                                     &shapes::processing_functions)
          .told_in("README.md#processing-expression"),
  };
  return kMembers;
}

}  // namespace stacmlm::mlm
