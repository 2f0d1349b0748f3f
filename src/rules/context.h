// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "rules/space_time/space_time.h"
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

/// One asset (of an Item or a Collection) with its MLM members.
struct AssetView {
  std::string_view key;
  stac::Asset asset;
  mlm::Model model;
  bool is_model = false;  ///< has the role `mlm:model`
  [[nodiscard]] json::Value source() const { return asset.source; }
};

struct InputView {
  mlm::ModelInput input;
  mlm::InputStructure structure;  ///< empty if `input` is missing or malformed
};

struct OutputView {
  mlm::ModelOutput output;
  mlm::ResultStructure result;
};

/// A band as some part of the document defines it.
struct BandDefinition {
  stac::Band band;
  std::string_view list;   ///< `bands`, `eo:bands` or `raster:bands`
  std::string_view asset;  ///< key of the asset; empty: in the properties
};

/// What the rules see of one Item, Collection or Catalog, read once.
class Context {
 public:
  /// Reads `object`, which stays a view of its document.
  explicit Context(json::Value object);

  [[nodiscard]] json::Value object() const { return object_; }
  [[nodiscard]] ObjectType type() const { return type_; }
  [[nodiscard]] const stac::Item& item() const { return item_; }
  [[nodiscard]] const stac::Collection& collection() const { return collection_; }
  [[nodiscard]] json::Value properties() const { return item_.properties.raw(); }
  [[nodiscard]] json::Value links() const { return links_; }

  /// The MLM members of the Item's properties.
  [[nodiscard]] const mlm::Model& model() const { return model_; }
  [[nodiscard]] const std::vector<AssetView>& assets() const { return assets_; }
  [[nodiscard]] const std::vector<InputView>& inputs() const { return inputs_; }
  [[nodiscard]] const std::vector<OutputView>& outputs() const { return outputs_; }
  [[nodiscard]] const mlm::legacy::MlModelV1& ml_model() const { return ml_model_; }

  /// The newest MLM version that `stac_extensions` names.
  [[nodiscard]] std::optional<mlm::Version> mlm_version() const { return mlm_version_; }
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
  [[nodiscard]] bool lists_extension(std::string_view prefix) const;

  /// Where and when the Item is. Read at the first call; not for several threads at once.
  [[nodiscard]] const SpaceTime& space_time() const;

  /// Every band that the properties or an asset define, in document order. Worked out at each call.
  [[nodiscard]] std::vector<BandDefinition> bands() const;

 private:
  void read_extensions();
  void read_assets(json::Value assets);
  [[nodiscard]] json::Value first_use(std::string_view prefix) const;
  void read_undeclared();
  void read_model();

  json::Value object_;
  ObjectType type_ = ObjectType::kOther;
  stac::Item item_;
  stac::Collection collection_;
  json::Value links_;
  mlm::Model model_;
  mlm::legacy::MlModelV1 ml_model_;
  std::vector<AssetView> assets_;
  std::vector<InputView> inputs_;
  std::vector<OutputView> outputs_;
  std::vector<json::Value> extensions_;
  std::optional<mlm::Version> mlm_version_;
  json::Value undeclared_mlm_;
  json::Value undeclared_ml_model_;
  bool describes_model_ = false;
  bool declares_ml_model_ = false;
  mutable std::optional<SpaceTime> space_time_;
};

}  // namespace stacmlm::rules
