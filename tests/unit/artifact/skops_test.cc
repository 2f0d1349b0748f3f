// SPDX-License-Identifier: Apache-2.0
#include "artifact/skops/skops.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "artifact/npy/npy_header.h"
#include "artifact/skops/trust.h"
#include "danger_lines.h"
#include "model_files/kinds.h"
#include "model_files/zip_writer.h"
#include "read.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

using model_files::bytes_of;

TEST(Skops, ReadsTheSchema) {
  const ModelFile model = read(bytes_of("skops-classifier"));
  EXPECT_EQ(model.format, "skops");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(findings(model), Findings{});
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  EXPECT_EQ(model.format_version, "protocol 2");
  EXPECT_EQ(model.producer, "skops");
  EXPECT_EQ(model.producer_version, "0.11.0");
  EXPECT_EQ(model.framework, "scikit-learn");
  EXPECT_EQ(model.framework_version, "1.5.2");
  EXPECT_EQ(model.hints.class_names, Findings{"sklearn.linear_model._logistic.LogisticRegression"});
  EXPECT_FALSE(model.inputs);
  EXPECT_FALSE(model.weights);
}

struct Hostile {
  const char* kind;
  Verdict verdict;
  Findings findings;
};

TEST(Skops, HostileOnesAreFound) {
  const Hostile hostile[] = {
      {"skops-own-type",
       Verdict::kExecutesCode,
       {"call schema.json: would import my_package.models.Model"}},
      {"skops-function", Verdict::kExecutesCode, {"call schema.json: would import os.system"}},
      {"skops-method",
       Verdict::kExecutesCode,
       {"call schema.json: would import builtins.builtin_function_or_method",
        "call schema.json: would take method __globals__"}},
      {"skops-hidden-type",
       Verdict::kExecutesCode,
       {"call schema.json: would import subprocess.Popen"}},
      {"skops-generator",
       Verdict::kExecutesCode,
       {"call schema.json: would import numpy.random.ctypeslib"}},
      {"skops-objects", Verdict::kUnknown, {"not-analysed 1.npy: an array of pickled objects"}},
      {"skops-sparse-objects",
       Verdict::kUnknown,
       {"not-analysed 3.npz/data.npy: an array of pickled objects"}},
      {"skops-sparse-packed",
       Verdict::kUnknown,
       {"not-analysed 3.npz: a packed archive of arrays, which is not looked into"}},
      {"skops-bytes",
       Verdict::kUnknown,
       {"not-analysed 3.bin: raw bytes, which are not looked into"}},
      {"skops-new-loader",
       Verdict::kUnknown,
       {"not-analysed schema.json: loader NewNode, which is not known"}},
  };
  for (const Hostile& known : hostile) {
    const ModelFile model = read(bytes_of(known.kind));
    EXPECT_EQ(model.fault, "") << known.kind;
    EXPECT_EQ(model.verdict, known.verdict) << known.kind;
    EXPECT_EQ(findings(model), known.findings) << known.kind;
  }
}

TEST(Skops, LooksIntoSparseMatrices) {
  const ModelFile model = read(bytes_of("skops-sparse"));
  EXPECT_EQ(findings(model), Findings{});
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
}

// The packed numbers break off: whoever unpacked them would see it.
TEST(Skops, UnpacksNoMoreThanTheHeadOfAnArray) {
  std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (32768,), }";
  header.resize(117, ' ');
  std::string array = std::string("\x93NUMPY\1\0\x76\0", 10) + header + '\n';
  // Numbers that take as much room as before when they are packed.
  for (std::uint32_t i = 0, random = 1; i < 8 * 32768; ++i) {
    random = random * 1664525 + 1013904223;
    array += static_cast<char>(random >> 24U);
  }
  const std::string packed = model_files::deflated(array, -15);
  const auto with = [&](std::size_t packed_size, std::uint32_t size) {
    return read(model_files::zip(
        {{.name = "1.npy",
          .bytes = packed.substr(0, packed_size),
          .method = 8,
          .central_size = size},
         {.name = "schema.json", .bytes = R"({"__loader__":"DictNode"})", .is_deflated = true}}));
  };
  const auto size = static_cast<std::uint32_t>(array.size());
  EXPECT_EQ(with(packed.size() / 2, size).fault, "");
  EXPECT_EQ(with(packed.size() / 2, size - 1).fault,
            "1.npy: an array with less data than its shape takes");
  EXPECT_EQ(with(20, size).fault,
            "1.npy: cannot be unpacked to the size that the zip archive states");
}

