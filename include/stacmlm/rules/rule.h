// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/diag/diagnostic.h"
#include "stacmlm/json/document.h"
#include "stacmlm/mlm/version.h"

namespace stacmlm::rules {

class Context;
class Findings;

/// Which truth is asked for: what the published JSON Schemas say, or what the documentation means.
enum class Profile { kPublished, kDocumented };

/// `published` or `documented`.
inline std::string_view name_of(Profile profile) {
  return profile == Profile::kPublished ? "published" : "documented";
}

/// How grave a finding is in each profile; nothing: the rule does not apply there.
struct Severities {
  std::optional<diag::Severity> published;
  std::optional<diag::Severity> documented;
  [[nodiscard]] std::optional<diag::Severity> in(Profile profile) const {
    return profile == Profile::kPublished ? published : documented;
  }
};

/// The usual kinds of facts.
namespace severities {
inline constexpr Severities kSchema{diag::Severity::kError, diag::Severity::kError};
/// The schema refuses what prose allows: the schema is at fault.
inline constexpr Severities kSchemaAtFault{diag::Severity::kError, diag::Severity::kInfo};
/// The schema accepts what prose forbids.
inline constexpr Severities kMust{diag::Severity::kWarning, diag::Severity::kError};
/// Recommendations and doubts.
inline constexpr Severities kShould{diag::Severity::kWarning, diag::Severity::kWarning};
inline constexpr Severities kShouldDocumented{diag::Severity::kInfo, diag::Severity::kWarning};
inline constexpr Severities kHint{diag::Severity::kInfo, diag::Severity::kInfo};
}  // namespace severities

/// What a rule looks at.
enum class Subject {
  kItem,        ///< any Item
  kModelItem,   ///< an Item that describes a model with MLM members
  kCollection,  ///< any Collection
  kAny,         ///< Items, Collections and Catalogs
  kLegacyItem,  ///< an Item with ml-model members
  kText,        ///< told by the reader of the text
  kShape,       ///< told by the facts of a schema that carry its code; `check` words the finding
  kTree,        ///< told when a folder or a catalogue is seen as a whole
};

/// Where a rule of MLM begins. What an older text says is not known of every rule.
struct Since {
  mlm::Version first = mlm::Version::kV1_0_0;  ///< it does not apply to versions before this one
  mlm::Version said = mlm::kNewestPublished;   ///< the oldest whose text is known to say so: to
                                               ///< those before it applies as a warning at most

  /// It began with this version.
  static constexpr Since exactly(mlm::Version version) { return {version, version}; }
  /// This version says so; nobody knows of those before.
  static constexpr Since said_in(mlm::Version version) { return {mlm::Version::kV1_0_0, version}; }
};

/// One rule. Its explanation, its examples and its tests are the page docs/rules/<code>-<slug>.md.
struct Rule {
  std::string_view code;     ///< `MLM302`; never used again for anything else
  std::string_view slug;     ///< the problem in kebab-case: `shape-dim-order-mismatch`
  std::string_view summary;  ///< one sentence, lower-case start, no full stop
  Severities severities;
  Subject subject;
  /// Looks at the document and reports. For kShape: called once per failed fact, Findings::place()
  /// is where.
  void (*check)(const Context& context, Findings& findings) = nullptr;
  /// The section: a URL, or where it stands in the documentation of MLM (`README.md#task-enum`),
  /// whose rule it is then.
  std::string_view spec{};
  Since since{};                      ///< of documents that declare MLM, those from here on
  mlm::Version until = mlm::kNewest;  ///< ... to here
};

/// It stands in the documentation of MLM.
constexpr bool is_of_mlm(const Rule& rule) {
  return !rule.spec.empty() && !rule.spec.starts_with("https://");
}

/// The URL of the section, for rules of MLM that of the version, or of the nearest that has it;
/// empty if the rule names none.
std::string spec_url(const Rule& rule, mlm::Version version = mlm::kNewestPublished);

/// Every rule, ordered by code.
std::span<const Rule* const> all_rules();

/// The rule with this code or slug, or null.
const Rule* find_rule(std::string_view code_or_slug);

}  // namespace stacmlm::rules
