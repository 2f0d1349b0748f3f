// SPDX-License-Identifier: Apache-2.0
// What is compared, one function per group of fields. Members that the metadata does not have are
// no contradiction: nothing is said of them, but for what a fix can add.
#pragma once

#include "artifact/verify/comparing.h"
#include "artifact/verify/subject.h"

namespace stacmlm::artifact {

/// Everything below. An Error if the file cannot be read.
base::Result<void> compare_all(const Subject& subject, Comparing& comparing);

/// `mlm:input` and `mlm:output` with the inputs and outputs of the graph.
void compare_tensors(const Subject& subject, Comparing& comparing);
/// `mlm:total_parameters` and `mlm:memory_size`.
void compare_parameters(const Subject& subject, Comparing& comparing);
/// `mlm:framework` and `mlm:framework_version`.
void compare_framework(const Subject& subject, Comparing& comparing);
/// `mlm:artifact_type`, the media type, and what runs when the file is loaded.
void compare_artifact_type(const Subject& subject, Comparing& comparing);
/// `file:size` and `file:checksum`. An Error if the file cannot be read.
base::Result<void> compare_file_facts(const Subject& subject, Comparing& comparing);
/// The `mlm:` members that stand in the file itself.
void compare_embedded(const Subject& subject, Comparing& comparing);

/// Runs the model and compares what it gives. An Error if it was not run.
base::Result<void> compare_trial(const Subject& subject, const Trial& trial, Comparing& comparing);

}  // namespace stacmlm::artifact
