// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/mlm/vocabulary.h"

#include <algorithm>

namespace stacmlm::mlm {
namespace {

constexpr stac::Versions since(Version first) { return {ordinal(first), 127}; }
constexpr stac::Versions until(Version last) { return {0, ordinal(last)}; }

}  // namespace

std::span<const Term> tasks() {
  static constexpr Term kTerms[] = {
      {"regression"},
      {"classification"},
      {"scene-classification"},
      {"detection"},
      {"object-detection"},
      {"segmentation"},
      {"semantic-segmentation"},
      {"instance-segmentation"},
      {"panoptic-segmentation"},
      {"similarity-search"},
      {"generative"},
      {"image-captioning"},
      {"super-resolution"},
      {"downscaling", since(Version::kV1_5_0)},
  };
  return kTerms;
}

std::span<const Term> frameworks() {
  static constexpr Term kTerms[] = {
      {"PyTorch"},
      {"TensorFlow"},
      {"Scikit-learn", until(Version::kV1_0_0)},
      {"scikit-learn", since(Version::kV1_1_0)},
      {"Huggingface", until(Version::kV1_0_0)},
      {"Hugging Face", since(Version::kV1_1_0)},
      {"Keras"},
      {"ONNX"},
      {"rgee"},
      {"spatialRF"},
      {"JAX"},
      {"Flax", since(Version::kV1_5_0)},
      {"MXNet"},
      {"Caffe"},
      {"PyMC"},
      {"Weka"},
      {"Paddle", since(Version::kV1_5_0)},
  };
  return kTerms;
}

std::span<const Term> accelerators() {
  static constexpr Term kTerms[] = {
      {"amd64"},          {"cuda"},           {"xla"},       {"amd-rocm"},
      {"intel-ipex-cpu"}, {"intel-ipex-gpu"}, {"macos-arm"},
  };
  return kTerms;
}

std::span<const Term> resize_types() {
  static constexpr Term kTerms[] = {
      {"crop"},
      {"pad"},
      {"interpolation-nearest"},
      {"interpolation-linear"},
      {"interpolation-cubic"},
      {"interpolation-area"},
      {"interpolation-lanczos4"},
      {"interpolation-max"},
      {"wrap-fill-outliers"},
      {"wrap-inverse-map"},
  };
  return kTerms;
}

std::span<const Term> norm_types() {
  static constexpr Term kTerms[] = {
      {"min-max"}, {"z-score"},  {"l1"},        {"l2"},       {"l2sqr"},
      {"hamming"}, {"hamming2"}, {"type-mask"}, {"relative"}, {"inf"},
  };
  return kTerms;
}

std::span<const Term> dimensions() {
  static constexpr Term kTerms[] = {
      {"batch"}, {"channel"},    {"bands"},     {"variables"}, {"temperature"}, {"pressure"},
      {"time"},  {"latitude"},   {"longitude"}, {"altitude"},  {"height"},      {"width"},
      {"depth"}, {"x"},          {"y"},         {"z"},         {"token"},       {"class"},
      {"score"}, {"confidence"}, {"embedding"},
  };
  return kTerms;
}

std::span<const Term> artifact_types() {
  static constexpr Term kTerms[] = {
      {"torch.save"},
      {"torch.jit.save"},
      {"torch.export.save"},
      {"tf.keras.Model.save"},
      {"tf.keras.Model.save_weights"},
      {"tf.keras.Model.export"},
      {"safetensors.torch.save_file"},
      {"safetensors.tensorflow.save_file"},
      {"safetensors.flax.save_file"},
      {"safetensors.paddle.save_file"},
  };
  return kTerms;
}

std::span<const Term> compile_methods() {
  static constexpr Term kTerms[] = {{"aot"}, {"jit"}};
  return kTerms;
}

std::span<const Term> roles() {
  static constexpr Term kTerms[] = {
      {"mlm:model"},       {"mlm:weights"},           {"mlm:checkpoint"},       {"mlm:compiled"},
      {"mlm:source_code"}, {"mlm:inference-runtime"}, {"mlm:training-runtime"},
  };
  return kTerms;
}

std::vector<std::string_view> words_of(std::span<const Term> vocabulary, Version version) {
  std::vector<std::string_view> words;
  for (const Term& term : vocabulary) {
    if (term.versions.holds(ordinal(version))) words.push_back(term.word);
  }
  return words;
}

std::vector<std::string_view> all_words(std::span<const Term> vocabulary) {
  std::vector<std::string_view> words;
  for (const Term& term : vocabulary) words.push_back(term.word);
  return words;
}

bool is_known(std::span<const Term> vocabulary, std::string_view word) {
  return std::ranges::any_of(vocabulary, [&](const Term& term) { return term.word == word; });
}

}  // namespace stacmlm::mlm
