// SPDX-License-Identifier: Apache-2.0
#include "artifact/torch/torch.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "danger_lines.h"
#include "model_files/kinds.h"
#include "model_files/torch.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

ModelFile read(std::string_view bytes) { return inspect(*source_of(bytes, "model.pt")).value(); }
ModelFile read_kind(std::string_view kind) { return read(model_files::bytes_of(kind)); }

/// `name 2x3 float32 bytes kind` of all weights, a line each.
std::string weights(const ModelFile& model) {
  std::string text;
  for (const Weight& weight : model.weights.value()) {
    text += weight.name + ' ';
    for (const std::int64_t size : weight.shape) text += std::to_string(size) + 'x';
    text += ' ' + weight.data_type + ' ' + std::to_string(weight.bytes) + ' ';
    text += weight.shares.empty() ? std::string(name_of(weight.kind)) : "shares " + weight.shares;
    text += '\n';
  }
  return text;
}

constexpr std::string_view kSmallNet =
    "conv.weight 8x3x3x3x float32 864 parameter\n"
    "conv.bias 8x float32 32 parameter\n"
    "bn.weight 8x float32 32 parameter\n"
    "bn.bias 8x float32 32 parameter\n"
    "bn.running_mean 8x float32 32 buffer\n"
    "bn.running_var 8x float32 32 buffer\n"
    "bn.num_batches_tracked  int64 8 buffer\n"
    "head.weight 2x8x1x1x float32 64 parameter\n"
    "head.bias 2x float32 8 parameter\n";

void expect_small_net(const ModelFile& model) {
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly) << dangers(model);
  EXPECT_EQ(model.framework, "PyTorch");
  EXPECT_EQ(model.total_parameters, 258U);
  EXPECT_EQ(model.buffer_elements, 17U);
  EXPECT_EQ(model.weight_bytes, 1104U);
  EXPECT_EQ(model.hints.first_channels, 3);
  EXPECT_EQ(model.hints.last_channels, 2);
  EXPECT_TRUE(model.hints.has_batch_norm);
}

TEST(Torch, StateDict) {
  const ModelFile model = read_kind("torch-state-dict");
  EXPECT_EQ(model.format, "pytorch");
  EXPECT_EQ(model.format_version, "3");
  EXPECT_EQ(weights(model), kSmallNet);
  expect_small_net(model);
}

TEST(Torch, Legacy) {
  const ModelFile model = read_kind("torch-legacy");
  EXPECT_EQ(model.format, "pytorch-legacy");
  EXPECT_EQ(model.format_version, "1001");
  EXPECT_EQ(weights(model), kSmallNet);
  expect_small_net(model);
}

TEST(Torch, LightningCheckpoint) {
  const ModelFile model = read_kind("torch-lightning");
  EXPECT_EQ(weights(model),
            std::string(kSmallNet) +
                "optimizer_states.0.state.0.exp_avg 8x3x3x3x float32 864 optimizer-state\n");
  expect_small_net(model);
  EXPECT_EQ(model.producer, "pytorch-lightning");
  EXPECT_EQ(model.producer_version, "2.1.0");
  EXPECT_EQ(model.classes, (std::vector<std::string>{"water", "land"}));
  ASSERT_EQ(model.metadata.size(), 3U);
  EXPECT_EQ(model.metadata[0].first, "epoch");
  EXPECT_EQ(model.metadata[0].second, "12");
  EXPECT_EQ(model.metadata[2].first, "hyper_parameters.lr");
  EXPECT_EQ(model.metadata[2].second, "0.001");
}

TEST(Torch, SharedStoragesCountOnce) {
  const ModelFile model = read_kind("torch-shared");
  EXPECT_EQ(weights(model),
            "embedding.weight 10x4x float16 80 parameter\n"
            "head.weight 10x4x float16 0 shares embedding.weight\n"
            "row.weight 4x float16 0 shares embedding.weight\n"
            "flat.a 6x float32 24 parameter\n"
            "flat.b 4x float32 16 parameter\n");
  EXPECT_EQ(model.total_parameters, 50U);
  EXPECT_EQ(model.weight_bytes, 120U);
  EXPECT_EQ(model.verdict, Verdict::kDataOnly) << dangers(model);
}

TEST(Torch, WholeModuleRunsItsClasses) {
  const ModelFile model = read_kind("torch-module");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(weights(model),
            "mask 2x uint8 2 buffer\n"
            "conv.weight 4x13x3x3x float32 1872 parameter\n"
            "bn.weight 4x float32 16 parameter\n"
            "bn.running_mean 4x float32 16 buffer\n");
  EXPECT_EQ(model.hints.class_names, std::vector<std::string>{"mynet.models.Net"});
  EXPECT_EQ(model.hints.first_channels, 13);
  EXPECT_TRUE(model.hints.has_batch_norm);
  EXPECT_EQ(model.verdict, Verdict::kExecutesCode);
  ASSERT_EQ(model.danger.size(), 3U) << dangers(model);
  EXPECT_EQ(model.danger[0].what, "calls mynet.models.Net() and sets its state");
  EXPECT_EQ(model.danger[1].what,
            "calls torch.nn.modules.conv.Conv2d() and sets its state: code of PyTorch");
}

