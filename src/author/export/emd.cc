// SPDX-License-Identifier: Apache-2.0
// An Esri model definition.
#include "author/peers/emd.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "author/export/class_names.h"
#include "author/export/formats.h"
#include "author/export/linear_scaling.h"
#include "author/peers/json_text.h"
#include "diag/json_writer.h"

namespace stacmlm::author {
namespace {

constexpr std::size_t kColorDigits = 6;

constexpr std::string_view kFunctionsWork =
    "an .emd has no place for it: the inference function has to do it";

bool loads(json::Value asset) {
  return stac::Asset::read(asset).href.has_value();  // ArcGIS leaves it to its Python functions
}

/// `2F6FB5` as three numbers; nothing for other texts.
std::optional<std::array<int, 3>> color(std::string_view hint) {
  if (hint.size() != kColorDigits) return std::nullopt;
  std::array<int, 3> parts{};
  for (std::size_t i = 0; i < hint.size(); ++i) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const char c =
        hint[i] >= 'a' && hint[i] <= 'f' ? static_cast<char>(hint[i] - 'a' + 'A') : hint[i];
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    parts[i / 2] = parts[i / 2] * 16 + static_cast<int>(digit);
  }
  return parts;
}

/// One export at work.
class EmdExport {
 public:
  EmdExport(const Subject& subject, Notes& notes)
      : subject_(subject), notes_(notes), settings_(subject.model.hyperparameters.raw()) {}

  std::vector<ExportedFile> write() {
    out_.open('{');
    write_framework();
    write_file();
    write_type();
    write_settings();
    write_input();
    write_batch();
    write_classes();
    out_.close('}');
    return {{subject_.name() + ".emd", laid_out(out_.text())}};
  }

 private:
  void write_framework() {
    const auto& framework = subject_.model.framework;
    if (!framework) {
      notes_.need_missing(subject_.properties, "mlm:framework", "ArcGIS has functions for each");
      return;
    }
    out_.key("Framework").string(*framework);
    const auto known = emd::frameworks();
    notes_.carry(framework.raw());
    if (std::ranges::find(known, *framework) == known.end() && !has_function()) {
      notes_.need_part(framework.raw(), in_short(framework.raw()),
                       "ArcGIS has no functions for it: name one as `InferenceFunction`");
    }
  }

  [[nodiscard]] bool has_function() const {
    return settings_.find("InferenceFunction").is_string();
  }

  void write_file() {
    const std::string file = subject_.file();
    if (!file.empty()) {
      out_.key("ModelFile").string(file);
    } else if (subject_.asset.exists()) {
      notes_.need_missing(subject_.asset, "href", "ArcGIS loads the file");
    } else {
      notes_.need_missing(subject_.item, "assets", "no asset has the role `mlm:model`");
    }
  }

  /// The first task that ArcGIS does.
  void write_type() {
    for (const std::string_view task : texts_of(subject_.model.tasks.raw())) {
      const auto types = emd::model_types();
      const auto found = std::ranges::find(types, task, &emd::ModelType::task);
      if (found == types.end()) continue;
      out_.key("ModelType").string(found->word);
      carry_task(subject_.model.tasks.raw(), task);
      if (!subject_.outputs.empty()) carry_task(subject_.outputs.front().tasks.raw(), task);
      return;
    }
    const std::string why = "ArcGIS classifies pixels and objects and detects objects alone";
    notes_.need(subject_.model.tasks.raw(), why);
    if (subject_.model.tasks.is_absent())
      notes_.need_missing(subject_.properties, "mlm:tasks", why);
  }

  void carry_task(json::Value tasks, std::string_view task) {
    for (const json::Value each : tasks.elements()) {
      if (each.equals(task)) notes_.carry(each);
    }
  }

  void write_settings() {
    for (const std::string_view key : emd::settings()) {
      const json::Value value = settings_.find(key);
      if (!value.exists() || value.is_null()) continue;
      out_.key(key).raw(in_ascii(value));
      notes_.carry(value);
    }
    if (has_function() || settings_.find("ModelConfiguration").exists()) return;
    notes_.need_missing(
        settings_.is_object() ? settings_ : subject_.properties, "InferenceFunction",
        "ArcGIS runs a model by a Python function or a configuration that it knows");
  }

