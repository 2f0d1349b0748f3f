// SPDX-License-Identifier: Apache-2.0
#include "model_files/tflite.h"

#include <utility>

#include "model_files/flatbuffer_writer.h"

namespace stacmlm::model_files {
namespace {

using namespace flatbuffer;

Number byte(std::uint64_t value) { return {value, 1}; }

PartPointer tensor(std::string_view name, const std::vector<std::int32_t>& shape, unsigned type,
                   unsigned buffer, std::vector<Field> more = {}) {
  std::vector<Field> fields{
      {0, int32s(shape)}, {1, byte(type)}, {2, Number{buffer}}, {3, text(name)}, {8, byte(1)}};
  fields.insert(fields.end(), more.begin(), more.end());
  return table(std::move(fields));
}

PartPointer op(unsigned code, const std::vector<std::int32_t>& inputs,
               const std::vector<std::int32_t>& outputs) {
  return table({{0, Number{code}}, {1, int32s(inputs)}, {2, int32s(outputs)}});
}

PartPointer graph(std::vector<PartPointer> tensors, const std::vector<std::int32_t>& inputs,
                  const std::vector<std::int32_t>& outputs, std::vector<PartPointer> operators) {
  return table({{0, vector(std::move(tensors))},
                {1, int32s(inputs)},
                {2, int32s(outputs)},
                {3, vector(std::move(operators))},
                {4, text("main")}});
}

PartPointer builtin(unsigned number) {
  return table({{0, byte(number)}, {2, Number{1}}, {3, Number{number}}});
}
PartPointer custom(std::string_view name) {
  return table({{0, byte(32)}, {1, text(name)}, {3, Number{32}}});
}

PartPointer buffer(std::string data) { return table({{0, bytes(std::move(data))}}); }

/// What TensorFlow Lite Support tells about a model.
std::string about() {
  return write(table({{0, text("land cover")}, {2, text("v1")}, {5, text("CC-BY-4.0")}}), "M001");
}

/// A 1x1 convolution of four channels into three with a bias, and a softmax.
struct Parts {
  std::vector<PartPointer> codes{builtin(3), builtin(25)};
  std::vector<PartPointer> tensors;
  std::vector<PartPointer> buffers{table({}), buffer(std::string(48, '\x01')),
                                   buffer(std::string(12, '\x02')), buffer("1.14.0"),
                                   buffer(about())};
  std::vector<PartPointer> graphs;
  std::vector<Field> more;
};

Parts small_parts(std::vector<Field> of_input = {}, std::int32_t batch = 1) {
  Parts parts;
  parts.tensors = {tensor("serving_default_image:0", {batch, 8, 8, 4}, 0, 0, of_input),
                   tensor("conv/kernel", {3, 1, 1, 4}, 0, 1), tensor("conv/bias", {3}, 0, 2),
                   tensor("conv", {batch, 8, 8, 3}, 0, 0, of_input),
                   tensor("StatefulPartitionedCall:0", {batch, 8, 8, 3}, 0, 0, of_input)};
  parts.graphs = {graph(parts.tensors, {0}, {4}, {op(0, {0, 1, 2}, {3}), op(1, {3}, {4})})};
  const auto map = [](std::string_view name, unsigned tensor) {
    return vector({table({{0, text(name)}, {1, Number{tensor}}})});
  };
  parts.more = {
      {6, vector({table({{0, text("min_runtime_version")}, {1, Number{3}}}),
                  table({{0, text("TFLITE_METADATA")}, {1, Number{4}}})})},
      {7, vector({table(
              {{0, map("image", 0)}, {1, map("classes", 4)}, {2, text("serving_default")}})})}};
  return parts;
}

std::vector<File> file_of(Parts parts) {
  std::vector<Field> fields{{0, Number{3}},
                            {1, vector(std::move(parts.codes))},
                            {2, vector(std::move(parts.graphs))},
                            {3, text("MLIR Converted.")},
                            {4, vector(std::move(parts.buffers))}};
  fields.insert(fields.end(), parts.more.begin(), parts.more.end());
  return {{"model.tflite", write(table(std::move(fields)), "TFL3")}};
}

std::vector<File> small() { return file_of(small_parts()); }

std::vector<File> dynamic() {
  Parts parts = small_parts();
  const auto free = [](std::int32_t channels) {
    return std::vector<Field>{{7, int32s({-1, -1, -1, channels})}};
  };
  parts.tensors[0] = tensor("image", {1, 1, 1, 4}, 0, 0, free(4));
  parts.tensors[4] = tensor("classes", {1, 1, 1, 3}, 0, 0, free(3));
  parts.graphs = {graph(parts.tensors, {0}, {4}, {op(0, {0, 1, 2}, {3}), op(1, {3}, {4})})};
  return file_of(std::move(parts));
}

/// Integers with scales; two tensors on one buffer; sizes as a constant; four-bit weights.
std::vector<File> quantised() {
  Parts parts = small_parts();
  const auto scale = [](std::vector<float> scales, std::vector<std::int64_t> zeros) {
    return Field{4, table({{2, floats(scales)}, {3, int64s(zeros)}, {6, Number{0}}})};
  };
  parts.buffers = {table({}), buffer(std::string(12, '\x01')), buffer(std::string(12, '\x02')),
                   buffer(std::string(16, '\x03')), buffer(std::string(6, '\x04'))};
  parts.tensors = {tensor("image", {1, 8, 8, 4}, 3, 0, {scale({0.5F}, {128})}),
                   tensor("kernel", {3, 1, 1, 4}, 9, 1, {scale({1, 2, 4}, {0, 0, 0})}),
                   tensor("bias", {3}, 2, 2, {scale({1, 2, 4}, {0, 0, 0})}),
                   tensor("size", {4}, 2, 3),
                   tensor("classes", {1, 8, 8, 3}, 3, 0, {scale({0.00390625F}, {0})}),
                   tensor("kernel again", {3, 1, 1, 4}, 9, 1, {scale({1, 2, 4}, {0, 0, 0})}),
                   tensor("packed", {3, 4}, 17, 4, {scale({1}, {0})})};
  parts.graphs = {graph(parts.tensors, {0}, {4}, {op(0, {0, 1, 2}, {4})})};
  parts.more.clear();
  return file_of(std::move(parts));
}

std::vector<File> custom_operator() {
  Parts parts = small_parts();
  parts.codes.push_back(custom("TFLite_Detection_PostProcess"));
  parts.codes.push_back(custom("FlexErf"));
  return file_of(std::move(parts));
}

std::vector<File> reads_file() {
  Parts parts = small_parts();
  parts.codes.push_back(custom("FlexReadFile"));
  return file_of(std::move(parts));
}

/// 2 GiB and more: the bytes stand behind the flatbuffer.
std::vector<File> outside_data() {
  Parts parts = small_parts();
  parts.buffers[1] = table({{1, Number{2048, 8}}, {2, Number{48, 8}}});
  std::vector<File> files = file_of(std::move(parts));
  files[0].bytes.resize(2048 + 48, '\1');
  return files;
}

/// The vtable of the root lies before the file.
std::vector<File> bad_vtable() {
  std::string bytes = small()[0].bytes;
  const auto root = static_cast<unsigned char>(bytes[0]);
  bytes[root + 3U] = '\x7F';
  return {{"model.tflite", bytes}};
}

std::vector<File> offset_loop() {
  // The only table is its own list of graphs: field 2 leads to a vector that leads to the table.
  const PartPointer root = table({});
  const PartPointer list = vector({root});
  root->fields = {{0, Number{3}}, {1, list}, {2, list}, {4, list}};
  std::vector<File> files{{"model.tflite", write(root, "TFL3")}};
  root->fields.clear();
  return files;
}

/// Thousands of graphs that are one graph of thousands of tensors that are one tensor.
std::vector<File> shared_parts() {
  Parts parts = small_parts();
  const std::vector<PartPointer> tensors(4000, parts.tensors[0]);
  const PartPointer one = graph(tensors, {0}, {1}, {});
  parts.graphs.assign(4000, one);
  parts.more.clear();
  return file_of(std::move(parts));
}

std::vector<File> huge_vector() {
  Parts parts = small_parts();
  const PartPointer data = bytes("tiny");
  data->count = 0xFFFFFFF0;
  parts.buffers[1] = table({{0, data}});
  return file_of(std::move(parts));
}

std::vector<File> negative_shape() {
  Parts parts = small_parts();
  parts.tensors[1] = tensor("conv/kernel", {-3, 1, -1, 4}, 0, 1);
  parts.graphs = {graph(parts.tensors, {0}, {4}, {op(0, {0, 1, 2}, {3})})};
  return file_of(std::move(parts));
}

std::vector<File> short_buffer() {
  Parts parts = small_parts();
  parts.buffers[1] = buffer(std::string(44, '\x01'));
  return file_of(std::move(parts));
}

std::vector<File> data_beyond() {
  Parts parts = small_parts();
  parts.buffers[1] = table({{1, Number{1U << 20U, 8}}, {2, Number{48, 8}}});
  return file_of(std::move(parts));
}

constexpr Kind kKinds[] = {
    {"tflite-small", "a convolution and a softmax", small},
    {"tflite-dynamic", "the same with free sizes", dynamic},
    {"tflite-quantised", "integers with scales, a shared buffer, four-bit weights", quantised},
    {"tflite-outside-data", "weights behind the flatbuffer", outside_data},
    {"tflite-custom-op", "operators that somebody has to bring", custom_operator},
    {"tflite-flex-file", "an operator of TensorFlow that reads a file", reads_file},
    {"tflite-bad-vtable", "hostile: a vtable before the file", bad_vtable},
    {"tflite-offset-loop", "hostile: a table that holds itself", offset_loop},
    {"tflite-shared-parts", "hostile: one tensor stands for sixteen million", shared_parts},
    {"tflite-huge-vector", "hostile: more bytes than the file has", huge_vector},
    {"tflite-negative", "hostile: negative sizes", negative_shape},
    {"tflite-short-buffer", "broken: fewer bytes than the shape takes", short_buffer},
    {"tflite-data-beyond", "hostile: weights behind the end of the file", data_beyond},
};

}  // namespace

std::span<const Kind> tflite_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
