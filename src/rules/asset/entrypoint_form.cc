// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

/// Names with dots between them: `package.module`. Letters of any language may stand in them.
bool is_dotted_name(std::string_view text) {
  bool in_name = false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                        static_cast<unsigned char>(c) >= 0x80;
    const bool digit = c >= '0' && c <= '9';
    if (c == '.' && in_name) {
      in_name = false;
    } else if (letter || (digit && in_name)) {
      in_name = true;
    } else {
      return false;
    }
  }
  return in_name;
}

bool is_callable(std::string_view text) {
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && is_dotted_name(text.substr(0, colon)) &&
         is_dotted_name(text.substr(colon + 1));
}

bool is_file(std::string_view text) {
  if (text.find_first_of(" \t\r\n:") != std::string_view::npos) return false;
  const std::string_view name = text.substr(text.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < name.size();
}

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    const auto& entrypoint = asset.model->entrypoint;
    if (!entrypoint || entrypoint.value().empty() || is_callable(*entrypoint) ||
        is_file(*entrypoint))
      continue;
    findings
        .at_value(entrypoint.raw(),
                  fmt::format("{} is neither a callable nor a file", shown(*entrypoint)))
        .hint("write it as `package.module:callable`, or name the file");
  }
}

}  // namespace

const Rule kEntrypointForm{"MLM508",
                           "entrypoint-form",
                           "an entrypoint is neither a callable nor a file",
                           severities::kShould,
                           Subject::kModelItem,
                           &check,
                           "README.md#source-code-asset"};

}  // namespace stacmlm::rules
