// SPDX-License-Identifier: Apache-2.0
// Esri model definitions.
#include "author/peers/emd.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "author/import/formats.h"
#include "author/peers/json_text.h"

namespace stacmlm::author {
namespace {

bool suits(json::Value root) {
  constexpr std::array<std::string_view, 4> kKeys = {"Framework", "ModelType", "InferenceFunction",
                                                     "ExtractBands"};
  return std::ranges::count_if(kKeys,
                               [&](std::string_view key) { return root.find(key).exists(); }) >= 2;
}

/// Three numbers from 0 to 255 as six hexadecimal digits.
std::string color_hint(json::Value color) {
  if (color.size() != 3) return {};
  std::string hint;
  for (const json::Value part : color.elements()) {
    const auto number = integer_of(part);
    if (!number || *number < 0 || *number > 255) return {};
    hint += fmt::format("{:02X}", *number);
  }
  return hint;
}

/// One import at work.
class EmdImport {
 public:
  EmdImport(json::Value root, ImportNotes& notes) : root_(root), notes_(notes) {}

  ImportedModel read() {
    model_.framework = taken("Framework");
    model_.architecture = taken("ModelName");
    model_.file = taken("ModelFile");
    read_type();
    for (const std::string_view key : emd::settings()) {
      const json::Value value = root_.find(key);
      if (!value.exists() || value.is_null()) continue;
      model_.hyperparameters.emplace_back(key, in_ascii(value));
      notes_.carry(value);
    }
    model_.batch_size = positive("BatchSize");
    model_.inputs.push_back(read_input());
    model_.outputs.push_back(read_output());
    return std::move(model_);
  }

 private:
  std::string taken(std::string_view key) {
    const json::Value value = root_.find(key);
    std::string text = text_of(value);
    if (!text.empty()) notes_.carry(value);
    return text;
  }

  std::optional<std::int64_t> positive(std::string_view key) {
    const auto number = integer_of(root_.find(key));
    if (!number || *number < 1) return std::nullopt;
    notes_.carry(root_.find(key));
    return number;
  }

  void read_type() {
    for (const emd::ModelType& type : emd::model_types()) {
      if (!root_.find("ModelType").equals(type.word)) continue;
      model_.tasks.emplace_back(type.task);
      notes_.carry(root_.find("ModelType"));
      return;
    }
  }

  ImportedTensor read_input() {
    ImportedTensor input;
    const json::Value bands = root_.find("ExtractBands");
    const bool are_names = std::ranges::all_of(bands.elements(), [](json::Value band) {
      return band.is_string() && !band.string().empty();
    });
    if (bands.size() > 0 && are_names) {
      notes_.carry(bands);
      for (const json::Value band : bands.elements()) input.bands.push_back(text_of(band));
    } else if (bands.size() > 0) {
      notes_.drop(bands, "numbers of bands say which only with the image");
    }
    const auto count = static_cast<std::int64_t>(bands.size());
    input.shape = {-1, count > 0 ? count : -1, positive("ImageHeight").value_or(-1),
                   positive("ImageWidth").value_or(-1)};
    input.dim_order = {"batch", input.bands.empty() ? "channel" : "bands", "height", "width"};
    input.data_type = "float32";
    notes_.assume("/properties/mlm:input/0/input", "the order of the dimensions, float32",
                  "an .emd says neither");
    return input;
  }

  ImportedTensor read_output() {
    ImportedTensor output;
    const json::Value classes = root_.find("Classes");
    for (const json::Value element : classes.elements()) {
      const auto value = integer_of(element.find("Value"));
      ImportedClass label{value.value_or(0), text_of(element.find("Name")), {}};
      if (!value || label.name.empty()) continue;
      notes_.carry(element.find("Value"));
      notes_.carry(element.find("Name"));
      label.color_hint = color_hint(element.find("Color"));
      if (!label.color_hint.empty()) notes_.carry(element.find("Color"));
      output.classes.push_back(std::move(label));
    }
    return output;
  }

  json::Value root_;
  ImportNotes& notes_;
  ImportedModel model_;
};

ImportedModel read(json::Value root, ImportNotes& notes) { return EmdImport(root, notes).read(); }

}  // namespace

const Importer kEmdFile = {
    {"emd", "an Esri model definition (.emd)"},    json_itself, suits, ".emd", read,
    "it has no place in MLM, or is not known here"};

}  // namespace stacmlm::author
