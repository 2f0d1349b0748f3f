// SPDX-License-Identifier: Apache-2.0
#include "model_files/onnx_unet.h"

#include <utility>

namespace stacmlm::model_files::onnx {
namespace {

/// Builds layer by layer; each goes on from the value that the last one gave.
class Builder {
 public:
  explicit Builder(const UnetOptions& options) : options_(options), value_(options.input) {}

  void convolution(const std::string& name, std::int64_t from, std::int64_t to, std::int64_t kernel,
                   bool is_activated = true) {
    weight(name + ".weight", {to, from, kernel, kernel});
    weight(name + ".bias", {to});
    const std::int64_t pad = kernel / 2;
    node("Conv", {value_, name + ".weight", name + ".bias"}, name,
         {{"kernel_shape", std::vector<std::int64_t>{kernel, kernel}},
          {"pads", std::vector<std::int64_t>{pad, pad, pad, pad}}});
    if (!is_activated) return;
    if (options_.has_batch_norm) {
      const std::string norm = name + ".norm";
      std::vector<std::string> inputs{value_};
      for (const auto* part : {".weight", ".bias", ".running_mean"}) {
        weight(norm + part, {to});
        inputs.push_back(norm + part);
      }
      graph_.initializers.push_back(ones(norm + ".running_var", {to}));
      inputs.push_back(norm + ".running_var");
      node("BatchNormalization", inputs, norm, {{"epsilon", 0.001F}});
    }
    node("Relu", {value_}, name + ".relu");
  }

  void pool() {
    node("MaxPool", {value_}, "pool",
         {{"kernel_shape", std::vector<std::int64_t>{2, 2}},
          {"strides", std::vector<std::int64_t>{2, 2}}});
  }

  void up(std::int64_t from, std::int64_t to) {
    weight("up.weight", {from, to, 2, 2});
    weight("up.bias", {to});
    node("ConvTranspose", {value_, "up.weight", "up.bias"}, "up",
         {{"kernel_shape", std::vector<std::int64_t>{2, 2}},
          {"strides", std::vector<std::int64_t>{2, 2}}});
  }

  void join(const std::string& other) {
    node("Concat", {other, value_}, "join", {{"axis", std::int64_t{1}}});
  }

  /// Gives what comes next the name of the output.
  void last() { name_ = options_.output; }

  [[nodiscard]] const std::string& value() const { return value_; }
  [[nodiscard]] Graph graph() && { return std::move(graph_); }

 private:
  void weight(const std::string& name, std::vector<std::int64_t> shape) {
    graph_.initializers.push_back(options_.is_hole ? zeros(name, std::move(shape))
                                                   : floats(name, std::move(shape)));
  }
  void node(const std::string& type, std::vector<std::string> inputs, const std::string& output,
            std::vector<Attribute> attributes = {}) {
    value_ = name_.empty() ? output : name_;
    graph_.nodes.push_back({type, std::move(inputs), {value_}, std::move(attributes)});
  }

  const UnetOptions& options_;
  std::string value_;
  std::string name_;
  Graph graph_;
};

Size side(const UnetOptions& options, const char* name) {
  if (options.size.empty()) return name;
  return static_cast<std::int64_t>(std::stoll(options.size));
}

}  // namespace

Model unet(const UnetOptions& options) {
  const std::int64_t upper = options.width;
  const std::int64_t lower = options.lower_width;
  Builder builder(options);
  builder.convolution("encoder", options.bands, upper, 3);
  const std::string skip = builder.value();
  builder.pool();
  builder.convolution("bottom", upper, lower, 3);
  if (options.neck > 0) {
    builder.convolution("neck.0", lower, options.neck, 1);
    builder.convolution("neck.1", options.neck, lower, 1);
  }
  builder.up(lower, upper);
  builder.join(skip);
  builder.convolution("decoder", 2 * upper, upper, 3);
  builder.last();
  builder.convolution("segmentation_head", upper, options.classes, 1, false);
  Model model;
  model.graph = std::move(builder).graph();
  model.graph.name = "main_graph";
  const Size height = side(options, "height");
  const Size width = side(options, "width");
  model.graph.inputs = {{options.input, Type::kFloat32, {"batch", options.bands, height, width}}};
  model.graph.outputs = {
      {options.output, Type::kFloat32, {"batch", options.classes, height, width}}};
  return model;
}

}  // namespace stacmlm::model_files::onnx
