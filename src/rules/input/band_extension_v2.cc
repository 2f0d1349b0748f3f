// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

/// EO and Raster from version 2 on.
bool is_second(std::string_view uri) {
  for (const std::string_view extension :
       {"https://stac-extensions.github.io/eo/v", "https://stac-extensions.github.io/raster/v"}) {
    if (uri.starts_with(extension)) {
      const std::string_view version = uri.substr(extension.size());
      return !version.starts_with("0.") && !version.starts_with("1.");
    }
  }
  return false;
}

void check(const Context& context, Findings& findings) {
  const json::Value version = context.item().stac_version.raw();
  if (!version.is_string() || !version.string().starts_with("1.0") || !context.names_bands())
    return;
  for (const json::Value entry : context.extensions()) {
    if (!is_second(entry.string())) continue;
    findings
        .at_value(entry, fmt::format("this version describes bands with the `bands` of STAC 1.1, "
                                     "but the document is STAC {}",
                                     shown(version.string())))
        .hint("use version 1 of the extension, or STAC 1.1.0 with `bands` in the properties")
        .related(version, "the version of STAC");
  }
}

}  // namespace

const Rule kBandExtensionV2{"MLM319",
                            "band-extension-v2",
                            "version 2 of EO or Raster needs the bands of STAC 1.1",
                            severities::kMust,
                            Subject::kModelItem,
                            &check,
                            "README.md#bands-and-statistics",
                            Since::exactly(mlm::Version::kV1_3_0)};

}  // namespace stacmlm::rules
