// SPDX-License-Identifier: Apache-2.0
#include "model_files/openvino.h"

#include <utility>

namespace stacmlm::model_files {
namespace {

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  if (at == std::string::npos) return {};  // an empty file: the tests see it
  return text.replace(at, what.size(), with);
}

/// A 1x1 convolution of four channels into three, with a bias.
constexpr std::string_view kNet = R"(<?xml version="1.0"?>
<net name="land cover" version="11">
	<layers>
		<layer id="0" name="image" type="Parameter" version="opset1">
			<data shape="?,4,64..512,64" element_type="f32" />
			<output>
				<port id="0" precision="FP32" names="image,input:0">
					<dim>-1</dim>
					<dim>4</dim>
					<dim>-1</dim>
					<dim>64</dim>
				</port>
			</output>
		</layer>
		<layer id="1" name="kernel" type="Const" version="opset1">
			<data element_type="f32" shape="3, 4, 1, 1" offset="0" size="48" />
			<output>
				<port id="0" precision="FP32"><dim>3</dim><dim>4</dim><dim>1</dim><dim>1</dim></port>
			</output>
		</layer>
		<layer id="2" name="conv" type="Convolution" version="opset1">
			<data strides="1, 1" dilations="1, 1" pads_begin="0, 0" pads_end="0, 0" auto_pad="explicit" />
			<input>
				<port id="0" precision="FP32"><dim>-1</dim><dim>4</dim><dim>-1</dim><dim>64</dim></port>
				<port id="1" precision="FP32"><dim>3</dim><dim>4</dim><dim>1</dim><dim>1</dim></port>
			</input>
			<output>
				<port id="2" precision="FP32"><dim>-1</dim><dim>3</dim><dim>-1</dim><dim>64</dim></port>
			</output>
		</layer>
		<layer id="3" name="bias" type="Const" version="opset1">
			<data element_type="f32" shape="1, 3, 1, 1" offset="48" size="12" />
			<output>
				<port id="0" precision="FP32"><dim>1</dim><dim>3</dim><dim>1</dim><dim>1</dim></port>
			</output>
		</layer>
		<layer id="4" name="add" type="Add" version="opset1">
			<data auto_broadcast="numpy" />
			<input>
				<port id="0" precision="FP32"><dim>-1</dim><dim>3</dim><dim>-1</dim><dim>64</dim></port>
				<port id="1" precision="FP32"><dim>1</dim><dim>3</dim><dim>1</dim><dim>1</dim></port>
			</input>
			<output>
				<port id="2" precision="FP32" names="classes"><dim>-1</dim><dim>3</dim><dim>-1</dim><dim>64</dim></port>
			</output>
		</layer>
		<layer id="5" name="add/sink_port_0" type="Result" version="opset1">
			<input>
				<port id="0" precision="FP32"><dim>-1</dim><dim>3</dim><dim>-1</dim><dim>64</dim></port>
			</input>
		</layer>
	</layers>
	<edges>
		<edge from-layer="0" from-port="0" to-layer="2" to-port="0" />
		<edge from-layer="1" from-port="0" to-layer="2" to-port="1" />
		<edge from-layer="2" from-port="2" to-layer="4" to-port="0" />
		<edge from-layer="3" from-port="0" to-layer="4" to-port="1" />
		<edge from-layer="4" from-port="2" to-layer="5" to-port="0" />
	</edges>
	<rt_info>
		<MO_version value="2023.3.0" />
		<conversion_parameters><framework value="onnx" /></conversion_parameters>
		<model_info><labels value="water forest field" /></model_info>
	</rt_info>
</net>
)";

std::vector<File> files_of(std::string xml, std::size_t weights = 60) {
  return {{"model.xml", std::move(xml)}, {"model.bin", std::string(weights, '\x01')}};
}

std::vector<File> net() { return files_of(std::string(kNet)); }

std::vector<File> changed(std::string_view what, std::string_view with) {
  return files_of(replaced(std::string(kNet), what, with));
}

std::vector<File> custom_operator() {
  return changed(R"(type="Add" version="opset1")", R"(type="MyAdd" version="extension")");
}

std::vector<File> body() {
  return changed(R"(<data auto_broadcast="numpy" />)",
                 R"(<body><layers>
  <layer id="0" name="inner" type="Parameter" version="opset1">
    <data shape="1" element_type="f32"/></layer>
  <layer id="1" name="twice" type="Const" version="opset13">
    <data element_type="f32" shape="1, 3, 1, 1" offset="48" size="12"/></layer>
  <layer id="2" name="sizes" type="Const" version="opset1">
    <data element_type="i32" shape="3" offset="0" size="12"/></layer>
</layers><edges/></body>)");
}

std::vector<File> new_runtime() {
  return changed(R"(<MO_version value="2023.3.0" />)",
                 R"(<info name="OpenVINO Runtime" value="2026.4.1" />)");
}

std::vector<File> without_weights() {
  std::vector<File> files = net();
  files.pop_back();
  return files;
}

std::vector<File> short_weights() { return files_of(std::string(kNet), 59); }

std::vector<File> entity_bomb() {
  std::string bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE net [\n<!ENTITY a0 \"aaaaaaaaaa\">\n";
  for (int i = 1; i < 12; ++i) {
    bomb += "<!ENTITY a" + std::to_string(i) + " \"";
    for (int j = 0; j < 10; ++j) bomb += "&a" + std::to_string(i - 1) + ";";
    bomb += "\">\n";
  }
  return files_of(bomb + "]>\n<net name=\"&a11;\" version=\"11\"></net>\n");
}

std::vector<File> outside_entity() {
  return files_of(
      "<?xml version=\"1.0\"?>\n<!DOCTYPE net [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>\n"
      "<net name=\"m\" version=\"11\">&f;</net>\n");
}

std::vector<File> huge_offset() {
  return changed(R"(offset="48" size="12")", R"(offset="18446744073709551610" size="12")");
}

std::vector<File> huge_shape() {
  return changed(R"(shape="3, 4, 1, 1")", R"(shape="9223372036854775807, 9223372036854775807")");
}

std::vector<File> negative_shape() { return changed(R"(shape="3, 4, 1, 1")", R"(shape="-1, 4")"); }

std::vector<File> deep() {
  std::string xml = "<net name=\"deep\" version=\"11\">";
  for (int i = 0; i < 10000; ++i) xml += "<layers>";
  return files_of(xml);
}

std::vector<File> long_tag() {
  return files_of("<net name=\"" + std::string(std::size_t{2} << 20U, 'a') + "\" version=\"11\"/>");
}

constexpr Kind kKinds[] = {
    {"openvino-ir", "a convolution with free sizes, weights beside it", net},
    {"openvino-body", "a loop, whose body has weights of its own", body},
    {"openvino-runtime", "as newer versions write their own", new_runtime},
    {"openvino-custom-op", "an operator of an extension", custom_operator},
    {"openvino-without-bin", "the file with the weights is missing", without_weights},
    {"openvino-short-bin", "broken: weights that end early", short_weights},
    {"openvino-entity-bomb", "hostile: a billion letters in a few lines", entity_bomb},
    {"openvino-outside-entity", "hostile: an entity from a file", outside_entity},
    {"openvino-huge-offset", "hostile: offset and size go round", huge_offset},
    {"openvino-huge-shape", "hostile: more elements than can be", huge_shape},
    {"openvino-negative", "hostile: a constant with a free size", negative_shape},
    {"openvino-deep", "hostile: elements in elements", deep},
    {"openvino-long-tag", "hostile: a tag of 2 MiB", long_tag},
};

}  // namespace

std::span<const Kind> openvino_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
