// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "rules/pool.h"
#include "rules/space_time/space_time.h"
#include "rules/view/asset.h"
#include "rules/view/defined_names.h"
#include "rules/view/model_parts.h"
#include "rules/view/other_members.h"
#include "rules/view/word.h"
#include "stacmlm/mlm/legacy/ml_model.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/rules/rule.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::rules {

enum class ObjectType { kItem, kCollection, kCatalog, kOther };

/// What the member `type` says.
ObjectType object_type(json::Value object);
/// A FeatureCollection, whose `features` are documents.
bool is_item_collection(json::Value root);

/// `mlm` in any case, perhaps behind blanks, and more.
bool is_like_mlm(std::string_view key);

/// Keys that no description names, by how they begin and where they stand. Few documents have any.
struct OddKeys {
  bool like_mlm = false;     ///< `mlm` in any case, in the properties or on an asset
  bool mlm = false;          ///< `mlm:`, in the properties or on an asset; known ones too
  bool ml_model = false;     ///< `ml-model:`, the same
  bool dlm = false;          ///< `dlm:`, in the properties
  bool mlm_at_root = false;  ///< `mlm:`, beside `properties`
  bool mlm_on_link = false;  ///< `mlm:` but not `mlm:name`
};

/// What the rules see of one Item, Collection or Catalog, read once. A view of the document, to be
/// read by one thread at a time.
class Context {
 public:
  Context() = default;
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  /// Reads another object; the buffers are used again.
  void read(json::Value object);

  [[nodiscard]] json::Value object() const { return object_; }
  [[nodiscard]] ObjectType type() const { return type_; }
  [[nodiscard]] const stac::Item& item() const { return item_; }
  [[nodiscard]] const stac::Collection& collection() const { return collection_; }
  [[nodiscard]] json::Value properties() const { return item_.properties.raw(); }

  /// The MLM members of the Item's properties, and the others that rules ask for.
  [[nodiscard]] const mlm::Model& model() const { return model_; }
  [[nodiscard]] const OtherMembers& other() const { return other_; }
  [[nodiscard]] const mlm::legacy::MlModelV1& ml_model() const { return ml_model_; }
  [[nodiscard]] const std::vector<AssetView>& assets() const { return assets_; }
  [[nodiscard]] const std::vector<LinkView>& links() const { return links_; }
  [[nodiscard]] const ModelParts& parts() const { return parts_; }
  /// Some link has that relation.
  [[nodiscard]] bool has_link(const Word& rel) const;
  [[nodiscard]] const std::vector<InputView>& inputs() const { return parts_.inputs(); }
  [[nodiscard]] const std::vector<OutputView>& outputs() const { return parts_.outputs(); }
  [[nodiscard]] const ListedTasks& tasks() const { return tasks_; }
  [[nodiscard]] const std::vector<ScalingView>& scalings() const { return parts_.scalings(); }
  [[nodiscard]] const std::vector<ExpressionView>& expressions() const {
    return parts_.expressions();
  }

  /// The newest MLM version that `stac_extensions` names.
  [[nodiscard]] std::optional<mlm::Version> mlm_version() const { return mlm_version_; }
  /// That version, or the newest that is published.
  [[nodiscard]] mlm::Version version() const {
    return mlm_version_.value_or(mlm::kNewestPublished);
  }
  /// The Item declares MLM, or has members of MLM without that.
  [[nodiscard]] bool describes_model() const { return describes_model_; }
  [[nodiscard]] bool declares_ml_model() const { return declares_ml_model_; }
  /// The first member of MLM, or of ml-model, while `stac_extensions` names no version of it:
  /// in properties, assets, item_assets or summaries.
  [[nodiscard]] json::Value undeclared_mlm() const { return undeclared_mlm_; }
  [[nodiscard]] json::Value undeclared_ml_model() const { return undeclared_ml_model_; }
  /// The Item declares ml-model, or has members of it without that.
  [[nodiscard]] bool describes_ml_model() const {
    return type_ == ObjectType::kItem && (declares_ml_model_ || undeclared_ml_model_.exists());
  }
  /// The URIs of `stac_extensions` (strings only), in order.
  [[nodiscard]] const std::vector<json::Value>& extensions() const { return extensions_; }
  /// Those of them whose schema is not known natively.
  [[nodiscard]] const std::vector<json::Value>& unknown_extensions() const {
    return unknown_extensions_;
  }
  /// How many of them are published URIs of MLM.
  [[nodiscard]] std::size_t mlm_uris() const { return mlm_uris_; }
  [[nodiscard]] bool lists_extension(std::string_view prefix) const;

  /// Where and when the Item is; nothing for Collections and Catalogs.
  [[nodiscard]] const SpaceTime& space_time() const { return space_time_; }
  [[nodiscard]] const OddKeys& odd_keys() const { return odd_keys_; }

  /// Some input or output names bands, or variables.
  [[nodiscard]] bool names_bands() const { return parts_.names_bands(); }
  [[nodiscard]] bool names_variables() const { return parts_.names_variables(); }
  /// The bands that the properties and the assets define. Read only if some are named.
  [[nodiscard]] const DefinedNames& bands() const { return bands_; }
  /// The members of `cube:variables`, the same.
  [[nodiscard]] const DefinedNames& variables() const { return variables_; }

 private:
  void read_extensions();
  void read_links();
  void read_assets();
  void read_model();
  void read_undeclared();
  void read_names();
  [[nodiscard]] json::Value first_use(std::string_view prefix) const;
  void look_at_odd_key(json::Value member);

  json::Value object_;
  ObjectType type_ = ObjectType::kOther;
  stac::Item item_;
  stac::Collection collection_;
  mlm::Model model_;
  ListedTasks tasks_;
  OtherMembers other_;
  mlm::legacy::MlModelV1 ml_model_;
  std::vector<AssetView> assets_;
  Pool<mlm::Model> models_;    // of assets
  Pool<OtherMembers> others_;  // of assets
  std::vector<LinkView> links_;
  ModelParts parts_;
  std::vector<json::Value> extensions_;
  std::vector<json::Value> unknown_extensions_;
  std::size_t mlm_uris_ = 0;
  std::optional<mlm::Version> mlm_version_;
  json::Value undeclared_mlm_;
  json::Value undeclared_ml_model_;
  bool describes_model_ = false;
  bool declares_ml_model_ = false;
  SpaceTime space_time_;
  OddKeys odd_keys_;
  DefinedNames bands_;
  DefinedNames variables_;
};

/// Calls `visit` with the tensor of every input, then of every output.
template <class Visit>
void for_each_tensor(const Context& context, const Visit& visit) {
  context.parts().for_each_tensor(visit);
}

}  // namespace stacmlm::rules
