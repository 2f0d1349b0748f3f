// SPDX-License-Identifier: Apache-2.0
#include "artifact/onnx/domains.h"

#include <algorithm>

namespace stacmlm::artifact::onnx {
namespace {

constexpr std::string_view kStandard = "ai.onnx";

constexpr std::string_view kKnown[] = {
    kStandard,          "ai.onnx.ml",    "ai.onnx.preview",     "ai.onnx.preview.training",
    "ai.onnx.training", "com.microsoft", "com.microsoft.nchwc", "com.ms.internal.nhwc",
};

}  // namespace

std::string_view domain_name(std::string_view domain) {
  return domain.empty() ? kStandard : domain;
}

bool is_known_domain(std::string_view domain) {
  return std::ranges::find(kKnown, domain_name(domain)) != std::end(kKnown);
}

std::string operator_name(std::string_view domain, std::string_view type) {
  if (domain_name(domain) == kStandard) return std::string(type);
  return std::string(domain) + "::" + std::string(type);
}

}  // namespace stacmlm::artifact::onnx
