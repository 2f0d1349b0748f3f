// SPDX-License-Identifier: Apache-2.0
#include "model_files/safetensors.h"

#include <string>

#include "model_files/byte_writer.h"

namespace stacmlm::model_files {
namespace {

std::uint64_t bytes_of_tensor(const SafeTensor& tensor) {
  std::uint64_t bytes = 1;
  if (tensor.dtype.ends_with("64")) bytes = 8;
  if (tensor.dtype.ends_with("32")) bytes = 4;
  if (tensor.dtype.ends_with("16")) bytes = 2;
  for (const std::uint64_t size : tensor.shape) bytes *= size;
  return bytes;
}

std::uint64_t data_size(const std::vector<SafeTensor>& tensors) {
  std::uint64_t bytes = 0;
  for (const SafeTensor& tensor : tensors) bytes += bytes_of_tensor(tensor);
  return bytes;
}

// A U-Net of one step: four channels to two classes. 2026 parameters, 17 buffers.
std::vector<SafeTensor> unet_tensors() {
  return {{"encoder.conv.weight", "F32", {8, 4, 3, 3}},
          {"encoder.norm.weight", "F32", {8}},
          {"encoder.norm.bias", "F32", {8}},
          {"encoder.norm.running_mean", "F32", {8}},
          {"encoder.norm.running_var", "F32", {8}},
          {"encoder.norm.num_batches_tracked", "I64", {}},
          {"middle.conv.weight", "F32", {16, 8, 3, 3}},
          {"middle.conv.bias", "F32", {16}},
          {"decoder.up.weight", "F32", {16, 8, 2, 2}},
          {"decoder.up.bias", "F32", {8}},
          {"head.weight", "F32", {2, 16, 1, 1}},
          {"head.bias", "F32", {2}}};
}

std::vector<File> unet() {
  return {{"unet.safetensors", safetensors(unet_tensors(), R"({"format":"pt"})")}};
}

std::vector<File> with_item() {
  return {
      {"unet.safetensors",
       safetensors(unet_tensors(),
                   R"({"format":"pt","mlm-metadata":"{\"type\":\"Feature\",\"id\":\"unet\"}"})")}};
}

std::vector<File> all_types() {
  std::vector<SafeTensor> tensors;
  for (const char* dtype : {"BOOL", "U8", "I8", "U16", "I16", "U32", "I32", "U64", "I64", "F16",
                            "BF16", "F32", "F64", "C64", "F8_E4M3", "F8_E5M2", "F8_E8M0"})
    tensors.push_back({dtype, dtype, {2, 3}});
  return {{"types.safetensors", safetensors(tensors, "")}};
}

std::vector<File> small_types() {
  return {{"types.safetensors",
           safetensors_of(R"({"a":{"dtype":"F4","shape":[4],"data_offsets":[0,2]},)"
                          R"("b":{"dtype":"F6_E2M3","shape":[4],"data_offsets":[2,5]},)"
                          R"("c":{"dtype":"F6_E3M2","shape":[0],"data_offsets":[5,5]}})",
                          5)}};
}

std::vector<File> sharded() {
  const std::vector<SafeTensor> all = unet_tensors();
  const std::vector<SafeTensor> first(all.begin(), all.begin() + 6);
  const std::vector<SafeTensor> second(all.begin() + 6, all.end());
  constexpr const char* kNames[] = {"model-00001-of-00002.safetensors",
                                    "model-00002-of-00002.safetensors"};
  std::string index =
      R"({"metadata":{"total_size":)" + std::to_string(data_size(all)) + R"(},"weight_map":{)";
  for (std::size_t i = 0; i < all.size(); ++i)
    index += (i == 0 ? "\"" : ",\"") + all[i].name + "\":\"" + kNames[i < 6 ? 0 : 1] + '"';
  index += "}}\n";
  return {{"model.safetensors.index.json", index},
          {kNames[0], safetensors(first, R"({"format":"pt"})")},
          {kNames[1], safetensors(second, R"({"format":"pt"})")}};
}

// All that the index names must be opened, and nothing else.
std::vector<File> index_outside() {
  return {
      {"model.safetensors.index.json",
       R"({"weight_map":{"a":"../model.safetensors","b":"/model.safetensors","c":"none.safetensors"}})"}};
}

// 4.2 GB that take no room.
std::vector<File> large() {
  std::vector<SafeTensor> tensors;
  tensors.reserve(1000);
  for (int i = 0; i < 1000; ++i)
    tensors.push_back({"layers." + std::to_string(i) + ".weight", "F32", {1024, 1024}});
  File file{"large.safetensors", safetensors_header(tensors, R"({"format":"pt"})")};
  file.holes = {{file.bytes.size(), data_size(tensors)}};
  return {file};
}

File hostile(std::string_view header, std::size_t size = 16) {
  return {"model.safetensors", safetensors_of(header, size)};
}

std::vector<File> overlap() {
  return {hostile(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},)"
                  R"("b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}})")};
}

std::vector<File> hole() {
  return {hostile(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                  R"("b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}})")};
}

