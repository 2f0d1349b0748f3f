// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "author/derive/derivation.h"
#include "author/derive/like_item.h"
#include "author/derive/tensor_text.h"
#include "author/item/item_draft.h"
#include "author/item/json_object.h"
#include "author/item/tensor.h"
#include "rules/nearest.h"

namespace stacmlm::author {
namespace {

using artifact::Tensor;

constexpr std::string_view kPlace = "/properties/mlm:output";
constexpr std::string_view kClasses = "classification:classes";

/// Words and names of a list, the embedded Item's or the option's.
std::vector<std::string> told_tasks(const Derivation& derivation) {
  if (!derivation.options.tasks.empty()) return derivation.options.tasks;
  std::vector<std::string> tasks;
  for (const json::Value task : derivation.given.property("mlm:tasks").elements()) {
    if (task.is_string()) tasks.emplace_back(task.string());
  }
  return tasks;
}

struct Classes {
  std::vector<std::string> names;
  bool are_told = false;  ///< by the option
};

Classes find_classes(const Derivation& derivation) {
  if (!derivation.options.classes.empty()) return {derivation.options.classes, true};
  Classes classes;
  for (const std::string& name : derivation.model.classes) {
    if (classes.names.size() == kMostClasses) break;
    classes.names.push_back(name_kept(name));
  }
  return classes;
}

/// Labels of a file that states no outputs: only where they are names, and the task tells classes
/// apart.
std::vector<std::string> labels_of(const Derivation& derivation) {
  const auto classifies = [](const std::string& task) {
    return classifies_pixels(task) || classifies_scenes(task);
  };
  if (std::ranges::none_of(told_tasks(derivation), classifies)) return {};
  std::vector<std::string> names = find_classes(derivation).names;
  const auto is_no_name = [](const std::string& name) {
    return name.empty() || is_number_text(name);
  };
  const std::set<std::string_view> distinct(names.begin(), names.end());
  if (distinct.size() != names.size() || std::ranges::any_of(names, is_no_name)) return {};
  return names;
}

bool has_size(const Tensor& tensor, std::size_t size) {
  return tensor.shape &&
         std::ranges::any_of(*tensor.shape, [&](const artifact::Dimension& dimension) {
           return dimension.size >= 0 && static_cast<std::size_t>(dimension.size) == size;
         });
}

/// The output that the classes are of: the only one, or the only one of that size.
std::size_t output_of_classes(const std::vector<Tensor>& outputs, std::size_t classes) {
  if (outputs.size() == 1) return 0;
  const auto fits = [&](const Tensor& output) { return has_size(output, classes); };
  if (std::ranges::count_if(outputs, fits) != 1) return outputs.size();
  return static_cast<std::size_t>(std::ranges::find_if(outputs, fits) - outputs.begin());
}

class OutputDraft {
 public:
  OutputDraft(Derivation& derivation, const std::vector<Tensor>& outputs, std::size_t at)
      : derivation_(&derivation),
        tensor_(&outputs[at]),
        like_(tensor_like(derivation.like.find("properties").find("mlm:output"), outputs, at)),
        place_(fmt::format("{}/{}", kPlace, at)) {}

  /// `classes` are those of this output, if it has any.
  ItemResult<std::string> text(const std::vector<std::string>& tasks, const Classes& classes) {
    JsonObject output;
    output.set_text("name", tensor_->name.empty()
                                ? fmt::format("output_{}", place_.substr(kPlace.size() + 1))
                                : name_kept(tensor_->name));
    set_tasks(output, tasks);
    output.add("bands", "[]");
    output.add("variables", "[]");
    const std::size_t count = set_classes(output, classes);
    const DimensionNames order = find_order(tasks, count);
    if (auto refused = refuse_classes(order, classes); !refused)
      return tl::unexpected(std::move(refused).error());
    output.add("result", structure_text(*tensor_, order, {}));
    if (like_.find("post_processing_function").exists())
      output.add("post_processing_function",
                 std::string(like_.find("post_processing_function").raw()));
    return output.text();
  }

 private:
  /// Several tasks of several outputs are for a person to tell apart.
  void set_tasks(JsonObject& output, const std::vector<std::string>& tasks) {
    const bool is_plain = tasks.size() == 1 || derivation_->model.outputs->size() == 1;
    if (!tasks.empty() && is_plain) {
      output.add("tasks", list_of_texts(tasks));
    } else if (tensor_->shape && tasks.empty()) {
      const json::Value like = like_.find("tasks").at(0);
      const std::string_view hint =
          like.is_string() ? like.string() : task_hint(derivation_->image_shape(), *tensor_->shape);
      derivation_->hints[place_ + "/tasks"] = hint;
    }
  }

