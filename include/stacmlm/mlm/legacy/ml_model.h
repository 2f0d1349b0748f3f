// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "stacmlm/stac/description.h"
#include "stacmlm/stac/field.h"

namespace stacmlm::mlm::legacy {

inline constexpr std::string_view kMlModelUri =
    "https://stac-extensions.github.io/ml-model/v1.0.0/schema.json";

/// The `ml-model:*` members of an Item's properties or of an asset (ml-model 1.0.0). Names are
/// copied, not derived: some have a hyphen.
struct MlModelV1 {
  json::Value source;
  stac::Field<std::string_view> type;
  stac::Field<std::string_view> learning_approach;
  stac::Field<std::string_view> prediction_type;
  stac::Field<std::string_view> architecture;
  stac::Field<std::string_view> training_processor_type;
  stac::Field<std::string_view> training_os;

  static MlModelV1 read(json::Value properties) { return stac::read_object<MlModelV1>(properties); }
  static std::span<const stac::Member<MlModelV1>> members();
};

/// The words that the documentation strongly recommends.
std::span<const std::string_view> learning_approaches();
std::span<const std::string_view> prediction_types();
std::span<const std::string_view> training_operating_systems();

/// The facts of the published schema of ml-model 1.0.0.
json::Shape ml_model_schema();

}  // namespace stacmlm::mlm::legacy
