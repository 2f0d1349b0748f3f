// SPDX-License-Identifier: Apache-2.0
#include "artifact/tensorflow/operators.h"

#include <algorithm>
#include <iterator>

namespace stacmlm::artifact::tensorflow {
namespace {

// Without the version behind the name: `ReadFile` stands for `ReadFileV2` too. Sorted.
constexpr std::string_view kReachingOut[] = {
    "CSVDataset",
    "CacheDataset",
    "CreateSummaryDbWriter",
    "CreateSummaryFileWriter",
    "DatasetToTFRecord",
    "DebugIdentity",
    "DebugNanCount",
    "DebugNumericSummary",
    "EagerPyFunc",
    "ExperimentalCSVDataset",
    "ExperimentalSqlDataset",
    "FixedLengthRecordDataset",
    "FixedLengthRecordReader",
    "GenerateVocabRemapping",
    "InitializeTableFromTextFile",
    "LMDBReader",
    "LoadAndRemapMatrix",
    "LoadDataset",
    "MatchingFiles",
    "MatchingFilesDataset",
    "MergeV2Checkpoints",
    "Print",
    "PyFunc",
    "PyFuncStateless",
    "ReadFile",
    "RecordInput",
    "Restore",
    "RestoreSlice",
    "Save",
    "SaveDataset",
    "SaveSlices",
    "SnapshotDataset",
    "SqlDataset",
    "TFRecordDataset",
    "TFRecordReader",
    "TextLineDataset",
    "TextLineReader",
    "WholeFileReader",
    "WriteFile",
};
static_assert(std::ranges::is_sorted(kReachingOut));

}  // namespace

bool reaches_outside(std::string_view operator_type) {
  const std::size_t length = operator_type.size();
  const bool has_version = length > 2 && operator_type[length - 2] == 'V' &&
                           operator_type[length - 1] >= '2' && operator_type[length - 1] <= '9';
  return std::ranges::binary_search(kReachingOut, operator_type) ||
         (has_version &&
          std::ranges::binary_search(kReachingOut, operator_type.substr(0, length - 2)));
}

}  // namespace stacmlm::artifact::tensorflow
