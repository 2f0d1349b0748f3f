// SPDX-License-Identifier: Apache-2.0
// trees_raw MODEL TYPE ROWS RESULTS: runs a tree model on the rows of a file of numbers of that
// type
// (`float32`), for the test that compares it with the libraries; says what type the results have.
#include <fmt/format.h>

#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "run/trees/trees.h"

namespace {

using namespace stacmlm;

base::Result<run::Tensor> run_model(const std::string& path, run::DataType type,
                                    const std::string& bytes) {
  STACMLM_TRY(const auto runtime, run::trees::open_trees({}));
  STACMLM_TRY(const auto model, runtime->load(path, {}));
  const std::int64_t features = model->inputs().front().shape->back().size;
  const auto numbers = static_cast<std::int64_t>(bytes.size() / run::size_of(type));
  const std::array shape = {numbers / features, features};
  const run::TensorView input{type, shape, bytes.data()};
  STACMLM_TRY(auto outputs, model->run(std::span(&input, 1)));
  return outputs.front();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const auto type = run::find_data_type(argv[2]);
  if (!type) return 2;
  std::ifstream file(argv[3], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto tensor = run_model(argv[1], *type, bytes);
  if (!tensor) {
    fmt::print(stderr, "{}\n", tensor.error().message);
    return 1;
  }
  fmt::print("{}\n", run::name_of(tensor->type()));
  std::ofstream(argv[4], std::ios::binary)
      .write(static_cast<const char*>(tensor->data()),
             static_cast<std::streamsize>(tensor->elements() * run::size_of(tensor->type())));
  return 0;
}
