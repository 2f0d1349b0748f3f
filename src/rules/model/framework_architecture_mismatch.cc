// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

/// Words within the names of architectures, lower-case letters alone.
constexpr std::array<std::string_view, 5> kTrees = {"randomforest", "decisiontree", "extratrees",
                                                    "gradientboosting", "xgboost"};
constexpr std::array<std::string_view, 6> kNetworks = {"resnet",      "unet", "visiontransformer",
                                                       "convolution", "yolo", "swintransformer"};
/// Frameworks for networks alone; TensorFlow has decision forests.
constexpr std::array<std::string_view, 5> kForNetworks = {"PyTorch", "Caffe", "MXNet", "Paddle",
                                                          "Flax"};
constexpr std::array<std::string_view, 2> kForTrees = {"scikit-learn", "spatialRF"};

/// A text without case and separators.
class Letters {
 public:
  explicit Letters(std::string_view text) {
    for (const char c : text.substr(0, letters_.size())) {
      const char small = static_cast<char>(c | 0x20);
      if (small >= 'a' && small <= 'z') letters_[size_++] = small;
    }
  }
  [[nodiscard]] bool hold_one_of(std::span<const std::string_view> words) const {
    const std::string_view text(letters_.data(), size_);
    return std::ranges::any_of(
        words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
  }

 private:
  std::array<char, 200> letters_;
  std::size_t size_ = 0;
};

bool is_one_of(std::string_view framework, std::span<const std::string_view> names) {
  return std::ranges::any_of(names,
                             [&](std::string_view name) { return same_letters(framework, name); });
}

void check(const Context& context, Findings& findings) {
  const mlm::Model& model = context.model();
  if (!model.architecture) return;
  const std::string_view architecture = *model.architecture;
  const auto& older = context.ml_model().architecture;
  if (older && !same_letters(*older, architecture)) {
    findings
        .at_value(model.architecture.raw(), fmt::format("{}, but `ml-model:architecture` is {}",
                                                        shown(architecture), shown(*older)))
        .hint("both describe one model")
        .related(older.raw(), "another architecture");
  }
  if (!model.framework) return;
  const bool for_networks = is_one_of(*model.framework, kForNetworks);
  if (!for_networks && !is_one_of(*model.framework, kForTrees)) return;
  const Letters letters(architecture);
  const bool differs = for_networks
                           ? letters.hold_one_of(kTrees) && !letters.hold_one_of(kNetworks)
                           : letters.hold_one_of(kNetworks) && !letters.hold_one_of(kTrees);
  if (!differs) return;
  findings
      .at_value(model.architecture.raw(),
                fmt::format("{} is not made with {}", shown(architecture), shown(*model.framework)))
      .hint("check both; custom code on top of a framework has a name of its own")
      .related(model.framework.raw(), "the framework");
}

}  // namespace

const Rule kFrameworkArchitectureMismatch{"MLM124",
                                          "framework-architecture-mismatch",
                                          "the architecture does not go with the rest",
                                          severities::kShould,
                                          Subject::kModelItem,
                                          &check,
                                          "README.md#model-architecture"};

}  // namespace stacmlm::rules
