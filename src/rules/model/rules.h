// SPDX-License-Identifier: Apache-2.0
// The rules that look at the model as a whole and at the versions it declares.
#pragma once

#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

extern const Rule kNameIsArchitecture;
extern const Rule kPretrainedSourceOfUntrained;
extern const Rule kPretrainedSourceMissing;
extern const Rule kCpuNotConstrained;
extern const Rule kConstrainedWithoutAccelerator;
extern const Rule kEmptyTasks;
extern const Rule kEmptyArchitecture;
extern const Rule kPlaceholderSize;
extern const Rule kExtensionNotDeclared;
extern const Rule kMisspeltMember;
extern const Rule kMemberOutOfScope;
extern const Rule kNullableLeftOut;
extern const Rule kFrameworkArchitectureMismatch;
extern const Rule kFrameworkSpelling;
extern const Rule kGenericTask;
extern const Rule kCompileMethodWord;
extern const Rule kOutputTaskNotInTasks;
extern const Rule kTaskOfNoOutput;
extern const Rule kTaskPixelwise;
extern const Rule kFrameworkArtifactMismatch;
extern const Rule kRemovedMember;
extern const Rule kSeveralMlmVersions;
extern const Rule kUnknownMlmUri;
extern const Rule kOnlyMlm;

}  // namespace stacmlm::rules
