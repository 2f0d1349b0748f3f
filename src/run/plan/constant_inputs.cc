// SPDX-License-Identifier: Apache-2.0
#include "run/plan/constant_inputs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "rules/nearest.h"
#include "run/postprocess/output_axes.h"
#include "run/preprocess/constant_tensor.h"

namespace stacmlm::run {
namespace {

constexpr std::size_t kMostNumbers = 65536;

bool has_image_axis(const mlm::ModelInput& input) {
  for (const auto name : (*input.input).dim_order.value_or({})) {
    const OutputAxis axis = output_axis_of(name.value_or(""));
    if (axis == OutputAxis::kRow || axis == OutputAxis::kColumn) return true;
  }
  return false;
}

/// The text behind `--input NAME=`; null: there is none.
const std::string* given_for(const Planning& planning, const ConstantInput& constant,
                             const mlm::ModelInput& stated) {
  for (const auto& [name, text] : planning.options.inputs)
    if (name == constant.tensor || name == stated.name.value_or("")) return &text;
  return nullptr;
}

std::optional<std::vector<double>> numbers_in(std::string_view text) {
  std::vector<double> numbers;
  for (;;) {
    const std::string_view word = text.substr(0, text.find(','));
    double number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size() || !std::isfinite(number))
      return {};
    numbers.push_back(number);
    if (word.size() == text.size()) return numbers;
    text.remove_prefix(word.size() + 1);
  }
}

/// Sizes of the tensor for one image: those of the file, else of the metadata; -1 stays free.
base::Result<void> take_shape(ConstantInput& constant, const mlm::ModelInput& stated,
                              const artifact::Tensor& tensor, std::int64_t batch) {
  const auto sizes = (*stated.input).shape.value_or({});
  const auto names = (*stated.input).dim_order.value_or({});
  const std::string field = constant.field + ".input.shape";
  if (sizes.size() != names.size() || (tensor.shape && tensor.shape->size() != sizes.size()))
    return refuse(field, "it does not tell the dimensions that the model takes",
                  "mlm verify tells more");
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const std::int64_t told = sizes[i].value_or(-1);
    const std::int64_t taken = tensor.shape ? (*tensor.shape)[i].size : -1;
    if (told > 0 && taken > 0 && told != taken) {
      return refuse(fmt::format("{}[{}]", field, i),
                    fmt::format("{} is stated, and the model takes {}", told, taken),
                    "mlm verify tells more");
    }
    const bool is_batch = output_axis_of(names[i].value_or("")) == OutputAxis::kBatch;
    if (is_batch && i > 0) return refuse(field, "`batch` does not come first");
    if (is_batch && taken > 0 && taken != batch)
      return refuse(field,
                    fmt::format("the model takes {} of it at a time, and {} images", taken, batch));
    constant.has_batch = constant.has_batch || is_batch;
    constant.shape.push_back(is_batch ? 1 : taken > 0 ? taken : told > 0 ? told : -1);
  }
  return {};
}

/// A dimension that nobody told has as many elements as there are numbers for it.
base::Result<void> fill_shape(ConstantInput& constant, const std::string& option) {
  const auto free = std::ranges::find(constant.shape, -1);
  std::vector<std::int64_t> known = constant.shape;
  std::replace(known.begin(), known.end(), std::int64_t{-1}, std::int64_t{1});
  const std::size_t others = elements_of(known).value_or(0);
  const std::size_t given = constant.numbers.size();
  if (std::ranges::count(constant.shape, -1) > 1)
    return refuse(constant.field + ".input.shape", "more than one of its sizes is free");
  if (others == 0 || given % others != 0 || (free == constant.shape.end() && given != others)) {
    return base::fail(
        base::ErrorKind::kInvalidArgument,
        fmt::format("{}: there are {} numbers, and the input takes {}{}", option, given,
                    free == constant.shape.end() ? "" : "a multiple of ", others));
  }
  if (free != constant.shape.end()) *free = static_cast<std::int64_t>(given / others);
  return {};
}

}  // namespace

std::vector<bool> find_constants(const std::vector<mlm::ModelInput>& inputs) {
  std::vector<bool> are_constant;
  for (const mlm::ModelInput& input : inputs) are_constant.push_back(!has_image_axis(input));
  // Without any image, each pixel is a sample.
  if (std::ranges::find(are_constant, false) == are_constant.end())
    are_constant.assign(inputs.size(), false);
  return are_constant;
}

base::Result<void> plan_constant(Planning& planning, std::size_t index,
                                 const mlm::ModelInput& stated, const artifact::Tensor& tensor,
                                 std::string data_type) {
  ConstantInput constant;
  constant.field = fmt::format("mlm:input[{}]", index);
  constant.tensor = tensor.name;
  constant.data_type = std::move(data_type);
  STACMLM_CHECK(take_shape(constant, stated, tensor, planning.plan.tiles.batch));
  const std::string* given = given_for(planning, constant, stated);
  if (given == nullptr) {
    planning.ask(constant.field + ".input.dim_order",
                 "it has no height and width, as other inputs have: which numbers is it given at "
                 "each tile",
                 fmt::format("--input {}=", constant.tensor));
    return {};
  }
  const std::string option = fmt::format("--input {}={}", constant.tensor, rules::shown(*given));
  const auto numbers = numbers_in(*given);
  if (!numbers || numbers->size() > kMostNumbers)
    return base::fail(base::ErrorKind::kInvalidArgument, option + ": takes N[,N...]");
  constant.numbers = *numbers;
  STACMLM_CHECK(fill_shape(constant, option));
  if (auto made = constant_tensor(constant, 1); !made)
    return tl::unexpected(std::move(made).error().during(option));
  planning.plan.constants.push_back(std::move(constant));
  return {};
}

base::Result<void> check_constant_options(const Planning& planning) {
  std::vector<std::string> names;
  for (const ConstantInput& constant : planning.plan.constants) names.push_back(constant.tensor);
  for (const auto& [name, text] : planning.options.inputs) {
    const auto inputs = planning.model.input.value_or({});
    const bool is_one = std::ranges::any_of(planning.plan.constants, [&](const ConstantInput& one) {
      if (one.tensor == name) return true;
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        const auto stated = inputs[i];
        if (one.field == fmt::format("mlm:input[{}]", i))
          return stated && (*stated).name.value_or("") == name;
      }
      return false;
    });
    if (is_one) continue;
    return base::fail(
        base::ErrorKind::kInvalidArgument,
        fmt::format("--input {}: the model has no such input without height and width beside its "
                    "images{}",
                    name, names.empty() ? "" : fmt::format("; it has {}", fmt::join(names, ", "))));
  }
  return {};
}

}  // namespace stacmlm::run
