// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "author/card/tensor_card.h"
#include "author/collection/builder_state.h"
#include "diag/json_writer.h"
#include "stacmlm/author/collection.h"
#include "stacmlm/author/format.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

using diag::JsonWriter;

void put(JsonWriter& out, std::string_view key, const std::string& text) {
  if (!text.empty()) out.key(key).string(text);
}

void put_texts(JsonWriter& out, std::string_view key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  out.key(key).open('[');
  for (const std::string& text : texts) out.string(text);
  out.close(']');
}

std::string quoted_or_null(const std::string& text) {
  return text.empty() ? "null" : json::quote(text);
}

void put_extent(JsonWriter& out, const ExtentSum& extent) {
  out.key("extent").open('{').key("spatial").open('{').key("bbox").open('[');
  std::vector<stac::Box> boxes = extent.boxes();
  if (boxes.empty()) boxes.push_back(kWholeEarth);
  for (const stac::Box& box : boxes) out.raw(box_json(box));
  out.close(']').close('}').key("temporal").open('{').key("interval").open('[');
  out.raw(fmt::format("[{}, {}]", quoted_or_null(extent.period().start_text),
                      quoted_or_null(extent.period().end_text)));
  out.close(']').close('}').close('}');
}

void put_providers(JsonWriter& out, const std::vector<PeopleSum::Provider>& providers) {
  if (providers.empty()) return;
  out.key("providers").open('[');
  for (const PeopleSum::Provider& provider : providers) {
    out.open('{');
    put(out, "name", provider.name);
    put(out, "description", provider.description);
    put_texts(out, "roles", provider.roles);
    put(out, "url", provider.url);
    out.close('}');
  }
  out.close(']');
}

void put_item_assets(JsonWriter& out, const CommonAssets& assets) {
  std::vector<std::pair<std::string, CommonAssets::Members>> defined;
  for (const auto& [key, members] : assets.assets()) {
    auto definition = asset_definition(key, members);
    if (!definition.empty()) defined.emplace_back(key, std::move(definition));
  }
  if (defined.empty()) return;
  out.key("item_assets").open('{');
  for (const auto& [key, members] : defined) {
    out.key(key).open('{');
    for (const auto& [member, text] : members) out.key(member).raw(text);
    out.close('}');
  }
  out.close('}');
}

bool has_item_assets(const CommonAssets& assets) {
  return std::ranges::any_of(assets.assets(), [](const auto& asset) {
    return !asset_definition(asset.first, asset.second).empty();
  });
}

/// `3 models for semantic-segmentation, regression.`
std::string description_of(std::size_t items, const SummarySum& summaries) {
  std::string out = fmt::format("{} model{}", items, items == 1 ? "" : "s");
  const auto tasks = summaries.members().find("mlm:tasks");
  if (tasks == summaries.members().end()) return out + ".";
  constexpr std::size_t kMostTasks = 6;
  std::size_t told = 0;
  for (const std::string& task : tasks->second.listed) {
    if (told == kMostTasks) return out + " and more.";
    out += (told++ == 0 ? " for " : ", ") + task.substr(1, task.size() - 2);
  }
  return out + ".";
}

/// The one that the Items have, or the word for several.
std::string license_of(const PeopleSum& people, bool is_1_1) {
  if (people.licenses().size() == 1) return people.licenses().front();
  return is_1_1 ? "other" : "various";
}

/// In canonical form.
std::string canonical(const std::string& text) {
  json::Document document;
  if (json::Parser().parse(json::Text::copy_of(text), document)) return text + "\n";
  return format(document);
}

}  // namespace

std::string link_json(const std::string& rel, const std::string& href, const std::string& type,
                      const std::string& title) {
  JsonWriter out;
  out.open('{');
  put(out, "rel", rel);
  put(out, "href", href);
  put(out, "type", type);
  put(out, "title", title);
  return out.close('}').text();
}

CollectionBuilder::CollectionBuilder(CollectionOptions options)
    : state_(std::make_unique<State>(std::move(options))) {}
