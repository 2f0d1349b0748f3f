// SPDX-License-Identifier: Apache-2.0
#include "model_files/ndvi.h"

#include <array>
#include <bit>
#include <cstdint>

#include "model_files/byte_writer.h"
#include "model_files/flatbuffer_writer.h"
#include "model_files/proto_writer.h"
#include "model_files/torch_script.h"

namespace stacmlm::model_files {
namespace {

constexpr std::size_t kBands = 4;
constexpr std::size_t kClasses = 2;
constexpr std::int32_t kTile = 32;  ///< pixels a side, of formats with fixed sizes

/// Scores of the other class, and of vegetation: 0.5 nir - 1.5 red.
constexpr std::array<std::array<float, kBands>, kClasses> kWeights{{{}, {0, 0, -1.5F, 0.5F}}};

std::string bytes_of_number(float number) {
  return ByteWriter().u32(std::bit_cast<std::uint32_t>(number)).bytes();
}

/// Class by class.
std::string weights() {
  std::string bytes;
  for (const auto& row : kWeights)
    for (const float weight : row) bytes += bytes_of_number(weight);
  return bytes;
}

/// Band by band.
std::string turned_weights() {
  std::string bytes;
  for (std::size_t band = 0; band < kBands; ++band)
    for (const auto& row : kWeights) bytes += bytes_of_number(row[band]);
  return bytes;
}

/// A convolution of 1 x 1 with free sizes. The second net gives the class numbers.
std::string ir(bool gives_classes) {
  const std::string last_port = gives_classes ? "3" : "2";
  std::string xml = R"(<?xml version="1.0"?>
<net name="ndvi" version="11">
<layers>
<layer id="0" name="image" type="Parameter" version="opset1">
<data shape="?,4,?,?" element_type="f32"/>
<output><port id="0" precision="FP32" names="image">
<dim>-1</dim><dim>4</dim><dim>-1</dim><dim>-1</dim></port></output></layer>
<layer id="1" name="weights" type="Const" version="opset1">
<data element_type="f32" shape="2, 4, 1, 1" offset="0" size="32"/>
<output><port id="0" precision="FP32">
<dim>2</dim><dim>4</dim><dim>1</dim><dim>1</dim></port></output></layer>
<layer id="2" name="conv" type="Convolution" version="opset1">
<data strides="1, 1" dilations="1, 1" pads_begin="0, 0" pads_end="0, 0" auto_pad="explicit"/>
<input><port id="0" precision="FP32"><dim>-1</dim><dim>4</dim><dim>-1</dim><dim>-1</dim></port>
<port id="1" precision="FP32"><dim>2</dim><dim>4</dim><dim>1</dim><dim>1</dim></port></input>
<output><port id="2" precision="FP32" names="scores">
<dim>-1</dim><dim>2</dim><dim>-1</dim><dim>-1</dim></port></output></layer>
)";
  if (gives_classes) {
    xml += R"(<layer id="4" name="one" type="Const" version="opset1">
<data element_type="i64" shape="" offset="32" size="8"/>
<output><port id="0" precision="I64"/></output></layer>
<layer id="3" name="best" type="TopK" version="opset3">
<data axis="1" mode="max" sort="value" index_element_type="i64"/>
<input><port id="0" precision="FP32"><dim>-1</dim><dim>2</dim><dim>-1</dim><dim>-1</dim></port>
<port id="1" precision="I64"/></input>
<output><port id="2" precision="FP32"><dim>-1</dim><dim>1</dim><dim>-1</dim><dim>-1</dim></port>
<port id="3" precision="I64" names="classes">
<dim>-1</dim><dim>1</dim><dim>-1</dim><dim>-1</dim></port></output></layer>
)";
  }
  xml +=
      "<layer id=\"5\" name=\"out/sink_port_0\" type=\"Result\" version=\"opset1\"><input>"
      "<port id=\"0\" precision=\"" +
      std::string(gives_classes ? "I64" : "FP32") + "\"><dim>-1</dim><dim>" +
      (gives_classes ? "1" : "2") +
      "</dim><dim>-1</dim><dim>-1</dim></port></input></layer>\n</layers>\n<edges>\n"
      "<edge from-layer=\"0\" from-port=\"0\" to-layer=\"2\" to-port=\"0\"/>\n"
      "<edge from-layer=\"1\" from-port=\"0\" to-layer=\"2\" to-port=\"1\"/>\n";
  if (gives_classes)
    xml +=
        "<edge from-layer=\"2\" from-port=\"2\" to-layer=\"3\" to-port=\"0\"/>\n"
        "<edge from-layer=\"4\" from-port=\"0\" to-layer=\"3\" to-port=\"1\"/>\n";
  return xml + "<edge from-layer=\"" + (gives_classes ? "3" : "2") + "\" from-port=\"" + last_port +
         "\" to-layer=\"5\" to-port=\"0\"/>\n</edges>\n</net>\n";
}

std::vector<File> openvino() { return {{"ndvi.xml", ir(false)}, {"ndvi.bin", weights()}}; }

std::vector<File> openvino_classes() {
  return {{"ndvi.xml", ir(true)}, {"ndvi.bin", weights() + ByteWriter().u64(1).bytes()}};
}

