// SPDX-License-Identifier: Apache-2.0
// What the module `artifact` tells when it compares metadata with the files of a model.
#pragma once

#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

// The file
extern const Rule kModelFileMissing;
extern const Rule kModelFileNotOpened;
extern const Rule kModelFileIsAPage;
extern const Rule kModelFileBroken;
extern const Rule kModelFileSize;
extern const Rule kModelFileChecksum;
extern const Rule kChecksumNotComparable;
extern const Rule kModelRunsCode;
// Inputs and outputs
extern const Rule kTensorCount;
extern const Rule kTensorName;
extern const Rule kTensorRank;
extern const Rule kTensorSize;
extern const Rule kTensorSizeFixed;
extern const Rule kTensorDataType;
extern const Rule kTensorLayout;
extern const Rule kFileBandCount;
extern const Rule kFirstLayerChannels;
extern const Rule kFileScalingCount;
extern const Rule kFileClassCount;
extern const Rule kLastLayerChannels;
extern const Rule kFileClassNames;
extern const Rule kTaskOutputRank;
extern const Rule kTensorSizeFree;
// What the whole model is
extern const Rule kParameterCount;
extern const Rule kMemoryBelowWeights;
extern const Rule kFileFramework;
extern const Rule kFileFrameworkVersion;
extern const Rule kFileArtifactType;
extern const Rule kFileMediaType;
extern const Rule kEmbeddedMetadataDiffers;
extern const Rule kEmbeddedMetadataBroken;
// What is no contradiction
extern const Rule kUnstatedFact;
extern const Rule kExplainedDifference;
extern const Rule kNotCompared;
extern const Rule kNothingCompared;
// What came out of the model
extern const Rule kModelDoesNotRun;
extern const Rule kRunShape;
extern const Rule kRunDataType;
extern const Rule kRunClassCount;
extern const Rule kRunMemory;
extern const Rule kRunNotFinite;

}  // namespace stacmlm::rules
