// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/base/fetcher.h"
#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/scene.h"

namespace stacmlm::run {

/// The property of a result's Item that holds the key of the run.
inline constexpr std::string_view kKeyField = "stac-mlm:key";

/// A checksum over what a result depends on: the model file, what the model's Item says of it, the
/// text of the scene's Item, the state of its files, and every choice of the plan but how many
/// threads it runs on. Not over where all that lies.
/// `model_state` tells apart all that is in the model file, and beside it.
base::Result<std::string> run_key(const Plan& plan, json::Value item, const Scene& scene,
                                  const std::string& model_state, base::Fetcher* fetcher);

}  // namespace stacmlm::run