CollectionBuilder::CollectionBuilder(CollectionBuilder&&) noexcept = default;
CollectionBuilder& CollectionBuilder::operator=(CollectionBuilder&&) noexcept = default;
CollectionBuilder::~CollectionBuilder() = default;

std::vector<std::string> CollectionBuilder::add(json::Value item, std::optional<ItemPlace> place) {
  ++state_->items;
  state_->are_all_1_1 = state_->are_all_1_1 && plain(item.find("stac_version")).starts_with("1.1.");
  std::vector<std::string> notes = state_->extent.add_item(item);
  const json::Value id = item.find("id");
  if (!id.is_string() || id.equals("")) notes.emplace_back("the Item has no `id`");
  state_->summaries.add_item(item);
  state_->assets.add_item(item);
  state_->people.add_item(item);
  if (!place) return notes;
  const json::Value properties = item.find("properties");
  std::string title = plain(properties.find("title"));
  if (title.empty()) title = plain(properties.find("mlm:name"));
  state_->entries.push_back({std::move(place->href), std::move(place->known_as), std::move(title)});
  return notes;
}

void CollectionBuilder::keep(std::string href) { state_->kept.push_back(std::move(href)); }

std::size_t CollectionBuilder::size() const { return state_->items; }

base::Result<WrittenDocument> CollectionBuilder::build() const {
  const CollectionOptions& options = state_->options;
  if (options.id.empty())
    return base::fail(base::ErrorKind::kInvalidArgument, "a new Collection needs an id");
  if (state_->items == 0)
    return base::fail(base::ErrorKind::kInvalidArgument, "a new Collection needs Items");
  if (options.license.empty() && state_->people.licenses().empty())
    return base::fail(base::ErrorKind::kInvalidArgument,
                      "a new Collection needs a license, and no Item has one (--license)");
  const SummarySum summaries = state_->summaries.as_in(options.mlm);
  const bool is_1_1 = state_->are_all_1_1;
  JsonWriter out;
  out.open('{').key("type").string("Collection");
  out.key("stac_version").string(is_1_1 ? "1.1.0" : "1.0.0").key("stac_extensions").open('[');
  out.string(mlm::uri_of(options.mlm));
  if (!is_1_1 && has_item_assets(state_->assets)) out.string(kItemAssetsUri);
  out.close(']').key("id").string(options.id);
  put(out, "title", options.title);
  out.key("description")
      .string(options.description.empty() ? description_of(state_->items, summaries)
                                          : options.description);
  put_texts(out, "keywords", state_->people.keywords());
  out.key("license").string(options.license.empty() ? license_of(state_->people, is_1_1)
                                                    : options.license);
  put_providers(out, state_->people.providers());
  put_extent(out, state_->extent);
  out.key("summaries").open('{');
  for (const auto& [key, values] : summaries.members()) {
    const std::string text = values.json();
    if (!text.empty()) out.key(key).raw(text);
  }
  out.close('}');
  put_item_assets(out, state_->assets);
  out.key("links").open('[');
  for (const auto& [rel, href] : {std::pair("self", options.self), std::pair("root", options.root),
                                  std::pair("parent", options.parent)}) {
    if (!href.empty()) out.raw(link_json(rel, href, kJsonType));
  }
  for (const ItemEntry& entry : state_->entries)
    out.raw(link_json("item", entry.href, kGeoJsonType, entry.title));
  for (const PeopleSum::License& license : state_->people.license_links())
    out.raw(link_json("license", license.href, license.type, license.name));
  std::vector<std::string> notes = state_->extent.notes("is the whole earth");
  std::ranges::move(state_->people.notes(!options.license.empty()), std::back_inserter(notes));
  std::ranges::move(summaries.notes(), std::back_inserter(notes));
  return WrittenDocument{canonical(out.close(']').close('}').text()), {}, std::move(notes)};
}

}  // namespace stacmlm::author
