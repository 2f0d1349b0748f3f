// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"

#include <algorithm>

#include "rules/schema/schemas.h"

namespace stacmlm::rules {

bool is_like_mlm(std::string_view key) {
  while (key.starts_with(' ')) key.remove_prefix(1);
  return starts_like_mlm(key);
}

namespace {

ObjectType type_named(json::Value type) {
  if (type.equals("Feature")) return ObjectType::kItem;
  if (type.equals("Collection")) return ObjectType::kCollection;
  if (type.equals("Catalog")) return ObjectType::kCatalog;
  return ObjectType::kOther;
}

/// `mlm:name` may stand on the asset of a product, to say which model made it.
bool may_stand_alone(json::Value member) { return member.key() == "mlm:name"; }

json::Value first_member(json::Value holder, std::string_view prefix) {
  for (const json::Value member : holder.members()) {
    if (member.key().starts_with(prefix)) return member;
  }
  return {};
}

json::Value first_in_assets(json::Value assets, std::string_view prefix) {
  for (const json::Value asset : assets.members()) {
    for (const json::Value member : asset.members()) {
      if (member.key().starts_with(prefix) && !may_stand_alone(member)) return member;
    }
  }
  return {};
}

}  // namespace

ObjectType object_type(json::Value object) { return type_named(object.find("type")); }

bool is_item_collection(json::Value root) { return root.find("type").equals("FeatureCollection"); }

void Context::read(json::Value object) {
  object_ = object;
  odd_keys_ = {};
  item_ = {};
  stac::read_together(
      object,
      [&](json::Value member) {
        odd_keys_.mlm_at_root = odd_keys_.mlm_at_root || member.key().starts_with("mlm:");
      },
      item_);
  type_ = type_named(item_.type.raw());
  if (type_ == ObjectType::kCollection) {
    collection_ = stac::Collection::read(object);
  } else if (collection_.source.exists()) {
    collection_ = {};
  }
  read_extensions();
  read_links();
  read_assets();
  read_model();
  read_undeclared();
  space_time_ = type_ == ObjectType::kItem ? read_space_time(item_, other_) : SpaceTime();
}

void Context::read_extensions() {
  extensions_.clear();
  unknown_extensions_.clear();
  mlm_uris_ = 0;
  mlm_version_.reset();
  declares_ml_model_ = false;
  for (const json::Value entry : item_.stac_extensions.raw().elements()) {
    if (!entry.is_string()) continue;
    extensions_.push_back(entry);
    const KnownSchema known = find_schema(entry.string());
    if (known.schema == nullptr) unknown_extensions_.push_back(entry);
    if (known.schema == nullptr || known.area != Area::kMlm) continue;
    declares_ml_model_ = declares_ml_model_ || entry.equals(mlm::legacy::kMlModelUri);
    const auto uri = mlm::version_of_uri(entry.string());
    if (!uri) continue;
    ++mlm_uris_;
    mlm_version_ = std::max(mlm_version_.value_or(uri->version), uri->version);
  }
}

void Context::read_links() {
  links_.clear();
  for (const json::Value link : item_.links.raw().elements()) {
    if (!link.is_object()) continue;
    LinkView& view = links_.emplace_back();
    const auto look_at = [&](json::Value member) {
      odd_keys_.mlm_on_link = odd_keys_.mlm_on_link || member.key().starts_with("mlm:");
    };
    stac::read_together(link, look_at, view.link, view.other);
    view.rel = Word::of(view.link.rel.raw());
  }
}

void Context::read_assets() {
  static const mlm::Model kNoModel;
  static const OtherMembers kNoOthers;
  assets_.clear();
  models_.give_back_all();
  others_.give_back_all();
  for (const json::Value asset : item_.assets.raw().members()) {
    if (!asset.is_object()) continue;
    AssetView& view = assets_.emplace_back();
    const unsigned has = stac::read_together(
        asset, [&](json::Value member) { look_at_odd_key(member); }, view.asset, models_.next(),
        others_.next());
    view.key = Word::key_of(asset);
    odd_keys_.mlm = odd_keys_.mlm || (has & 2U) != 0;
    view.model = (has & 2U) != 0 ? &models_.take() : &kNoModel;
    view.other = (has & 4U) != 0 ? &others_.take() : &kNoOthers;
    classify(view);
  }
}

void Context::look_at_odd_key(json::Value member) {
  const std::string_view key = member.key();
  odd_keys_.like_mlm = odd_keys_.like_mlm || is_like_mlm(key);
  odd_keys_.mlm = odd_keys_.mlm || key.starts_with("mlm:");
  odd_keys_.ml_model = odd_keys_.ml_model || key.starts_with("ml-model:");
}

void Context::read_model() {
  model_ = {};
  other_ = {};
  ml_model_ = {};
  tasks_ = {};
  if (type_ == ObjectType::kItem) {
    const auto look_at = [&](json::Value member) {
      look_at_odd_key(member);
      odd_keys_.dlm = odd_keys_.dlm || member.key().starts_with("dlm:");
    };
    const unsigned has = stac::read_together(properties(), look_at, model_, other_, ml_model_);
    odd_keys_.mlm = odd_keys_.mlm || (has & 1U) != 0;
    odd_keys_.ml_model = odd_keys_.ml_model || (has & 4U) != 0;
    tasks_ = ListedTasks(model_.tasks.raw());
  }
  parts_.read(model_, version() < mlm::Version::kV1_4_0);
  read_names();
}

json::Value Context::first_use(std::string_view prefix) const {
  if (const json::Value used = first_member(properties(), prefix)) return used;
  if (const json::Value used = first_in_assets(item_.assets.raw(), prefix)) return used;
  if (type_ != ObjectType::kCollection) return {};
  if (const json::Value used = first_in_assets(collection_.item_assets.raw(), prefix)) return used;
  return first_member(collection_.summaries.raw(), prefix);
}

/// Few Items use what they do not declare; of Collections the summaries tell as well.
void Context::read_undeclared() {
  undeclared_mlm_ = {};
  undeclared_ml_model_ = {};
  const bool collection = type_ == ObjectType::kCollection;
  const bool item = type_ == ObjectType::kItem;
  if (!mlm_version_ && (collection || (item && odd_keys_.mlm))) undeclared_mlm_ = first_use("mlm:");
  if (!declares_ml_model_ && (collection || (item && odd_keys_.ml_model)))
    undeclared_ml_model_ = first_use("ml-model:");
  describes_model_ = item && (mlm_version_ || undeclared_mlm_.exists());
}

void Context::read_names() {
  if (names_bands()) {
    bands_.clear();
    bands_.add_bands(other_, nullptr);
    for (const AssetView& asset : assets_) bands_.add_bands(*asset.other, &asset);
    parts_.for_each_tensor(
        [&](const TensorView& tensor) { bands_.mark_named(tensor.band_references); });
    bands_.count_named();
  }
  if (names_variables()) {
    variables_.clear();
    variables_.add_variables(other_);
    for (const AssetView& asset : assets_) variables_.add_variables(*asset.other);
  }
}

bool Context::has_link(const Word& rel) const {
  return std::ranges::find(links_, rel, &LinkView::rel) != links_.end();
}

bool Context::lists_extension(std::string_view prefix) const {
  return std::ranges::any_of(extensions_,
                             [&](json::Value entry) { return entry.string().starts_with(prefix); });
}

}  // namespace stacmlm::rules
