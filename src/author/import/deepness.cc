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
    const auto scaling = read_scaling();
    const std::size_t channels = scaling.size();
    const std::int64_t tile = read_tile();
    input.shape = {-1, channels > 1 ? static_cast<std::int64_t>(channels) : -1, tile, tile};
    input.dim_order = {"batch", "channel", "height", "width"};
    input.data_type = "float32";
    notes_.assume("/properties/mlm:input/0/input/data_type", "float32", "Deepness feeds it");
    if (is_scaling_known_) input.value_scaling = scaling_text(scaling);
    return input;
  }

  struct Standardization {
    double mean = 0;
    double deviation = 1;
  };

  static std::string scaling_text(const std::vector<Standardization>& channels) {
    diag::JsonWriter out;
    out.open('[');
    if (channels.empty()) write_scaling(out, 0, 1);
    for (const Standardization& channel : channels)
      write_scaling(out, channel.mean, channel.deviation);
    return out.close(']').text();
  }

  /// One for each channel; nothing if nobody tells or lists do not fit.
  std::vector<Standardization> read_scaling() {
    constexpr std::string_view kPlace = "/properties/mlm:input/0/value_scaling";
    const json::Value mean_list = root_.find("standardization_mean");
    const json::Value deviation_list = root_.find("standardization_std");
    const std::vector<double> means = numbers(mean_list);
    const std::vector<double> deviations = numbers(deviation_list);
    is_scaling_known_ = means.empty() || deviations.empty() || means.size() == deviations.size();
    if (!is_scaling_known_) {
      const std::string why =
          fmt::format("there are {} means and {} deviations", means.size(), deviations.size());
      notes_.drop(mean_list, why);
      notes_.drop(deviation_list, why);
      return {};
    }
    std::vector<Standardization> channels(std::max(means.size(), deviations.size()));
    for (std::size_t i = 0; i < means.size(); ++i) channels[i].mean = means[i];
    for (std::size_t i = 0; i < deviations.size(); ++i) channels[i].deviation = deviations[i];
    is_scaling_known_ = std::ranges::find(deviations, 0.0) == deviations.end();
    if (!is_scaling_known_) {
      notes_.drop(deviation_list, "nothing is divided by 0");
      return channels;
    }
    if (!means.empty()) notes_.carry(mean_list);
    if (!deviations.empty()) notes_.carry(deviation_list);
    if (channels.empty()) {
      notes_.assume(std::string(kPlace), "divided by 255", "Deepness does it before all else");
    } else if (means.empty()) {
      notes_.assume(std::string(kPlace), "mean 0", "there are deviations alone");
    } else if (deviations.empty()) {
      notes_.assume(std::string(kPlace), "deviation 1", "there are means alone");
    }
    return channels;
  }

  /// A list of numbers that stay finite, or nothing.
  static std::vector<double> numbers(json::Value value) {
    const Meaning meaning(value);
    std::vector<double> all;
    if (meaning.root().size() > deepness::kMostChannels) return {};
    for (const json::Value element : meaning.root().elements()) {
      if (!element.is_number() || !std::isfinite(element.number() * deepness::kLargestPixel))
        return {};
      all.push_back(element.number());
    }
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
  bool is_scaling_known_ = true;
};

ImportedModel read(json::Value root, ImportNotes& notes) {
  return DeepnessImport(root, notes).read();
}

}  // namespace

const Importer kDeepnessMetadata = {
    {"deepness", "the metadata of an ONNX file for QGIS Deepness, as a JSON object"},
    json_itself,
    suits,
    "",
    read,
    "it is not known here, or not of the form that Deepness reads"};

}  // namespace stacmlm::author
