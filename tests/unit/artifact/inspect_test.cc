// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/artifact/inspect.h"

#include <gtest/gtest.h>

#include <set>

#include "artifact/format/formats.h"
#include "model_files/kinds.h"
#include "read.h"
#include "stacmlm/artifact/element_type.h"

namespace stacmlm::artifact {
namespace {

TEST(Inspect, WhatIsNoModelIsNotSafe) {
  for (const std::string_view bytes : {"", "x", "PK\3\4", "PK\5\6", "just some text"}) {
    const ModelFile model = read(bytes);
    EXPECT_EQ(model.format, kUnknownFormat) << bytes;
    EXPECT_EQ(model.verdict, Verdict::kUnknown) << bytes;
  }
}

TEST(Inspect, RecognisedFormatsAreNotSafe) {
  const std::pair<std::string_view, std::string_view> all[] = {
      {"html-page", "html"},
      {"tensorrt", "tensorrt"},
      {"coreml", "coreml"},
      {"coreml-package", "coreml-package"},
      {"paddle", "paddle"},
      {"paddle-json", "paddle"},
      {"paddle-weights", "paddle-weights"},
      {"mxnet", "mxnet"},
      {"mxnet-weights", "mxnet"},
      {"esri-dlpk", "esri-dlpk"},
  };
  for (const auto& [kind, format] : all) {
    const std::string bytes = model_files::bytes_of(kind);
    EXPECT_EQ(read(bytes).format, format) << kind;
    EXPECT_EQ(read(bytes).verdict, Verdict::kUnknown) << kind;
    EXPECT_FALSE(find_format(format)->is_read) << kind;
  }
}

TEST(Formats, NamesStandOnce) {
  std::set<std::string_view> names;
  for (const Format* format : formats()) {
    EXPECT_TRUE(names.insert(format->name).second) << format->name;
    EXPECT_FALSE(format->title.empty());
    EXPECT_EQ(find_format(format->name), format);
  }
  EXPECT_EQ(find_format("none"), nullptr);
}

TEST(ElementTypes, MlmHasAWordForEach) {
  EXPECT_EQ(mlm_data_type("float32"), "float32");
  EXPECT_EQ(mlm_data_type("bfloat16"), "other");
  EXPECT_EQ(mlm_data_type(""), "");
}

}  // namespace
}  // namespace stacmlm::artifact
