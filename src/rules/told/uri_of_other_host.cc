// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

/// Up to 1.3.0 stac-extensions.github.io serves schemas that demand a URI of another host.
bool refuses_itself(const mlm::VersionUri& uri) {
  if (uri.version > mlm::Version::kV1_3_0) return false;
  return uri.host == mlm::UriHost::kStacExtensions ||
         (uri.host == mlm::UriHost::kCutHost && uri.version == mlm::Version::kV1_3_0);
}

void check(const Context& context, Findings& findings) {
  bool told = false;
  for (const json::Value entry : context.extensions()) {
    const auto uri = mlm::version_of_uri(entry.string());
    if (!uri || !refuses_itself(*uri)) continue;
    const std::string_view first = mlm::uri_of(uri->version);
    findings
        .at_value(entry, fmt::format("the schema published under `{}` demands another URI than its "
                                     "own",
                                     entry.string()))
        .hint(
            fmt::format("MLM {} was first published under `{}`", mlm::name_of(uri->version), first))
        .safe_fix(fmt::format("write {}", first), {{json::PatchOperation::Kind::kReplace,
                                                    json::pointer_to(entry),
                                                    json::quote(first),
                                                    {}}});
    told = true;
  }
  if (!told)
    findings.at_value(findings.place(), "`stac_extensions` lists MLM, but not this version of it");
}

}  // namespace

const Rule kUriOfOtherHost{"MLM703",
                           "uri-of-other-host",
                           "the schema published under a URI demands another one",
                           severities::kSchemaAtFault,
                           Subject::kShape,
                           &check,
                           "CHANGELOG.md"};

}  // namespace stacmlm::rules
