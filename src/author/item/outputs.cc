// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

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
std::optional<Tensor> result_of(const ItemDraft& draft, std::string_view task,
                                std::size_t class_count) {
  const std::string classes = fmt::format("{}", class_count);
  if (classifies_scenes(task)) return Tensor{{std::string(kAnySize), classes}, {"batch", "class"}};
  if (classifies_pixels(task)) {
    const PixelSize pixels = pixels_of(draft);
    return Tensor{{std::string(kAnySize), classes, pixels.height, pixels.width},
                  {"batch", "class", "height", "width"}};
  }
  return std::nullopt;
}

/// What the options say of the result, or what follows from the task and the number of classes.
std::optional<Tensor> find_result(ItemDraft& draft, const std::vector<std::string>& tasks,
                                  std::size_t class_count) {
  const NewItemOptions& options = draft.options;
  if (!options.output_shape.empty() && !options.output_dims.empty())
    return Tensor{options.output_shape, options.output_dims};
  const bool is_whole = options.output_shape.empty() && options.output_dims.empty();
  auto derived = tasks.empty() ? std::nullopt : result_of(draft, tasks.front(), class_count);
  if (is_whole && derived) {
    if (class_count > 0) return derived;
    draft.miss("classes");
    return std::nullopt;
  }
  if (tasks.empty()) return std::nullopt;  // these are asked for first
  if (options.output_shape.empty()) draft.miss("output-shape");
  if (options.output_dims.empty()) draft.miss("output-dims");
  return std::nullopt;
}

std::vector<std::string> texts_in(json::Value list) {
  std::vector<std::string> texts;
  for (const json::Value text : list.elements()) {
    if (text.is_string()) texts.emplace_back(text.string());
  }
  return texts;
}

std::vector<std::string> tasks_of(const ItemDraft& draft) {
  return draft.options.tasks.empty() ? texts_in(draft.given.property("mlm:tasks"))
                                     : draft.options.tasks;
}

std::string structure_of(Tensor result) {
  for (std::string& size : result.shape) size = *read_size(size);
  return structure(result.shape, result.dimensions, "float32");
}

bool lacks_result(json::Value output) {
  return output.is_object() && !output.find("result").exists();
}

/// Outputs of the model file stay; those without a result get one.
ItemResult<void> complete_outputs(ItemDraft& draft, json::Value given) {
  std::vector<std::string> outputs;
  for (const json::Value element : given.elements()) {
    JsonObject output(element);
    if (lacks_result(element)) {
      std::vector<std::string> tasks = texts_in(element.find("tasks"));
      if (tasks.empty()) tasks = tasks_of(draft);
      const std::size_t classes = element.find("classification:classes").size();
      if (auto result = find_result(draft, tasks, classes))
        output.add("result", structure_of(*std::move(result)));
    }
    outputs.push_back(element.is_object() ? output.text() : std::string(element.raw()));
  }
  draft.given.properties.set("mlm:output", list_of(outputs));
  return {};
}

/// Every class has a name of its own: its place gives it its value.
ItemResult<void> check_classes(const std::vector<std::string>& classes) {
  std::set<std::string_view> seen;
  for (const std::string& name : classes) {
    if (name.empty()) return refuse("classes", "a class has no name");
    if (!seen.insert(name).second)
      return refuse("classes", fmt::format("{} stands there twice", rules::shown(name)));
  }
  return {};
}

}  // namespace

ItemResult<void> tell_outputs(ItemDraft& draft) {
  const NewItemOptions& options = draft.options;
  if (auto checked = check_classes(options.classes); !checked) return checked;
  const json::Value given = draft.given.property("mlm:output");
  const bool is_given = given.exists();
  const bool lacks = std::ranges::any_of(given.elements(), lacks_result);
  if (is_given) {
    auto refused = refuse_options({{"classes", !options.classes.empty()},
                                   {"output-shape", !lacks && !options.output_shape.empty()},
                                   {"output-dims", !lacks && !options.output_dims.empty()}},
                                  "output");
    if (!refused || !lacks) return refused;
  }
  for (const std::string& size : options.output_shape) {
    if (!read_size(size))
      return refuse("output-shape", fmt::format("{} is neither N nor any", rules::shown(size)));
  }
  if (is_given) return complete_outputs(draft, given);
  const std::vector<std::string> tasks = tasks_of(draft);
  auto result = find_result(draft, tasks, options.classes.size());
  if (!result) return {};
  JsonObject output;
  output.set_text("name", "result");
  output.add("tasks", list_of_texts(tasks));
  output.add("bands", "[]");
  output.add("variables", "[]");
  output.add("result", structure_of(*std::move(result)));
  if (!options.classes.empty()) output.add("classification:classes", class_list(options.classes));
  if (!draft.leaves_gaps) output.add("post_processing_function", "null");
  draft.given.properties.set("mlm:output", list_of({output.text()}));
  return {};
}

}  // namespace stacmlm::author
