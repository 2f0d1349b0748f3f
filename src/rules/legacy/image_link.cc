// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/legacy/image_reference.h"
#include "rules/legacy/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

using Operation = json::PatchOperation;
constexpr std::string_view kImageType = "docker-image";

void check_type(const stac::Link& link, Findings& findings) {
  const json::Value type = link.type.raw();
  if (type.equals(kImageType)) return;
  const std::string description = fmt::format("write the type `{}`", kImageType);
  if (!type.exists()) {
    Finding& finding = findings.at_opening(link.source, "a link to an image without a type")
                           .hint(fmt::format("give the type `{}`", kImageType));
    if (!findings.is_full())
      finding.safe_fix(description, {{Operation::Kind::kAdd,
                                      json::pointer_to(link.source) + "/type",
                                      json::quote(kImageType),
                                      {}}});
  } else if (type.is_string()) {
    Finding& finding =
        findings.at_value(type, fmt::format("a link to an image of type {}", shown(type.string())))
            .hint(fmt::format("give the type `{}`", kImageType));
    if (!findings.is_full())
      finding.unsafe_fix(
          description,
          {{Operation::Kind::kReplace, json::pointer_to(type), json::quote(kImageType), {}}});
  }
}

void check(const Context& context, Findings& findings) {
  for (const LinkView& view : context.links()) {
    if (!is_image_relation(view.rel.text())) continue;
    check_type(view.link, findings);
    const json::Value href = view.link.href.raw();
    if (!href.is_string() || image_form(href.string()) == ImageForm::kFull) continue;
    findings.at_value(href, fmt::format("{} does not name an image", shown(href.string())))
        .hint("write <registry>/<owner>/<image>:<tag>, without https://");
  }
}

}  // namespace

const Rule kImageLink{
    "MLM715",
    "image-link",
    "a link to an image does not name one",
    severities::kShould,
    Subject::kLegacyItem,
    &check,
    "https://github.com/stac-extensions/ml-model/blob/v1.0.0/README.md#relation-types"};

}  // namespace stacmlm::rules
