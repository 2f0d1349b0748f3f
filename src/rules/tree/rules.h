// SPDX-License-Identifier: Apache-2.0
// The rules that look at a document as a part of a tree of files. Two kinds: those that need one
// document and the file system (`check_...`), and those that need all (`find_...`), which note what
// they find by hashes and word it later, when the document is at hand again.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/tree/tree.h"
#include "stacmlm/json/document.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

extern const Rule kLinkLeadsNowhere;
extern const Rule kDuplicateId;
extern const Rule kItemOutsideCollection;
extern const Rule kAssetFileMissing;
extern const Rule kParentChildMismatch;
extern const Rule kSummariesAgainstItems;

/// Says that the link leads to no file.
void report_missing_target(json::Value link, Findings& findings);
void check_asset_files(json::Value object, std::string_view path, Findings& findings);

using LateFindings = std::vector<LateFinding>;
void find_duplicate_ids(const Tree& tree, LateFindings& late);
void find_items_outside(const Tree& tree, LateFindings& late);
void find_parent_child_mismatches(const Tree& tree, LateFindings& late);
void find_summaries_to_compare(const Tree& tree, LateFindings& late);

/// What is at hand when a late finding is worded.
struct LateTelling {
  /// Another document of the run, or nothing if it cannot be read now; valid until the next call.
  using ReadObject = std::function<json::Value(std::uint32_t object)>;

  const Tree& tree;
  const LateFinding& late;
  json::Value object;  ///< the document of late.object
  Findings& findings;
  const ReadObject& read;

  [[nodiscard]] const TreeObject& self() const { return tree.objects[late.object]; }
  /// Where the other document stands.
  [[nodiscard]] const std::string& other_path() const { return tree.path_of(late.other); }
};

/// The `href` of the object's first `rel` link to a local file, or nothing.
json::Value local_href(json::Value object, std::string_view rel, std::string_view path);

/// `Item`, `Collection`, `Catalog` or `document`.
std::string_view name_of(ObjectType type);

}  // namespace stacmlm::rules
