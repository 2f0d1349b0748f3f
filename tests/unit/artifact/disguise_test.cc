// SPDX-License-Identifier: Apache-2.0
#include "artifact/format/disguise.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "model_files/kinds.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

constexpr std::string_view kCall = "cposix\nsystem\n(S'touch canary'\ntR.";

/// safetensors whose header has that many bytes, with one tensor of bytes.
std::string safetensors_with(std::uint64_t header_size, const std::string& content) {
  std::string header = fmt::format(
      R"({{"t":{{"dtype":"U8","shape":[{0}],"data_offsets":[0,{0}]}}}})", content.size());
  header.resize(header_size, ' ');
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(header_size >> (8 * i));
  return bytes + header + content;
}

// The size begins with V: to Python all up to the next line feed is a text.
std::string after_text(const std::string& opcodes) {
  return safetensors_with(0x156, '\n' + opcodes);
}

/// What is told of the file under that name, a line each.
std::string told(const std::string& bytes, const std::string& name = "model") {
  const ModelFile model = inspect(*source_of(bytes, name)).value();
  std::string text;
  for (const Danger& danger : model.danger) text += danger.what + '\n';
  EXPECT_EQ(model.verdict == Verdict::kDataOnly, text.empty());
  return text;
}

TEST(Disguise, WeightsAreNoPickle) {
  EXPECT_EQ(told(safetensors_with(0x158, std::string(64, 'x'))), "");
  EXPECT_EQ(told(after_text(std::string(64, 'x'))), "");
  EXPECT_EQ(told(after_text("K\x01K\x02" + std::string(64, '\0'))), "");
}

TEST(Disguise, PickleInSafetensors) {
  constexpr std::string_view kTold = "is a pickle as well, which loading it as one would run\n";
  const std::string call(kCall);
  EXPECT_EQ(told(after_text(call)), kTold);
  EXPECT_EQ(told(after_text(call), "model.safetensors"), kTold);
  EXPECT_EQ(told(after_text("N.")), kTold);
  // What this machine refuses, and an unpickler does not.
  EXPECT_EQ(told(after_text("0(K\x01(e" + call)), kTold);
  EXPECT_EQ(told(after_text("p 1\n" + call)), kTold);
  EXPECT_EQ(told(after_text(std::string("\x95\xff\xff\0\0\0\0\0\0", 9) + call)), kTold);
  EXPECT_EQ(told(safetensors_with(0x1200056, '\n' + call)), kTold);
}

TEST(Disguise, PickleInOnnx) {
  // model_version 'V', then the call in the doc string.
  const std::string onnx = model_files::bytes_of("onnx-unet");
  const std::string call = '\n' + std::string(kCall);
  const std::string start = std::string("\x28V\x32") + static_cast<char>(call.size()) + call;
  EXPECT_EQ(told(onnx, "model.onnx"), "");
  EXPECT_EQ(told(start + onnx, "model.onnx"),
            "is a pickle as well, which loading it as one would run\n");
}

TEST(Disguise, TarBeforeWeights) {
  std::string bytes = safetensors_with(0x300, std::string(16, ' '));
  for (const std::string_view form : {"{:06o}\0 ", " {:06o} ", "\t{:06o}\0", "0o{:05o}\0"}) {
    bytes.replace(148, 8, 8, ' ');
    unsigned sum = 0;
    for (std::size_t i = 0; i < 512; ++i) sum += static_cast<unsigned char>(bytes[i]);
    std::string field = fmt::format(fmt::runtime(form), sum);
    field.resize(8, ' ');
    bytes.replace(148, 8, field);
    EXPECT_NE(told(bytes).find("is a tar archive as well"), std::string::npos) << form;
  }
}

TEST(Disguise, WhatStandsBehind) {
  const std::string archive = model_files::bytes_of("keras3");
  const std::string with_archive = safetensors_with(0x158, archive);
  EXPECT_EQ(told(with_archive, "model.keras"), "is a zip archive as well: it ends as one\n");
  EXPECT_EQ(told(with_archive, "MODEL.SAFETENSORS"), "");
  std::string with_hdf5 = safetensors_with(0x158, std::string(9000, '\0'));
  with_hdf5.replace(8192, 8, "\x89HDF\r\n\x1a\n");
  EXPECT_EQ(told(with_hdf5, "model.h5"), "is an HDF5 file as well, behind what stands before it\n");
}

}  // namespace
}  // namespace stacmlm::artifact
