// SPDX-License-Identifier: Apache-2.0
#include "author/export/subject.h"

#include <fmt/format.h>

#include <algorithm>

#include "author/peers/tensor_limits.h"

namespace stacmlm::author {
namespace {

constexpr std::size_t kNameBytes = 100;

base::Result<Subject> no_subject(std::string why) {
  return base::fail(base::ErrorKind::kInvalidArgument, std::move(why));
}

/// Some of the names there are, for an error.
std::string quoted(std::vector<std::string_view> names) {
  constexpr std::size_t kMostNames = 20;
  if (names.empty()) return "none";
  const bool are_more = names.size() > kMostNames;
  if (are_more) names.resize(kMostNames);
  for (std::string_view& name : names) name = name.substr(0, kNameBytes);
  return fmt::format("`{}`{}", fmt::join(names, "`, `"), are_more ? " and more" : "");
}

bool is_model(json::Value asset) { return stac::Asset::read(asset).has_role("mlm:model"); }

/// The asset that was asked for; else the first model that the target loads, or the first model.
base::Result<json::Value> choose_asset(json::Value assets, const std::string& key,
                                       const Loads& loads) {
  std::vector<std::string_view> keys;
  json::Value chosen;
  bool is_loaded = false;
  for (const json::Value asset : assets.members()) {
    if (!is_model(asset)) continue;
    keys.push_back(asset.key());
    if (!key.empty() && asset.key() == key) return asset;
    if (is_loaded) continue;
    is_loaded = loads(asset);
    if (is_loaded || !chosen.exists()) chosen = asset;
  }
  if (key.empty()) return chosen;
  return base::fail(
      base::ErrorKind::kInvalidArgument,
      fmt::format("no model asset `{}`; there are: {}", key.substr(0, kNameBytes), quoted(keys)));
}

base::Result<std::size_t> choose_input(const std::vector<mlm::ModelInput>& inputs,
                                       const std::string& name) {
  if (name.empty()) return std::size_t{0};
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].name.value_or("") == name) return i;
    names.push_back(inputs[i].name.value_or(""));
  }
  return base::fail(
      base::ErrorKind::kInvalidArgument,
      fmt::format("no input `{}`; there are: {}", name.substr(0, kNameBytes), quoted(names)));
}

std::optional<Tensor> read_tensor(json::Value source, const stac::Field<std::string_view>& name,
                                  const stac::Field<mlm::Structure>& field, std::string_view key,
                                  Notes& notes) {
  const std::string faulty = "not of the form that MLM asks for";
  if (!name || (*name).empty()) {
    if (name.is_absent()) notes.need_missing(source, "name", "tensors are found by their names");
    notes.need(name.raw(), faulty);
    return std::nullopt;
  }
  if (!field) {
    if (field.is_absent()) notes.need_missing(source, key, "the target asks for shape and type");
    notes.need(field.raw(), faulty);
    return std::nullopt;
  }
  const mlm::Structure structure = *field;
  Tensor tensor{source, structure.source, *name, {}, {}};
  const auto names = structure.dim_order.value_or({});
  auto dimension = names.begin();
  for (const auto size : structure.shape.value_or({})) {
    if (!size || *size < -1 || *size == 0 || tensor.dimensions.size() == kMostDimensions) {
      notes.need(structure.shape.raw(), faulty);
      return std::nullopt;
    }
    tensor.dimensions.push_back({{}, *size});
    if (dimension == names.end()) continue;
    tensor.dimensions.back().name = (*dimension).value_or("");
    ++dimension;
  }
  if (tensor.dimensions.empty()) {
    notes.need_missing(structure.source, "shape", "the target asks for it");
    notes.carry(structure.shape.raw());
    return std::nullopt;
  }
  tensor.data_type = structure.data_type.value_or("");
  notes.carry(name.raw());
  notes.carry(structure.shape.raw());
  notes.carry(structure.data_type.raw());
  if (tensor.data_type.empty())
    notes.need_missing(structure.source, "data_type", "the target asks for it");
  return tensor;
}

