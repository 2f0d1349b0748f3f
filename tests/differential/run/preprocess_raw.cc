// SPDX-License-Identifier: Apache-2.0
// preprocess_raw CASE PIXELS TENSOR: prepares the input that a JSON file describes, for the test
// that compares it with NumPy and OpenCV. CASE: {"input": Model Input Object, "block": [width,
// height], "target": [width, height], "bands": [{"type": "uint16", "valid": true}], "files":
// [[scale, offset]], "norm_domain", "pad", "fill", "fill_before"}. PIXELS: the bands one after the
// other, each followed by a byte a pixel if it has "valid". TENSOR is written.
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "run/preprocess/preprocess.h"
#include "stacmlm/json/parser.h"

namespace {

using namespace stacmlm;

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

run::PreprocessOptions options_of(json::Value test) {
  run::PreprocessOptions options;
  if (const auto domain = test.find("norm_domain")) {
    options.norm_domain =
        run::choice_of(run::kNormDomains, domain.string()).value_or(run::NormDomain::kNone);
  }
  if (const auto pad = test.find("pad")) {
    options.pad = run::choice_of(run::kPadModes, pad.string()).value_or(run::PadMode::kReflect);
  }
  if (const auto fill = test.find("fill")) options.fill = fill.number();
  if (const auto before = test.find("fill_before")) options.fill_before = before.boolean();
  for (const json::Value file : test.find("files").elements()) {
    options.files.push_back({file.at(0).number(), file.at(1).number()});
  }
  return options;
}

std::vector<run::BandPixels> bands_of(json::Value test, const std::string& bytes,
                                      std::int64_t width, std::int64_t height) {
  std::vector<run::BandPixels> bands;
  const char* at = bytes.data();
  for (const json::Value told : test.find("bands").elements()) {
    run::BandPixels band{at, *run::find_data_type(told.find("type").string()), width, nullptr,
                         width};
    at += static_cast<std::size_t>(width * height) * run::size_of(band.type);
    if (told.find("valid")) {
      band.valid = reinterpret_cast<const std::uint8_t*>(at);
      at += width * height;
    }
    bands.push_back(band);
  }
  return bands;
}

base::Result<std::string> tensor_of(json::Value test, const std::string& bytes) {
  const auto size = [&](const char* name, std::size_t index) {
    return static_cast<std::int64_t>(test.find(name).at(index).number());
  };
  STACMLM_TRY(
      run::Preprocess preprocess,
      run::Preprocess::compile(mlm::ModelInput::read(test.find("input")), options_of(test)));
  const auto bands = bands_of(test, bytes, size("block", 0), size("block", 1));
  const run::PixelBlock block{bands, size("block", 0), size("block", 1)};
  const std::int64_t width = size("target", 0);
  const std::int64_t height = size("target", 1);
  run::PreprocessSpace space;
  if (preprocess.needs_norms()) {
    std::vector<run::ChannelNorms> norms(preprocess.channels());
    STACMLM_CHECK(preprocess.measure(block, width, height, norms, space));
    STACMLM_TRY(preprocess, preprocess.with_norms(norms));
  }
  const auto channels = static_cast<std::int64_t>(preprocess.channels());
  const auto shape = preprocess.layout().dimensions(1, 1, channels, height, width);
  std::string tensor(
      static_cast<std::size_t>(channels * width * height) * run::size_of(preprocess.type()), '\0');
  STACMLM_CHECK(preprocess.apply(
      block, preprocess.layout().target(tensor.data(), preprocess.type(), shape), space));
  return tensor;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  json::Parser parser;
  json::Document document;
  if (parser.parse(json::Text::copy_of(read_file(argv[1])), document)) return 2;
  const auto tensor = tensor_of(document.root(), read_file(argv[2]));
  if (!tensor) {
    fmt::print(stderr, "{}\n", tensor.error().message);
    return 1;
  }
  std::ofstream(argv[3], std::ios::binary)
      .write(tensor->data(), static_cast<std::streamsize>(tensor->size()));
  return 0;
}
