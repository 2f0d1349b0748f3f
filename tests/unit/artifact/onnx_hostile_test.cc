// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "artifact/onnx/onnx.h"
#include "model_files/kinds.h"
#include "model_files/onnx_writer.h"
#include "model_files/proto_writer.h"
#include "read.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

using model_files::ProtoWriter;

struct Hostile {
  const char* kind;
  DangerKind danger;
  const char* fault;
};

TEST(OnnxHostile, WhatIsFound) {
  constexpr Hostile kHostile[] = {
      {"onnx-custom-op", DangerKind::kCustomOperator, ""},
      {"onnx-cut-off", DangerKind::kNotAnalysed, "the field at byte 18 is longer"},
      {"onnx-deep", DangerKind::kNotAnalysed, "graphs nested deeper than 64"},
      {"onnx-endless-number", DangerKind::kNotAnalysed, "the number before byte"},
      {"onnx-external-absolute", DangerKind::kOutsidePath, ""},
      {"onnx-external-attribute", DangerKind::kOutsidePath, ""},
      {"onnx-external-escape", DangerKind::kOutsidePath, ""},
      {"onnx-external-function", DangerKind::kOutsidePath, ""},
      {"onnx-external-memory", DangerKind::kOutsidePath, ""},
      {"onnx-external-missing", DangerKind::kNotAnalysed, ""},
      {"onnx-external-sparse", DangerKind::kOutsidePath, ""},
      {"onnx-external-subgraph", DangerKind::kOutsidePath, ""},
      {"onnx-external-training", DangerKind::kOutsidePath, ""},
      {"onnx-huge-shape", DangerKind::kNotAnalysed, "weight \"w\" has more elements"},
      {"onnx-python-op", DangerKind::kFileAccess, ""},
      {"onnx-unknown-field", DangerKind::kNotAnalysed, ""},
      {"onnx-wrong-size", DangerKind::kNotAnalysed, "tensor \"w\" has not the data"},
  };
  for (const Hostile& hostile : kHostile) {
    const ModelFile model = read(model_files::bytes_of(hostile.kind));
    EXPECT_EQ(model.format, "onnx") << hostile.kind;
    ASSERT_EQ(model.danger.size(), 1U) << hostile.kind;
    EXPECT_EQ(model.danger[0].kind, hostile.danger) << hostile.kind;
    EXPECT_EQ(model.verdict, verdict_of(hostile.danger)) << hostile.kind;
    const std::string_view fault = hostile.fault;
    EXPECT_EQ(model.fault.substr(0, fault.empty() ? std::string::npos : fault.size()), fault)
        << hostile.kind;
  }
}

// Of two places for one weight, the one that does not count here is no less seen.
TEST(OnnxHostile, TwoPlacesForOneWeight) {
  const ModelFile model = read(model_files::bytes_of("onnx-external-twice"));
  EXPECT_EQ(model.fault, "tensor \"w\" says more than once where its data is");
}

TEST(OnnxHostile, EachPartOfAModelIsNoModel) {
  const std::string bytes = model_files::bytes_of("onnx-external-missing");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const ModelFile model = read(std::string_view(bytes).substr(0, size));
    EXPECT_NE(model.verdict, Verdict::kDataOnly) << size;
  }
  const std::string functions = model_files::bytes_of("onnx-functions");
  for (std::size_t size = 0; size < functions.size(); ++size) {
    const ModelFile model = read(std::string_view(functions).substr(0, size));
    EXPECT_NE(model.verdict, Verdict::kDataOnly) << size;
  }
}

