// SPDX-License-Identifier: Apache-2.0
// inspect_time FILE WEIGHTS: microseconds that the library takes to open and inspect a model file,
// the fastest of several rounds. Fails if the file is not read whole or has not so many weights.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>

#include "stacmlm/artifact/inspect.h"

namespace {

using namespace stacmlm;

std::size_t weights_of(const std::string& path) {
  const auto source = artifact::open_source(path);
  if (!source) return 0;
  const auto model = artifact::inspect(**source);
  const bool is_whole = model && model->fault.empty() && model->weights.has_value();
  return is_whole ? model->weights->size() : 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "inspect_time FILE WEIGHTS\n");
    return 2;
  }
  constexpr int kRounds = 50;
  const std::string path = argv[1];
  const std::size_t expected = std::strtoull(argv[2], nullptr, 10);
  double best = 1e300;
  for (int round = 0; round < kRounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    const std::size_t weights = weights_of(path);
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
    if (weights != expected) {
      fmt::print(stderr, "{}: {} weights, expected {}\n", path, weights, expected);
      return 1;
    }
    best = std::min(best, took.count());
  }
  fmt::print("{:.1f}\n", best);
  return 0;
}
