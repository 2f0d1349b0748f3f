// SPDX-License-Identifier: Apache-2.0
// The metadata that QGIS Deepness reads out of an ONNX file.
#include "author/peers/deepness.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "author/bands/band_definitions.h"
#include "author/export/class_names.h"
#include "author/export/formats.h"
#include "author/export/linear_scaling.h"
#include "author/peers/json_text.h"
#include "diag/json_writer.h"

namespace stacmlm::author {
namespace {

bool loads(json::Value asset) {
  return mlm::Model::read(asset).artifact_type.value_or("") == "onnx" ||
         last_part(stac::Asset::read(asset).href.value_or("")).ends_with(".onnx");
}

std::string list_text(const std::vector<double>& numbers) {
  diag::JsonWriter out;
  out.open('[');
  for (const double number : numbers) out.raw(number_text(number));
  return out.close(']').text();
}

/// One export at work.
class DeepnessExport {
 public:
  DeepnessExport(const Subject& subject, Notes& notes) : subject_(subject), notes_(notes) {}

  std::vector<ExportedFile> write() {
    out_.open('{');
    check_asset();
    write_type();
    write_input();
    write_classes();
    write_settings();
    out_.close('}');
    return {{subject_.name() + ".deepness.json", laid_out(out_.text())}};
  }

 private:
  void put(std::string_view key, std::string_view json) { out_.key(key).string(json); }

  void check_asset() {
    if (!subject_.asset.exists()) {
      notes_.need_missing(subject_.item, "assets", "no asset has the role `mlm:model`");
    } else if (loads(subject_.asset)) {
      notes_.carry(subject_.model.artifact_type.raw());
      if (subject_.model.framework.value_or("") == "ONNX")
        notes_.carry(subject_.model.framework.raw());
    } else if (subject_.model.artifact_type) {
      notes_.need(subject_.model.artifact_type.raw(), "Deepness loads ONNX alone");
    } else {
      notes_.need_missing(subject_.asset, "mlm:artifact_type", "Deepness loads ONNX alone");
    }
  }

  /// The first task that Deepness does.
  void write_type() {
    for (const std::string_view task : texts_of(subject_.model.tasks.raw())) {
      const auto types = deepness::model_types();
      const auto found = std::ranges::find(types, task, &deepness::ModelType::task);
      if (found == types.end()) continue;
      type_ = found->word;
      put("model_type", in_ascii(type_));
      for (const json::Value each : subject_.model.tasks.raw().elements()) {
        if (each.equals(task)) notes_.carry(each);
      }
      if (!subject_.outputs.empty()) carry_task(task);
      return;
    }
    const std::string why = "Deepness segments, detects, regresses, sharpens and searches alone";
    notes_.need(subject_.model.tasks.raw(), why);
    if (subject_.model.tasks.is_absent())
      notes_.need_missing(subject_.properties, "mlm:tasks", why);
  }

  void carry_task(std::string_view task) {
    for (const json::Value each : subject_.outputs.front().tasks.raw().elements()) {
      if (each.equals(task)) notes_.carry(each);
    }
  }

  void write_input() {
    for (const mlm::ModelInput& input : subject_.inputs) {
      if (input.source != subject_.input().source)
        notes_.need(input.source, "a model of Deepness has one input; --input chooses");
    }
    const auto tensor = read_tensor(subject_.input(), notes_);
    if (!tensor) return;
    write_resolution();
    if (!mlm::expressions(subject_.input().pre_processing_function).empty())
      notes_.need(subject_.input().pre_processing_function.raw(),
                  "Deepness cuts and standardizes alone");
    if (!is_bands_first(*tensor)) {
      const json::Value order = tensor->structure.find("dim_order");
      if (order.exists()) notes_.need(order, "Deepness feeds bands, height and width");
      return;
    }
    notes_.carry(tensor->structure.find("dim_order"));
    write_tile(*tensor);
    write_scaling(*tensor);
  }

  void write_resolution() {
    const BandDefinitions bands({subject_.asset, subject_.properties});
    double metres =
        subject_.properties.find("gsd").is_number() ? subject_.properties.find("gsd").number() : 0;
    const auto references = subject_.input().bands.value_or({});
    if (!references.empty())
      notes_.leave(subject_.input().bands.raw(), "Deepness asks which channel is which band");
    for (const auto& field : references) {
      const mlm::Reference band = field.has_value() ? *field : mlm::Reference();
      const std::string_view name = band.name.value_or("");
      const double own = bands.resolution(name);
      if (own > 0 && (metres <= 0 || own < metres)) metres = own;
      if (band.expression.raw().exists())
        notes_.need(band.source, "Deepness takes bands as they are, and computes none");
      const std::string_view pixel = bands.find(name, &stac::Band::data_type).value_or({});
      if (!pixel.empty() && pixel != deepness::kPixelType && !are_pixels_told_) {
        are_pixels_told_ = true;
        notes_.need_part(field.raw(), fmt::format("its type {}", pixel),
                         "Deepness reads images of 8 bits alone");
      }
    }
    const double centimetres = metres * deepness::kCentimetres;
    if (metres > 0 && std::isfinite(centimetres)) put("resolution", rounded_text(centimetres));
  }

