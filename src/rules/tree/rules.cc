// SPDX-License-Identifier: Apache-2.0
#include "rules/tree/rules.h"

#include "rules/catalogue.h"
#include "rules/tree/local_file.h"

namespace stacmlm::rules {

RuleList tree_rules() {
  static constexpr const Rule* kRules[] = {&kLinkLeadsNowhere,      &kDuplicateId,
                                           &kItemOutsideCollection, &kAssetFileMissing,
                                           &kParentChildMismatch,   &kSummariesAgainstItems};
  return kRules;
}

json::Value local_href(json::Value object, std::string_view rel, std::string_view path) {
  for (const json::Value link : object.find("links").elements()) {
    const json::Value href = link.find("href");
    if (link.find("rel").equals(rel) && href.is_string() && local_file(path, href.string()))
      return href;
  }
  return {};
}

std::string_view name_of(ObjectType type) {
  switch (type) {
    case ObjectType::kItem:
      return "Item";
    case ObjectType::kCollection:
      return "Collection";
    case ObjectType::kCatalog:
      return "Catalog";
    case ObjectType::kOther:
      break;
  }
  return "document";
}

}  // namespace stacmlm::rules
