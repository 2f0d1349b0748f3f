// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "artifact/verify/tensors.h"
#include "rules/nearest.h"
#include "rules/output/classes.h"

namespace stacmlm::artifact {
namespace {

enum class Form { kImage, kOneAnswer, kBoxes };

/// The form of what a task gives; nothing if it may be any.
std::optional<Form> form_of(std::string_view task) {
  if (rules::classifies_scenes(task)) return Form::kOneAnswer;
  if (rules::is_detection(task)) return Form::kBoxes;
  if (rules::is_segmentation(task) || rules::makes_image(task)) return Form::kImage;
  return {};
}

/// Two dimensions at least that are not known to be one element long, besides batch and channels.
bool may_be_image(const Tensor& tensor) {
  const auto wide = std::ranges::count_if(
      *tensor.shape, [](const Dimension& dimension) { return dimension.size != 1; });
  return tensor.shape->size() >= 3 || (tensor.shape->size() == 2 && wide == 2);
}

/// An image of whatever size: `[N, K, 1, 1]` is one answer.
bool is_image(const Tensor& tensor) {
  const auto& shape = *tensor.shape;
  if (shape.size() != 4) return false;
  const auto is_wide = [&](std::size_t index) { return shape[index].size != 1; };
  return (is_wide(2) && is_wide(3)) || (is_wide(1) && is_wide(2));
}

bool names_space(const TensorPair& pair) {
  const auto& structure = pair.stated.structure;
  return (structure.dimension("height") >= 0 && structure.dimension("width") >= 0) ||
         (structure.dimension("y") >= 0 && structure.dimension("x") >= 0);
}

/// What contradicts, or nothing.
std::string_view fault_of(Form form, const TensorPair& pair, const Subject& subject) {
  const Tensor& tensor = *pair.found;
  const bool is_alone = subject.file.outputs->size() == 1;
  switch (form) {
    case Form::kImage:
      // `[batch, classes]` is told from `[height, width]` by what the metadata calls it.
      if (!may_be_image(tensor)) return is_alone ? "has no dimensions of space" : "";
      return is_alone && tensor.shape->size() == 2 && !names_space(pair)
                 ? "has no dimensions of space"
                 : "";
    case Form::kOneAnswer:
      return is_image(tensor) ? "is an image" : "";
    case Form::kBoxes:
      return is_alone && tensor.shape->size() < 2 ? "has no room for boxes" : "";
  }
  return {};
}

}  // namespace

void compare_tasks(const TensorPair& pair, const rules::OutputView& output, Comparing& comparing,
                   const Subject& subject) {
  for (const json::Value task : output.output.tasks.raw().elements()) {
    if (!task.is_string()) continue;
    Pair values{pair.field + ".tasks", task, std::string(task.string()),
                pair.found == nullptr ? std::string() : shape_text(*pair.found)};
    const auto form = form_of(task.string());
    if (!pair.found_rank() || pair.is_of_rows) {
      comparing.cannot_tell(std::move(values), subject.why_silent("the shape of this output"));
    } else if (!form) {
      comparing.cannot_tell(std::move(values), "outputs of this task have many forms");
    } else if (const auto fault = fault_of(*form, pair, subject); !fault.empty()) {
      const std::string message =
          fmt::format("the task is {}, but {} {} in the file: {}", rules::shown(task.string()),
                      pair.name, fault, shape_text(*pair.found));
      comparing.contradicts(rules::kTaskOutputRank, std::move(values), message);
    } else {
      comparing.agrees(std::move(values));
    }
  }
}

}  // namespace stacmlm::artifact
