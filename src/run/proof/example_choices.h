// SPDX-License-Identifier: Apache-2.0
// What a run has to be told, as an asset of an Item says it.
#pragma once

#include <string>

#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {

/// Members of `stac-mlm:options` are named like the options of `mlm run`. Nothing that names files
/// or programs of this machine is among them.
std::string write_choices(const PlanOptions& options);

/// Puts what `choices` say where `options` are as nobody has changed them.
/// `kInvalidDocument`: it is none of the words that the option takes.
base::Result<void> read_choices(json::Value choices, PlanOptions& options);

}  // namespace stacmlm::run
