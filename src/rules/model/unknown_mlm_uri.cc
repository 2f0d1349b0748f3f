// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <optional>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/mlm_uri.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

/// The published version whose name stands in the URI between `/v` and a slash.
std::optional<mlm::Version> version_within(std::string_view uri) {
  for (int i = 0; i <= mlm::ordinal(mlm::kNewest); ++i) {
    const auto version = static_cast<mlm::Version>(i);
    const std::size_t at = uri.find(fmt::format("v{}/", mlm::name_of(version)));
    if (at != std::string_view::npos && at > 0 && uri[at - 1] == '/') return version;
  }
  return {};
}

void check(const Context& context, Findings& findings) {
  for (const json::Value entry : context.unknown_extensions()) {
    if (!is_unknown_mlm_uri(entry.string())) continue;
    Finding& finding = findings.at_value(
        entry, fmt::format("{} is no URI of a published version", shown(entry.string())));
    if (findings.is_full()) continue;
    const auto version = version_within(entry.string());
    if (!version) {
      finding.hint(fmt::format("the newest is {}", mlm::uri_of(mlm::kNewestPublished)));
      continue;
    }
    finding
        .hint(fmt::format("{} was published as {}", mlm::name_of(*version), mlm::uri_of(*version)))
        .safe_fix("write the published URI",
                  {{json::PatchOperation::Kind::kReplace, json::pointer_to(entry),
                    json::quote(mlm::uri_of(*version)), ""}});
  }
}

}  // namespace

const Rule kUnknownMlmUri{"MLM707",
                          "unknown-mlm-uri",
                          "the URI of MLM is none under which a version was published",
                          severities::kShould,
                          Subject::kAny,
                          &check,
                          "README.md"};

}  // namespace stacmlm::rules