  void write_tile(const Tensor& tensor) {
    const auto height = tensor.size_of("height", "y");
    const auto width = tensor.size_of("width", "x");
    const bool is_square = height && height == width && *height > 0;
    if (is_square) {
      put("tiles_size", fmt::to_string(*height));
    } else if (height != width) {
      notes_.need_part(tensor.structure.find("shape"), fmt::format("{} by {}", *height, *width),
                       "tiles of Deepness are square");
    }
  }

  void write_scaling(const Tensor& tensor) {
    const mlm::ModelInput& input = subject_.input();
    const std::size_t channels = input.bands ? input.bands.value().size() : 0;
    const auto size = tensor.size_of("bands", "channel");
    const bool is_sized = size && *size > 0 && *size <= deepness::kMostChannels;
    const std::size_t count = channels > 0 ? channels
                              : is_sized   ? static_cast<std::size_t>(*size)
                                           : 1;
    const auto scaling = linear_scaling(input, count);
    if (!scaling) {
      notes_.need(input.value_scaling.raw(),
                  "Deepness divides by 255 and standardizes, and scales in no other way");
      return;
    }
    notes_.carry(input.value_scaling.raw());
    std::vector<double> means;
    std::vector<double> deviations;
    for (const LinearScaling& one : *scaling) {
      means.push_back(one.shift / deepness::kLargestPixel);
      deviations.push_back(one.factor / deepness::kLargestPixel);
    }
    put("standardization_mean", list_text(means));
    put("standardization_std", list_text(deviations));
  }

  /// Deepness counts classes from 0, as the dimension of the output does.
  void write_classes() {
    if (subject_.outputs.empty()) {
      notes_.need_missing(subject_.properties, "mlm:output", "Deepness asks for an output");
      return;
    }
    const mlm::ModelOutput& output = subject_.outputs.front();
    read_tensor(output, notes_);
    if (!output.classes || output.classes.value().empty()) return;
    const auto names = class_names(*output.classes);
    if (!names) {
      notes_.leave(output.classes.raw(), "not every class has a name");
      return;
    }
    constexpr std::array<std::string_view, 2> kCarried = {"name", "value"};
    carry_classes(output.classes.raw(),
                  std::span(kCarried).first(is_counted(*output.classes) ? 2 : 1),
                  "a class of Deepness is a name, and its number the index", notes_);
    diag::JsonWriter classes;
    classes.open('{');
    for (std::size_t i = 0; i < names->size(); ++i)
      classes.key(fmt::to_string(i)).raw(in_ascii((*names)[i]));
    put("class_names", classes.close('}').text());
  }

  void write_settings() {
    const json::Value hyperparameters = subject_.model.hyperparameters.raw();
    for (const std::string_view key : deepness::settings()) {
      const json::Value value = hyperparameters.find(key);
      const bool is_plain = value.is_number() || value.is_boolean() || value.is_string();
      if (!is_plain) continue;
      put(key, in_ascii(value));
      notes_.carry(value);
    }
    if (type_ == "Detector" && !hyperparameters.find("det_type").is_string()) {
      notes_.need_missing(hyperparameters.is_object() ? hyperparameters : subject_.properties,
                          "det_type", "Deepness reads the rows of YOLO versions alone");
    }
  }

  const Subject& subject_;
  Notes& notes_;
  diag::JsonWriter out_;
  std::string_view type_;
  bool are_pixels_told_ = false;
};

std::vector<ExportedFile> write(const Subject& subject, Notes& notes) {
  return DeepnessExport(subject, notes).write();
}

std::string why_left(json::Value value) {
  if (value.key() == "pre_processing_function" || value.key() == "resize_type")
    return "Deepness cuts and standardizes alone";
  if (value.key() == "post_processing_function") return "Deepness does what its model type does";
  return "the metadata of Deepness has no place for it";
}

}  // namespace

const Exporter kDeepness = {
    {"deepness", "the metadata that QGIS Deepness reads in an ONNX file"}, loads, write, why_left};

}  // namespace stacmlm::author
