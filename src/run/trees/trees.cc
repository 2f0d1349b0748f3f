// SPDX-License-Identifier: Apache-2.0
#include "run/trees/trees.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "run/check_inputs.h"
#include "run/preprocess/rows.h"
#include "run/trees/read_forest.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::run::trees {
namespace {

constexpr std::size_t kBlock = 1024;  // pixels that are converted at a time

template <class Number>
constexpr DataType kType = sizeof(Number) == 4 ? DataType::kFloat32 : DataType::kFloat64;

template <class Number>
class TreeModel final : public Model {
 public:
  explicit TreeModel(Forest<Number> forest, std::size_t rank) : forest_(std::move(forest)) {
    const auto size = [](std::size_t count) {
      return artifact::Dimension{static_cast<std::int64_t>(count), ""};
    };
    const artifact::Dimension rows{-1, ""};
    inputs_[0].shape = {rows, size(forest_.features())};
    outputs_[0].shape = {rows};
    if (rank == 2) outputs_[0].shape->push_back(size(forest_.results()));
    outputs_[0].data_type = name_of(kType<Number>);
  }

  [[nodiscard]] std::span<const artifact::Tensor> inputs() const override { return inputs_; }
  [[nodiscard]] std::span<const artifact::Tensor> outputs() const override { return outputs_; }

  [[nodiscard]] base::Result<std::vector<Tensor>> run(
      std::span<const TensorView> inputs) const override {
    STACMLM_CHECK(check_inputs(inputs_, inputs));
    const TensorView& input = inputs.front();
    const auto rows = static_cast<std::size_t>(input.shape.front());
    std::vector<std::int64_t> shape{input.shape.front()};
    if (outputs_[0].shape->size() == 2)
      shape.push_back(static_cast<std::int64_t>(forest_.results()));
    Tensor output(kType<Number>, std::move(shape));
    std::vector<Number> block;
    std::vector<double> numbers;
    for (std::size_t first = 0; first < rows; first += kBlock) {
      const std::size_t count = std::min(kBlock, rows - first);
      read(input, first * forest_.features(), count * forest_.features(), block, numbers);
      forest_.evaluate(block, output.values<Number>().subspan(first * forest_.results(),
                                                              count * forest_.results()));
    }
    std::vector<Tensor> outputs;
    outputs.push_back(std::move(output));
    return outputs;
  }

 private:
  static void read(const TensorView& input, std::size_t first, std::size_t count,
                   std::vector<Number>& block, std::vector<double>& numbers) {
    const auto* from = static_cast<const std::byte*>(input.data) + first * size_of(input.type);
    block.resize(count);
    if (input.type == kType<Number>) {
      std::memcpy(block.data(), from, count * sizeof(Number));
      return;
    }
    numbers.resize(count);
    load_numbers(input.type, from, count, numbers.data());
    std::ranges::transform(numbers, block.begin(),
                           [](double number) { return static_cast<Number>(number); });
  }

  Forest<Number> forest_;
  std::array<artifact::Tensor, 1> inputs_;
  std::array<artifact::Tensor, 1> outputs_;
};

template <class Number>
base::Result<std::unique_ptr<Model>> model_of(base::Result<Forest<Number>> forest,
                                              const artifact::ModelFile& file,
                                              const std::string& path) {
  if (!forest) return tl::unexpected(std::move(forest).error().during(path));
  const bool has_columns = file.outputs && !file.outputs->empty() && file.outputs->front().shape &&
                           file.outputs->front().shape->size() == 2;
  const std::int64_t told = has_columns ? (*file.outputs->front().shape)[1].size : 1;
  const auto made = static_cast<std::int64_t>(forest->results());
  if (told >= 0 && told != made) {
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("{}: its objective gives {} numbers a pixel, and its parameters "
                                  "tell of {}",
                                  path, told, made));
  }
  return std::make_unique<TreeModel<Number>>(*std::move(forest), has_columns ? 2 : 1);
}

class Trees final : public Runtime {
 public:
  [[nodiscard]] std::string_view name() const override { return "trees"; }
  [[nodiscard]] std::string_view version() const override { return "1"; }

 private:
  [[nodiscard]] base::Result<std::unique_ptr<Model>> load_checked(
      const std::string& path, const artifact::ModelFile& file,
      const LoadOptions& options) const override {
    if (options.cuda_device)
      return base::fail(base::ErrorKind::kUnsupported, "cuda: trees run on the processor");
    STACMLM_TRY(const auto source, artifact::open_source(path));
    if (file.format == "lightgbm") return model_of(read_lightgbm(*source), file, path);
    return model_of(read_xgboost(*source, file.format), file, path);
  }
};

}  // namespace

base::Result<std::unique_ptr<Runtime>> open_trees(const RuntimeOptions& /*options*/) {
  return std::make_unique<Trees>();
}

}  // namespace stacmlm::run::trees