  std::size_t set_classes(JsonObject& output, const Classes& classes) {
    if (!classes.names.empty()) {
      output.add(kClasses, class_list(classes.names));
      return classes.names.size();
    }
    const json::Value like = like_.find(kClasses);
    if (like.size() == 0 || (tensor_->shape && !has_size(*tensor_, like.size()))) return 0;
    output.add(kClasses, std::string(like.raw()));
    return like.size();
  }

  DimensionNames find_order(const std::vector<std::string>& tasks, std::size_t classes) {
    if (!tensor_->shape) return {};
    const TensorShape& shape = *tensor_->shape;
    const DimensionNames& told = derivation_->options.output_dims;
    if (told.size() == shape.size()) return told;
    OutputContext context;
    context.task = tasks.empty() ? std::string_view() : tasks.front();
    context.classes = classes;
    context.input = derivation_->image;
    context.input_order = &derivation_->image_order;
    context.layout = derivation_->layout;
    const DimensionOrder order = order_of_output(shape, context);
    if (!order.proven.empty()) return order.proven;
    DimensionNames likely = dimensions_like(like_.find("result"), *tensor_);
    if (!likely.empty()) return likely;
    derivation_->hints[place_ + "/result/dim_order"] = order.suggestion;
    return {};
  }

  /// One channel may tell two classes apart.
  ItemResult<void> refuse_classes(const DimensionNames& order, const Classes& classes) {
    const auto axis = std::ranges::find(order, "class");
    if (!classes.are_told || axis == order.end()) return {};
    const std::int64_t size =
        (*tensor_->shape)[static_cast<std::size_t>(axis - order.begin())].size;
    const std::size_t count = classes.names.size();
    if (size < 0 || static_cast<std::size_t>(size) == count || (size == 1 && count == 2)) return {};
    return refuse("classes", fmt::format("{} are told, output {} of the file has {}", count,
                                         rules::shown(tensor_->name), size));
  }

  Derivation* derivation_;
  const Tensor* tensor_;
  json::Value like_;
  std::string place_;
};

/// The outputs; one whose rank the file does not state has the shape that options tell.
ItemResult<std::vector<Tensor>> outputs_of(const Derivation& derivation) {
  std::vector<Tensor> outputs = *derivation.model.outputs;
  const std::vector<std::string>& told = derivation.options.output_shape;
  if (told.empty()) return outputs;
  if (outputs.size() != 1 || outputs.front().shape)
    return refuse("output-shape", "the file has its own");
  TensorShape& shape = outputs.front().shape.emplace();
  for (const std::string& size : told) {
    const auto read = read_size(size);
    if (!read)
      return refuse("output-shape", fmt::format("{} is neither N nor any", rules::shown(size)));
    shape.push_back({.size = std::stoll(*read), .name = {}});
  }
  return outputs;
}

ItemResult<void> refuse_dims(const NewItemOptions& options, const std::vector<Tensor>& outputs) {
  const auto fits = [&](const Tensor& output) {
    return !output.shape || output.shape->size() == options.output_dims.size();
  };
  if (!options.output_dims.empty() && std::ranges::none_of(outputs, fits))
    return refuse("output-dims", fmt::format("no output of the file has {} dimensions",
                                             options.output_dims.size()));
  return {};
}

}  // namespace

ItemResult<void> derive_outputs(Derivation& derivation) {
  if (derivation.given.properties.has("mlm:output")) return {};
  if (!derivation.model.outputs) {
    const json::Value like = derivation.like.find("properties").find("mlm:output");
    NewItemOptions& options = derivation.options;
    if (options.classes.empty()) options.classes = labels_of(derivation);
    const bool is_told =
        !options.classes.empty() || !options.output_shape.empty() || !options.tasks.empty();
    if (!is_told && like.exists()) derivation.add_property("mlm:output", std::string(like.raw()));
    return {};
  }
  STACMLM_TRY(const std::vector<Tensor> outputs, outputs_of(derivation));
  if (auto refused = refuse_dims(derivation.options, outputs); !refused) return refused;
  const std::vector<std::string> tasks = told_tasks(derivation);
  const Classes classes = find_classes(derivation);
  const std::size_t of_classes = output_of_classes(outputs, classes.names.size());
  if (classes.are_told && of_classes == outputs.size())
    return refuse("classes", fmt::format("{} are told, and none or several outputs have as many",
                                         classes.names.size()));
  const std::size_t described = std::min(outputs.size(), kMostDescribed);
  derivation.outputs_left_out = outputs.size() - described;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < described; ++i) {
    STACMLM_TRY(
        std::string text,
        OutputDraft(derivation, outputs, i).text(tasks, i == of_classes ? classes : Classes()));
    texts.push_back(std::move(text));
  }
  derivation.add_property("mlm:output", list_of(texts));
  derivation.options.classes.clear();
  derivation.options.output_dims.clear();
  derivation.options.output_shape.clear();
  return {};
}

}  // namespace stacmlm::author
