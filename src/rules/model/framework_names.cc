// SPDX-License-Identifier: Apache-2.0
#include "rules/model/framework_names.h"

#include <array>
#include <utility>

#include "rules/nearest.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::rules {
namespace {

/// Packages that are called otherwise than their framework.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kPackages = {{
    {"sklearn", "scikit-learn"},
    {"torch", "PyTorch"},
    {"tf", "TensorFlow"},
    {"paddlepaddle", "Paddle"},
    {"onnxruntime", "ONNX"},
}};

}  // namespace

std::string_view framework_named(std::string_view name) {
  for (const auto& [package, framework] : kPackages) {
    if (same_letters(name, package)) return framework;
  }
  std::string_view newest;
  for (const mlm::Term& term : mlm::frameworks()) {
    if (same_letters(name, term.word)) newest = term.word;
  }
  return newest;
}

}  // namespace stacmlm::rules
