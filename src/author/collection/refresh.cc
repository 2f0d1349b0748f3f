// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "author/collection/builder_state.h"
#include "author/collection/told_draft.h"
#include "stacmlm/author/collection.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

using json::DraftNode;

/// The newest version that the Collection lists.
std::optional<mlm::Version> declared_version(json::Value collection) {
  std::optional<mlm::Version> newest;
  for (const json::Value entry : collection.find("stac_extensions").elements()) {
    if (!entry.is_string()) continue;
    const auto uri = mlm::version_of_uri(entry.string());
    if (uri) newest = std::max(newest.value_or(uri->version), uri->version);
  }
  return newest;
}

std::string normal_href(std::string_view href) {
  while (href.starts_with("./")) href.remove_prefix(2);
  return std::string(href);
}

/// The text of an object's string member.
std::string text_of(DraftNode& object, std::string_view key) {
  DraftNode* member = object.is_object() ? object.find(key) : nullptr;
  return member != nullptr && member->is_string() ? std::string(member->string()) : std::string();
}

/// With `overall_only` the boxes behind the first stay: not all Items are known.
void refresh_boxes(ToldDraft& draft, const ExtentSum& extent, bool overall_only) {
  DraftNode& list =
      draft.array_in(draft.object_in(draft.object_in(draft.root(), "extent"), "spatial"), "bbox");
  std::vector<stac::Box> boxes = extent.boxes();
  if (boxes.empty()) {
    // What is there says more than nothing.
    if (list.size() == 0) draft.append(list, box_json(kWholeEarth));
    return;
  }
  // The overall box alone is what somebody wanted.
  if (overall_only || list.size() == 1) boxes.resize(1);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    DraftNode* old = list.at(i);
    if (old == nullptr) {
      draft.append(list, box_json(boxes[i]));
      continue;
    }
    const std::optional<stac::Box> known = stac::read_box(old->value());
    const bool is_same = known && known->west == boxes[i].west && known->south == boxes[i].south &&
                         known->east == boxes[i].east && known->north == boxes[i].north;
    if (!is_same) draft.replace(*old, box_json(boxes[i]));
  }
  while (!overall_only && list.size() > boxes.size()) draft.remove(*list.at(list.size() - 1));
}

void refresh_moment(ToldDraft& draft, DraftNode& interval, std::size_t at, const std::string& text,
                    const std::optional<stac::Instant>& instant) {
  DraftNode* old = interval.at(at);
  // An open end holds every Item.
  if (!instant || old == nullptr || old->is_null()) return;
  const bool is_same = old->is_string() && stac::read_datetime(old->string()) == instant;
  if (!is_same) draft.replace(*old, json::quote(text));
}

void refresh_interval(ToldDraft& draft, const PeriodSum& period) {
  const auto text = [](const std::string& moment) {
    return moment.empty() ? std::string("null") : json::quote(moment);
  };
  DraftNode& list = draft.array_in(
      draft.object_in(draft.object_in(draft.root(), "extent"), "temporal"), "interval");
  DraftNode* first = list.at(0);
  if (first == nullptr || !first->is_array() || first->size() != 2) {
    const std::string whole =
        fmt::format("[{}, {}]", text(period.start_text), text(period.end_text));
    first == nullptr ? draft.append(list, whole) : draft.replace(*first, whole);
    return;
  }
  refresh_moment(draft, *first, 0, period.start_text, period.start);
  refresh_moment(draft, *first, 1, period.end_text, period.end);
}

bool is_same_number(DraftNode* node, double number) {
  return node != nullptr && node->is_number() && node->value().number() == number;
}

/// A list keeps the order that it has; what no Item has goes, what is new comes behind.
void refresh_list(ToldDraft& draft, DraftNode& list, const MemberValues& values) {
  std::set<std::string, std::less<>> missing = values.listed;
  const std::vector<DraftNode*> old = list.children();
  for (DraftNode* each : old) {
    const std::string text = each->is_string()   ? json::quote(each->string())
                             : each->is_number() ? fmt::format("{}", each->value().number())
                                                 : each->text();
    if (missing.erase(text) == 0) draft.remove(*each);
  }
  for (const std::string& text : missing) draft.append(list, text);
}

