// SPDX-License-Identifier: Apache-2.0
// The file MLmodel of MLflow: signature and flavor, and the MLM members as metadata.
#include "author/peers/mlflow.h"

#include <fmt/format.h>

#include <algorithm>

#include "author/export/formats.h"
#include "author/peers/json_text.h"
#include "diag/json_writer.h"
#include "stacmlm/mlm/patterns.h"

namespace stacmlm::author {
namespace {

const mlflow::Flavor* flavor_of(std::string_view artifact) {
  for (const mlflow::Flavor& flavor : mlflow::flavors()) {
    if (flavor.artifact == artifact) return &flavor;
  }
  return nullptr;
}

bool loads(json::Value asset) {
  return flavor_of(mlm::Model::read(asset).artifact_type.value_or("")) != nullptr;
}

/// A text of printable ASCII for YAML.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    out += c;
    if (c == '\'') out += c;
  }
  return out + "'";
}

std::string flavors(const Subject& subject, Notes& notes) {
  const mlflow::Flavor* flavor = flavor_of(subject.artifact());
  if (flavor == nullptr) {
    const std::string why = "no flavor of MLflow loads it";
    if (!subject.asset.exists()) {
      notes.need_missing(subject.item, "assets", "no asset has the role `mlm:model`");
    } else if (subject.model.artifact_type) {
      notes.need_part(subject.model.artifact_type.raw(),
                      in_short(subject.model.artifact_type.raw()), why);
    } else {
      notes.need_missing(subject.asset, "mlm:artifact_type", "it tells which flavor loads it");
    }
    return "flavors: {}\n";
  }
  const std::string file = quoted(subject.file());
  std::string text =
      fmt::format("flavors:\n  {}:\n    {}: {}\n", flavor->name, flavor->data_key, file);
  const auto& version = subject.model.framework_version;
  if (version && subject.model.framework.value_or("") == flavor->framework &&
      mlm::kSemanticVersion.matches(*version)) {
    text += fmt::format("    {}: {}\n", flavor->version_key, quoted(*version));
  }
  text += fmt::format("  python_function:\n    data: {}\n    loader_module: mlflow.{}\n", file,
                      flavor->name);
  return text;
}

/// The MLM members as the asset has them, as the text of one JSON object.
std::string metadata(const Subject& subject, Notes& notes) {
  std::string members;
  const auto add = [&](json::Value member) {
    notes.carry(member);
    if (!members.empty()) members += ", ";
    members += fmt::format("{}: {}", in_ascii(member.key()), in_ascii(member));
  };
  for (const json::Value member : subject.properties.members()) {
    if (member.key().starts_with("mlm:") && !subject.asset.find(member.key()).exists()) add(member);
  }
  for (const json::Value member : subject.asset.members()) {
    if (member.key().starts_with("mlm:")) add(member);
  }
  return fmt::format("metadata:\n  {}: {}\n", mlflow::kMetadataKey, quoted("{" + members + "}"));
}

void write_tensor(diag::JsonWriter& out, const Tensor& tensor, Notes& notes) {
  const auto types = mlflow::data_types();
  if (std::ranges::find(types, tensor.data_type) == types.end()) {
    const json::Value type = tensor.structure.find("data_type");
    if (type.exists()) notes.need_part(type, in_short(type), "NumPy has no such data type");
    return;
  }
  out.open('{').key("name").raw(in_ascii(tensor.name)).key("type").string("tensor");
  out.key("tensor-spec").open('{').key("dtype").string(tensor.data_type).key("shape").open('[');
  for (const Dimension& dimension : tensor.dimensions) out.raw(fmt::to_string(dimension.size));
  out.close(']').close('}').close('}');
}

template <class Tensors>
std::string specs(const Tensors& tensors, Notes& notes) {
  diag::JsonWriter out;
  out.open('[');
  for (const auto& each : tensors) {
    if (const auto tensor = read_tensor(each, notes)) write_tensor(out, *tensor, notes);
  }
  return out.close(']').text();
}

std::vector<ExportedFile> write(const Subject& subject, Notes& notes) {
  std::string text = flavors(subject, notes);
  text += metadata(subject, notes);
  text += fmt::format("signature:\n  inputs: {}\n", quoted(specs(subject.inputs, notes)));
  text += fmt::format("  outputs: {}\n  params: null\n", quoted(specs(subject.outputs, notes)));
  return {{"MLmodel", text}};
}

std::string why_left(json::Value) { return "MLmodel has no place for it"; }

}  // namespace

const Exporter kMlflow = {
    {"mlflow", "the file MLmodel of an MLflow model", false}, loads, write, why_left};

}  // namespace stacmlm::author