std::vector<File> tflite() {
  using namespace flatbuffer;
  constexpr unsigned kConvolution = 3;
  constexpr unsigned kConvolutionOptions = 1;
  constexpr std::uint64_t kValid = 1;
  const auto tensor = [](std::string_view name, const std::vector<std::int32_t>& shape,
                         unsigned buffer) {
    return table({{0, int32s(shape)}, {1, Number{0, 1}}, {2, Number{buffer}}, {3, text(name)}});
  };
  const PartPointer options = table(
      {{0, Number{kValid, 1}}, {1, Number{1}}, {2, Number{1}}, {4, Number{1}}, {5, Number{1}}});
  const PartPointer convolution = table({{0, Number{0}},
                                         {1, int32s({0, 1, 2})},
                                         {2, int32s({3})},
                                         {3, Number{kConvolutionOptions, 1}},
                                         {4, options}});
  const PartPointer graph = table(
      {{0, vector({tensor("image", {1, kTile, kTile, 4}, 0), tensor("weights", {2, 1, 1, 4}, 1),
                   tensor("bias", {2}, 2), tensor("scores", {1, kTile, kTile, 2}, 0)})},
       {1, int32s({0})},
       {2, int32s({3})},
       {3, vector({convolution})},
       {4, text("main")}});
  const PartPointer code =
      table({{0, Number{kConvolution, 1}}, {2, Number{1}}, {3, Number{kConvolution}}});
  const PartPointer buffers = vector(
      {table({}), table({{0, bytes(weights())}}), table({{0, bytes(std::string(8, '\0'))}})});
  const PartPointer model = table(
      {{0, Number{3}}, {1, vector({code})}, {2, vector({graph})}, {3, text("ndvi")}, {4, buffers}});
  return {{"ndvi.tflite", write(model, "TFL3")}};
}

constexpr std::uint64_t kFloat = 1;

ProtoWriter attribute(const std::string& name, const ProtoWriter& value) {
  return ProtoWriter().text(1, name).message(2, value);
}

ProtoWriter shape_of(const std::vector<std::int64_t>& sizes) {
  ProtoWriter shape;
  for (const std::int64_t size : sizes)
    shape.message(2, ProtoWriter().number(1, static_cast<std::uint64_t>(size)));
  return shape;
}

ProtoWriter node(const std::string& name, const std::string& op,
                 const std::vector<std::string>& inputs, const std::vector<ProtoWriter>& more) {
  ProtoWriter out;
  out.text(1, name).text(2, op);
  for (const std::string& input : inputs) out.text(3, input);
  for (const ProtoWriter& one : more) out.message(5, one);
  return out;
}

/// Free sizes, and channels last.
std::vector<File> saved_model() {
  const ProtoWriter type = ProtoWriter().number(6, kFloat);
  const ProtoWriter image = shape_of({-1, -1, -1, 4});
  const ProtoWriter values =
      ProtoWriter().number(1, kFloat).message(2, shape_of({1, 1, 4, 2})).text(4, turned_weights());
  const ProtoWriter ones = ProtoWriter().message(1, ProtoWriter().packed(3, {1, 1, 1, 1}));
  ProtoWriter graph;
  graph.message(
      1, node("image", "Placeholder", {},
              {attribute("dtype", type), attribute("shape", ProtoWriter().message(7, image))}));
  graph.message(
      1, node("weights", "Const", {},
              {attribute("dtype", type), attribute("value", ProtoWriter().message(8, values))}));
  graph.message(
      1, node("scores", "Conv2D", {"image", "weights"},
              {attribute("T", type), attribute("strides", ones), attribute("dilations", ones),
               attribute("padding", ProtoWriter().text(2, "VALID")),
               attribute("data_format", ProtoWriter().text(2, "NHWC"))}));
  const auto info = [](const std::string& key, const std::string& name, const ProtoWriter& shape) {
    return ProtoWriter().text(1, key).message(
        2, ProtoWriter().text(1, name).number(2, kFloat).message(3, shape));
  };
  ProtoWriter signature;
  signature.message(1, info("image", "image:0", image));
  signature.message(2, info("scores", "scores:0", shape_of({-1, -1, -1, 2})));
  signature.text(3, "tensorflow/serving/predict");
  ProtoWriter meta;
  meta.message(1, ProtoWriter().text(4, "serve").text(5, "2.15.0")).message(2, graph);
  meta.message(5, ProtoWriter().text(1, "serving_default").message(2, signature));
  return {{"saved_model.pb", ProtoWriter().number(1, 1).message(2, meta).bytes()}};
}

/// Channels first, and sizes that the module does not tell.
std::vector<File> torch_script() {
  constexpr std::string_view kCode =
      "  def forward(self: __torch__.Net,\n    image: Tensor) -> Tensor:\n"
      "    weight = self.weight\n"
      "    return torch.conv2d(image, weight, None, [1, 1], [0, 0], [1, 1], 1)\n";
  return {{"ndvi.pt",
           script_archive(kCode, {with_keys({{"weight", {kClasses, kBands, 1, 1}}}), weights()})}};
}

constexpr Kind kKinds[] = {
    {"openvino-ndvi", "a threshold of NDVI, that runs", openvino},
    {"openvino-ndvi-classes", "the same with the class numbers of pixels", openvino_classes},
    {"saved-model-ndvi", "a threshold of NDVI, that runs", saved_model},
    {"torchscript-ndvi", "a threshold of NDVI, that runs", torch_script},
    {"tflite-ndvi", "a threshold of NDVI on 32 x 32 pixels, that runs", tflite},
};

}  // namespace

std::span<const Kind> ndvi_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
