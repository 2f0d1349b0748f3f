// SPDX-License-Identifier: Apache-2.0
// The words of Esri model definitions (.emd).
#pragma once

#include <span>
#include <string_view>

namespace stacmlm::author::emd {

/// A task of MLM and the `ModelType` that does it. Where several rows have one task or one type,
/// the first counts.
struct ModelType {
  std::string_view task;
  std::string_view word;
};
std::span<const ModelType> model_types();

/// Frameworks that ArcGIS brings functions for, as it spells them; MLM spells them so too.
std::span<const std::string_view> frameworks();

/// Keys that MLM has no member for: they stand in `mlm:hyperparameters` under the same name.
std::span<const std::string_view> settings();

}  // namespace stacmlm::author::emd
