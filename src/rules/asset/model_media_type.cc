// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    if (!asset.is_model || !asset.asset.type) continue;
    const std::string_view type = *asset.asset.type;
    if (type.starts_with("application/x-")) {
      findings.at_value(asset.asset.type.raw(), fmt::format("{} is not registered", shown(type)))
          .hint("such as `application/octet-stream; framework=pytorch`");
    } else if (type == "application/octet-stream") {
      findings
          .at_value(asset.asset.type.raw(),
                    "`application/octet-stream` does not say which framework reads the file")
          .hint("add a parameter, such as `; framework=pytorch`");
    }
  }
}

}  // namespace

const Rule kModelMediaType{"MLM515",
                           "model-media-type",
                           "the media type of the model says little",
                           severities::kShouldDocumented,
                           Subject::kModelItem,
                           &check,
                           "README.md#model-asset"};

}  // namespace stacmlm::rules
