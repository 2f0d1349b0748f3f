// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "model_files/kinds.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

tl::unexpected<base::Error> refused() { return base::fail(base::ErrorKind::kIo, "denied"); }

/// A file that is there and cannot be read.
class Unreadable : public Source {
 public:
  [[nodiscard]] std::string_view name() const override { return "unreadable"; }
  [[nodiscard]] std::uint64_t size() const override { return 1U << 20U; }
  [[nodiscard]] base::Result<void> read(std::uint64_t, std::span<char>) const override {
    return refused();
  }
  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(std::string_view) const override {
    return refused();
  }
};

/// A model beside which are such files: already to open them fails, or only to read them.
class Model : public Source {
 public:
  Model(std::string_view kind, bool can_open)
      : bytes_(model_files::bytes_of(kind)), can_open_(can_open) {}

  [[nodiscard]] std::string_view name() const override { return "model.xml"; }
  [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
  [[nodiscard]] base::Result<void> read(std::uint64_t offset, std::span<char> to) const override {
    return source_of(bytes_, "")->read(offset, to);
  }
  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(std::string_view) const override {
    if (!can_open_) return refused();
    return std::make_unique<Unreadable>();
  }

 private:
  std::string bytes_;
  bool can_open_;
};

/// What is told, a line each.
std::string findings(std::string_view kind, bool can_open) {
  const auto model = inspect(Model(kind, can_open));
  if (!model) return "Error: " + model.error().message;
  EXPECT_EQ(model->fault, "") << kind;
  std::string all;
  for (const Danger& danger : model->danger) {
    EXPECT_EQ(danger.kind, DangerKind::kNotAnalysed) << kind;
    all += danger.where + ": " + danger.what + '\n';
  }
  return all;
}

TEST(Companion, WhatCannotBeOpenedIsAFinding) {
  EXPECT_EQ(findings("openvino-ir", false), "model.bin: cannot be read: denied\n");
  EXPECT_EQ(findings("safetensors-sharded", false),
            "model-00001-of-00002.safetensors: cannot be read: denied\n"
            "model-00002-of-00002.safetensors: cannot be read: denied\n");
  EXPECT_EQ(findings("saved-model", false),
            "keras_metadata.pb: cannot be read: denied\n"
            "variables/variables.index: cannot be read: denied\n");
  EXPECT_NE(findings("onnx-external", false).find("which cannot be read: denied"),
            std::string::npos);
}

TEST(Companion, WhatCannotBeReadIsAFinding) {
  EXPECT_EQ(findings("safetensors-sharded", true),
            "model-00001-of-00002.safetensors: cannot be read: denied\n"
            "model-00002-of-00002.safetensors: cannot be read: denied\n");
  EXPECT_EQ(findings("saved-model", true),
            "keras_metadata.pb: cannot be read: denied\n"
            "variables/variables.index: cannot be read: denied\n");
}

TEST(Companion, TheModelItselfMustBeRead) {
  const auto model = inspect(Unreadable());
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().kind, base::ErrorKind::kIo);
}

}  // namespace
}  // namespace stacmlm::artifact
