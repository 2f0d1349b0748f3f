// SPDX-License-Identifier: Apache-2.0
// Checks of the readers, one by one: each file is sound but for what its test names.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "artifact/collector.h"
#include "artifact/json/json_text.h"
#include "artifact/keras/config.h"
#include "artifact/npy/npy_header.h"
#include "artifact/pt2/pickled_part.h"
#include "artifact/pt2/tensor_meta.h"
#include "artifact/saved_model/table.h"
#include "artifact/tflite/schema.h"
#include "artifact/xgboost/outline.h"
#include "model_files/byte_writer.h"
#include "model_files/flatbuffer_writer.h"
#include "model_files/gguf.h"
#include "model_files/hdf5_writer.h"
#include "model_files/onnx_writer.h"
#include "model_files/torch_pickle.h"
#include "model_files/write.h"
#include "model_files/zip_writer.h"
#include "read.h"
#include "stacmlm/artifact/inspect.h"
#include "temporary_folder.h"

namespace stacmlm::artifact {
namespace {

using model_files::ByteWriter;
using model_files::PickleWriter;

/// The findings of that kind, one to a line.
std::string told(const ModelFile& model, DangerKind kind) {
  std::string all;
  for (const Danger& danger : model.danger) {
    if (danger.kind == kind) all += danger.where + ": " + danger.what + '\n';
  }
  return all;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string onnx_fault(const model_files::ProtoWriter& tensor) {
  const TemporaryFolder own;
  const std::string folder = own.path();
  model_files::ProtoWriter graph;
  graph.message(5, tensor);
  model_files::ProtoWriter model;
  model.number(1, 8).message(7, graph).message(8, model_files::ProtoWriter().number(2, 17));
  model_files::write_file(folder, model_files::onnx::file_of("m.onnx", model));
  model_files::write_file(folder, {"w.bin", std::string(16, '\1'), {}});
  return inspect(**open_source(folder + "/m.onnx")).value().fault;
}

TEST(Refusals, OnnxDataBesideTheModel) {
  const auto tensor = [](std::uint64_t length) {
    return model_files::onnx::message_of(
        model_files::onnx::Tensor{.name = "w", .shape = {2}, .external = {{"w.bin", 0, length}}});
  };
  EXPECT_EQ(onnx_fault(tensor(8)), "");
  EXPECT_EQ(onnx_fault(tensor(4)), "tensor \"w\" has 4 bytes, where its shape needs 8");
  EXPECT_EQ(onnx_fault(tensor(8).text(9, "12345678")),
            "tensor \"w\" has its data in the file and beside it");
}

TEST(Refusals, TorchArchives) {
  const std::string pickle = PickleWriter().op('}').finish();
  const ModelFile other_root = read(model_files::zip(
      {{.name = "notes/a", .bytes = "x"}, {.name = "archive/data.pkl", .bytes = pickle}}));
  EXPECT_TRUE(has(told(other_root, DangerKind::kArchiveTrick), "the folder of the first entry"));
  const ModelFile checksum =
      read(model_files::zip({{.name = "archive/data.pkl", .bytes = pickle, .crc = 1}}));
  EXPECT_TRUE(has(told(checksum, DangerKind::kArchiveTrick), "its checksum is another"));
}

TEST(Refusals, StoragesOfOldTorchFiles) {
  const auto tensors = model_files::with_keys({{.name = "w", .shape = {4}, .is_legacy = true}});
  PickleWriter object;
  model_files::write_state_dict(object, tensors);
  const std::string sound =
      model_files::legacy_file(object.finish(), tensors, PickleWriter().raw("M\xE9\x03").finish());
  ASSERT_EQ(read(sound).fault, "");
  EXPECT_TRUE(has(told(read(sound + "xy"), DangerKind::kNotAnalysed), "2 bytes behind"));
  std::string huge = sound;  // times four bytes: nothing, in 64 bits
  huge.replace(huge.size() - 24, 8, ByteWriter().u64(std::uint64_t{1} << 62U).bytes());
  EXPECT_EQ(read(huge).fault, "storage \"0\" is longer than the file");
}

TEST(Refusals, Pickles) {
  const ModelFile frame = read(ByteWriter().text("\x80\4\x95").u64(1000).text("N.").bytes());
  EXPECT_TRUE(has(told(frame, DangerKind::kNotAnalysed), "a frame is longer than what is left"));
  // A mark lies between: Python's unpicklers reach no deeper.
  const ModelFile mark = read(PickleWriter().global("os", "system").ops(")(R").finish());
  EXPECT_TRUE(has(told(mark, DangerKind::kNotAnalysed), "taken from an empty stack"));
  const std::string packed = model_files::bytes_of("joblib-gzip");
  EXPECT_TRUE(has(told(read(packed + "more"), DangerKind::kNotAnalysed), "4 bytes behind"));
  const std::string array = model_files::bytes_of("joblib-data");
  EXPECT_TRUE(has(told(read(array.substr(0, array.size() - 10)), DangerKind::kNotAnalysed),
                  "an array of joblib that is longer than what is left"));
}

TEST(Refusals, PickleThatIsATarArchive) {
  constexpr std::size_t kSum = 148;
  std::string file = PickleWriter().text(std::string(600, '\0')).finish();
  file.replace(kSum, 8, std::string(8, ' '));
  unsigned sum = 0;
  for (std::size_t i = 0; i < 512; ++i) sum += static_cast<unsigned char>(file[i]);
  EXPECT_FALSE(has(told(read(file), DangerKind::kNotAnalysed), "tar"));
  std::string octal;
  for (int shift = 15; shift >= 0; shift -= 3)
    octal += static_cast<char>('0' + (sum >> static_cast<unsigned>(shift) & 7U));
  file.replace(kSum, 6, octal);
  EXPECT_TRUE(has(told(read(file), DangerKind::kNotAnalysed), "is a tar archive as well"));
}

TEST(Refusals, PartsOfExportArchives) {
  const auto document =
      read_json(R"({"dtype":7,"sizes":[{"as_int":3}],"storage_offset":{"as_int":0},)"
                R"("strides":[{"as_int":4611686018427387904}]})",
                "meta");
  const auto meta = pt2::read_tensor_meta(document->root(), "w");
  ASSERT_TRUE(meta);
  EXPECT_FALSE(pt2::reach_of(*meta, "w")) << "2 * 2^62 is no number of 63 bits";
  const std::string bytes =
      model_files::zip({{.name = "a.pt", .bytes = PickleWriter().op('}').finish() + "xy"}});
  const auto source = source_of(bytes, "");
  const auto archive = Archive::open(*source, 10000);
  ModelFile model;
  Collector collector(model, {});
  ASSERT_TRUE(pt2::PickledParts().tell(*archive, archive->entries()[0], collector));
  EXPECT_EQ(told(model, DangerKind::kNotAnalysed), "a.pt: bytes behind the pickle\n");
}

TEST(Refusals, Hdf5DataOfAnotherSize) {
  std::string file = model_files::hdf5(model_files::h5_group(
      "", {model_files::h5_group("vars", {model_files::h5_dataset("0", {3, 7})})}));
  ASSERT_EQ(read(file).fault, "");
  // A contiguous layout of version 3: its address, its size.
  std::size_t at = 0;
  const std::string size = ByteWriter().u64(84).bytes();
  for (at = file.find("\3\1"); file.substr(at + 10, 8) != size; at = file.find("\3\1", at + 1))
    ASSERT_NE(at, std::string::npos);
  file.replace(at + 10, 8, ByteWriter().u64(80).bytes());
  EXPECT_EQ(read(file).fault, "vars/0: has another size than its shape");
}

TEST(Refusals, KerasClassesThatAreRegistered) {
  ModelFile model;
  Collector collector(model, {});
  ASSERT_TRUE(keras::check_config(
      R"({"module":"keras.layers","class_name":"Mine","registered_name":"my_package>Mine"})", "c",
      collector));
  EXPECT_EQ(told(model, DangerKind::kCustomOperator),
            "c: needs my_package>Mine of the author's own code\n");
}

/// A block of a table: entries, no places to restart at, and what stands behind it.
std::string block(const std::string& entries) {
  return ByteWriter().text(entries).u32(0).zeros(5).bytes();
}
std::string entry(std::uint8_t shared, std::string_view key, std::string_view value) {
  return ByteWriter()
      .u8(shared)
      .u8(static_cast<std::uint8_t>(key.size()))
      .u8(static_cast<std::uint8_t>(value.size()))
      .text(key)
      .text(value)
      .bytes();
}
std::string handle(std::size_t offset, std::size_t size) {
  return ByteWriter().varint(offset).varint(size).bytes();
}

std::string table_fault(const std::string& data, const std::string& index_entries) {
  const std::string index = block(index_entries);
  ByteWriter footer;
  footer.text(handle(0, 0)).text(handle(data.size(), index.size() - 5));
  const std::string file = ByteWriter()
                               .text(data)
                               .text(index)
                               .text(footer.bytes())
                               .zeros(40 - footer.size())
                               .u64(0xdb4775248b80fb57)
                               .bytes();
  const auto read = saved_model::read_table(
      *source_of(file, ""), {},
      [](std::string_view, std::string_view) -> base::Result<void> { return {}; });
  return read ? "" : read.error().message;
}

TEST(Refusals, TablesOfVariables) {
  const std::string data = block(entry(0, "key", "v"));
  const std::string place = handle(0, data.size() - 5);
  EXPECT_EQ(table_fault(data, entry(0, "a", place)), "");
  EXPECT_EQ(table_fault(data, entry(0, "a", place) + entry(0, "b", place)),
            "blocks of the index of variables overlap");
  const std::string sharing = block(entry(1, "key", "v"));
  EXPECT_EQ(table_fault(sharing, entry(0, "a", handle(0, sharing.size() - 5))),
            "a key that shares more than there is");
}

std::string tflite_fault(const std::vector<std::int32_t>& signature, std::uint64_t code) {
  using namespace model_files::flatbuffer;
  const auto tensor = table({{tflite::kTensorShape, int32s({1, 4})},
                             {tflite::kTensorShapeSignature, int32s(signature)},
                             {tflite::kTensorName, text("x")}});
  const auto graph = table(
      {{tflite::kGraphTensors, vector({tensor})},
       {tflite::kGraphOperators, vector({table({{tflite::kOperatorCode, Number{code, 4}}})})}});
  const auto model = table({{tflite::kModelVersion, Number{3, 4}},
                            {tflite::kModelOperatorCodes, vector({table({})})},
                            {tflite::kModelSubgraphs, vector({graph})},
                            {tflite::kModelBuffers, vector({table({})})}});
  return read(write(model, "TFL3")).fault;
}

TEST(Refusals, TfliteGraphs) {
  EXPECT_EQ(tflite_fault({-1, 4}, 0), "");
  EXPECT_EQ(tflite_fault({-1}, 0), "tensor \"x\" has two ranks");
  EXPECT_EQ(tflite_fault({-1, 4}, 1), "an operator whose code is not there");
}

TEST(Refusals, GgufRowsAreWholeBlocks) {
  const auto fault = [](std::uint64_t row) {
    return read(model_files::gguf({}, {{"w", {row}, 2, 0}}, 36)).fault;
  };
  EXPECT_EQ(fault(64), "");
  EXPECT_EQ(fault(33), "\"w\" has rows of no whole blocks");
}

TEST(Refusals, XgboostTrees) {
  const auto fault = [](std::string_view left) {
    return read(R"({"learner":{"learner_model_param":{"num_feature":"2","num_class":"0"},)"
                R"("objective":{"name":"reg:squarederror"},"gradient_booster":{"name":"gbtree",)"
                R"("model":{"gbtree_model_param":{"num_trees":"1"},"trees":[{"tree_param":)"
                R"({"num_nodes":"1"},"right_children":[-1],"split_conditions":[0.5],)"
                R"("left_children":)" +
                std::string(left) + "}]}}},\"version\":[2,1,0]}")
        .fault;
  };
  EXPECT_EQ(fault("[-1]"), "");
  EXPECT_EQ(fault("[-1,-1]"), "a tree whose lists have not \"num_nodes\" elements");
  const auto source = source_of("[$i]", "");
  const auto outline = xgboost::outline_of_ubjson(ByteReader(*source), 100);
  ASSERT_FALSE(outline);
  EXPECT_TRUE(has(outline.error().message, "a type without a count"));
}

TEST(Refusals, ArraysOfNumpy) {
  const auto is_read = [](std::size_t bytes) {
    const std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': ()}\n";
    const std::string file = ByteWriter()
                                 .text("\x93NUMPY\1")
                                 .u8(0)
                                 .u16(static_cast<std::uint16_t>(header.size()))
                                 .text(header)
                                 .zeros(bytes)
                                 .bytes();
    return read_npy_header(*source_of(file, "")).has_value();
  };
  EXPECT_TRUE(is_read(8));
  EXPECT_FALSE(is_read(4));
}

TEST(Refusals, WhatIsKept) {
  ModelFile model;
  Collector collector(model, {.kept_bytes = 1000});
  Weight weight;
  weight.shape.assign(17, 1);
  EXPECT_EQ(collector.add_weight(weight).error().kind, base::ErrorKind::kLimitExceeded);
  weight.shape.assign(16, 1);
  EXPECT_TRUE(collector.add_weight(weight));
  EXPECT_EQ(collector.add_metadata("key", std::string(1000, 'x')).error().kind,
            base::ErrorKind::kLimitExceeded);
}

}  // namespace
}  // namespace stacmlm::artifact
