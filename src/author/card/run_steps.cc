// SPDX-License-Identifier: Apache-2.0
#include "author/card/run_steps.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "author/card/escape.h"
#include "author/card/tensor_card.h"
#include "rules/legacy/compose.h"
#include "rules/legacy/image_reference.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::author {
namespace {

constexpr std::string_view kPickle =
    "# This runs whatever code the file holds: only for files that you trust.\n"
    "with open({}, \"rb\") as file:\n    model = pickle.load(file)";

/// How Python loads what an artifact type names.
struct Loader {
  std::string_view artifact_type;
  std::string_view import;
  std::string_view call;  // `{}` is the file
};
// `tf.keras.Model.save_weights` is not here: its weights go into a model that only code can build.
constexpr std::array<Loader, 14> kLoaders = {{
    {"torch.export.save", "import torch", "model = torch.export.load({}).module()"},
    {"torch.jit.save", "import torch", "model = torch.jit.load({}).eval()"},
    {"torch.save", "import torch", "weights = torch.load({}, weights_only=True)"},
    {"tf.keras.Model.save", "import keras", "model = keras.saving.load_model({})"},
    {"tf.keras.Model.export", "import tensorflow", "model = tensorflow.saved_model.load({})"},
    {"tf.saved_model.save", "import tensorflow", "model = tensorflow.saved_model.load({})"},
    {"onnx", "import onnxruntime", "model = onnxruntime.InferenceSession({})"},
    {"safetensors.torch.save_file", "from safetensors.torch import load_file",
     "weights = load_file({})"},
    {"safetensors.tensorflow.save_file", "from safetensors.tensorflow import load_file",
     "weights = load_file({})"},
    {"safetensors.flax.save_file", "from safetensors.flax import load_file",
     "weights = load_file({})"},
    {"safetensors.paddle.save_file", "from safetensors.paddle import load_file",
     "weights = load_file({})"},
    {"safetensors.numpy.save_file", "from safetensors.numpy import load_file",
     "weights = load_file({})"},
    {"pickle", "import pickle", kPickle},
    {"pickle.dump", "import pickle", kPickle},
}};

std::string told(const stac::Asset& asset) {
  const std::string text = plain(asset.description.raw());
  return text.empty() ? plain(asset.title.raw()) : text;
}

bool is_container(const stac::Asset& asset) {
  const std::string type = plain(asset.type.raw());
  const bool is_training =
      asset.has_role("mlm:training-runtime") || asset.has_role("ml-model:training-runtime");
  return !is_training && (asset.has_role("mlm:inference-runtime") || asset.has_role("runtime")) &&
         type.starts_with("application/vnd.oci.image");
}

/// The image that an engine can pull, or nothing. Behind `https` it is one only where it is named
/// in full: other addresses are pages about images.
std::optional<std::string> image_of(std::string_view href) {
  bool is_page = false;
  for (const std::string_view scheme : {"https://", "http://", "docker://"}) {
    if (!href.starts_with(scheme)) continue;
    href.remove_prefix(scheme.size());
    is_page = scheme != "docker://";
    break;
  }
  const rules::ImageForm form = rules::image_form(href);
  if (form == rules::ImageForm::kNone || (is_page && form != rules::ImageForm::kFull))
    return std::nullopt;
  return std::string(href);
}

std::string file_of(std::string_view href) {
  const std::string_view path = href.substr(0, href.find_first_of("?#"));
  return std::string(path.substr(path.rfind('/') + 1));
}

std::string comment(const TensorCard& tensor, std::string_view kind) {
  std::string type;
  for (const auto& [label, text] : tensor.facts) {
    if (label == "data type") type = text + " ";
  }
  return fmt::format("# {} {}: {}{}", kind, one_line(tensor.name), one_line(type),
                     one_line(fmt::format("{}", fmt::join(tensor.dimensions, " × "))));
}

std::optional<RunStep> load_step(const AssetRow& asset, const ModelCard& card) {
  const auto loader = std::ranges::find(kLoaders, asset.artifact_type, &Loader::artifact_type);
  const std::string file = file_of(asset.href);
  if (loader == kLoaders.end() || file.empty()) return std::nullopt;
  constexpr std::size_t kMostTensors = 8;
  std::string code =
      fmt::format("{}\n\n{}", loader->import,
                  fmt::format(fmt::runtime(loader->call), json::quote(one_line(file))));
  for (std::size_t i = 0; i < std::min(card.inputs.size(), kMostTensors); ++i)
    code += "\n" + comment(card.inputs[i], "input");
  for (std::size_t i = 0; i < std::min(card.outputs.size(), kMostTensors); ++i)
    code += "\n" + comment(card.outputs[i], "output");
  return RunStep{"Load the file", {}, "python", std::move(code)};
}

/// `package.module:function` as an import; nothing for what is no such name.
std::optional<std::string> import_of(std::string_view entrypoint) {
  const std::size_t colon = entrypoint.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == entrypoint.size())
    return std::nullopt;
  const bool is_name = std::ranges::all_of(entrypoint, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == ':';
  });
  const std::string_view name = entrypoint.substr(colon + 1);
  if (!is_name || name.find(':') != std::string_view::npos) return std::nullopt;
  return fmt::format("from {} import {}", entrypoint.substr(0, colon),
                     name.substr(0, name.find('.')));
}

std::optional<RunStep> asset_step(const stac::Asset& asset) {
  const std::string href = plain(asset.href.raw());
  if (is_container(asset)) {
    const auto image = image_of(href);
    if (!image) return std::nullopt;
    return RunStep{"Take the image", told(asset), "sh", "docker pull " + shell_word(*image)};
  }
  if (rules::is_compose_runtime(asset, "inference")) {
    return RunStep{"Run the Compose file", told(asset), "sh",
                   "mlm compose run item.json --input images/ --output results/"};
  }
  const auto import = import_of(plain(asset.source.find("mlm:entrypoint")));
  if (!import) return std::nullopt;
  return RunStep{"Call the code", told(asset), "python", *import};
}

}  // namespace

std::vector<RunStep> run_steps(json::Value object, const ModelCard& card) {
  constexpr std::size_t kMostSteps = 12;
  std::vector<RunStep> steps;
  for (const AssetRow& asset : card.assets) {
    if (steps.size() == kMostSteps) return steps;
    if (auto step = load_step(asset, card)) steps.push_back(*std::move(step));
  }
  for (const json::Value value : object.find("assets").members()) {
    if (steps.size() == kMostSteps) return steps;
    if (auto step = asset_step(stac::Asset::read(value))) steps.push_back(*std::move(step));
  }
  return steps;
}

}  // namespace stacmlm::author
