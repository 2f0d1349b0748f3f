// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

constexpr std::string_view kFormats[] = {"python",    "docker",   "uri",
                                         "gdal-calc", "rio-calc", "openeo"};

bool same_but_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// Any format may be used; one that is nearly a known one is a slip.
void check_format(json::Value format, Findings& findings) {
  if (format.string().empty()) {
    findings.at_value(format, "the format is empty")
        .hint("say in which language the expression is");
    return;
  }
  if (findings.is_full()) return;
  const std::string_view near = nearest(
      format.string(), std::vector<std::string_view>(std::begin(kFormats), std::end(kFormats)));
  if (near.empty()) return;
  Finding& finding =
      findings.at_value(format, fmt::format("format {} is not known", shown(format.string())));
  finding.hint(fmt::format("did you mean `{}`?", near));
  if (same_but_case(near, format.string()))
    finding.safe_fix(
        "write the format as it is listed",
        {{json::PatchOperation::Kind::kReplace, json::pointer_to(format), json::quote(near), ""}});
}

void check_fit(std::string_view format, json::Value expression, Findings& findings) {
  if (expression.is_null()) return;  // rule MLM329
  if (format == "docker") {
    const std::string_view image = expression.is_string() ? expression.string() : "";
    const std::size_t name = image.rfind('/') == std::string_view::npos ? 0 : image.rfind('/');
    if (image.find_first_of(":@", name) == std::string_view::npos)
      findings.at_value(expression, "a `docker` expression without the tag of an image")
          .hint("write image and tag: `ghcr.io/owner/image:1.0`");
  }
  if (format == "uri" && !expression.is_string() && !expression.find("href").is_string())
    findings.at_value(expression, "a `uri` expression that is neither a text nor has `href`")
        .hint("write the URI, or an object with `href` and `type`");
}

void check(const Context& context, Findings& findings) {
  for (const ExpressionView& view : context.expressions()) {
    if (!view.format.is_string()) continue;
    const std::string_view format = view.format.string();
    if (std::ranges::find(kFormats, format) == std::end(kFormats))
      check_format(view.format, findings);
    else
      check_fit(format, view.expression, findings);
  }
}

}  // namespace

const Rule kExpressionFormat{"MLM334",
                             "expression-format",
                             "an expression does not fit its format",
                             severities::kShouldDocumented,
                             Subject::kModelItem,
                             &check,
                             "README.md#processing-expression"};

}  // namespace stacmlm::rules
