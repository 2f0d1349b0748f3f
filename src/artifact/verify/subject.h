// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "rules/context.h"
#include "stacmlm/artifact/format.h"
#include "stacmlm/artifact/model_file.h"
#include "stacmlm/artifact/verify.h"

namespace stacmlm::artifact {

/// The file of an asset, opened and inspected.
struct LookedAt {
  OpenedFile opened;
  ModelFile model;
};

/// One model asset and its file: what the checks compare.
struct Subject {
  const rules::Context& context;
  const rules::AssetView& asset;
  std::string name;                ///< of the asset in the table
  mlm::Model model;                ///< as it holds for this asset
  const rules::ModelParts& parts;  ///< inputs and outputs of `model`
  const OpenedFile& opened;
  const ModelFile& file;
  const Format* format;  ///< null if it is unknown
  /// No other model asset of the document has a file that says something else: what it proves
  /// holds for the Item.
  bool is_only_model;
  bool wants_fixes;  ///< VerifyOptions::wants_fixes

  /// The file was read to its end.
  [[nodiscard]] bool is_whole() const { return file.fault.empty(); }
  /// Why a part of the file says nothing.
  [[nodiscard]] std::string why_silent(std::string_view what) const;
};

}  // namespace stacmlm::artifact
