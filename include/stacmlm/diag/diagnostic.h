// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/source_span.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::diag {

enum class Severity { kInfo, kWarning, kError };

/// `info`, `warning` or `error`.
std::string_view name_of(Severity severity);

/// Another place that a finding is about.
struct Related {
  std::string pointer;
  base::SourceSpan span;
  std::string message;
};

/// A change that cures a finding.
struct Fix {
  enum class Applicability {
    kSafe,    ///< the document means the same afterwards, or what its author clearly meant
    kUnsafe,  ///< probably right, a person should look
  };
  Applicability applicability = Applicability::kUnsafe;
  std::string description;  ///< `write the task as "object-detection"`
  std::vector<json::PatchOperation> patch;
};

/// `safe` or `unsafe`.
std::string_view name_of(Fix::Applicability applicability);

/// One thing found in a document.
struct Diagnostic {
  std::string_view code;  ///< `MLM302`; of static storage
  Severity severity = Severity::kWarning;
  std::string message;  ///< one sentence, lower-case start, names the offending value, no full stop
  std::string pointer;  ///< RFC 6901
  base::SourceSpan span;  ///< the value; the key when the key is wrong; the opening brace of the
                          ///< object when a member is missing
  std::string hint;       ///< what to do; may be empty
  std::vector<Related> related;
  std::optional<Fix> fix;
  std::string_view spec;  ///< URL of the section, may be empty; of static storage
};

}  // namespace stacmlm::diag