TEST(Torch, Script) {
  const ModelFile model = read_kind("torchscript");
  EXPECT_EQ(model.format, "torchscript");
  EXPECT_EQ(model.fault, "");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly) << dangers(model);
  EXPECT_EQ(weights(model),
            "weight 2x4x1x1x float32 32 parameter\n"
            "mean 4x1x1x float32 16 buffer\n"
            "CONSTANTS.c0 3x int64 24 constant\n");
  EXPECT_EQ(model.operators, (std::vector<std::string>{"aten::conv2d", "aten::relu", "aten::sub"}));
  EXPECT_EQ(model.hints.class_names, std::vector<std::string>{"__torch__.net.Net"});
  EXPECT_EQ(model.total_parameters, 8U);
  ASSERT_EQ(model.metadata.size(), 1U);
  EXPECT_EQ(model.metadata[0].first, "labels.txt");
  EXPECT_EQ(model.metadata[0].second, "water\nland\n");
}

TEST(Torch, InputsOfATracedScriptAreNoWeights) {
  const ModelFile model = read_kind("torchscript-traced");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly) << dangers(model);
  EXPECT_EQ(model.total_parameters, 8U);
  EXPECT_EQ(model.weights->size(), 3U);
}

TEST(Torch, FrozenScript) {
  const ModelFile model = read_kind("torchscript-frozen");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly) << dangers(model);
  EXPECT_EQ(weights(model),
            "CONSTANTS.c0 2x4x1x1x float32 32 parameter\n"
            "CONSTANTS.c1 3x int64 24 constant\n");
}

TEST(Torch, LegacyModule) {
  const ModelFile model = read_kind("torch-legacy-module");
  EXPECT_EQ(weights(model), "weight 2x float32 8 parameter\n");
  ASSERT_EQ(model.danger.size(), 1U) << dangers(model);
  EXPECT_EQ(model.danger[0].what, "calls mynet.models.Net() and sets its state");
}

TEST(Torch, ScriptOperatorsThatDoMore) {
  const std::string part = "net/code/__torch__/net.py: ";
  EXPECT_EQ(dangers(read_kind("torchscript-from-file")),
            "file-access " + part + "runs aten::from_file, which reads or writes files\n");
  EXPECT_EQ(dangers(read_kind("torchscript-save")),
            "file-access " + part + "runs aten::from_file, which reads or writes files\n" +
                "file-access " + part + "runs aten::save, which reads or writes files\n");
  EXPECT_EQ(dangers(read_kind("torchscript-foreign")),
            "not-analysed " + part + "runs aten::newest, which is not known here\n" +
                "custom-operator " + part +
                "needs classes.mylib::Handle, an operator that PyTorch has not\n" + "file-access " +
                part + "runs image::read_file, which reads or writes files\n" + "custom-operator " +
                part + "needs mylib::run, an operator that PyTorch has not\n");
}

TEST(Torch, HiddenPickles) {
  EXPECT_EQ(dangers(read_kind("torch-os-system")),
            "call archive/data.pkl byte 31: calls os.system(\"touch canary\")\n");
  EXPECT_EQ(dangers(read_kind("torch-legacy-second-stream")),
            "call stream 2 (protocol) byte 46: calls os.system(\"touch canary\")\n");
  EXPECT_EQ(dangers(read_kind("torch-hidden-pickle")),
            "call archive/notes.txt byte 31: calls os.system(\"touch canary\")\n");
  EXPECT_EQ(dangers(read_kind("torch-hidden-in-storage")),
            "call archive/data/7 byte 31: calls os.system(\"touch canary\")\n");
  EXPECT_EQ(dangers(read_kind("torch-nested-archive")),
            "not-analysed archive/more.pt: an archive within the archive\n");
  EXPECT_FALSE(std::filesystem::exists("canary"));
}

TEST(Torch, StoragesAreCompared) {
  const ModelFile model = read_kind("torch-short-storage");
  EXPECT_EQ(model.fault, "storage \"0\" has 399 bytes, and is said to have 400");
  EXPECT_EQ(model.verdict, Verdict::kUnknown);
  EXPECT_EQ(read_kind("torch-beyond-storage").fault, "a tensor beyond its storage");
}

TEST(Torch, EveryTruncationIsNotSafe) {
  for (const auto* kind : {"torch-state-dict", "torch-legacy", "torchscript"}) {
    const std::string bytes = model_files::bytes_of(kind);
    for (std::size_t size = 0; size < bytes.size(); ++size)
      EXPECT_NE(read(std::string_view(bytes).substr(0, size)).verdict, Verdict::kDataOnly)
          << kind << " cut to " << size;
  }
}

}  // namespace
}  // namespace stacmlm::artifact
