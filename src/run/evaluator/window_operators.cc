// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "run/evaluator/operators.h"

namespace stacmlm::run::evaluator {
namespace {

constexpr std::int64_t kLargest = std::int64_t{1} << 20U;

void pad_automatically(std::string_view how, std::int64_t size, Window& window) {
  if (how == "VALID") window.before = window.after = 0;
  if (!how.starts_with("SAME")) return;
  const std::int64_t outputs = (size + window.stride - 1) / window.stride;
  const std::int64_t all =
      std::max<std::int64_t>(0, (outputs - 1) * window.stride + window.extent() - size);
  window.before = how == "SAME_LOWER" ? all - all / 2 : all / 2;
  window.after = all - window.before;
}

bool is_sane(const Window& window) {
  const auto within = [](std::int64_t number, std::int64_t least) {
    return number >= least && number <= kLargest;
  };
  return within(window.kernel, 1) && within(window.dilation, 1) && within(window.stride, 1) &&
         within(window.before, 0) && within(window.after, 0);
}

/// Adds to each output pixel of a channel what one weight takes from one channel of the image.
void add_weighted(const float* image, const std::vector<std::int64_t>& shape, float weight,
                  const std::vector<Window>& windows, std::int64_t ky, std::int64_t kx,
                  double* sums) {
  const Window& rows = windows[0];
  const Window& columns = windows[1];
  for (std::int64_t y = 0; y < rows.outputs; ++y) {
    const std::int64_t from_y = y * rows.stride + ky * rows.dilation - rows.before;
    if (from_y < 0 || from_y >= shape[2]) continue;
    for (std::int64_t x = 0; x < columns.outputs; ++x) {
      const std::int64_t from_x = x * columns.stride + kx * columns.dilation - columns.before;
      if (from_x < 0 || from_x >= shape[3]) continue;
      sums[y * columns.outputs + x] +=
          static_cast<double>(weight) * static_cast<double>(image[from_y * shape[3] + from_x]);
    }
  }
}

/// The same backwards: each pixel of the image adds to the outputs that it reaches.
void add_spread(const float* image, const std::vector<std::int64_t>& shape, float weight,
                const std::vector<Window>& windows, std::int64_t ky, std::int64_t kx,
                double* sums) {
  const Window& rows = windows[0];
  const Window& columns = windows[1];
  for (std::int64_t y = 0; y < shape[2]; ++y) {
    const std::int64_t to_y = y * rows.stride + ky * rows.dilation - rows.before;
    if (to_y < 0 || to_y >= rows.outputs) continue;
    for (std::int64_t x = 0; x < shape[3]; ++x) {
      const std::int64_t to_x = x * columns.stride + kx * columns.dilation - columns.before;
      if (to_x < 0 || to_x >= columns.outputs) continue;
      sums[to_y * columns.outputs + to_x] +=
          static_cast<double>(weight) * static_cast<double>(image[y * shape[3] + x]);
    }
  }
}

/// Weights of a convolution: [outputs, inputs of a group, rows, columns]; of a transposed one, the
/// first two the other way round.
struct Layer {
  const Tensor* image = nullptr;
  const Tensor* weights = nullptr;
  std::int64_t groups = 1;
  std::int64_t inputs = 0;   ///< channels of a group
  std::int64_t outputs = 0;  ///< channels of a group
  bool is_transposed = false;
  std::vector<Window> windows;
};

Results run_layer(const Call& call, const Layer& layer) {
  const std::vector<std::int64_t>& shape = layer.image->shape();
  const std::int64_t pixels = shape[2] * shape[3];
  const std::int64_t rows = layer.windows[0].outputs;
  const std::int64_t columns = layer.windows[1].outputs;
  const std::int64_t channels = layer.outputs * layer.groups;
  STACMLM_TRY(Tensor result, make(call, DataType::kFloat32, {shape[0], channels, rows, columns}));
  const auto taps = layer.windows[0].kernel * layer.windows[1].kernel;
  STACMLM_CHECK(
      check_work(call, {shape[0], channels, layer.inputs, taps, std::max(rows * columns, pixels)}));
  std::vector<double> sums(static_cast<std::size_t>(rows * columns));
  const float* weights = layer.weights->values<float>().data();
  for (std::int64_t plane = 0; plane < shape[0] * channels; ++plane) {
    const std::int64_t channel = plane % channels;
    const std::int64_t group = channel / layer.outputs;
    std::ranges::fill(
        sums, call.has(2) ? static_cast<double>(
                                call.inputs[2]->values<float>()[static_cast<std::size_t>(channel)])
                          : 0.0);
    for (std::int64_t input = 0; input < layer.inputs; ++input) {
      const std::int64_t from = group * layer.inputs + input;
      const float* image =
          layer.image->values<float>().data() + (plane / channels * shape[1] + from) * pixels;
      const std::int64_t at = layer.is_transposed ? from * layer.outputs + channel % layer.outputs
                                                  : channel * layer.inputs + input;
      for (std::int64_t tap = 0; tap < taps; ++tap) {
        const auto add = layer.is_transposed ? add_spread : add_weighted;
        add(image, shape, weights[at * taps + tap], layer.windows, tap / layer.windows[1].kernel,
            tap % layer.windows[1].kernel, sums.data());
      }
    }
    std::ranges::transform(sums, result.values<float>().data() + plane * rows * columns,
                           [](double sum) { return static_cast<float>(sum); });
  }
  return one(std::move(result));
}

base::Result<Layer> layer_of(const Call& call, bool is_transposed) {
  Layer layer;
  layer.is_transposed = is_transposed;
  STACMLM_TRY(layer.image, call.image(0));
  STACMLM_TRY(layer.weights, call.image(1));
  const auto& weights = layer.weights->shape();
  layer.groups = call.node.integer("group", 1);
  const std::int64_t channels = layer.image->shape()[1];
  if (layer.groups < 1 || weights[0] % layer.groups != 0 || channels % layer.groups != 0)
    return call.fail("has channels that do not make groups");
  layer.inputs = channels / layer.groups;
  layer.outputs = is_transposed ? weights[1] : weights[0] / layer.groups;
  if ((is_transposed ? weights[0] / layer.groups : weights[1]) != layer.inputs)
    return call.fail("has weights for another number of channels");
  if (call.has(2)) {
    STACMLM_TRY(const Tensor* bias, call.floats(2));
    if (bias->elements() != static_cast<std::size_t>(layer.outputs * layer.groups))
      return call.fail("has a bias of another size");
  }
  STACMLM_TRY(layer.windows, windows_of(call, *layer.image, {weights[2], weights[3]}));
  if (layer.windows[0].kernel != weights[2] || layer.windows[1].kernel != weights[3])
    return call.fail("has weights of another size than its kernel");
  return layer;
}

Results convolution(const Call& call) {
  STACMLM_TRY(const Layer layer, layer_of(call, false));
  return run_layer(call, layer);
}

Results transposed_convolution(const Call& call) {
  STACMLM_TRY(Layer layer, layer_of(call, true));
  if (call.node.find("output_shape") != nullptr ||
      call.node.text("auto_pad", "NOTSET").starts_with("SAME"))
    return call.fail("has an output of a given size, which the evaluator does not know");
  const auto more = call.node.integers("output_padding", {0, 0});
  for (std::size_t i = 0; i < 2; ++i) {
    Window& window = layer.windows[i];
    const std::int64_t size = layer.image->shape()[i + 2];
    if (more.size() != 2 || more[i] < 0 || more[i] > kLargest)
      return call.fail("has padding of a size that is not sane");
    window.outputs =
        (size - 1) * window.stride + window.extent() - window.before - window.after + more[i];
    if (size < 1 || window.outputs < 1) return call.fail("has nothing to give");
  }
  return run_layer(call, layer);
}

/// Puts together the pixels that a window sees.
template <class Fold>
Results pool(const Call& call, const Fold& fold) {
  STACMLM_TRY(const Tensor* image, call.image(0));
  STACMLM_TRY(const auto windows, windows_of(call, *image, {}));
  const auto& shape = image->shape();
  STACMLM_TRY(Tensor result, make(call, DataType::kFloat32,
                                  {shape[0], shape[1], windows[0].outputs, windows[1].outputs}));
  STACMLM_CHECK(check_work(
      call, {static_cast<std::int64_t>(result.elements()), windows[0].kernel, windows[1].kernel}));
  float* to = result.values<float>().data();
  std::vector<float> seen;
  for (std::int64_t plane = 0; plane < shape[0] * shape[1]; ++plane) {
    const float* from = image->values<float>().data() + plane * shape[2] * shape[3];
    for (std::int64_t y = 0; y < windows[0].outputs; ++y) {
      for (std::int64_t x = 0; x < windows[1].outputs; ++x) {
        seen.clear();
        for (std::int64_t k = 0; k < windows[0].kernel * windows[1].kernel; ++k) {
          const std::int64_t row = y * windows[0].stride - windows[0].before +
                                   k / windows[1].kernel * windows[0].dilation;
          const std::int64_t column = x * windows[1].stride - windows[1].before +
                                      k % windows[1].kernel * windows[1].dilation;
          if (row >= 0 && row < shape[2] && column >= 0 && column < shape[3])
            seen.push_back(from[row * shape[3] + column]);
        }
        *to++ = fold(seen, windows[0].kernel * windows[1].kernel);
      }
    }
  }
  return one(std::move(result));
}

Results max_pool(const Call& call) {
  return pool(call, [](const std::vector<float>& seen, std::int64_t) {
    float largest = -std::numeric_limits<float>::infinity();
    for (const float value : seen) largest = value > largest || value != value ? value : largest;
    return largest;
  });
}

Results average_pool(const Call& call) {
  const bool counts_all = call.node.integer("count_include_pad", 0) != 0;
  return pool(call, [&](const std::vector<float>& seen, std::int64_t all) {
    double sum = 0;
    for (const float value : seen) sum += static_cast<double>(value);
    const double count = counts_all ? static_cast<double>(all) : static_cast<double>(seen.size());
    return static_cast<float>(sum / count);
  });
}

constexpr Operator kOperators[] = {{"AveragePool", average_pool},
                                   {"Conv", convolution},
                                   {"ConvTranspose", transposed_convolution},
                                   {"MaxPool", max_pool}};

}  // namespace

base::Result<std::vector<Window>> windows_of(const Call& call, const Tensor& image,
                                             std::vector<std::int64_t> kernel) {
  const auto sizes = call.node.integers("kernel_shape", std::move(kernel));
  const auto dilations = call.node.integers("dilations", {1, 1});
  const auto strides = call.node.integers("strides", {1, 1});
  const auto pads = call.node.integers("pads", {0, 0, 0, 0});
  if (sizes.size() != 2 || dilations.size() != 2 || strides.size() != 2 || pads.size() != 4)
    return call.fail("has a window that is not of two dimensions");
  const bool rounds_up = call.node.integer("ceil_mode", 0) != 0;
  std::vector<Window> windows;
  for (std::size_t i = 0; i < 2; ++i) {
    Window window{sizes[i], dilations[i], strides[i], pads[i], pads[i + 2]};
    if (!is_sane(window)) return call.fail("has a window of a size that is not sane");
    const std::int64_t size = image.shape()[i + 2];
    pad_automatically(call.node.text("auto_pad", "NOTSET"), size, window);
    const std::int64_t room = size + window.before + window.after - window.extent();
    window.outputs = room < 0 ? 0 : room / window.stride + 1;
    if (rounds_up && room > 0 && room % window.stride != 0 &&
        window.outputs * window.stride < size + window.before)
      ++window.outputs;
    windows.push_back(window);
  }
  return windows;
}

std::span<const Operator> window_operators() { return kOperators; }

}  // namespace stacmlm::run::evaluator