bool is_order(const Tensor& tensor, std::size_t bands, std::size_t height, std::size_t width) {
  const std::size_t first = tensor.has_batch() ? 1 : 0;
  if (tensor.dimensions.size() != first + 3) return false;
  const auto name = [&](std::size_t at) { return tensor.dimensions[first + at].name; };
  return (name(bands) == "bands" || name(bands) == "channel") &&
         (name(height) == "height" || name(height) == "y") &&
         (name(width) == "width" || name(width) == "x");
}

}  // namespace

std::string Subject::file() const {
  const std::string_view href = stac::Asset::read(asset).href.value_or("");
  return href.empty() ? std::string() : file_name(last_part(href));
}

std::string Subject::name() const {
  return file_name(stac::Item::read(item).id.value_or(model.name.value_or("")));
}

base::Result<Subject> read_subject(json::Value value, const ExportOptions& options,
                                   const Loads& loads) {
  const stac::Item item = stac::Item::read(value);
  if (!item.type.raw().equals("Feature")) return no_subject("not a STAC Item");
  Subject subject;
  subject.item = value;
  subject.properties = item.properties.raw();
  const mlm::Model model = mlm::Model::read(subject.properties);
  for (const auto& input : model.input.value_or({})) {
    if (input) subject.inputs.push_back(*input);
  }
  for (const auto& output : model.output.value_or({})) {
    if (output) subject.outputs.push_back(*output);
  }
  if (subject.inputs.empty()) return no_subject("the Item has no `mlm:input`");
  STACMLM_TRY(subject.first_input, choose_input(subject.inputs, options.input));
  STACMLM_TRY(subject.asset, choose_asset(item.assets.raw(), options.asset, loads));
  subject.model =
      subject.asset.exists() ? mlm::effective(model, mlm::Model::read(subject.asset)) : model;
  return subject;
}

std::string_view last_part(std::string_view href) {
  href = href.substr(0, href.find_first_of("?#"));
  while (href.ends_with('/')) href.remove_suffix(1);
  const std::size_t slash = href.find_last_of("/\\");
  return slash == std::string_view::npos ? href : href.substr(slash + 1);
}

std::string file_name(std::string_view text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._";
  std::string name;
  for (const char c : text) {
    if (name.size() == kNameBytes) break;
    const bool is_plain = kPlain.find(c) != std::string_view::npos;
    const bool is_lone_dot = c == '.' && (name.empty() || name.back() == '.' || name.back() == '-');
    if (is_lone_dot || (name.empty() && !is_plain)) continue;
    if (is_plain) {
      name += c;
    } else if (name.back() != '-') {
      name += '-';
    }
  }
  while (!name.empty() && (name.back() == '-' || name.back() == '.')) name.pop_back();
  return name.empty() ? "model" : name;
}

std::optional<std::int64_t> Tensor::size_of(std::string_view one, std::string_view other) const {
  for (const Dimension& dimension : dimensions) {
    if (dimension.name == one || (!other.empty() && dimension.name == other)) return dimension.size;
  }
  return std::nullopt;
}

std::optional<Tensor> read_tensor(const mlm::ModelInput& input, Notes& notes) {
  return read_tensor(input.source, input.name, input.input, "input", notes);
}

std::optional<Tensor> read_tensor(const mlm::ModelOutput& output, Notes& notes) {
  return read_tensor(output.source, output.name, output.result, "result", notes);
}

bool is_bands_first(const Tensor& tensor) { return is_order(tensor, 0, 1, 2); }
bool is_bands_last(const Tensor& tensor) { return is_order(tensor, 2, 0, 1); }

std::vector<std::string_view> texts_of(json::Value array) {
  std::vector<std::string_view> texts;
  for (const json::Value element : array.elements()) {
    if (element.is_string()) texts.push_back(element.string());
  }
  return texts;
}

}  // namespace stacmlm::author
