// SPDX-License-Identifier: Apache-2.0
// The metadata that QGIS Deepness reads: an object whose values are JSON texts. Class names are
// also written as Python does, `{0: 'field'}`, which is YAML.
#include "author/peers/deepness.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "author/import/formats.h"
#include "author/import/meaning.h"
#include "author/peers/json_text.h"
#include "diag/json_writer.h"

namespace stacmlm::author {
namespace {

bool suits(json::Value root) {
  constexpr std::array<std::string_view, 4> kKeys = {"model_type", "class_names", "tiles_size",
                                                     "standardization_mean"};
  return std::ranges::any_of(kKeys,
                             [&](std::string_view key) { return root.find(key).is_string(); });
}

bool is_same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// Deepness divides by 255, then takes `mean` and divides by `deviation`.
void write_scaling(diag::JsonWriter& out, double mean, double deviation) {
  const double shift = mean * deepness::kLargestPixel;
  const std::string factor = rounded_text(deviation * deepness::kLargestPixel);
  if (shift == 0) {
    out.open('{').key("type").string("scale").key("value").raw(factor).close('}');
  } else {
    out.open('{').key("type").string("z-score").key("mean").raw(rounded_text(shift));
    out.key("stddev").raw(factor).close('}');
  }
}

/// One import at work.
class DeepnessImport {
 public:
  DeepnessImport(json::Value root, ImportNotes& notes) : root_(root), notes_(notes) {}

  ImportedModel read() {
    model_.framework = "ONNX";
    model_.artifact_type = "onnx";
    read_type();
    read_resolution();
    read_settings();
    model_.inputs.push_back(read_input());
    model_.outputs.push_back({});
    read_classes(model_.outputs.back());
    return std::move(model_);
  }

 private:
  void read_type() {
    const json::Value value = root_.find("model_type");
    const Meaning meaning(value);
    for (const deepness::ModelType& type : deepness::model_types()) {
      if (!is_same_word(text_of(meaning.root()), type.word)) continue;
      model_.tasks.emplace_back(type.task);
      notes_.carry(value);
      return;
    }
  }

  void read_resolution() {
    const json::Value value = root_.find("resolution");
    const Meaning meaning(value);
    if (!meaning.root().is_number() || !(meaning.root().number() > 0) ||
        !std::isfinite(meaning.root().number()))
      return;
    model_.others.emplace_back("gsd",
                               rounded_text(meaning.root().number() / deepness::kCentimetres));
    notes_.carry(value);
  }

  void read_settings() {
    for (const std::string_view key : deepness::settings()) {
      const json::Value value = root_.find(key);
      const Meaning meaning(value);
      const json::Value plain = meaning.root();
      if (!plain.is_number() && !plain.is_boolean() && !plain.is_string()) continue;
      model_.hyperparameters.emplace_back(key, in_ascii(plain));
      notes_.carry(value);
    }
  }

  std::int64_t read_tile() {
    for (const std::string_view key : {"tiles_size", "tile_size"}) {
      const json::Value value = root_.find(key);
      const Meaning meaning(value);
      const auto size = integer_of(meaning.root());
      if (!size || *size < 1) continue;
      notes_.carry(value);
      return *size;
    }
    return -1;
  }

  ImportedTensor read_input() {
    ImportedTensor input;
    const std::vector<double> means = numbers("standardization_mean");
    const std::vector<double> deviations = numbers("standardization_std");
    const std::size_t channels = std::max(means.size(), deviations.size());
    const std::int64_t tile = read_tile();
    input.shape = {-1, channels > 1 ? static_cast<std::int64_t>(channels) : -1, tile, tile};
    input.dim_order = {"batch", "channel", "height", "width"};
    input.data_type = "float32";
    notes_.assume("/properties/mlm:input/0/input/data_type", "float32", "Deepness feeds it");
    diag::JsonWriter scaling;
    scaling.open('[');
    if (channels == 0) {
      write_scaling(scaling, 0, 1);
      notes_.assume("/properties/mlm:input/0/value_scaling", "divided by 255",
                    "Deepness does it before all else");
    }
    for (std::size_t i = 0; i < channels; ++i)
      write_scaling(scaling, i < means.size() ? means[i] : 0,
                    i < deviations.size() ? deviations[i] : 1);
    input.value_scaling = scaling.close(']').text();
    return input;
  }

  /// A list of numbers that stay finite, or nothing.
  std::vector<double> numbers(std::string_view key) {
    const json::Value value = root_.find(key);
    const Meaning meaning(value);
    std::vector<double> all;
    if (meaning.root().size() > deepness::kMostChannels) return {};
    for (const json::Value element : meaning.root().elements()) {
      if (!element.is_number() || !std::isfinite(element.number() * deepness::kLargestPixel))
        return {};
      all.push_back(element.number());
    }
    if (!all.empty()) notes_.carry(value);
    return all;
  }

  void read_classes(ImportedTensor& output) {
    for (const std::string_view key : {"class_names", "names"}) {
      const json::Value value = root_.find(key);
      const Meaning meaning(value);
      std::map<std::int64_t, std::string> names;
      for (const json::Value member : meaning.root().members()) {
        std::int64_t number = 0;
        const std::string_view digits = member.key();
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc() || end != digits.data() + digits.size()) return;
        if (text_of(member).empty()) return;
        names[number] = text_of(member);
      }
      if (names.empty()) continue;
      for (const auto& [number, name] : names) output.classes.push_back({number, name, {}});
      notes_.carry(value);
      return;
    }
  }

  json::Value root_;
  ImportNotes& notes_;
  ImportedModel model_;
};

ImportedModel read(json::Value root, ImportNotes& notes) {
  return DeepnessImport(root, notes).read();
}

}  // namespace

const Importer kDeepnessMetadata = {
    {"deepness", "the metadata of an ONNX file for QGIS Deepness, as a JSON object"},
    json_itself,
    suits,
    read,
    "it is not known here, or not of the form that Deepness reads"};

}  // namespace stacmlm::author
