// SPDX-License-Identifier: Apache-2.0
#include "model_files/gguf.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "artifact/gguf/tensor_type.h"
#include "read.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

using model_files::bytes_of;

std::string value_of(const ModelFile& model, std::string_view key) {
  const auto found =
      std::ranges::find(model.metadata, key, &std::pair<std::string, std::string>::first);
  return found == model.metadata.end() ? "(none)" : found->second;
}

TEST(Gguf, TensorsAndMetadata) {
  const ModelFile model = read(bytes_of("gguf-small"));
  EXPECT_EQ(model.format, "gguf");
  EXPECT_EQ(model.format_version, "3");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  EXPECT_FALSE(model.inputs);
  ASSERT_EQ(model.weights->size(), 3U);
  const Weight& first = model.weights->at(0);
  EXPECT_EQ(first.name, "token_embd.weight");
  EXPECT_EQ(first.shape, (std::vector<std::int64_t>{4, 32}));
  EXPECT_EQ(first.data_type, "float32");
  EXPECT_EQ(first.bytes, 512U);
  const Weight& packed = model.weights->at(1);
  EXPECT_EQ(packed.shape, (std::vector<std::int64_t>{2, 64}));
  EXPECT_EQ(packed.data_type, "q4_0");
  EXPECT_EQ(packed.elements, 128U);
  EXPECT_EQ(packed.bytes, 4U * 18);
  EXPECT_EQ(model.total_parameters, 128 + 128 + 1);
  EXPECT_EQ(model.weight_bytes, 512U + 72 + 2);
  EXPECT_EQ(value_of(model, "general.architecture"), "bert");
  EXPECT_EQ(value_of(model, "general.license"), "apache-2.0");
  EXPECT_EQ(value_of(model, "bert.block_count"), "1");
  EXPECT_EQ(value_of(model, "tokenizer.ggml.tokens"), "(none)");
  EXPECT_EQ(model.classes, (std::vector<std::string>{"no", "yes"}));
}

TEST(Gguf, WhatIsBroken) {
  const std::pair<std::string_view, std::string_view> all[] = {
      {"gguf-many-tensors", "more than there is room for"},
      {"gguf-many-values", "more than there is room for"},
      {"gguf-many-elements", "more values than the file has bytes"},
      {"gguf-long-name", "longer than what is left"},
      {"gguf-nested", "lists that are too deep"},
      {"gguf-outside", "a tensor lies outside of the file"},
      {"gguf-overlap", "two tensors lie in the same bytes"},
      {"gguf-huge-tensor", "more elements than can be"},
      {"gguf-unknown-type", "elements of unknown type 4"},
      {"gguf-twice", "the tensor \"w\" stands twice"},
      {"gguf-odd-alignment", "an odd alignment"},
      {"gguf-big-endian", "the numbers of a big-endian machine"},
  };
  for (const auto& [kind, fault] : all) {
    const ModelFile model = read(bytes_of(kind));
    EXPECT_EQ(model.format, "gguf") << kind;
    EXPECT_NE(model.fault.find(fault), std::string::npos) << kind << ": " << model.fault;
    EXPECT_EQ(model.verdict, Verdict::kUnknown) << kind;
  }
}

TEST(Gguf, PartsAndTemplates) {
  const ModelFile part = read(bytes_of("gguf-split"));
  EXPECT_EQ(part.fault, "");
  EXPECT_EQ(part.verdict, Verdict::kUnknown);
  EXPECT_EQ(part.danger.at(0).what, "one of 3 files: the others are not looked at");
  const ModelFile hostile = read(bytes_of("gguf-hostile-template"));
  EXPECT_EQ(hostile.verdict, Verdict::kExecutesCode);
  EXPECT_EQ(hostile.danger.at(0).kind, DangerKind::kPythonCode);
  EXPECT_EQ(hostile.danger.at(0).where, "tokenizer.chat_template");
}

TEST(Gguf, NoPrefixOfAFileIsSafe) {
  const std::string whole = bytes_of("gguf-small");
  const std::size_t end = whole.size() - 30;  // the last tensor has two bytes, then it is filled up
  for (std::size_t size = 0; size < end; ++size)
    ASSERT_NE(read(std::string_view(whole).substr(0, size)).verdict, Verdict::kDataOnly) << size;
  EXPECT_EQ(read(std::string_view(whole).substr(0, end)).verdict, Verdict::kDataOnly);
}

TEST(Gguf, VersionOneHasShortNumbers) {
  const std::string bytes(
      "GGUF\1\0\0\0\1\0\0\0\1\0\0\0"       // one tensor, one key
      "\1\0\0\0k\4\0\0\0\7\0\0\0"          // k: 7
      "\1\0\0\0w\1\0\0\0\2\0\0\0\0\0\0\0"  // w: two floats
      "\0\0\0\0\0\0\0\0",
      54);
  const ModelFile model = read(bytes + std::string(10 + 8, '\0'));
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.format_version, "1");
  EXPECT_EQ(value_of(model, "k"), "7");
  EXPECT_EQ(model.weights->at(0).bytes, 8U);
}

TEST(Gguf, TypesHaveBlocks) {
  EXPECT_EQ(gguf::find_tensor_type(12)->name, "q4_k");
  EXPECT_EQ(gguf::find_tensor_type(12)->block_bytes, 144U);
  EXPECT_EQ(gguf::find_tensor_type(4), nullptr);
}

}  // namespace
}  // namespace stacmlm::artifact
