// SPDX-License-Identifier: Apache-2.0
// trees_time MODEL FLOATS [ROUNDS]: rows a second through a tree model, best of some rounds, on one
// thread. FLOATS: a file of float32 numbers, row after row.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "run/trees/trees.h"

namespace {

using namespace stacmlm;

base::Result<double> rows_a_second(const std::string& path, const std::string& bytes, int rounds) {
  STACMLM_TRY(const auto runtime, run::trees::open_trees({}));
  STACMLM_TRY(const auto model, runtime->load(path, {}));
  const std::int64_t features = model->inputs().front().shape->back().size;
  const auto rows = static_cast<std::int64_t>(bytes.size() / sizeof(float)) / features;
  const std::array shape = {rows, features};
  const run::TensorView input{run::DataType::kFloat32, shape, bytes.data()};
  double best = 1e300;
  for (int round = 0; round < rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    STACMLM_TRY(const auto outputs, model->run(std::span(&input, 1)));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    best = std::min(best, took.count());
  }
  return static_cast<double>(rows) / best;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::ifstream file(argv[2], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto speed = rows_a_second(argv[1], bytes, argc > 3 ? std::atoi(argv[3]) : 7);
  if (!speed) {
    fmt::print(stderr, "{}\n", speed.error().message);
    return 1;
  }
  fmt::print("{:.0f}\n", *speed);
  return 0;
}
