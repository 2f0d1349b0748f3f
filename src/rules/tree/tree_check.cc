// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/rules/tree_check.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "rules/findings.h"
#include "rules/object_check.h"
#include "rules/report_places.h"
#include "rules/tree/notes.h"
#include "rules/tree/rules.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::rules {
namespace {

/// A file of the run, read again.
class FileAgain {
 public:
  FileAgain(const Tree& tree, const TreeChecker::ReadFile& read, const json::ParseLimits& limits)
      : tree_(tree), read_(read), parser_(limits) {}

  /// The object, or nothing if the file cannot be read or has changed.
  json::Value object(std::uint32_t object) {
    const TreeObject& known = tree_.objects[object];
    if (file_ != known.file) open(known.file);
    const bool is_there =
        known.feature < objects_.size() && object_type(objects_[known.feature]) == known.type;
    return is_there ? objects_[known.feature] : json::Value();
  }

  [[nodiscard]] const json::Document& document() const { return document_; }

 private:
  void open(std::uint32_t file) {
    file_ = file;
    objects_.clear();
    auto text = read_(tree_.files[file].path);
    if (!text || parser_.parse(*std::move(text), document_)) return;
    const json::Value root = document_.root();
    if (!is_item_collection(root)) {
      objects_.push_back(root);
      return;
    }
    for (const json::Value feature : root.find("features").elements()) objects_.push_back(feature);
  }

  const Tree& tree_;
  const TreeChecker::ReadFile& read_;
  json::Parser parser_;
  json::Document document_;
  std::uint32_t file_ = Tree::kNone;
  std::vector<json::Value> objects_;
};

/// A rule that needs the whole tree.
struct TreeRule {
  const Rule& rule;
  void (*find)(const Tree& tree, LateFindings& late);
};

// NOLINTNEXTLINE(cppcoreguidelines-interfaces-global-init): references need no values yet
const TreeRule kTreeRules[] = {
    {kDuplicateId, &find_duplicate_ids},
    {kItemOutsideCollection, &find_items_outside},
    {kParentChildMismatch, &find_parent_child_mismatches},
    {kSummariesAgainstItems, &find_summaries_to_compare},
};

}  // namespace

struct TreeChecker::State {
  CheckOptions options;
  Tree tree;
  std::unordered_set<Hash> seen;
};

TreeChecker::TreeChecker(CheckOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
}
TreeChecker::TreeChecker(TreeChecker&&) noexcept = default;
TreeChecker& TreeChecker::operator=(TreeChecker&&) noexcept = default;
TreeChecker::~TreeChecker() = default;

void TreeChecker::add(TreeNotes notes) {
  if (notes.content_ == nullptr || !state_->seen.insert(notes.content_->file.key).second) return;
  TreeNotes::Content& content = *notes.content_;
  Tree& tree = state_->tree;
  const auto file = static_cast<std::uint32_t>(tree.files.size());
  const auto first_object = static_cast<std::uint32_t>(tree.objects.size());
  const auto first_link = static_cast<std::uint32_t>(tree.links.size());
  content.file.path.shrink_to_fit();
  tree.files.push_back(std::move(content.file));
  for (TreeObject& object : content.objects) {
    object.file = file;
    object.first_link += first_link;
    tree.objects.push_back(object);
  }
  tree.links.insert(tree.links.end(), content.links.begin(), content.links.end());
  for (ItemValue& value : content.values) {
    value.item += first_object;
    tree.values.add(value);
  }
}

void TreeChecker::end(const ReadFile& read, const Tell& tell) {
  const CheckOptions& options = state_->options;
  Tree& tree = state_->tree;
  state_->seen.clear();
  tree.index();
  LateFindings late;
  for (const TreeRule& rule : kTreeRules) {
    const auto known = late.size();
    rule.find(tree, late);
    for (auto i = known; i < late.size(); ++i) late[i].rule = &rule.rule;
  }
  std::ranges::stable_sort(late, {}, &LateFinding::object);

  FileAgain file(tree, read, options.limits);
  FileAgain other(tree, read, options.limits);
  const LateTelling::ReadObject read_other = [&](std::uint32_t at) { return other.object(at); };
  for (auto at = late.begin(); at != late.end();) {
    const std::uint32_t number = tree.objects[at->object].file;
    Findings findings(tree.files[number].profile);
    for (; at != late.end() && tree.objects[at->object].file == number; ++at) {
      const json::Value object = file.object(at->object);
      if (!object.exists()) continue;
      findings.run(*at->rule);
      at->tell({tree, *at, object, findings, read_other});
    }
    if (findings.empty()) continue;
    diag::DocumentReport report;
    report.path = tree.files[number].path;
    report.profile = name_of(tree.files[number].profile);
    report.valid = tree.files[number].valid;
    report.is_further = true;
    describe(file.document().root(), report);
    report.findings = place_findings(file.document(), findings);
    if (report.findings.empty()) continue;
    if (options.keep_text) report.text = file.document().text();
    tell(report);
  }
}

}  // namespace stacmlm::rules
