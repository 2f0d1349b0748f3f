// SPDX-License-Identifier: Apache-2.0
#include "rules/model/rules.h"

#include "rules/catalogue.h"

namespace stacmlm::rules {

RuleList model_rules() {
  static constexpr const Rule* kRules[] = {
      &kNameIsArchitecture,
      &kPretrainedSourceOfUntrained,
      &kPretrainedSourceMissing,
      &kCpuNotConstrained,
      &kConstrainedWithoutAccelerator,
      &kEmptyTasks,
      &kEmptyArchitecture,
      &kPlaceholderSize,
      &kExtensionNotDeclared,
      &kMisspeltMember,
      &kMemberOutOfScope,
      &kNullableLeftOut,
      &kFrameworkArchitectureMismatch,
      &kFrameworkSpelling,
      &kGenericTask,
      &kCompileMethodWord,
      &kOutputTaskNotInTasks,
      &kTaskOfNoOutput,
      &kTaskPixelwise,
      &kFrameworkArtifactMismatch,
      &kRemovedMember,
      &kSeveralMlmVersions,
      &kUnknownMlmUri,
      &kOnlyMlm,
  };
  return kRules;
}

}  // namespace stacmlm::rules
