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
    const json::Value text = root_.find("metadata").find(mlflow::kMetadataKey);
    const Meaning metadata(text);
    read_metadata(text, metadata.root());
    const json::Value signature = root_.find("signature");
    const auto given = [&](std::string_view key) {
      return metadata.root().is_object() ? metadata.root().find(key) : json::Value();
    };
    model_.inputs =
        read_specs(signature.find("inputs"), {"mlm:input", "input", given("mlm:input")});
    model_.outputs =
        read_specs(signature.find("outputs"), {"mlm:output", "result", given("mlm:output")});
    return std::move(model_);
  }

 private:
  /// The tensors of one side of the model.
  struct Side {
    std::string_view key;
    std::string_view structure;
    json::Value given;  ///< what the metadata says of them, which wins
  };

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

  /// `text` means the object `metadata`, or is it.
  void read_metadata(json::Value text, json::Value metadata) {
    if (!metadata.is_object()) return;
    for (const json::Value member : metadata.members()) {
      if (member.key() == "mlm:artifact_type" && member.is_string()) {
        model_.artifact_type = member.string();  // the asset may have to have it
      } else if (member.key().starts_with("mlm:")) {
        model_.given.emplace_back(member.key(), on_one_line(member));
      } else {
        notes_.drop_in(text, member, "only what starts with `mlm:` is a member of MLM");
      }
    }
    notes_.carry(text);
  }

  std::vector<ImportedTensor> read_specs(json::Value text, const Side& side) {
    const Meaning meaning(text);
    std::vector<ImportedTensor> tensors;
    for (const json::Value spec : meaning.root().elements()) {
      auto tensor = read_spec(spec);
      if (!tensor) {
        notes_.drop(text, "tensors alone are read, with sizes above 0 or -1");
        return {};
      }
      if (!side.given.exists())
        name_dimensions(
            *tensor, fmt::format("/properties/{}/{}/{}", side.key, tensors.size(), side.structure),
            notes_);
      tensors.push_back(*std::move(tensor));
    }
    if (side.given.exists() && !tensors.empty() && !are_same(tensors, side)) {
      notes_.drop(text, fmt::format("`{}` of the metadata differs, and is taken", side.key));
    } else if (!tensors.empty()) {
      notes_.carry(text);
    }
    return tensors;
  }

  static bool are_same(const std::vector<ImportedTensor>& tensors, const Side& side) {
    if (side.given.size() != tensors.size()) return false;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      const json::Value given = side.given.at(i);
      const json::Value structure = given.find(side.structure);
      const ImportedTensor& tensor = tensors[i];
      const json::Value shape = structure.find("shape");
      if (!tensor.name.empty() && !given.find("name").equals(tensor.name)) return false;
      if (!structure.find("data_type").equals(tensor.data_type)) return false;
      if (shape.size() != tensor.shape.size()) return false;
      for (std::size_t j = 0; j < shape.size(); ++j) {
        if (integer_of(shape.at(j)) != tensor.shape[j]) return false;
      }
    }
    return true;
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

const Importer kMlflowModel = {
    {"mlflow", "the file MLmodel of an MLflow model"}, yaml_to_json, suits, "MLmodel", read,
    "it is about running, or not known here"};

}  // namespace stacmlm::author