std::vector<File> behind() {
  return {hostile(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})")};
}

std::vector<File> duplicate_key() {
  return {hostile(R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},)"
                  R"("a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}})")};
}

std::vector<File> beyond() {
  return {hostile(R"({"a":{"dtype":"F32","shape":[250],"data_offsets":[0,1000]}})")};
}

std::vector<File> negative_shape() {
  return {hostile(R"({"a":{"dtype":"F32","shape":[-2,-2],"data_offsets":[0,16]}})")};
}

std::vector<File> huge_shape() {
  return {
      hostile(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,16]}})")};
}

std::vector<File> deep() {
  return {hostile(R"({"a":)" + std::string(30000, '[') + std::string(30000, ']') + '}')};
}

std::vector<File> huge_header() {
  return {
      {"model.safetensors", ByteWriter().u64(~std::uint64_t{0} >> 1U).text("{\"a\":1}").bytes()}};
}

constexpr Kind kKinds[] = {
    {"safetensors-unet", "a U-Net: four channels, two classes, with batch normalisation", unet},
    {"safetensors-item", "the same with embedded metadata", with_item},
    {"safetensors-types", "a tensor of each element type of whole bytes", all_types},
    {"safetensors-small-types", "tensors of elements that are smaller than a byte", small_types},
    {"safetensors-sharded", "the U-Net in two files, and their index", sharded},
    {"safetensors-large", "1000 tensors, 4.2 GB that take no room on the disk", large},
    {"safetensors-index-outside", "an index of files outside of the folder", index_outside},
    {"safetensors-overlap", "two tensors that overlap", overlap},
    {"safetensors-hole", "bytes of no tensor between two", hole},
    {"safetensors-behind", "bytes of no tensor behind the last", behind},
    {"safetensors-duplicate-key", "two tensors of one name", duplicate_key},
    {"safetensors-beyond", "a tensor that ends behind the file", beyond},
    {"safetensors-negative-shape", "a tensor of negative sizes", negative_shape},
    {"safetensors-huge-shape", "a tensor of more elements than 64 bits count", huge_shape},
    {"safetensors-deep", "a header of 30000 arrays, each in another", deep},
    {"safetensors-huge-header", "a header said to be longer than any file", huge_header},
};

}  // namespace

std::span<const Kind> safetensors_kinds() { return kKinds; }

std::string safetensors_of(std::string_view header, std::size_t data_size) {
  return ByteWriter().u64(header.size()).text(header).bytes() + std::string(data_size, '\1');
}

std::string safetensors_header(const std::vector<SafeTensor>& tensors, std::string_view metadata) {
  std::string text = "{";
  if (!metadata.empty()) text += R"("__metadata__":)" + std::string(metadata);
  std::uint64_t begin = 0;
  for (const SafeTensor& tensor : tensors) {
    const std::uint64_t end = begin + bytes_of_tensor(tensor);
    std::string shape;
    for (const std::uint64_t size : tensor.shape)
      shape += (shape.empty() ? "" : ",") + std::to_string(size);
    text += (text.size() > 1 ? ",\"" : "\"") + tensor.name + R"(":{"dtype":")" + tensor.dtype +
            R"(","shape":[)" + shape + R"(],"data_offsets":[)" + std::to_string(begin) + ',' +
            std::to_string(end) + "]}";
    begin = end;
  }
  text += '}';
  text.append((8 - text.size() % 8) % 8, ' ');  // so that the data are aligned
  return safetensors_of(text, 0);
}

std::string safetensors(const std::vector<SafeTensor>& tensors, std::string_view metadata) {
  return safetensors_header(tensors, metadata) + std::string(data_size(tensors), '\1');
}

}  // namespace stacmlm::model_files
