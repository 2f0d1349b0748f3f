// SPDX-License-Identifier: Apache-2.0
// What the reader of the text finds.
#include "rules/text/rules.h"

#include "rules/catalogue.h"

namespace stacmlm::rules {

using diag::Severity;
using severities::kSchema;

const Rule kNotJson{"JSON001", "not-json", "the text is no JSON document", kSchema, Subject::kText};
const Rule kDuplicateKey{"JSON002",
                         "duplicate-key",
                         "a key stands twice in one object",
                         {Severity::kWarning, Severity::kError},
                         Subject::kText};
const Rule kNumberRange{"JSON003", "number-out-of-range", "a number is beyond what a double holds",
                        kSchema, Subject::kText};
const Rule kTooDeep{"JSON004", "too-deep", "the document is nested too deep", kSchema,
                    Subject::kText};
const Rule kTooLarge{"JSON005", "too-large", "the document is too large", kSchema, Subject::kText};
const Rule kNotUtf8{"JSON006", "not-utf-8", "the text is no valid UTF-8", kSchema, Subject::kText};
const Rule kLoneSurrogate{"JSON007", "lone-surrogate", "an escape is half a character", kSchema,
                          Subject::kText};
const Rule kByteOrderMark{"JSON008",
                          "byte-order-mark",
                          "the text starts with a byte order mark",
                          {Severity::kWarning, Severity::kWarning},
                          Subject::kText};
const Rule kMoreFindings{"JSON009", "more-findings", "not every finding of the document is listed",
                         severities::kHint, Subject::kText};

RuleList text_rules() {
  static constexpr const Rule* kRules[] = {&kNotJson,       &kDuplicateKey,  &kNumberRange,
                                           &kTooDeep,       &kTooLarge,      &kNotUtf8,
                                           &kLoneSurrogate, &kByteOrderMark, &kMoreFindings};
  return kRules;
}

}  // namespace stacmlm::rules
