// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <variant>

#include "run/trees/forest.h"
#include "stacmlm/artifact/model_file.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::run::trees {

/// The trees of a model of XGBoost, `format` being `xgboost-json` or `xgboost-ubj`. Every number of
/// the file is checked before it is used. `kUnsupported`: a booster, an objective or a kind of
/// trees that is not evaluated; the message names it. `kInvalidDocument`: the file is broken.
base::Result<Forest<float>> read_xgboost(const artifact::Source& source, std::string_view format);

/// The same of LightGBM's text.
base::Result<Forest<double>> read_lightgbm(const artifact::Source& source);

/// What the file says of itself can be evaluated: `kUnsupported` for a booster or an objective that
/// is not. The trees are not looked at.
base::Result<void> check_model(const artifact::ModelFile& file);

/// What an objective of either library makes of the scores: probabilities, or anything else.
bool gives_probabilities(std::string_view objective);

}  // namespace stacmlm::run::trees
