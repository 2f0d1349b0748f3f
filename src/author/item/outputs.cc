// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <optional>

#include "author/item/tensor.h"
#include "rules/nearest.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

/// The pixels that a class map has: those of the input, as far as it says.
PixelSize pixels_of(const ItemDraft& draft) {
  const json::Value input = draft.given.property("mlm:input").at(0).find("input");
  PixelSize pixels;
  if (!input.exists()) {
    if (const auto told = read_pixels(draft.options.input_size)) pixels = *told;
    return pixels;
  }
  const json::Value shape = input.find("shape");
  std::size_t at = 0;
  for (const json::Value dimension : input.find("dim_order").elements()) {
    const json::Value size = shape.at(at++);
    if (!size.exists()) break;
    const std::string pixel_count = read_size(size.raw()).value_or(std::string(kAnySize));
    if (dimension.equals("height")) pixels.height = pixel_count;
    if (dimension.equals("width")) pixels.width = pixel_count;
  }
  return pixels;
}

struct Tensor {
  std::vector<std::string> shape;
  std::vector<std::string> dimensions;
};

/// What a model with classes puts out; nothing where its task does not tell.
std::optional<Tensor> result_of(const ItemDraft& draft, std::string_view task) {
  const std::string classes = fmt::format("{}", draft.options.classes.size());
  if (task == "classification" || task == "scene-classification")
    return Tensor{{std::string(kAnySize), classes}, {"batch", "class"}};
  if (task == "segmentation" || task == "semantic-segmentation") {
    const PixelSize pixels = pixels_of(draft);
    return Tensor{{std::string(kAnySize), classes, pixels.height, pixels.width},
                  {"batch", "class", "height", "width"}};
  }
  return std::nullopt;
}

std::string class_list(const std::vector<std::string>& names) {
  std::vector<std::string> classes;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = json::quote(names[i]);
    classes.push_back(
        fmt::format(R"({{"value": {}, "name": {}, "description": {}}})", i, name, name));
  }
  return list_of(classes);
}

std::optional<Tensor> find_result(ItemDraft& draft, const std::vector<std::string>& tasks) {
  const NewItemOptions& options = draft.options;
  if (!options.output_shape.empty() && !options.output_dims.empty())
    return Tensor{options.output_shape, options.output_dims};
  const bool is_whole = options.output_shape.empty() && options.output_dims.empty();
  auto derived = tasks.empty() ? std::nullopt : result_of(draft, tasks.front());
  if (is_whole && derived) {
    if (!options.classes.empty()) return derived;
    draft.miss("classes");
    return std::nullopt;
  }
  if (tasks.empty()) return std::nullopt;  // these are asked for first
  if (options.output_shape.empty()) draft.miss("output-shape");
  if (options.output_dims.empty()) draft.miss("output-dims");
  return std::nullopt;
}

std::vector<std::string> tasks_of(const ItemDraft& draft) {
  if (!draft.options.tasks.empty()) return draft.options.tasks;
  std::vector<std::string> tasks;
  for (const json::Value task : draft.given.property("mlm:tasks").elements()) {
    if (task.is_string()) tasks.emplace_back(task.string());
  }
  return tasks;
}

}  // namespace

ItemResult<void> tell_outputs(ItemDraft& draft) {
  const NewItemOptions& options = draft.options;
  if (draft.given.property("mlm:output").exists())
    return refuse_options({{"classes", !options.classes.empty()},
                           {"output-shape", !options.output_shape.empty()},
                           {"output-dims", !options.output_dims.empty()}},
                          "output");
  for (const std::string& size : options.output_shape) {
    if (!read_size(size))
      return refuse("output-shape", fmt::format("{} is neither N nor any", rules::shown(size)));
  }
  const std::vector<std::string> tasks = tasks_of(draft);
  auto result = find_result(draft, tasks);
  if (!result) return {};
  for (std::string& size : result->shape) size = *read_size(size);
  JsonObject output;
  output.set_text("name", "result");
  output.add("tasks", list_of_texts(tasks));
  output.add("bands", "[]");
  output.add("variables", "[]");
  output.add("result", structure(result->shape, result->dimensions, "float32"));
  if (!options.classes.empty()) output.add("classification:classes", class_list(options.classes));
  output.add("post_processing_function", "null");
  draft.given.properties.set("mlm:output", list_of({output.text()}));
  return {};
}

}  // namespace stacmlm::author