void refresh_summary(ToldDraft& draft, DraftNode& summaries, const std::string& key,
                     const MemberValues& values) {
  DraftNode* old = summaries.find(key);
  if (old == nullptr) {
    if (const std::string text = values.json(); !text.empty()) draft.set(summaries, key, text);
    return;
  }
  if (old->is_array()) {
    if (!values.are_too_many) refresh_list(draft, *old, values);
    return;
  }
  DraftNode* minimum = old->is_object() ? old->find("minimum") : nullptr;
  DraftNode* maximum = old->is_object() ? old->find("maximum") : nullptr;
  // Anything else is a schema, which somebody wrote.
  if (minimum == nullptr || maximum == nullptr || !values.is_range()) return;
  if (!is_same_number(minimum, values.least->value)) draft.replace(*minimum, values.least->text);
  if (!is_same_number(maximum, values.greatest->value))
    draft.replace(*maximum, values.greatest->text);
}

/// Ranges and lists of what no Item has any more.
void remove_unused_summaries(ToldDraft& draft, DraftNode& summaries, const SummarySum& sum,
                             mlm::Version version) {
  const std::vector<DraftNode*> old = summaries.children();
  for (DraftNode* summary : old) {
    const bool is_ours =
        is_summarised(summary->key(), version) &&
        (summary->is_array() || (summary->is_object() && summary->find("minimum") != nullptr));
    if (is_ours && !sum.members().contains(summary->key())) draft.remove(*summary);
  }
}

void refresh_summaries(ToldDraft& draft, const SummarySum& sum, mlm::Version version) {
  DraftNode& summaries = draft.object_in(draft.root(), "summaries");
  for (const auto& [key, values] : sum.members()) refresh_summary(draft, summaries, key, values);
  remove_unused_summaries(draft, summaries, sum, version);
}

/// A title or a description is somebody's words; what the Items share comes from them.
void refresh_item_assets(ToldDraft& draft, const CommonAssets& assets) {
  for (const auto& [key, common] : assets.assets()) {
    const CommonAssets::Members definition = asset_definition(key, common);
    if (definition.empty()) continue;
    DraftNode& all = draft.object_in(draft.root(), "item_assets");
    DraftNode* old = all.find(key);
    if (old == nullptr) {
      std::string text = "{";
      for (const auto& [member, value] : definition)
        text += fmt::format("{}{}: {}", text.size() > 1 ? ", " : "", json::quote(member), value);
      draft.set(all, key, text + "}");
      continue;
    }
    if (!old->is_object()) continue;
    for (const auto& [member, value] : common) {
      if (member == "title" || member == "description") continue;
      draft.set_if_other(*old, member, value);
    }
  }
}

/// The extension that `item_assets` needs before STAC 1.1.0, and MLM for its summaries.
void declare(ToldDraft& draft, const std::string& uri) {
  DraftNode& list = draft.array_in(draft.root(), "stac_extensions");
  for (DraftNode* each : list.children()) {
    if (each->equals(uri)) return;
  }
  draft.append(list, json::quote(uri));
}

class Links {
 public:
  Links(ToldDraft& draft, const std::vector<ItemEntry>& entries,
        const std::vector<std::string>& kept)
      : draft_(draft), list_(draft.array_in(draft.root(), "links")), entries_(entries) {
    for (const std::string& href : kept) kept_.insert(normal_href(href));
  }

