// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/mlm/model.h"

#include "parsed.h"

namespace stacmlm::mlm {
namespace {

using json::Parsed;
using stac::FieldState;

TEST(Model, null_and_absent_are_two_things) {
  const Parsed json(R"({"mlm:accelerator": null, "mlm:name": 3, "mlm:tasks": ["detection"]})");
  const Model model = Model::read(json.root());
  EXPECT_EQ(model.accelerator.state(), FieldState::kNull);
  EXPECT_EQ(model.framework.state(), FieldState::kAbsent);
  EXPECT_EQ(model.name.state(), FieldState::kMalformed);
  EXPECT_EQ(model.tasks.value()[0].value(), "detection");
}

TEST(Model, an_asset_overrides_the_item_except_where_it_may_not) {
  const Parsed json(R"({
    "properties": {"mlm:name": "Item", "mlm:framework": "PyTorch", "mlm:accelerator": "cuda"},
    "asset": {"mlm:name": "Asset", "mlm:framework": "ONNX", "mlm:artifact_type": "onnx"}})");
  const Model model = effective(Model::read(json.root().find("properties")),
                                Model::read(json.root().find("asset")));
  EXPECT_EQ(model.framework.value(), "ONNX");
  EXPECT_EQ(model.accelerator.value(), "cuda");
  EXPECT_EQ(model.artifact_type.value(), "onnx");
  EXPECT_EQ(model.name.value(), "Item");  // since 1.4.0 for Item properties alone
}

TEST(Structure, finds_dimensions_and_their_sizes) {
  const Parsed json(R"({"shape": [-1, 3, "x"], "dim_order": ["batch", "bands", "height"]})");
  const Structure structure = Structure::read(json.root());
  EXPECT_EQ(structure.dimension("bands"), 1);
  EXPECT_EQ(structure.size_of("bands"), 3);
  EXPECT_EQ(structure.size_of("batch"), -1);
  EXPECT_EQ(structure.size_of("height"), -1);
  EXPECT_EQ(structure.dimension("width"), -1);
}

TEST(Reference, a_string_is_a_name) {
  const Parsed json(R"(["B04", {"name": "ndvi", "format": "rio-calc", "expression": "b1"}, 7])");
  const List<Reference> bands(json.root());
  EXPECT_EQ(bands[0].value().name.value(), "B04");
  EXPECT_EQ(bands[1].value().format.value(), "rio-calc");
  EXPECT_EQ(bands[2].state(), FieldState::kMalformed);
}

TEST(Expressions, are_none_one_or_several) {
  const Parsed json(
      R"({"one": {"format": "python"}, "several": [{"format": "a"}, 1], "null": null})");
  const auto of = [&](std::string_view key) {
    return expressions(Field<json::Value>(json.root().find(key)));
  };
  EXPECT_EQ(of("one").size(), 1U);
  EXPECT_EQ(of("several").size(), 2U);
  EXPECT_EQ(of("several")[1].state(), FieldState::kMalformed);
  EXPECT_TRUE(of("null").empty());
  EXPECT_TRUE(of("absent").empty());
}

}  // namespace
}  // namespace stacmlm::mlm
