// SPDX-License-Identifier: Apache-2.0
#include "model_files/joblib.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "artifact/pickle/pickle.h"
#include "danger_lines.h"
#include "model_files/kinds.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

ModelFile read_kind(std::string_view kind) {
  return inspect(*source_of(model_files::bytes_of(kind), "model.pkl"),
                 {.header_bytes = std::size_t{4} << 20U})
      .value();
}

constexpr std::string_view kEstimator =
    "calls sklearn.linear_model._logistic.LogisticRegression() and sets its state: code of "
    "scikit-learn";

void expect_classifier(const ModelFile& model) {
  EXPECT_EQ(model.fault, "") << dangers(model);
  EXPECT_EQ(model.framework, "scikit-learn");
  EXPECT_EQ(model.framework_version, "1.3.2");
  EXPECT_EQ(model.classes, (std::vector<std::string>{"10", "11", "12"}));
  ASSERT_EQ(model.metadata.size(), 1U);
  EXPECT_EQ(model.metadata[0].first, "n_features_in_");
  EXPECT_EQ(model.metadata[0].second, "4");
  EXPECT_EQ(model.hints.class_names,
            std::vector<std::string>{"sklearn.linear_model._logistic.LogisticRegression"});
  EXPECT_EQ(model.verdict, Verdict::kExecutesCode);
  ASSERT_FALSE(model.danger.empty());
  EXPECT_EQ(model.danger[0].what, kEstimator);
}

TEST(Joblib, EstimatorInAPickle) {
  const ModelFile model = read_kind("sklearn-pickle");
  EXPECT_EQ(model.format, "pickle");
  expect_classifier(model);
  EXPECT_EQ(model.danger.size(), 1U) << dangers(model);
}

TEST(Joblib, NumbersOfTheOtherByteOrderAreNotTold) {
  const ModelFile model = read_kind("sklearn-big-endian");
  EXPECT_EQ(model.fault, "") << dangers(model);
  EXPECT_EQ(model.framework_version, "1.3.2");
  EXPECT_TRUE(model.classes.empty()) << model.classes[0];
}

TEST(Joblib, Pipeline) {
  const ModelFile model = read_kind("sklearn-pipeline");
  EXPECT_EQ(model.fault, "") << dangers(model);
  EXPECT_EQ(model.framework_version, "1.4.0");
  EXPECT_EQ(model.classes, (std::vector<std::string>{"wet", "dry"}));
  ASSERT_EQ(model.metadata.size(), 1U);
  EXPECT_EQ(model.metadata[0], std::pair(std::string("n_features_in_"), std::string("6")));
  EXPECT_EQ(model.danger.size(), 3U) << dangers(model);
}

TEST(Joblib, BytesOfArraysArePassedOver) {
  const ModelFile model = read_kind("joblib");
  EXPECT_EQ(model.format, "joblib");
  expect_classifier(model);
  EXPECT_EQ(read_kind("joblib-data").verdict, Verdict::kUnknown);
  EXPECT_EQ(read_kind("joblib-data").format, "joblib");
}

TEST(Joblib, Packed) {
  for (const auto* kind : {"joblib-zlib", "joblib-gzip", "joblib-bzip2", "joblib-xz"}) {
    SCOPED_TRACE(kind);
    const ModelFile model = read_kind(kind);
    EXPECT_EQ(model.format, "joblib");
    expect_classifier(model);
  }
  EXPECT_EQ(read_kind("joblib-lz4").fault, "packed with lz4, which is not unpacked here");
  EXPECT_EQ(read_kind("joblib-lz4").verdict, Verdict::kUnknown);
}

TEST(Joblib, Hostile) {
  EXPECT_EQ(dangers(read_kind("joblib-packed-call")),
            "call unpacked byte 31: calls os.system(\"touch canary\")\n");
  EXPECT_NE(dangers(read_kind("joblib-objects")).find("calls os.system(\"touch canary\")"),
            std::string::npos);
  EXPECT_EQ(read_kind("joblib-opcodes").verdict, Verdict::kUnknown);
  const ModelFile bomb = read_kind("joblib-bomb");
  EXPECT_EQ(bomb.fault, "is packed, and has more than 4194304 bytes unpacked");
  EXPECT_EQ(bomb.verdict, Verdict::kUnknown);
  EXPECT_FALSE(std::filesystem::exists("canary"));
}

TEST(Joblib, EveryTruncationIsNotSafe) {
  for (const model_files::Kind& kind : model_files::joblib_kinds()) {
    const std::string bytes = kind.make().front().bytes;
    for (std::size_t size = 0; size < std::min<std::size_t>(bytes.size(), 1000); ++size) {
      const auto source = source_of(std::string_view(bytes).substr(0, size), "model.pkl");
      EXPECT_NE(inspect(*source)->verdict, Verdict::kDataOnly) << kind.name << " cut to " << size;
    }
  }
}

}  // namespace
}  // namespace stacmlm::artifact
