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
    const std::int64_t dilation = kernel == 1 ? 1 : options_.dilation;
    const std::int64_t pad = options_.is_valid ? 0 : dilation * (kernel / 2);
    std::vector<Attribute> attributes{{"kernel_shape", std::vector<std::int64_t>{kernel, kernel}},
                                      {"pads", std::vector<std::int64_t>{pad, pad, pad, pad}}};
    if (dilation != 1)
      attributes.push_back({"dilations", std::vector<std::int64_t>{dilation, dilation}});
    node("Conv", {value_, name + ".weight", name + ".bias"}, name, std::move(attributes));
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

  void pool(const std::string& level) {
    node("MaxPool", {value_}, "pool" + level,
         {{"kernel_shape", std::vector<std::int64_t>{2, 2}},
          {"strides", std::vector<std::int64_t>{2, 2}}});
  }

  void up(const std::string& level, const std::string& skip, std::int64_t from, std::int64_t to) {
    const std::string name = "up" + level;
    if (options_.upsampling == Upsampling::kTransposed) {
      weight(name + ".weight", {from, to, 2, 2});
      weight(name + ".bias", {to});
      node("ConvTranspose", {value_, name + ".weight", name + ".bias"}, name,
           {{"kernel_shape", std::vector<std::int64_t>{2, 2}},
            {"strides", std::vector<std::int64_t>{2, 2}}});
      return;
    }
    if (options_.upsampling == Upsampling::kToSkip) {
      resize_to(name, skip);
    } else {
      graph_.initializers.push_back(values(name + ".scales", {1, 1, 2, 2}));
      const bool is_linear = options_.upsampling == Upsampling::kLinear;
      node(
          "Resize", {value_, "", name + ".scales"}, name + ".resized",
          {{"mode", std::string(is_linear ? "linear" : "nearest")},
           {"coordinate_transformation_mode", std::string(is_linear ? "half_pixel" : "asymmetric")},
           {"nearest_mode", std::string("floor")}});
    }
    convolution(name, from, to, 1);
  }

  /// Cuts so many pixels off each side of a value.
  std::string cropped(const std::string& value, const std::string& level, std::int64_t border) {
    std::string name = "crop" + level;
    graph_.initializers.push_back(integers(name + ".starts", {border, border}));
    graph_.initializers.push_back(integers(name + ".ends", {-border, -border}));
    graph_.initializers.push_back(integers(name + ".axes", {2, 3}));
    graph_.nodes.push_back(
        {"Slice", {value, name + ".starts", name + ".ends", name + ".axes"}, {name}});
    return name;
  }

  void join(const std::string& level, const std::string& other) {
    node("Concat", {other, value_}, "join" + level, {{"axis", std::int64_t{1}}});
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

  /// As torch writes `interpolate(x, size=skip.shape[2:])`.
  void resize_to(const std::string& name, const std::string& skip) {
    const std::string input = value_;
    graph_.initializers.push_back(integers(name + ".two", {2}));
    graph_.initializers.push_back(integers(name + ".four", {4}));
    graph_.initializers.push_back(integers(name + ".zero", {0}));
    node("Shape", {skip}, name + ".skip");
    node("Slice", {name + ".skip", name + ".two", name + ".four"}, name + ".sides");
    node("Shape", {input}, name + ".shape");
    node("Slice", {name + ".shape", name + ".zero", name + ".two"}, name + ".rest");
    node("Concat", {name + ".rest", name + ".sides"}, name + ".sizes", {{"axis", std::int64_t{0}}});
    node("Resize", {input, "", "", name + ".sizes"}, name + ".resized",
         {{"mode", std::string("nearest")},
          {"coordinate_transformation_mode", std::string("asymmetric")},
          {"nearest_mode", std::string("floor")}});
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
  Builder builder(options);
  const auto width = [&](std::int64_t level) {
    return level == options.levels ? options.lower_width : options.width;
  };
  // The first level has no number.
  const auto suffix = [](std::int64_t level) {
    return level == 0 ? std::string() : "." + std::to_string(level);
  };
  std::vector<std::string> skips;
  for (std::int64_t level = 0; level < options.levels; ++level) {
    const std::int64_t from = level == 0 ? options.bands : width(level - 1);
    builder.convolution("encoder" + suffix(level), from, width(level), 3);
    skips.push_back(builder.value());
    builder.pool(suffix(level));
  }
  const std::int64_t lower = options.lower_width;
  builder.convolution("bottom", width(options.levels - 1), lower, 3);
  if (options.neck > 0) {
    builder.convolution("neck.0", lower, options.neck, 1);
    builder.convolution("neck.1", options.neck, lower, 1);
  }
  std::int64_t border = options.dilation;  // lost on each side since the pool, without padding
  for (std::int64_t level = options.levels; level-- > 0;) {
    const std::int64_t upper = width(level);
    std::string skip = skips[static_cast<std::size_t>(level)];
    builder.up(suffix(level), skip, width(level + 1), upper);
    if (options.is_valid) skip = builder.cropped(skip, suffix(level), 2 * border);
    builder.join(suffix(level), skip);
    builder.convolution("decoder" + suffix(level), 2 * upper, upper, 3);
    border = 2 * border + 2 * options.dilation;
  }
  builder.last();
  builder.convolution("segmentation_head", options.width, options.classes, 1, false);
  Model model;
  model.graph = std::move(builder).graph();
  model.graph.name = "main_graph";
  const Size height = side(options, "height");
  const Size sides = side(options, "width");
  model.graph.inputs = {{options.input, Type::kFloat32, {"batch", options.bands, height, sides}}};
  const Size rows = options.is_valid ? Size("rows") : height;
  const Size columns = options.is_valid ? Size("columns") : sides;
  model.graph.outputs = {
      {options.output, Type::kFloat32, {"batch", options.classes, rows, columns}}};
  return model;
}

}  // namespace stacmlm::model_files::onnx
