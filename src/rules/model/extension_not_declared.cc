// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/mlm_uri.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/legacy/ml_model.h"

namespace stacmlm::rules {
namespace {

struct Extension {
  std::string_view name;
  std::string_view uri;
};

void tell(json::Value used, const Extension& extension, const Context& context,
          Findings& findings) {
  const json::Value list = context.item().stac_extensions.raw();
  const std::string message = fmt::format("{} is used, but `stac_extensions` does not name {}",
                                          shown(used.key()), extension.name);
  Finding& finding = list.exists() ? findings.at_value(list, message)
                                   : findings.at_opening(context.object(), message);
  finding.hint(fmt::format("add {}", extension.uri)).related(used, "used here");
  if (findings.is_full() || (list.exists() && !list.is_array())) return;
  const std::string uri = json::quote(extension.uri);
  const std::string pointer = json::pointer_to(context.object()) + "/stac_extensions";
  std::vector<json::PatchOperation> patch = {{json::PatchOperation::Kind::kAdd,
                                              list.exists() ? pointer + "/-" : pointer,
                                              list.exists() ? uri : "[" + uri + "]", ""}};
  // A leftover of ml-model in a document of MLM had better go.
  if (extension.uri != mlm::legacy::kMlModelUri || !context.describes_model()) {
    finding.safe_fix("declare the extension", std::move(patch));
  } else {
    finding.unsafe_fix("declare the extension", std::move(patch));
  }
}

void check(const Context& context, Findings& findings) {
  // A URI of no published version has a finding of its own: MLM707.
  if (const json::Value used = context.undeclared_mlm(); used.exists() && !names_mlm(context))
    tell(used, {"MLM", mlm::uri_of(mlm::kNewestPublished)}, context, findings);
  if (const json::Value used = context.undeclared_ml_model())
    tell(used, {"ml-model", mlm::legacy::kMlModelUri}, context, findings);
}

}  // namespace

const Rule kExtensionNotDeclared{"MLM120",
                                 "extension-not-declared",
                                 "members of an extension that `stac_extensions` does not name",
                                 {diag::Severity::kInfo, diag::Severity::kError},
                                 Subject::kAny,
                                 &check,
                                 "README.md",
                                 Since::exactly(mlm::Version::kV1_0_0)};

}  // namespace stacmlm::rules
