// SPDX-License-Identifier: Apache-2.0
#include "author/import/imported_model.h"

#include <fmt/format.h>

#include <algorithm>

#include "author/peers/json_text.h"
#include "diag/json_writer.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/patterns.h"
#include "stacmlm/mlm/version.h"

namespace stacmlm::author {
namespace {

/// `a`, `b`, ... `z`, `aa`: MLM takes no digits in names of dimensions.
std::string letters(std::size_t index) {
  std::string text;
  for (++index; index > 0; index = (index - 1) / 26)
    text.insert(text.begin(), static_cast<char>('a' + (index - 1) % 26));
  return text;
}

void write_texts(diag::JsonWriter& out, std::string_view key,
                 const std::vector<std::string>& texts) {
  out.key(key).open('[');
  for (const std::string& text : texts) out.string(text);
  out.close(']');
}

/// Writes the properties; notes what is missing.
class ModelWriter {
 public:
  ModelWriter(const ImportedModel& model, ImportNotes& notes) : model_(model), notes_(notes) {}

  std::string properties() {
    out_.open('{');
    for (const auto& [key, json] : model_.others) out_.key(key).raw(json);
    for (const auto& [key, json] : model_.given) out_.key(key).raw(json);
    if (lacks("mlm:name")) write_name();
    if (lacks("mlm:architecture")) write_architecture();
    if (lacks("mlm:tasks")) write_tasks();
    write_runtime();
    if (lacks("mlm:input")) write_tensors("mlm:input", "input", model_.inputs, true);
    if (lacks("mlm:output")) write_tensors("mlm:output", "result", model_.outputs, false);
    if (!model_.hyperparameters.empty() && lacks("mlm:hyperparameters")) write_hyperparameters();
    return out_.close('}').text();
  }

 private:
  [[nodiscard]] bool lacks(std::string_view key) const {
    return std::ranges::none_of(model_.given,
                                [&](const auto& member) { return member.first == key; });
  }

  void fill_in(std::string_view place, std::string_view what, std::string why) {
    notes_.fill_in(fmt::format("/properties/{}", place), std::string(what), std::move(why));
  }

  void write_text(std::string_view key, const std::string& text) {
    if (!text.empty() && lacks(key)) out_.key(key).string(text);
  }

  void write_name() {
    write_text("mlm:name", model_.name);
    if (model_.name.empty()) {
      fill_in("mlm:name", "missing", "MLM asks for a name");
    } else if (!mlm::kModelName.matches(model_.name)) {
      fill_in("mlm:name", "not of the form that MLM asks for",
              std::string(mlm::kModelName.meaning));
    }
  }

  void write_architecture() {
    write_text("mlm:architecture", model_.architecture);
    if (model_.architecture.empty())
      fill_in("mlm:architecture", "missing", "what the literature calls it, or `unknown`");
  }

  void write_tasks() {
    if (!model_.tasks.empty()) return write_texts(out_, "mlm:tasks", model_.tasks);
    fill_in("mlm:tasks", "missing", "what the model is for");
  }

  void write_runtime() {
    write_text("mlm:framework", model_.framework);
    write_text("mlm:framework_version", model_.framework_version);
    const bool is_version = mlm::kSemanticVersion.matches(model_.framework_version);
    if (!model_.framework_version.empty() && !is_version && lacks("mlm:framework_version"))
      fill_in("mlm:framework_version", model_.framework_version,
              std::string(mlm::kSemanticVersion.meaning));
    if (model_.batch_size && lacks("mlm:batch_size_suggestion"))
      out_.key("mlm:batch_size_suggestion").raw(std::to_string(*model_.batch_size));
    write_text("mlm:accelerator", model_.accelerator);
    if (model_.is_constrained && lacks("mlm:accelerator_constrained"))
      out_.key("mlm:accelerator_constrained").raw("true");
    write_text("mlm:artifact_type", model_.artifact_type);
    if (model_.pretrained_source.empty() || !lacks("mlm:pretrained")) return;
    out_.key("mlm:pretrained").raw("true");
    write_text("mlm:pretrained_source", model_.pretrained_source);
  }

  void write_hyperparameters() {
    out_.key("mlm:hyperparameters").open('{');
    for (const auto& [key, json] : model_.hyperparameters) out_.key(key).raw(json);
    out_.close('}');
  }

  void write_tensors(std::string_view key, std::string_view structure,
                     const std::vector<ImportedTensor>& tensors, bool is_input) {
    if (tensors.empty()) return fill_in(key, "missing", "MLM asks for each of them");
    out_.key(key).open('[');
    for (std::size_t i = 0; i < tensors.size(); ++i) {
      place_ = fmt::format("{}/{}", key, i);
      out_.open('{');
      write_tensor(structure, tensors[i], is_input);
      out_.close('}');
    }
    out_.close(']');
  }

