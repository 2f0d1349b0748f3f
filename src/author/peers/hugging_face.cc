// SPDX-License-Identifier: Apache-2.0
#include "author/peers/hugging_face.h"

#include <algorithm>

namespace stacmlm::author::hugging_face {

/// Written are no tasks that are wider than the word of the hub.
std::span<const Word> tasks() {
  static constexpr Word kTasks[] = {
      {"image-classification", "classification", Way::kRead},
      {"image-classification", "scene-classification", Way::kWrite},
      {"zero-shot-image-classification", "classification", Way::kRead},
      {"tabular-classification", "classification", Way::kRead},
      {"image-segmentation", "segmentation"},
      {"image-segmentation", "semantic-segmentation", Way::kWrite},
      {"image-segmentation", "instance-segmentation", Way::kWrite},
      {"image-segmentation", "panoptic-segmentation", Way::kWrite},
      {"mask-generation", "segmentation", Way::kRead},
      {"object-detection", "object-detection"},
      {"zero-shot-object-detection", "object-detection", Way::kRead},
      {"image-to-text", "image-captioning"},
      {"image-to-image", "super-resolution", Way::kWrite},
      {"depth-estimation", "regression", Way::kRead},
      {"tabular-regression", "regression", Way::kRead},
      {"time-series-forecasting", "regression", Way::kRead},
      {"text-to-image", "generative", Way::kRead},
      {"unconditional-image-generation", "generative", Way::kRead},
  };
  return kTasks;
}

/// Read are also libraries on top of a framework, and names that hubs do not list.
std::span<const Word> libraries() {
  static constexpr Word kLibraries[] = {
      {"pytorch", "PyTorch"},
      {"timm", "PyTorch", Way::kRead},
      {"torchgeo", "PyTorch", Way::kRead},
      {"terratorch", "PyTorch", Way::kRead},
      {"ultralytics", "PyTorch", Way::kRead},
      {"segmentation-models-pytorch", "PyTorch", Way::kRead},
      {"transformers", "Hugging Face"},
      {"diffusers", "Hugging Face", Way::kRead},
      {"keras", "Keras"},
      {"tf-keras", "Keras", Way::kRead},
      {"tensorflow", "TensorFlow", Way::kRead},
      {"tf", "TensorFlow", Way::kRead},
      {"onnx", "ONNX"},
      {"sklearn", "scikit-learn"},
      {"scikit-learn", "scikit-learn", Way::kRead},
      {"jax", "JAX"},
      {"flax", "Flax", Way::kRead},
      {"paddlepaddle", "Paddle", Way::kRead},
  };
  return kLibraries;
}

std::span<const Word> licenses() {
  static constexpr Word kLicenses[] = {
      {"apache-2.0", "Apache-2.0"},
      {"mit", "MIT"},
      {"bsd-2-clause", "BSD-2-Clause"},
      {"bsd-3-clause", "BSD-3-Clause"},
      {"cc0-1.0", "CC0-1.0"},
      {"cc-by-3.0", "CC-BY-3.0"},
      {"cc-by-4.0", "CC-BY-4.0"},
      {"cc-by-sa-3.0", "CC-BY-SA-3.0"},
      {"cc-by-sa-4.0", "CC-BY-SA-4.0"},
      {"cc-by-nc-3.0", "CC-BY-NC-3.0"},
      {"cc-by-nc-4.0", "CC-BY-NC-4.0"},
      {"cc-by-nd-4.0", "CC-BY-ND-4.0"},
      {"cc-by-nc-sa-3.0", "CC-BY-NC-SA-3.0"},
      {"cc-by-nc-sa-4.0", "CC-BY-NC-SA-4.0"},
      {"cc-by-nc-nd-4.0", "CC-BY-NC-ND-4.0"},
      {"gpl-2.0", "GPL-2.0-only"},
      {"gpl-2.0", "GPL-2.0-or-later"},
      {"gpl-3.0", "GPL-3.0-only"},
      {"gpl-3.0", "GPL-3.0-or-later"},
      {"lgpl-3.0", "LGPL-3.0-only"},
      {"lgpl-3.0", "LGPL-3.0-or-later"},
      {"agpl-3.0", "AGPL-3.0-only"},
      {"agpl-3.0", "AGPL-3.0-or-later"},
      {"mpl-2.0", "MPL-2.0"},
      {"unlicense", "Unlicense"},
      {"isc", "ISC"},
      {"eupl-1.2", "EUPL-1.2"},
      {"other", "other", Way::kRead},
  };
  return kLicenses;
}

std::string_view read(std::span<const Word> words, std::string_view hub) {
  const auto found = std::ranges::find_if(
      words, [&](const Word& word) { return word.hub == hub && word.way != Way::kWrite; });
  return found == words.end() ? std::string_view() : found->ours;
}

std::string_view write(std::span<const Word> words, std::string_view ours) {
  const auto found = std::ranges::find_if(
      words, [&](const Word& word) { return word.ours == ours && word.way != Way::kRead; });
  return found == words.end() ? std::string_view() : found->hub;
}

bool is_wider(std::span<const Word> words, std::string_view hub) {
  return std::ranges::count(words, hub, &Word::hub) > 1;
}

}  // namespace stacmlm::author::hugging_face
