// SPDX-License-Identifier: Apache-2.0
// The words of MLflow's file MLmodel.
#pragma once

#include <span>
#include <string_view>

namespace stacmlm::author::mlflow {

/// How MLflow loads an artifact. Where several rows have one name, the first is what an import
/// takes.
struct Flavor {
  std::string_view artifact;   ///< `mlm:artifact_type`
  std::string_view framework;  ///< whose version `version_key` takes
  std::string_view name;
  std::string_view data_key;
  std::string_view version_key;
};
std::span<const Flavor> flavors();

/// The data types of MLM that NumPy, and so MLflow, knows under the same name.
std::span<const std::string_view> data_types();

/// The key of `metadata` under which all `mlm:` members stand, as a JSON text.
inline constexpr std::string_view kMetadataKey = "mlm";

}  // namespace stacmlm::author::mlflow