TEST(Skops, FaultsAreNamed) {
  EXPECT_EQ(read(bytes_of("skops-huge-array")).fault,
            "1.npy: an array with less data than its shape takes");
  EXPECT_EQ(read(bytes_of("skops-missing-array")).fault, "3.npy: is not in the archive");
}

TEST(Skops, CutShortItIsNotSafe) {
  const std::string bytes = bytes_of("skops-classifier");
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_NE(read(std::string_view(bytes).substr(0, size)).verdict, Verdict::kDataOnly) << size;
}

TEST(SkopsTrust, Types) {
  EXPECT_TRUE(skops::is_trusted_type("sklearn.svm._classes", "SVC"));
  EXPECT_TRUE(
      skops::is_trusted_type("sklearn.ensemble._hist_gradient_boosting.binning", "_BinMapper"));
  EXPECT_TRUE(skops::is_trusted_type("scipy.sparse._csr", "csr_matrix"));
  EXPECT_TRUE(skops::is_trusted_type("collections", "OrderedDict"));
  EXPECT_FALSE(skops::is_trusted_type("sklearn.utils", "os"));
  EXPECT_FALSE(skops::is_trusted_type("sklearn.utils", "X.os"));
  EXPECT_FALSE(skops::is_trusted_type("sklearnevil", "SVC"));
  EXPECT_FALSE(skops::is_trusted_type("builtins", "eval"));
  EXPECT_FALSE(skops::is_trusted_type("functools", "partial"));
  EXPECT_FALSE(skops::is_trusted_type("operator", "methodcaller"));
  EXPECT_FALSE(skops::is_trusted_type("", ""));
  EXPECT_TRUE(skops::is_trusted_function("numpy", "log1p"));
  EXPECT_TRUE(skops::is_trusted_function("scipy.special._ufuncs", "expit"));
  EXPECT_FALSE(skops::is_trusted_function("numpy", "load"));
}

NpyHeader header_of(const std::string& text, std::size_t bytes) {
  const std::string file = std::string("\x93NUMPY\1\0", 8) + static_cast<char>(text.size()) + '\0' +
                           text + std::string(bytes, 'x');
  return read_npy_header(*source_of(file, "")).value_or(NpyHeader{"none", {}, 0, false});
}

TEST(NpyHeader, ShapesAndTypes) {
  const NpyHeader header =
      header_of("{'descr': '<U3', 'fortran_order': False, 'shape': (2,), }", 24);
  EXPECT_EQ(header.descr, "<U3");
  EXPECT_EQ(header.shape, std::vector<std::uint64_t>{2});
  EXPECT_EQ(header_of("{'descr': '<U3', 'fortran_order': False, 'shape': (2,), }", 23).descr,
            "none");
  EXPECT_EQ(header_of("{'descr': '<f8', 'fortran_order': False, 'shape': (), }", 8).shape.size(),
            0U);
  EXPECT_EQ(header_of("{'descr': '<f8', 'shape': (1 2", 8).descr, "none");
  EXPECT_TRUE(
      header_of("{'descr': [('a', '|O'), ('b', '<f8')], 'fortran_order': False, 'shape': (1,), }",
                8)
          .has_objects);
}

}  // namespace
}  // namespace stacmlm::artifact
