// SPDX-License-Identifier: Apache-2.0
// Every test of a runtime's behaviour runs on each of them.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model_files/onnx_writer.h"
#include "model_files/write.h"
#include "run/runtime_kinds.h"
#include "stacmlm/run/runtime.h"
#include "temporary_folder.h"

namespace stacmlm::run {

/// Its parameter is the name of a runtime.
class OnEachRuntime : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    auto opened = find_runtime(GetParam())->open({.library = {}, .folders = {STACMLM_RUNTIMES}});
    if (!opened) GTEST_SKIP() << opened.error().message;
    runtime_ = *std::move(opened);
  }

  [[nodiscard]] const Runtime& runtime() const { return *runtime_; }

 private:
  std::unique_ptr<Runtime> runtime_;
};

inline std::string runtime_name(const testing::TestParamInfo<std::string>& info) {
  return info.param;
}

/// The names of those that run files of a format, if asked to.
inline std::vector<std::string> runtimes_of(std::string_view format) {
  std::vector<std::string> names;
  for (const RuntimeKind& kind : runtime_kinds())
    if (kind.runs(format, true)) names.emplace_back(kind.name);
  return names;
}

/// A folder that goes away with the test.
class Folder {
 public:
  std::string write(const model_files::onnx::Model& model, const std::string& name = "m.onnx") {
    EXPECT_TRUE(model_files::write_file(path_, model_files::onnx::file_of(name, model)));
    return path_ + '/' + name;
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  TemporaryFolder own_;
  std::string path_ = own_.path();
};

/// The same numbers between -1 and 1 each time.
inline Tensor noise(std::vector<std::int64_t> shape) {
  Tensor tensor(DataType::kFloat32, std::move(shape));
  std::uint32_t state = 7;
  for (float& value : tensor.values<float>()) {
    state = state * 1664525U + 1013904223U;
    value = static_cast<float>(state >> 8U) / 8388608.0F - 1.0F;
  }
  return tensor;
}

inline std::vector<Tensor> run_one(const Model& model, const Tensor& input) {
  const TensorView view = input.view();
  auto outputs = model.run(std::span(&view, 1));
  EXPECT_TRUE(outputs) << outputs.error().message;
  return outputs ? *std::move(outputs) : std::vector<Tensor>();
}

}  // namespace stacmlm::run
