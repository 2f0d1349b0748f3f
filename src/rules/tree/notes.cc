// SPDX-License-Identifier: Apache-2.0
#include "rules/tree/notes.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "rules/findings.h"
#include "rules/legacy/image_reference.h"
#include "rules/report_places.h"
#include "rules/text/rules.h"
#include "rules/tree/local_file.h"
#include "rules/tree/rules.h"

namespace stacmlm::rules {
namespace {

std::string_view text_of(json::Value value) {
  return value.is_string() ? value.string() : std::string_view();
}

Hash key_of_file(std::string_view path) { return hash_of(absolute_path(path)); }

/// Reads one Item, Collection or Catalog.
class ObjectReader {
 public:
  ObjectReader(std::string_view path, TreeNotes::Content& notes, Findings& findings)
      : path_(path), notes_(notes), findings_(findings) {}

  void read(json::Value value, std::uint32_t feature) {
    TreeObject object;
    object.type = object_type(value);
    object.feature = feature;
    const std::string_view id = text_of(value.find("id"));
    if (!id.empty()) object.id = hash_of_id(id);
    object.first_link = static_cast<std::uint32_t>(notes_.links.size());
    read_links(value.find("links"), object);
    object.link_count = static_cast<std::uint32_t>(notes_.links.size()) - object.first_link;
    findings_.run(kAssetFileMissing);
    check_asset_files(value, path_, findings_);
    if (object.type == ObjectType::kItem) read_item(value, object);
    if (object.type == ObjectType::kCollection) read_collection(value, object);
    notes_.objects.push_back(object);
  }

 private:
  void read_links(json::Value links, TreeObject& object) {
    findings_.run(kLinkLeadsNowhere);
    std::uint32_t index = 0;
    for (const json::Value link : links.elements()) {
      const std::string_view rel = text_of(link.find("rel"));
      if (is_image_relation(rel)) continue;
      const std::string_view href = text_of(link.find("href"));
      if (href != last_href_) {  // `parent` and `collection` are often the same
        last_href_ = href;
        last_file_ = local_file(path_, href);
        last_key_ = last_file_ ? key_of_file(last_file_->path) : 0;
      }
      if (last_file_ && last_file_->is_missing) report_missing_target(link, findings_);
      read_link(rel, index++, object);
    }
  }

  /// The link is that of last_href_.
  void read_link(std::string_view rel, std::uint32_t index, TreeObject& object) {
    const bool is_item = rel == "item";
    if (rel == "items") object.links_are_local = false;  // the Items of an API
    if (rel == "child") object.has_children = true;
    if (is_item || rel == "child") {
      if (last_file_) notes_.links.push_back({last_key_, index, is_item});
      object.links_are_local = object.links_are_local && last_file_.has_value();
    }
    if (!last_file_) return;
    if (rel == "parent" && object.parent_file == 0) object.parent_file = last_key_;
    if (rel == "collection" && object.collection_file == 0) object.collection_file = last_key_;
  }

  void read_item(json::Value value, TreeObject& object) {
    const std::string_view collection = text_of(value.find("collection"));
    if (!collection.empty()) object.collection = hash_of_id(collection);
    object.reach = reach_of_item(value);
    if (object.home() == 0) return;
    read_values(value.find("properties"), object, false);
    for (const json::Value asset : value.find("assets").members()) read_values(asset, object, true);
  }

  void read_values(json::Value holder, const TreeObject& object, bool is_of_asset) {
    for (const json::Value member : holder.members()) {
      if (!member.key().starts_with("mlm:")) continue;
      ItemValue value;
      value.key = value_key(object.home(), member.key());
      value.item = static_cast<std::uint32_t>(notes_.objects.size());
      value.is_of_asset = is_of_asset;
      add_value(member, value);
      for (const json::Value element : member.elements()) add_value(element, value);
    }
  }

  void add_value(json::Value json, ItemValue value) {
    if (!is_summarized(json)) return;
    value.value = hash_of_value(json);
    value.is_number = json.is_number();
    notes_.values.push_back(value);
  }

  void read_collection(json::Value value, TreeObject& object) {
    object.reach = reach_of_collection(value);
    for (const json::Value member : value.find("summaries").members())
      object.has_summaries = object.has_summaries || member.key().starts_with("mlm:");
  }

  std::string_view path_;
  TreeNotes::Content& notes_;
  Findings& findings_;
  std::string_view last_href_;
  std::optional<LocalFile> last_file_;
  Hash last_key_ = 0;
};

/// Puts the findings where they belong in the order of the text.
void merge(std::vector<diag::Diagnostic> more, std::string_view text, bool keep_text,
           diag::DocumentReport& report) {
  if (more.empty()) return;
  std::vector<diag::Diagnostic>& all = report.findings;
  std::vector<diag::Diagnostic> surplus;  // how many are not listed stands at the end
  for (auto* list : {&all, &more}) {
    if (list->empty() || list->back().code != kMoreFindings.code) continue;
    surplus.push_back(std::move(list->back()));
    list->pop_back();
  }
  const auto middle = static_cast<std::ptrdiff_t>(all.size());
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  std::inplace_merge(all.begin(), all.begin() + middle, all.end(),
                     [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
  for (diag::Diagnostic& left_out : surplus) all.push_back(std::move(left_out));
  if (keep_text) report.text = text;
}

}  // namespace

TreeNotes::TreeNotes() = default;
TreeNotes::TreeNotes(TreeNotes&&) noexcept = default;
TreeNotes& TreeNotes::operator=(TreeNotes&&) noexcept = default;
TreeNotes::~TreeNotes() = default;

TreeNotes notes_of(const json::Document& document, const CheckOptions& options,
                   diag::DocumentReport& report) {
  TreeNotes notes;
  const json::Value root = document.root();
  if (!root.exists()) return notes;
  notes.content_ = std::make_unique<TreeNotes::Content>();
  TreeNotes::Content& content = *notes.content_;
  content.file.path = report.path;
  content.file.key = key_of_file(report.path);
  content.file.profile = options.profile;
  content.file.valid = report.valid.value_or(false);
  content.file.is_item_collection = is_item_collection(root);
  Findings findings(options.profile);
  ObjectReader reader(content.file.path, content, findings);
  if (content.file.is_item_collection) {
    std::uint32_t feature = 0;
    for (const json::Value value : root.find("features").elements()) reader.read(value, feature++);
  } else {
    reader.read(root, 0);
  }
  merge(place_findings(document, findings), document.text(), options.keep_text, report);
  return notes;
}

std::vector<FollowedLink> links_to_follow(const json::Document& document, std::string_view path) {
  std::vector<FollowedLink> targets;
  const json::Value root = document.root();
  const ObjectType type = object_type(root);
  if (type != ObjectType::kCatalog && type != ObjectType::kCollection) return targets;
  for (const json::Value link : root.find("links").elements()) {
    const std::string_view rel = text_of(link.find("rel"));
    if (rel != "child" && rel != "item") continue;
    auto file = local_file(path, text_of(link.find("href")));
    if (file) targets.push_back({std::move(file->path), rel == "child"});
  }
  return targets;
}

}  // namespace stacmlm::rules
