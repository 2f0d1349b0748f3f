// SPDX-License-Identifier: Apache-2.0
#include "artifact/recognised/recognised.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>
#include <string>

#include "artifact/bytes/byte_reader.h"

namespace stacmlm::artifact {
namespace {

bool is_html(const Probe& probe) {
  std::string start(probe.head.substr(0, 256));
  start.erase(0, start.find_first_not_of(" \t\r\n\xEF\xBB\xBF"));
  std::ranges::transform(start, start.begin(), [](unsigned char c) { return std::tolower(c); });
  return start.starts_with("<!doctype html") || start.starts_with("<html");
}

// Engines of TensorRT begin with the letters of `ftrt`, or with `ptrt` turned around by byte order.
bool is_tensorrt(const Probe& probe) {
  return probe.head.starts_with("ftrt") || probe.head.starts_with("ptrt") ||
         probe.head.starts_with("trtf") || probe.head.starts_with("trtp");
}

/// A text of JSON that has these words within its first bytes.
bool is_json_with(const Probe& probe, std::string_view first, std::string_view second) {
  const std::size_t begin = probe.head.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && probe.head[begin] == '{' &&
         probe.head.find(first) != std::string_view::npos &&
         probe.head.find(second) != std::string_view::npos;
}

bool has_entry(const Probe& probe, std::string_view end) {
  return probe.archive != nullptr &&
         std::ranges::any_of(probe.archive->entries(),
                             [&](const ArchiveEntry& entry) { return entry.name.ends_with(end); });
}

/// The number behind that tag, if the tag stands here.
std::optional<std::uint64_t> number_behind(ByteReader& reader, std::uint8_t tag) {
  const auto found = reader.u8();
  if (!found || *found != tag) return std::nullopt;
  const auto length = reader.varint();
  return length ? std::optional(*length) : std::nullopt;
}

// Model{specificationVersion, description{input{name}}} as a protocol buffer. ONNX has a text where
// the description is, and no program's name begins as a message does.
bool is_core_ml(const Probe& probe) {
  constexpr std::uint8_t kVersion = 0x08;      // field 1, a number
  constexpr std::uint8_t kDescription = 0x12;  // field 2, a message
  constexpr std::uint8_t kFirst = 0x0A;        // field 1, a message or a text
  ByteReader reader(probe.source, 0, probe.head.size());
  const auto version = number_behind(reader, kVersion);
  const auto description = number_behind(reader, kDescription);
  const auto feature = number_behind(reader, kFirst);
  const auto name = number_behind(reader, kFirst);
  if (!version || !description || !feature || !name) return false;
  return *version > 0 && *version < 100 && *feature + 2 <= *description && *name + 2 <= *feature;
}

// In a zip, or the list of what is in the folder.
bool is_core_ml_package(const Probe& probe) {
  return (has_entry(probe, "Manifest.json") && has_entry(probe, ".mlmodel")) ||
         is_json_with(probe, "\"itemInfoEntries\"", "\"rootModelIdentifier\"");
}

// ProgramDesc{blocks{idx 0, parent_idx -1}} as a protocol buffer, or the JSON of version 3.
bool is_paddle(const Probe& probe) {
  constexpr std::string_view kFirstBlock("\x08\0\x10\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", 13);
  if (is_json_with(probe, "\"base_code\"", "\"pir\"")) return true;
  ByteReader reader(probe.source, 0, probe.head.size());
  if (!number_behind(reader, 0x0A)) return false;
  return probe.head.substr(reader.position()).starts_with(kFirstBlock);
}

// Tensors one behind the other: version 0, no levels, version 0, a short description of each that
// begins with its type.
bool is_paddle_weights(const Probe& probe) {
  constexpr std::size_t kZeros = 16;
  constexpr std::size_t kLongestDescription = 200;
  if (probe.head.size() < kZeros + 6 || probe.head.find_first_not_of('\0') != kZeros ||
      probe.head[kZeros + 4] != 0x08)
    return false;
  const auto length = static_cast<unsigned char>(probe.head[kZeros]);
  return length < kLongestDescription &&
         probe.head.substr(kZeros + 1, 3) == std::string_view("\0\0\0", 3);
}

// A list of arrays begins with 0x112 and a zero, of 64 bits each; a graph is JSON.
bool is_mxnet(const Probe& probe) {
  constexpr std::string_view kArrays("\x12\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
  return probe.head.starts_with(kArrays) ||
         (is_json_with(probe, "\"nodes\"", "\"op\"") &&
          probe.head.find("\"inputs\"") != std::string_view::npos &&
          probe.head.find("\"null\"") != std::string_view::npos);
}

bool is_esri_package(const Probe& probe) { return has_entry(probe, ".emd"); }

}  // namespace

const FormatReader kHtmlPage{{.name = "html",
                              .title = "HTML page, no model",
                              .extensions = ".html",
                              .media_types = "text/html"},
                             is_html,
                             nullptr};

const FormatReader kTensorRt{{.name = "tensorrt",
                              .title = "TensorRT engine",
                              .extensions = ".engine .plan .trt",
                              .is_exchange = true},
                             is_tensorrt,
                             nullptr};

const FormatReader kCoreMl{
    {.name = "coreml", .title = "Core ML model", .extensions = ".mlmodel", .is_exchange = true},
    is_core_ml,
    nullptr};

const FormatReader kCoreMlPackage{{.name = "coreml-package",
                                   .title = "Core ML package",
                                   .extensions = ".mlpackage",
                                   .is_exchange = true},
                                  is_core_ml_package,
                                  nullptr};

const FormatReader kPaddle{{.name = "paddle",
                            .title = "PaddlePaddle program",
                            .extensions = ".pdmodel .json",
                            .framework = "Paddle"},
                           is_paddle,
                           nullptr};

const FormatReader kPaddleWeights{{.name = "paddle-weights",
                                   .title = "PaddlePaddle weights",
                                   .extensions = ".pdiparams",
                                   .framework = "Paddle"},
                                  is_paddle_weights,
                                  nullptr};

const FormatReader kMxnet{
    {.name = "mxnet", .title = "MXNet", .extensions = ".params .json", .framework = "MXNet"},
    is_mxnet,
    nullptr};

const FormatReader kEsriPackage{
    {.name = "esri-dlpk", .title = "Esri deep learning package", .extensions = ".dlpk"},
    is_esri_package,
    nullptr};

}  // namespace stacmlm::artifact
