// SPDX-License-Identifier: Apache-2.0
#include "rules/view/model_parts.h"

#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::rules {

ListedTasks::ListedTasks(json::Value tasks) {
  for (const json::Value task : tasks.elements()) bits_ |= bit(Word::of(task));
}

ListedTasks::ListedTasks(std::initializer_list<Word> tasks) {
  for (const Word& task : tasks) bits_ |= bit(task);
}

std::uint64_t ListedTasks::bit(const Word& task) {
  static const WordList kTasks(mlm::all_words(mlm::tasks()));
  const int index = kTasks.find(task);
  return index < 0 ? 0 : std::uint64_t{1} << index;
}

void ModelParts::read(const mlm::Model& model, bool by_statistics) {
  inputs_.clear();
  outputs_.clear();
  for (const json::Value input : model.input.raw().elements()) {
    if (input.is_object()) read_input(input);
  }
  for (const json::Value output : model.output.raw().elements()) {
    if (output.is_object()) read_output(output);
  }
  read_tensors();
  read_classes();
  scalings_.clear();
  expressions_.clear();
  for (const InputView& view : inputs_) read_scalings(view, by_statistics);
  for_each_tensor([&](const TensorView& tensor) { read_expressions(tensor); });
}

void ModelParts::read_input(json::Value source) {
  InputView& view = inputs_.emplace_back();
  TensorView& tensor = view.tensor;
  const auto is_odd = [&](json::Value) { tensor.has_odd_members = true; };
  stac::read_together(source, is_odd, view.input);
  const json::Value structure = view.input.input.raw();
  stac::read_together(structure.is_object() ? structure : json::Value(), is_odd, tensor.structure);
  tensor.source = source;
  tensor.bands = view.input.bands.raw();
  tensor.variables = view.input.variables.raw();
  tensor.scalings = view.input.value_scaling.raw();
  tensor.function = view.input.pre_processing_function.raw();
}

void ModelParts::read_output(json::Value source) {
  OutputView& view = outputs_.emplace_back();
  TensorView& tensor = view.tensor;
  const auto is_odd = [&](json::Value) { tensor.has_odd_members = true; };
  stac::read_together(source, is_odd, view.output);
  const json::Value structure = view.output.result.raw();
  stac::read_together(structure.is_object() ? structure : json::Value(), is_odd, tensor.structure);
  tensor.source = source;
  tensor.bands = view.output.bands.raw();
  tensor.variables = view.output.variables.raw();
  tensor.function = view.output.post_processing_function.raw();
  tensor.is_input = false;
  view.tasks = ListedTasks(view.output.tasks.raw());
}

void ModelParts::read_tensors() {
  std::size_t dimensions = 0;
  std::size_t references = 0;
  names_bands_ = false;
  names_variables_ = false;
  for_each_tensor([&](const TensorView& tensor) {
    dimensions += tensor.structure.dim_order.raw().size();
    references += tensor.bands.size() + tensor.variables.size();
    names_bands_ = names_bands_ || tensor.bands.size() > 0;
    names_variables_ = names_variables_ || tensor.variables.size() > 0;
  });
  dimensions_.clear();
  references_.clear();
  dimensions_.reserve(dimensions);  // so that what was read stays where it is
  references_.reserve(references);
  for (InputView& view : inputs_) read_tensor(view.tensor);
  for (OutputView& view : outputs_) read_tensor(view.tensor);
}

void ModelParts::read_tensor(TensorView& tensor) {
  const json::Value sizes = tensor.structure.shape.raw();
  const json::Value names = tensor.structure.dim_order.raw();
  tensor.fits_together = sizes.is_array() && names.is_array() && sizes.size() == names.size();
  tensor.dimensions = read_dimensions(sizes, names, dimensions_);
  tensor.band_references = read_references(tensor.bands, references_);
  tensor.variable_references = read_references(tensor.variables, references_);
}

namespace {

ClassView read_class(json::Value source) {
  ClassView view;
  for (const json::Value member : source.members()) {
    const Word key = Word::key_of(member);
    if (key == "value") {
      view.value = member;
    } else if (key == "name") {
      view.name = member;
    } else if (key == "color_hint") {
      view.color = member;
    }
  }
  return view;
}

/// All but the type: where it stands, depends on the version. Gives back the member `type`.
json::Value read_scaling(json::Value source, ScalingView& view) {
  json::Value type;
  view.source = source;
  for (const json::Value member : source.members()) {
    const Word key = Word::key_of(member);
    if (key == "type") {
      type = member;
    } else if (key == "minimum") {
      view.lowest = member;
    } else if (key == "maximum") {
      view.highest = member;
    } else if (key == "mean") {
      view.mean = member;
    } else if (key == "stddev") {
      view.deviation = member;
    } else if (key == "value") {
      view.value = member;
    }
  }
  return type;
}

}  // namespace

void ModelParts::read_classes() {
  std::size_t count = 0;
  for (const OutputView& view : outputs_) count += view.output.classes.raw().size();
  classes_.clear();
  classes_.reserve(count);  // so that what was read stays where it is
  for (OutputView& view : outputs_) {
    const std::size_t first = classes_.size();
    for (const json::Value entry : view.output.classes.raw().elements())
      classes_.push_back(read_class(entry));
    view.classes = std::span(classes_).subspan(first);
  }
}

void ModelParts::read_scalings(const InputView& view, bool by_statistics) {
  const json::Value list =
      by_statistics ? view.input.statistics.raw() : view.input.value_scaling.raw();
  for (const json::Value entry : list.elements()) {
    if (!entry.is_object()) continue;
    ScalingView scaling;
    const json::Value own_type = read_scaling(entry, scaling);
    const json::Value type = by_statistics ? view.input.norm_type.raw() : own_type;
    if (!type.is_string()) continue;
    scaling.type = Word(type.string());
    if (by_statistics || scaling.type == "min-max" || scaling.type == "clip") {
      if (scaling.lowest.is_number()) scaling.minimum = scaling.lowest.number();
      if (scaling.highest.is_number()) scaling.maximum = scaling.highest.number();
    }
    scalings_.push_back(scaling);
  }
}

void ModelParts::read_expressions(const TensorView& tensor) {
  static const json::Key kType("type");
  for (const auto& references : {tensor.band_references, tensor.variable_references}) {
    for (const Reference& reference : references) {
      if (reference.is_derived) add_expression(reference.source);
    }
  }
  for (const json::Value scaling : tensor.scalings.elements()) {
    if (scaling.find(kType).equals("processing")) add_expression(scaling);
  }
  if (tensor.function.is_object()) add_expression(tensor.function);
  for (const json::Value function : tensor.function.elements()) {
    if (function.is_object()) add_expression(function);
  }
}

void ModelParts::add_expression(json::Value source) {
  static const json::Key kExpression("expression");
  static const json::Key kFormat("format");
  const json::Value expression = source.find(kExpression);
  if (expression.exists()) expressions_.push_back({source, source.find(kFormat), expression});
}

}  // namespace stacmlm::rules
