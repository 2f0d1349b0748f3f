// SPDX-License-Identifier: Apache-2.0
#include "rules/model_file/rules.h"

#include "rules/catalogue.h"

namespace stacmlm::rules {
namespace {

using severities::kHint;
using severities::kMust;
using severities::kShould;
constexpr std::string_view kFileExtension =
    "https://github.com/stac-extensions/file/blob/v2.1.0/README.md";
constexpr std::string_view kChecksums =
    "https://github.com/stac-extensions/file/blob/v2.1.0/README.md#checksums";
constexpr std::string_view kModelAsset = "README.md#model-asset";
constexpr std::string_view kModelInput = "README.md#model-input-object";
constexpr std::string_view kInputStructure = "README.md#input-structure-object";
constexpr std::string_view kDimensionOrder = "README.md#dimension-order";
constexpr std::string_view kBands = "README.md#bands-and-statistics";
constexpr std::string_view kModelOutput = "README.md#model-output-object";
constexpr std::string_view kProperties = "README.md#item-properties-and-collection-fields";

/// A file either is as it is described or not, whatever the version.
constexpr Rule told(std::string_view code, std::string_view slug, std::string_view summary,
                    Severities severity, std::string_view spec) {
  return {code,           slug,    summary, severity,
          Subject::kText, nullptr, spec,    Since::exactly(mlm::Version::kV1_0_0)};
}

}  // namespace

const Rule kModelFileMissing = told("MLM901", "model-file-missing",
                                    "the file of a model asset is not there", kMust, kModelAsset);
const Rule kModelFileNotOpened =
    told("MLM902", "model-file-not-opened", "the file of a model asset is not on this machine",
         kHint, kModelAsset);
const Rule kModelFileIsAPage = told("MLM903", "model-file-is-a-page",
                                    "a web page lies where the model should", kMust, kModelAsset);
const Rule kModelFileBroken =
    told("MLM904", "model-file-broken", "the file of a model cannot be read to its end", kMust,
         kModelAsset);
const Rule kModelFileSize = told("MLM905", "model-file-size",
                                 "`file:size` is not the size of the file", kMust, kFileExtension);
const Rule kModelFileChecksum =
    told("MLM906", "model-file-checksum", "`file:checksum` is not the checksum of the file", kMust,
         kChecksums);
const Rule kChecksumNotComparable =
    told("MLM907", "checksum-not-comparable",
         "`file:checksum` has no form in which a file can have it", kMust, kChecksums);
const Rule kModelRunsCode = told(
    "MLM908", "model-runs-code",
    "loading the file runs code, though its artifact type is one of data", kShould, kModelAsset);

const Rule kTensorCount =
    told("MLM910", "tensor-count", "the file has another number of inputs or outputs", kMust,
         kModelInput);
const Rule kTensorName =
    told("MLM911", "tensor-name", "an input or output has another name in the file", kShould,
         kModelInput);
const Rule kTensorRank =
    told("MLM912", "tensor-rank", "a tensor has another number of dimensions in the file", kMust,
         kInputStructure);
const Rule kTensorSize = told("MLM913", "tensor-size", "a dimension has another size in the file",
                              kMust, kInputStructure);
const Rule kTensorSizeFixed =
    told("MLM914", "tensor-size-fixed", "a free dimension has one size only in the file", kShould,
         kInputStructure);
const Rule kTensorDataType =
    told("MLM915", "tensor-data-type", "a tensor has another data type in the file", kMust,
         kInputStructure);
const Rule kTensorLayout =
    told("MLM916", "tensor-layout", "the channels stand at another dimension in the file", kMust,
         kDimensionOrder);
const Rule kFileBandCount =
    told("MLM917", "file-band-count", "the file takes another number of bands", kMust, kBands);
const Rule kFirstLayerChannels =
    told("MLM918", "first-layer-channels",
         "no layer of the file takes as many channels as there are bands", kShould, kBands);
const Rule kFileScalingCount =
    told("MLM919", "file-scaling-count",
         "`value_scaling` has neither one entry nor one for each channel of the file", kShould,
         "README.md#value-scaling-object");
const Rule kFileClassCount =
    told("MLM920", "file-class-count", "the output of the file has another number of classes",
         kMust, "README.md#class-object");
const Rule kLastLayerChannels =
    told("MLM921", "last-layer-channels",
         "no layer of the file gives as many values as there are classes", kShould,
         "README.md#class-object");
const Rule kFileClassNames =
    told("MLM922", "file-class-names", "the classes have other names in the file", kShould,
         "README.md#class-object");
const Rule kTaskOutputRank =
    told("MLM923", "task-output-rank", "the output of the file has no form that the task gives",
         kShould, "README.md#task-enum");

const Rule kTensorSizeFree =
    told("MLM924", "tensor-size-free", "a dimension that has one size is free in the file", kShould,
         kInputStructure);

const Rule kParameterCount = told(
    "MLM930", "parameter-count", "the file holds another number of parameters", kMust, kProperties);
const Rule kMemoryBelowWeights =
    told("MLM931", "memory-below-weights", "`mlm:memory_size` is below the size of the weights",
         kShould, kProperties);
const Rule kFileFramework = told("MLM932", "file-framework", "another framework wrote the file",
                                 kMust, "README.md#framework");
const Rule kFileFrameworkVersion =
    told("MLM933", "file-framework-version", "another version of the framework wrote the file",
         kShould, "README.md#framework");
const Rule kFileArtifactType =
    told("MLM934", "file-artifact-type", "the file is none of its `mlm:artifact_type`", kMust,
         "best-practices.md#framework-specific-artifact-types");
const Rule kFileMediaType =
    told("MLM935", "file-media-type", "the file is none of its media type", kShould, kModelAsset);
const Rule kEmbeddedMetadataDiffers =
    told("MLM940", "embedded-metadata-differs", "the metadata inside the file says something else",
         kShould, kProperties);
const Rule kEmbeddedMetadataBroken =
    told("MLM941", "embedded-metadata-broken", "the metadata inside the file cannot be read",
         kShould, kProperties);

const Rule kUnstatedFact =
    told("MLM950", "unstated-fact", "the file proves what the metadata does not say", kHint,
         kModelAsset);
const Rule kExplainedDifference =
    told("MLM951", "explained-difference", "metadata and file differ in a way that has a reason",
         kHint, kProperties);
const Rule kNotCompared =
    told("MLM952", "not-compared", "the file does not say whether the metadata is right", kHint,
         kModelOutput);
const Rule kNothingCompared = told(
    "MLM953", "nothing-compared", "the document has no model asset to compare", kHint, kModelAsset);

const Rule kModelDoesNotRun =
    told("MLM954", "model-does-not-run", "the model fails on a tensor of the shape that is stated",
         kMust, kInputStructure);
const Rule kRunShape = told("MLM955", "run-shape", "an output of the model has another shape",
                            kMust, "README.md#result-structure-object");
const Rule kRunDataType =
    told("MLM956", "run-data-type", "an output of the model has another data type", kMust,
         "README.md#result-structure-object");
const Rule kRunClassCount =
    told("MLM957", "run-class-count", "an output of the model has another number of classes", kMust,
         "README.md#class-object");
const Rule kRunMemory =
    told("MLM958", "run-memory", "running the model takes more memory than `mlm:memory_size` says",
         kShould, kProperties);
const Rule kRunNotFinite =
    told("MLM959", "run-not-finite", "an output of the model is not a number", kShould,
         "README.md#result-structure-object");

RuleList model_file_rules() {
  static constexpr const Rule* kRules[] = {
      &kModelFileMissing, &kModelFileNotOpened, &kModelFileIsAPage, &kModelFileBroken,
      &kModelFileSize, &kModelFileChecksum, &kChecksumNotComparable, &kModelRunsCode,
      // inputs and outputs
      &kTensorCount, &kTensorName, &kTensorRank, &kTensorSize, &kTensorSizeFixed, &kTensorDataType,
      &kTensorLayout, &kFileBandCount, &kFirstLayerChannels, &kFileScalingCount, &kFileClassCount,
      &kLastLayerChannels, &kFileClassNames, &kTaskOutputRank, &kTensorSizeFree,
      // the whole model
      &kParameterCount, &kMemoryBelowWeights, &kFileFramework, &kFileFrameworkVersion,
      &kFileArtifactType, &kFileMediaType, &kEmbeddedMetadataDiffers, &kEmbeddedMetadataBroken,
      // no contradictions
      &kUnstatedFact, &kExplainedDifference, &kNotCompared, &kNothingCompared,
      // what came out of the model
      &kModelDoesNotRun, &kRunShape, &kRunDataType, &kRunClassCount, &kRunMemory, &kRunNotFinite};
  return kRules;
}

}  // namespace stacmlm::rules
