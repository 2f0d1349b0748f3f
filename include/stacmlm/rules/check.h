// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/diag/report.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/text.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

/// Judges documents by schemas that are not ours to know: those that the user supplies.
class UserSchemas {
 public:
  UserSchemas() = default;
  UserSchemas(const UserSchemas&) = delete;
  UserSchemas& operator=(const UserSchemas&) = delete;
  virtual ~UserSchemas() = default;

  struct Fault {
    std::string pointer;  ///< in the object judged
    std::string message;
    bool is_error = true;  ///< false: a part could not be judged
  };
  /// What the schema of `uri` finds in `object`, a JSON text; nothing if no schema is at hand. An
  /// Error if the schema cannot be used. Safe to call from several threads.
  virtual base::Result<std::optional<std::vector<Fault>>> judge(std::string_view uri,
                                                                std::string_view object) = 0;
};

struct CheckOptions {
  Profile profile = Profile::kDocumented;
  /// Ask one schema alone: `mlm@1.5.2`, `item@1.0.0`, `eo@1.1.0`. Rules do not run then.
  std::string only;
  json::ParseLimits limits;
  UserSchemas* user_schemas = nullptr;  ///< may be null; must outlive the Checker
  /// What weighs less is left out, and not worked out.
  diag::Severity least = diag::Severity::kInfo;
  bool keep_text = true;  ///< fill DocumentReport::text if there are findings
};

/// Reads and checks documents: the one facade of the library, the program, the server and the
/// bindings. Keeps its buffers from one document to the next; one Checker per thread.
///
/// ```cpp
/// rules::Checker checker;
/// diag::DocumentReport report = checker.check(json::Text::copy_of(text), "item.json");
/// for (const diag::Diagnostic& finding : report.findings) print(finding.message);
/// ```
class Checker {
 public:
  explicit Checker(CheckOptions options = {});
  Checker(Checker&&) noexcept;
  Checker& operator=(Checker&&) noexcept;
  ~Checker();

  /// Everything found in one document, in the order of the text. `path` names it in the report.
  diag::DocumentReport check(json::Text text, std::string path);

  /// The document of the last check(), for those who look further; valid until the next.
  [[nodiscard]] const json::Document& document() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Says whether CheckOptions::only names a schema at hand; the Error lists what there is.
base::Result<void> check_only(std::string_view only);

}  // namespace stacmlm::rules