TEST(OnnxHostile, OtherMessagesAreNotClaimed) {
  ProtoWriter saved_model;  // of TensorFlow
  saved_model.number(1, 1).message(2, ProtoWriter().message(1, ProtoWriter().text(5, "2.15.0")));
  ProtoWriter text_first;  // a name, and layers at 100: Caffe
  text_first.text(1, "net").message(100, ProtoWriter().text(1, "layer"));
  ProtoWriter description;  // CoreML
  description.number(1, 4).message(2, ProtoWriter().text(1, "input")).message(500, ProtoWriter());
  ProtoWriter graph_of_numbers;
  graph_of_numbers.number(1, 8).message(7, ProtoWriter().number(1, 1)).message(8, ProtoWriter());
  ProtoWriter version_zero;
  version_zero.number(1, 0).message(7, ProtoWriter().text(2, "graph"));
  ProtoWriter graph_alone;
  graph_alone.message(7, ProtoWriter().text(2, "graph"));
  for (const ProtoWriter& other : {saved_model, text_first, description, graph_of_numbers,
                                   version_zero, graph_alone, ProtoWriter()}) {
    EXPECT_NE(read(other.bytes()).format, "onnx");
  }
}

TEST(OnnxHostile, WhatAModelMustHave) {
  const auto fault = [](const ProtoWriter& message) { return read(message.bytes()).fault; };
  ProtoWriter graph;
  graph.text(2, "graph");
  ProtoWriter version;
  version.number(2, 17);
  EXPECT_EQ(fault(ProtoWriter().number(1, 8).message(7, graph)), "the operator sets are missing");
  EXPECT_EQ(fault(ProtoWriter().message(7, graph).message(8, version)),
            "the version of its form is missing");
  EXPECT_EQ(fault(ProtoWriter().number(1, 8).message(7, graph).message(7, graph)),
            "it has more than one graph");
  EXPECT_EQ(fault(ProtoWriter().number(1, 8).message(7, graph).message(8, version)), "");
}

/// A model whose only tensor is that.
ModelFile with_tensor(const ProtoWriter& tensor) {
  ProtoWriter message;
  message.number(1, 8).message(7, ProtoWriter().message(5, tensor));
  return read(message.message(8, ProtoWriter().number(2, 17)).bytes());
}

TEST(OnnxHostile, DataThatSuitsTheShape) {
  const std::string eight(8, '\0');
  ProtoWriter complex;  // in pairs of floats
  complex.number(1, 1).number(2, 14).text(4, eight);
  ProtoWriter half;  // in numbers of 32 bits
  half.packed(1, {3}).number(2, 10).packed(5, {1, 40000, 3});
  ProtoWriter nibbles;  // two in a byte, each byte a number
  nibbles.packed(1, {5}).number(2, 22).packed(5, {1, 2, 3});
  ProtoWriter raw_nibbles;
  raw_nibbles.packed(1, {5}).number(2, 22).text(9, "abc");
  ProtoWriter scalar;
  scalar.number(2, 11).text(10, eight);
  ProtoWriter texts;
  texts.packed(1, {2}).number(2, 8).text(6, "a").text(6, "bcd");
  ProtoWriter empty;
  empty.packed(1, {0, 3}).number(2, 1);
  for (const ProtoWriter& tensor : {complex, half, nibbles, raw_nibbles, scalar, texts, empty}) {
    const ModelFile model = with_tensor(tensor);
    EXPECT_EQ(model.fault, "");
    EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  }
}

TEST(OnnxHostile, DataThatDoesNot) {
  ProtoWriter none;
  none.packed(1, {4}).number(2, 1);
  ProtoWriter twice;
  twice.packed(1, {1}).number(2, 1).text(9, "abcd").text(4, "abcd");
  ProtoWriter few;
  few.packed(1, {30}).number(2, 7).packed(7, {1, 2});
  ProtoWriter many;
  many.packed(1, {1}).number(2, 7).number(7, 1).number(7, 2);
  ProtoWriter no_type;
  no_type.packed(1, {1}).text(9, "abcd");
  ProtoWriter negative;
  negative.packed(1, {-1}).number(2, 1);
  ProtoWriter beyond;
  beyond.packed(1, {std::int64_t{1} << 60}).number(2, 15);
  ProtoWriter texts;
  texts.packed(1, {2}).number(2, 8).text(6, "a");
  for (const ProtoWriter& tensor : {none, twice, few, many, no_type, negative, beyond, texts}) {
    const ModelFile model = with_tensor(tensor);
    EXPECT_NE(model.fault, "");
    EXPECT_EQ(model.verdict, Verdict::kUnknown);
  }
}

}  // namespace
}  // namespace stacmlm::artifact
