// SPDX-License-Identifier: Apache-2.0
#include "model_files/saved_model.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "artifact/saved_model/table.h"
#include "artifact/saved_model/variables.h"
#include "model_files/kinds.h"
#include "model_files/write.h"
#include "stacmlm/artifact/inspect.h"
#include "temporary_folder.h"

namespace stacmlm::artifact {
namespace {

namespace fs = std::filesystem;

class SavedModel : public ::testing::Test {
 protected:
  [[nodiscard]] ModelFile read(std::string_view kind) const {
    const fs::path model = folder_ / kind;
    model_files::write_kind(kind, model.string());
    return inspect(*open_source(model.string()).value()).value();
  }
  TemporaryFolder folder_;
};

TEST_F(SavedModel, SignatureVariablesAndOperators) {
  const ModelFile model = read("saved-model");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  EXPECT_EQ(model.format, "saved-model");
  EXPECT_EQ(model.framework, "TensorFlow");
  EXPECT_EQ(model.framework_version, "2.15.0");
  ASSERT_EQ(model.inputs->size(), 1U);
  const Tensor& input = model.inputs->front();
  EXPECT_EQ(input.name, "bands");
  EXPECT_EQ(input.data_type, "float32");
  ASSERT_EQ(input.shape->size(), 2U);
  EXPECT_EQ(input.shape->at(0).size, -1);
  EXPECT_EQ(input.shape->at(1).size, 14);
  ASSERT_EQ(model.outputs->size(), 1U);
  EXPECT_EQ(model.outputs->front().name, "classes");
  EXPECT_EQ(model.outputs->front().shape->at(1).size, 3);
  ASSERT_EQ(model.weights->size(), 8U);
  EXPECT_EQ(model.weights->at(0).name, "layer_with_weights-0/bias");
  EXPECT_EQ(model.weights->at(1).shape, (std::vector<std::int64_t>{14, 8}));
  EXPECT_EQ(model.total_parameters, 8U + 112 + 8 + 24);
  EXPECT_EQ(model.buffer_elements, 8U);
  EXPECT_EQ(model.weight_bytes, 4U * (8 + 112 + 8 + 24 + 8)) << "no state of training";
  EXPECT_EQ(
      model.operators,
      (std::vector<std::string>{"Const", "MatMul", "MergeV2Checkpoints", "Placeholder", "RestoreV2",
                                "SaveV2", "Softmax", "StatefulPartitionedCall", "VarHandleOp"}));
}

TEST_F(SavedModel, WhatIsFound) {
  struct Hostile {
    const char* kind;
    DangerKind danger;
    const char* where;
  };
  constexpr Hostile kHostile[] = {
      {"saved-model-write-file", DangerKind::kFileAccess, "WriteFile"},
      {"saved-model-python", DangerKind::kFileAccess, "PyFunc"},
      {"saved-model-fixed-place", DangerKind::kFileAccess, "Const"},
      {"saved-model-saver-called", DangerKind::kFileAccess, "StatefulPartitionedCall"},
      {"saved-model-lambda", DangerKind::kPythonCode, "keras_metadata.pb"},
      {"saved-model-no-variables", DangerKind::kNotAnalysed, "variables/variables.index"},
      {"saved-model-packed", DangerKind::kNotAnalysed, ""},
      {"saved-model-short", DangerKind::kNotAnalysed, ""},
  };
  for (const Hostile& hostile : kHostile) {
    const ModelFile model = read(hostile.kind);
    EXPECT_EQ(model.format, "saved-model") << hostile.kind;
    ASSERT_EQ(model.danger.size(), 1U) << hostile.kind;
    EXPECT_EQ(model.danger[0].kind, hostile.danger) << hostile.kind;
    EXPECT_TRUE(model.danger[0].where.starts_with(hostile.where)) << model.danger[0].where;
    EXPECT_EQ(model.inputs->size(), 1U) << hostile.kind;
  }
}

TEST_F(SavedModel, EachPartOfAModelIsNoModel) {
  const std::string bytes = model_files::bytes_of("saved-model");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const ModelFile model =
        inspect(*source_of(std::string_view(bytes).substr(0, size), "")).value();
    EXPECT_NE(model.verdict, Verdict::kDataOnly) << size;
  }
}

std::vector<std::string> keys_of(std::string_view table) {
  std::vector<std::string> keys;
  const auto read = saved_model::read_table(*source_of(table, ""), {},
                                            [&](std::string_view key, std::string_view) {
                                              keys.emplace_back(key);
                                              return base::Result<void>();
                                            });
  if (!read) keys.emplace_back("broken");
  return keys;
}

TEST(SavedModelTable, KeysThatShareTheirBeginning) {
  const std::vector<std::pair<std::string, std::string>> entries = {
      {"", "h"}, {"a", "1"}, {"ab", "2"}, {"abc", ""}, {"abd", "4"}, {"b", "5"}};
  const std::string table = model_files::table_of(entries);
  EXPECT_EQ(keys_of(table), (std::vector<std::string>{"", "a", "ab", "abc", "abd", "b"}));
  for (std::size_t size = 0; size < table.size(); ++size)
    EXPECT_EQ(keys_of(table.substr(0, size)), std::vector<std::string>{"broken"}) << size;
  EXPECT_EQ(keys_of(model_files::table_of(entries, 1)), std::vector<std::string>{"broken"});
}

// Each byte of an index changed to each of some others: no crash, no hang.
TEST(SavedModelTable, DamagedIndex) {
  std::string index = model_files::bytes_of("saved-model-index");
  for (char& byte : index) {
    const char before = byte;
    for (const char other : {'\0', '\1', '\x7F', '\xFF'}) {
      byte = other;
      const auto source = source_of(index, "");
      ModelFile model;
      Collector collector(model, {});
      (void)saved_model::read_variables(*source, *source, collector);
    }
    byte = before;
  }
}

}  // namespace
}  // namespace stacmlm::artifact
