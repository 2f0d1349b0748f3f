// SPDX-License-Identifier: Apache-2.0
// The rules that look at what came before MLM: ml-model and DLM.
#pragma once

#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

extern const Rule kMlModelDeprecated;
extern const Rule kLearningApproachWord;
extern const Rule kPredictionTypeWord;
extern const Rule kTrainingOsWord;
extern const Rule kRuntimeAsset;
extern const Rule kImageLink;
extern const Rule kDataLink;
extern const Rule kDatetimeNotNull;
extern const Rule kMlModelAndMlm;
extern const Rule kUnknownMlModelWord;
extern const Rule kDlmDocument;

}  // namespace stacmlm::rules