  void write_tensor(std::string_view structure, const ImportedTensor& tensor, bool is_input) {
    out_.key("name").string(tensor.name.empty() ? (is_input ? "input" : "output") : tensor.name);
    if (tensor.name.empty())
      fill_in(place_ + "/name", "not known", "the name that the model has for it");
    if (!is_input) write_texts(out_, "tasks", model_.tasks);
    if (!tensor.bands.empty()) write_texts(out_, "bands", tensor.bands);
    write_structure(structure, tensor);
    if (is_input && tensor.bands.empty() && has_channels(tensor))
      fill_in(place_ + "/bands", "not known",
              "which bands the channels are, in their order; the dimension is `bands` then");
    if (is_input && !tensor.value_scaling.empty()) {
      out_.key("value_scaling").raw(tensor.value_scaling);
    } else if (is_input) {
      fill_in(place_ + "/value_scaling", "not known", "what is done to the values, or null");
    }
    if (!tensor.classes.empty()) write_classes(tensor.classes);
  }

  static bool has_channels(const ImportedTensor& tensor) {
    return std::ranges::find(tensor.dim_order, "channel") != tensor.dim_order.end();
  }

  void write_structure(std::string_view key, const ImportedTensor& tensor) {
    const std::string place = fmt::format("{}/{}", place_, key);
    if (tensor.shape.empty()) {
      fill_in(place, "not known", "the sizes, -1 for any, and the names of the dimensions");
      return;
    }
    out_.key(key).open('{').key("shape").open('[');
    for (const std::int64_t size : tensor.shape) out_.raw(std::to_string(size));
    out_.close(']');
    write_texts(out_, "dim_order", tensor.dim_order);
    out_.key("data_type").string(tensor.data_type.empty() ? "other" : tensor.data_type);
    if (tensor.data_type.empty()) fill_in(place + "/data_type", "other", "the type of the values");
    out_.close('}');
  }

  void write_classes(const std::vector<ImportedClass>& classes) {
    out_.key("classification:classes").open('[');
    for (const ImportedClass& label : classes) {
      out_.open('{').key("value").raw(std::to_string(label.value));
      out_.key("name").string(label.name).key("description").string(label.name);
      if (!label.color_hint.empty()) out_.key("color_hint").string(label.color_hint);
      out_.close('}');
    }
    out_.close(']');
  }

  const ImportedModel& model_;
  ImportNotes& notes_;
  diag::JsonWriter out_;
  std::string place_;  // of the tensor at hand, below the properties
};

}  // namespace

void ImportNotes::add(ImportNote note) {
  if (notes_.size() > kMostNotes) return;
  if (notes_.size() == kMostNotes) note = {note.kind, "", "more", why_unlisted()};
  notes_.push_back(std::move(note));
}

void ImportNotes::drop(json::Value value, std::string why) {
  if (!value.exists()) return;
  coverage_.cover(value);
  add({ImportNote::Kind::kNotUnderstood, json::pointer_to(value), in_short(value), std::move(why)});
}

void ImportNotes::drop_in(json::Value text, json::Value value, std::string why) {
  if (!text.is_string()) return drop(value, std::move(why));
  add({ImportNote::Kind::kNotUnderstood, json::pointer_to(text) + json::pointer_to(value),
       in_short(value), std::move(why)});
}

void ImportNotes::drop_rest(json::Value root, const std::string& why) {
  for (const json::Value member : root.members()) {
    for (const json::Value left : coverage_.rest(member)) drop(left, why);
  }
}

void ImportNotes::assume(std::string place, std::string what, std::string why) {
  add({ImportNote::Kind::kAssumed, std::move(place), std::move(what), std::move(why)});
}

void ImportNotes::fill_in(std::string place, std::string what, std::string why) {
  add({ImportNote::Kind::kToFillIn, std::move(place), std::move(what), std::move(why)});
}

void name_dimensions(ImportedTensor& tensor, const std::string& place, ImportNotes& notes) {
  if (tensor.dim_order.size() >= tensor.shape.size()) return;
  for (std::size_t i = 0; tensor.dim_order.size() < tensor.shape.size(); ++i)
    tensor.dim_order.push_back("dim-" + letters(i));
  notes.fill_in(place + "/dim_order", fmt::format("{}", fmt::join(tensor.dim_order, ", ")),
                "what the dimensions are");
}

std::string write_model(const ImportedModel& model, const ImportOptions& options,
                        ImportNotes& notes) {
  ImportedModel written = model;
  if (!options.href.empty()) written.artifact_type.clear();  // it stands on the asset
  diag::JsonWriter out;
  out.open('{').key("$schema").string(mlm::uri_of(mlm::kNewestPublished));
  out.key("properties").raw(ModelWriter(written, notes).properties());
  if (options.href.empty() && !model.file.empty())
    notes.fill_in("/assets/mlm:model/href", model.file, "where the model file is");
  if (!options.href.empty()) {
    out.key("assets").open('{').key("mlm:model").open('{').key("href").string(options.href);
    out.key("roles").open('[').string("mlm:model").string("model").close(']');
    if (!model.artifact_type.empty()) out.key("mlm:artifact_type").string(model.artifact_type);
    out.close('}').close('}');
    if (model.artifact_type.empty())
      notes.fill_in("/assets/mlm:model/mlm:artifact_type", "not known", "how the file was saved");
  }
  return laid_out(out.close('}').text());
}

}  // namespace stacmlm::author
