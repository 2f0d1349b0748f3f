// SPDX-License-Identifier: Apache-2.0
#include "artifact/pt2/pt2.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "danger_lines.h"
#include "model_files/kinds.h"
#include "read.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

using model_files::bytes_of;

void expect_unet(const ModelFile& model, std::string_view batch) {
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(findings(model), Findings{});
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  EXPECT_EQ(model.format, "pt2");
  EXPECT_EQ(model.framework, "PyTorch");
  EXPECT_EQ(model.framework_version, "2.9.0+cpu");
  EXPECT_EQ(model.format_version, "schema 8.14");
  ASSERT_EQ(model.inputs->size(), 1U);
  const Tensor& input = model.inputs->front();
  EXPECT_EQ(input.name, "image");
  EXPECT_EQ(input.data_type, "float32");
  ASSERT_EQ(input.shape->size(), 4U);
  EXPECT_EQ((*input.shape)[0].size, -1);
  EXPECT_EQ((*input.shape)[0].name, batch);
  EXPECT_EQ((*input.shape)[1].size, 4);
  ASSERT_EQ(model.outputs->size(), 1U);
  EXPECT_EQ(model.outputs->front().name, "conv2d_1");
  EXPECT_EQ((*model.outputs->front().shape)[1].size, 2);
  EXPECT_EQ(model.total_parameters, 322U);
  EXPECT_EQ(model.buffer_elements, 17U);
  EXPECT_EQ(model.weight_bytes, 4U * 338 + 8);
  EXPECT_TRUE(model.hints.has_batch_norm);
  EXPECT_EQ(model.operators, (Findings{"aten::batch_norm", "aten::conv2d"}));
  ASSERT_EQ(model.operator_sets.size(), 1U);
  EXPECT_EQ(model.operator_sets[0].domain, "aten");
  EXPECT_EQ(model.operator_sets[0].version, 10);
  EXPECT_EQ(model.metadata, (decltype(model.metadata){{"range_constraints.s77", "2 to any"}}));
}

TEST(Pt2, ReadsTheProgram) {
  const ModelFile model = read_kind("pt2-unet");
  expect_unet(model, "s77");
  EXPECT_FALSE(model.embedded_item);
  expect_unet(read_kind("pt2-guard"), "s77");
}

TEST(Pt2, GivesEmbeddedMetadata) {
  const ModelFile model = read_kind("pt2-item");
  expect_unet(model, "s77");
  EXPECT_EQ(model.embedded_item, "type: Feature\nid: unet\nproperties:\n  mlm:name: unet\n");
}

TEST(Pt2, ReadsTheLayoutUpTo2_7) {
  const ModelFile model = read_kind("pt2-old");
  expect_unet(model, "s0");
  EXPECT_EQ(model.embedded_item, "type: Feature\n");
}

TEST(Pt2, MachineCodeIsDanger) {
  const ModelFile model = read_kind("pt2-native-code");
  EXPECT_EQ(findings(model),
            (Findings{"native-code compiled/data/aotinductor/model/cabc.wrapper.so: machine code, "
                      "or its source",
                      "native-code compiled/data/aotinductor/model/kernel.cubin: machine code, or "
                      "its source"}));
  EXPECT_EQ(model.verdict, Verdict::kExecutesCode);
  EXPECT_FALSE(model.inputs);
  EXPECT_FALSE(model.weights);
}

struct Hostile {
  const char* kind;
  Verdict verdict;
  Findings findings;
};

// Python reads no entry whose checksum is another, libtorch does.
TEST(Pt2, ChecksumsOfPicklesAreCompared) {
  std::string bytes = bytes_of("pt2-unet");
  const std::size_t at = bytes.find("\x80\x02).");
  ASSERT_NE(at, std::string::npos);
  bytes[at + 2] = ']';
  const ModelFile model = read(bytes);
  EXPECT_EQ(findings(model),
            Findings{"archive-trick unet/data/sample_inputs/model.pt/archive/data.pkl: "
                     "archive/data.pkl: its checksum is another"});
}

TEST(Pt2, HostileOnesAreFound) {
  const Hostile hostile[] = {
      {"pt2-hostile-pickle",
       Verdict::kExecutesCode,
       {"call unet/data/sample_inputs/model.pt/archive/data.pkl byte 31: calls os.system(\"touch "
        "canary\")"}},
      {"pt2-hostile-size",
       Verdict::kExecutesCode,
       {"call unet/models/model.json: a size that is evaluated as Python: "
        "__import__('os').system('touch canary')"}},
      {"pt2-hostile-guard",
       Verdict::kExecutesCode,
       {"python-code unet/models/model.json: a guard that is run as Python: "
        "__import__('os').system('touch canary') or True"}},
      {"pt2-custom-operator",
       Verdict::kUnknown,
       {"custom-operator unet/models/model.json: operator torchvision::nms, which is not PyTorch's "
        "own"}},
      {"pt2-no-operator",
       Verdict::kUnknown,
       {"custom-operator unet/models/model.json: calls torch.serialization.os.system, which is no "
        "operator"}},
      {"pt2-file-operator",
       Verdict::kExecutesCode,
       {"file-access unet/models/model.json: operator aten::from_file, which reads or writes "
        "files"}},
      {"pt2-enumeration",
       Verdict::kExecutesCode,
       {"call unet/models/model.json: in_spec: an enumeration whose module is imported"}},
      {"pt2-odd-parts",
       Verdict::kExecutesCode,
       {"not-analysed unet/data/executorch/model.pte: a part of no known purpose",
        "call unet/data/weights/more/archive/data.pkl byte 31: calls os.system(\"touch canary\")",
        "not-analysed unet/data/constants/custom_obj_0: a part that nothing says how to read"}},
  };
  for (const Hostile& known : hostile) {
    const ModelFile model = read_kind(known.kind);
    EXPECT_EQ(model.fault, "") << known.kind;
    EXPECT_EQ(model.verdict, known.verdict) << known.kind;
    EXPECT_EQ(findings(model), known.findings) << known.kind;
  }
}

TEST(Pt2, WeightsThatAreTooShort) {
  const ModelFile model = read_kind("pt2-short-weight");
  EXPECT_EQ(model.fault,
            "tensor \"conv.weight\": 1152 bytes, where unet/data/weights/weight_0 has 1151");
  EXPECT_EQ(model.verdict, Verdict::kUnknown);
}

TEST(Pt2, CutShortItIsNotSafe) {
  const std::string bytes = bytes_of("pt2-item");
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_NE(read(std::string_view(bytes).substr(0, size)).verdict, Verdict::kDataOnly) << size;
}

}  // namespace
}  // namespace stacmlm::artifact