  void write_input() {
    for (const mlm::ModelInput& input : subject_.inputs) {
      if (input.source != subject_.input().source)
        notes_.need(input.source, "a model of ArcGIS has one input; --input chooses");
    }
    const mlm::ModelInput& input = subject_.input();
    if (const auto tensor = read_tensor(input, notes_)) write_size(*tensor);
    write_bands(input);
    const auto scaling = linear_scaling(input, 1);
    const bool stays = scaling && scaling->front().shift == 0 && scaling->front().factor == 1;
    if (!stays) leave_to_function(input.value_scaling.raw());
    if (!mlm::expressions(input.pre_processing_function).empty())
      leave_to_function(input.pre_processing_function.raw());
  }

  /// Nothing in the definition does it; the function can.
  void leave_to_function(json::Value value) {
    if (has_function()) {
      notes_.leave(value, std::string(kFunctionsWork));
    } else {
      notes_.need(value, std::string(kFunctionsWork));
    }
  }

  void write_size(const Tensor& tensor) {
    const auto height = tensor.size_of("height", "y");
    const auto width = tensor.size_of("width", "x");
    if (!height || !width) {
      notes_.need_part(tensor.structure.find("shape"), "height and width",
                       "ArcGIS feeds images: dim_order has to name them");
      return;
    }
    if (*height > 0) out_.key("ImageHeight").number(static_cast<std::uint64_t>(*height));
    if (*width > 0) out_.key("ImageWidth").number(static_cast<std::uint64_t>(*width));
  }

  void write_bands(const mlm::ModelInput& input) {
    if (!input.bands || input.bands.value().empty()) {
      notes_.need_missing(input.source, "bands", "ArcGIS feeds bands of an image");
      return;
    }
    out_.key("ExtractBands").open('[');
    for (const auto& field : input.bands.value()) {
      const mlm::Reference band = field.has_value() ? *field : mlm::Reference();
      if (!band.name) {
        notes_.need(field.raw(), "a band without a name");
      } else if (band.expression.raw().exists()) {
        notes_.need(field.raw(), "ArcGIS extracts bands as they are, and computes none");
      } else {
        out_.string(*band.name);
        notes_.carry(field.raw());
      }
    }
    out_.close(']');
  }

  void write_batch() {
    const auto& size = subject_.model.batch_size_suggestion;
    if (!size || *size < 1) return;
    out_.key("BatchSize").number(static_cast<std::uint64_t>(*size));
    notes_.carry(size.raw());
  }

  void write_classes() {
    if (subject_.outputs.empty()) return;
    const mlm::ModelOutput& output = subject_.outputs.front();
    if (!output.classes || output.classes.value().empty()) return;
    const auto names = class_names(*output.classes);
    if (!names) {
      notes_.need(output.classes.raw(), "not every class has a name");
      return;
    }
    out_.key("Classes").open('[');
    auto name = names->begin();
    for (const auto& field : output.classes.value()) {
      const mlm::ClassObject label = *field;
      out_.open('{').key("Value").raw(fmt::to_string(label.value.value_or(0)));
      out_.key("Name").string(*name++);
      if (const auto parts = color(label.color_hint.value_or("")))
        out_.key("Color").raw(fmt::format("[{}]", fmt::join(*parts, ", ")));
      out_.close('}');
    }
    out_.close(']');
    constexpr std::array<std::string_view, 3> kCarried = {"value", "name", "color_hint"};
    carry_classes(output.classes.raw(), kCarried, "a class there has value, name and colour",
                  notes_);
  }

  const Subject& subject_;
  Notes& notes_;
  json::Value settings_;  // what MLM has no member for
  diag::JsonWriter out_;
};

std::vector<ExportedFile> write(const Subject& subject, Notes& notes) {
  return EmdExport(subject, notes).write();
}

std::string why_left(json::Value value) {
  if (value.key() == "pre_processing_function" || value.key() == "resize_type" ||
      value.key() == "post_processing_function")
    return std::string(kFunctionsWork);
  return "an .emd has no place for it";
}

}  // namespace

const Exporter kEmd = {{"emd", "an Esri model definition (.emd)"}, loads, write, why_left};

}  // namespace stacmlm::author