  void refresh() {
    std::map<std::string, const ItemEntry*> missing;
    for (const ItemEntry& entry : entries_) {
      missing.emplace(normal_href(entry.known_as.empty() ? entry.href : entry.known_as), &entry);
    }
    const std::vector<DraftNode*> old = list_.children();
    for (DraftNode* link : old) {
      if (text_of(*link, "rel") != "item") continue;
      const std::string href = text_of(*link, "href");
      const auto known = missing.find(normal_href(href));
      if (known != missing.end()) {
        if (normal_href(known->second->href) != normal_href(href))
          draft_.replace(*link->find("href"), json::quote(known->second->href));
        missing.erase(known);
      } else if (!kept_.contains(normal_href(href))) {
        draft_.remove(*link);
      }
    }
    std::set<const ItemEntry*> to_add;
    for (const auto& [href, entry] : missing) to_add.insert(entry);
    for (const ItemEntry& entry : entries_) {
      if (to_add.contains(&entry)) add(link_json("item", entry.href, kGeoJsonType, entry.title));
    }
  }

 private:
  /// Behind the last Item.
  void add(const std::string& link) {
    std::size_t at = list_.size();
    for (std::size_t i = list_.size(); i-- > 0;) {
      if (text_of(*list_.at(i), "rel") == "item") {
        at = i + 1;
        break;
      }
    }
    draft_.insert(list_, at, link);
  }

  ToldDraft& draft_;
  DraftNode& list_;
  const std::vector<ItemEntry>& entries_;
  std::set<std::string> kept_;
};

void set_words(ToldDraft& draft, const CollectionOptions& options) {
  for (const auto& [key, text] :
       {std::pair("id", options.id), std::pair("title", options.title),
        std::pair("description", options.description), std::pair("license", options.license)}) {
    if (!text.empty()) draft.set_if_other(draft.root(), key, json::quote(text));
  }
}

bool has_mlm_summaries(ToldDraft& draft) {
  DraftNode* summaries = draft.root().find("summaries");
  return summaries != nullptr && std::ranges::any_of(summaries->children(), [](DraftNode* each) {
           return each->key().starts_with("mlm:");
         });
}

}  // namespace

base::Result<WrittenDocument> CollectionBuilder::refresh(const json::Document& collection) const {
  const json::Value root = collection.root();
  if (!root.find("type").equals("Collection"))
    return base::fail(base::ErrorKind::kInvalidDocument, "it is no Collection");
  if (state_->items == 0 && state_->kept.empty())
    return base::fail(base::ErrorKind::kInvalidArgument,
                      "it links to no Item that is there, and none is named");
  const auto declared = declared_version(root);
  const mlm::Version version = declared.value_or(state_->options.mlm);
  ExtentSum extent = state_->extent;
  SummarySum summaries = state_->summaries.as_in(version);
  if (!state_->kept.empty()) {
    extent.add_extent(root.find("extent"));
    summaries.add_summaries(root.find("summaries"));
  }
  ToldDraft draft(collection);
  set_words(draft, state_->options);
  refresh_boxes(draft, extent, !state_->kept.empty());
  refresh_interval(draft, extent.period());
  if (!summaries.members().empty() || root.find("summaries").exists())
    refresh_summaries(draft, summaries, version);
  if (state_->kept.empty()) refresh_item_assets(draft, state_->assets);
  if (!declared && has_mlm_summaries(draft)) declare(draft, std::string(mlm::uri_of(version)));
  const bool is_1_0 = root.find("stac_version").equals("1.0.0");
  if (is_1_0 && draft.root().find("item_assets") != nullptr && !root.find("item_assets").exists())
    declare(draft, kItemAssetsUri);
  Links(draft, state_->entries, state_->kept).refresh();
  set_link(draft, "root", state_->options.root, kJsonType);
  set_link(draft, "parent", state_->options.parent, kJsonType);
  set_link(draft, "self", state_->options.self, kJsonType);
  WrittenDocument refreshed = draft.finish();
  refreshed.notes = state_->extent.notes("stays as it is");
  std::ranges::move(summaries.notes(root.find("summaries")), std::back_inserter(refreshed.notes));
  if (draft.root().find("license") == nullptr)
    refreshed.notes.emplace_back("the Collection has no license (--license gives it one)");
  return refreshed;
}

}  // namespace stacmlm::author
