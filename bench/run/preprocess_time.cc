// SPDX-License-Identifier: Apache-2.0
// preprocess_time: uint16 pixels of four bands to a float32 tensor, z-score. GB/s of what is read
// and written, best of several rounds, beside a plain loop over the same memory that does the same
// in float arithmetic. Fails if the two do not agree.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <vector>

#include "run/preprocess/preprocess.h"
#include "stacmlm/json/parser.h"

namespace {

using namespace stacmlm;

constexpr std::size_t kBands = 4;
constexpr float kMeans[] = {1354.40546513F, 1118.24399958F, 1042.92983953F, 947.62620298F};
constexpr float kDeviations[] = {245.71762908F, 333.00778264F, 395.09249139F, 593.75055589F};

std::string input_text(bool channels_first) {
  const std::string order = channels_first ? R"(["batch", "bands", "height", "width"])"
                                           : R"(["batch", "height", "width", "bands"])";
  std::string scaling;
  for (std::size_t i = 0; i < kBands; ++i) {
    scaling += fmt::format(R"({}{{"type": "z-score", "mean": {}, "stddev": {}}})",
                           i == 0 ? "" : ",", kMeans[i], kDeviations[i]);
  }
  return fmt::format(R"({{"bands": ["a", "b", "c", "d"], "value_scaling": [{}], "input": {{
      "shape": [-1, {}], "dim_order": {}, "data_type": "float32"}}}})",
                     scaling, channels_first ? "4, -1, -1" : "-1, -1, 4", order);
}

void plain_loop(const std::vector<std::uint16_t>& pixels, std::size_t size, float* out) {
  for (std::size_t band = 0; band < kBands; ++band) {
    const std::uint16_t* from = pixels.data() + band * size;
    const float mean = kMeans[band];
    const float factor = 1 / kDeviations[band];
    for (std::size_t i = 0; i < size; ++i) {
      out[band * size + i] = (static_cast<float>(from[i]) - mean) * factor;
    }
  }
}

template <class Function>
double gigabytes_a_second(std::size_t bytes, Function function) {
  double best = 1e300;
  const std::size_t repeats = std::max<std::size_t>(1, (std::size_t{1} << 26U) / bytes);
  for (int round = 0; round < 15; ++round) {
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < repeats; ++i) function();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    best = std::min(best, took.count());
  }
  return static_cast<double>(bytes * repeats) / best / 1e9;
}

bool agree(const std::vector<float>& a, const std::vector<float>& b) {
  return std::ranges::equal(a, b, [](float x, float y) { return std::fabs(x - y) < 1e-4F; });
}

/// False if the numbers are wrong.
bool measure(std::int64_t side, bool channels_first, bool has_mask) {
  json::Parser parser;
  json::Document document;
  if (parser.parse(json::Text::copy_of(input_text(channels_first)), document)) return false;
  const auto preprocess = run::Preprocess::compile(mlm::ModelInput::read(document.root()));
  if (!preprocess) return false;
  const auto size = static_cast<std::size_t>(side * side);
  std::vector<std::uint16_t> pixels(size * kBands);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint16_t>(i * 7919);
  const std::vector<std::uint8_t> valid(size, 1);
  std::vector<run::BandPixels> bands;
  for (std::size_t band = 0; band < kBands; ++band) {
    bands.push_back({pixels.data() + band * size, run::DataType::kUint16, side,
                     has_mask ? valid.data() : nullptr, side});
  }
  const run::PixelBlock block{bands, side, side};
  std::vector<float> tensor(size * kBands);
  std::vector<float> expected(size * kBands);
  const auto shape = preprocess->layout().dimensions(1, 1, kBands, side, side);
  const auto target = preprocess->layout().target(tensor.data(), preprocess->type(), shape);
  run::PreprocessSpace space;
  const std::size_t bytes = size * kBands * (sizeof(std::uint16_t) + sizeof(float));
  const double ours = gigabytes_a_second(
      bytes, [&] { static_cast<void>(preprocess->apply(block, target, space)); });
  const double plain =
      gigabytes_a_second(bytes, [&] { plain_loop(pixels, size, expected.data()); });
  fmt::print("{:5} {} {:8} {:6.2f} GB/s, plain loop {:6.2f}, ratio {:.2f}\n", side,
             channels_first ? "CHW" : "HWC", has_mask ? "masked" : "", ours, plain, ours / plain);
  return !channels_first || agree(tensor, expected);
}

}  // namespace

int main() {
  bool is_right = true;
  for (const std::int64_t side : {256, 512, 2048}) {
    for (const bool channels_first : {true, false}) {
      for (const bool has_mask : {false, true}) {
        is_right = measure(side, channels_first, has_mask) && is_right;
      }
    }
  }
  return is_right ? 0 : 1;
}
