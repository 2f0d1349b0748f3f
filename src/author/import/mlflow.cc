// SPDX-License-Identifier: Apache-2.0
// MLmodel of MLflow: YAML, whose signature is made of JSON texts, and all of MLM if we wrote it.
#include "author/peers/mlflow.h"

#include <fmt/format.h>

#include <algorithm>

#include "author/import/formats.h"
#include "author/import/meaning.h"
#include "author/import/yaml_text.h"
#include "author/peers/json_text.h"
#include "author/peers/tensor_limits.h"

namespace stacmlm::author {
namespace {

bool suits(json::Value root) {
  return root.find("flavors").is_object() &&
         (root.find("signature").exists() || root.find("metadata").exists());
}

/// One import at work.
class MlflowImport {
 public:
  MlflowImport(json::Value root, ImportNotes& notes) : root_(root), notes_(notes) {}

  ImportedModel read() {
    read_flavors();
    read_metadata();
    const json::Value signature = root_.find("signature");
    model_.inputs = read_specs(signature.find("inputs"), "/properties/mlm:input/{}/input");
    model_.outputs = read_specs(signature.find("outputs"), "/properties/mlm:output/{}/result");
    return std::move(model_);
  }

 private:
  /// The first flavor that is known; `python_function` says again what it says.
  void read_flavors() {
    const json::Value all = root_.find("flavors");
    for (const mlflow::Flavor& flavor : mlflow::flavors()) {
      const json::Value found = all.find(flavor.name);
      if (!found.is_object()) continue;
      model_.framework = flavor.framework;
      model_.artifact_type = flavor.artifact;
      model_.framework_version = text_of(found.find(flavor.version_key));
      model_.file = text_of(found.find(flavor.data_key));
      notes_.carry(found.find(flavor.version_key));
      notes_.carry(found.find(flavor.data_key));
      const json::Value function = all.find("python_function");
      if (function.find("data").equals(model_.file)) notes_.carry(function.find("data"));
      if (function.find("loader_module").equals(fmt::format("mlflow.{}", flavor.name)))
        notes_.carry(function.find("loader_module"));
      return;
    }
  }

  void read_metadata() {
    const json::Value text = root_.find("metadata").find(mlflow::kMetadataKey);
    const Meaning meaning(text);
    if (!meaning.root().is_object()) return;
    for (const json::Value member : meaning.root().members()) {
      if (member.key() == "mlm:artifact_type" && member.is_string()) {
        model_.artifact_type = member.string();  // the asset may have to have it
      } else if (member.key().starts_with("mlm:")) {
        model_.given.emplace_back(member.key(), on_one_line(member));
      }
    }
    notes_.carry(text);
  }

  std::vector<ImportedTensor> read_specs(json::Value text, std::string_view place) {
    const Meaning meaning(text);
    std::vector<ImportedTensor> tensors;
    for (const json::Value spec : meaning.root().elements()) {
      auto tensor = read_spec(spec);
      if (!tensor) {
        notes_.drop(text, "tensors alone are read, with sizes above 0 or -1");
        return {};
      }
      if (model_.given.empty())
        name_dimensions(*tensor, fmt::format(fmt::runtime(place), tensors.size()), notes_);
      tensors.push_back(*std::move(tensor));
    }
    if (!tensors.empty()) notes_.carry(text);
    return tensors;
  }

  static std::optional<ImportedTensor> read_spec(json::Value spec) {
    ImportedTensor tensor;
    tensor.name = text_of(spec.find("name"));
    const json::Value shape = spec.find("tensor-spec").find("shape");
    for (const json::Value element : shape.elements()) {
      const auto size = integer_of(element);
      if (!size || *size < -1 || *size == 0 || tensor.shape.size() == kMostDimensions)
        return std::nullopt;
      tensor.shape.push_back(*size);
    }
    if (tensor.shape.empty()) return std::nullopt;
    const auto types = mlflow::data_types();
    const std::string type = text_of(spec.find("tensor-spec").find("dtype"));
    if (std::ranges::find(types, type) != types.end()) tensor.data_type = type;
    return tensor;
  }

  json::Value root_;
  ImportNotes& notes_;
  ImportedModel model_;
};

ImportedModel read(json::Value root, ImportNotes& notes) {
  return MlflowImport(root, notes).read();
}

}  // namespace

const Importer kMlflowModel = {{"mlflow", "the file MLmodel of an MLflow model"},
                               yaml_to_json,
                               suits,
                               read,
                               "it is about running, or not known here"};

}  // namespace stacmlm::author
