// SPDX-License-Identifier: Apache-2.0
#include "mlm/migration/artifact_type.h"

#include <algorithm>
#include <string>

namespace stacmlm::mlm::migration {
namespace {

using json::DraftNode;

struct Ending {
  std::string_view ending;
  std::string_view framework;  ///< empty: any
  std::string_view type;
  bool is_certain;
};

/// The first that fits.
constexpr Ending kEndings[] = {
    {".weights.h5", "", "tf.keras.Model.save_weights", true},
    {".keras", "", "tf.keras.Model.save", true},
    {".pt2", "", "torch.export.save", true},
    {".safetensors", "pytorch", "safetensors.torch.save_file", true},
    {".safetensors", "tensorflow", "safetensors.tensorflow.save_file", true},
    {".safetensors", "flax", "safetensors.flax.save_file", true},
    {".safetensors", "paddle", "safetensors.paddle.save_file", true},
    // A name says nothing of the two ways in which PyTorch writes a file.
    {".pt", "", "torch.save", false},
    {".pth", "", "torch.save", false},
    {".ckpt", "pytorch", "torch.save", false},
};

std::string lower(std::string_view text) {
  std::string low(text);
  std::ranges::transform(low, low.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return low;
}

std::string_view text_of(DraftNode* member) {
  return member != nullptr && member->is_string() ? member->string() : std::string_view();
}

}  // namespace

ArtifactGuess guess_artifact_type(ObjectMigration& migration, DraftNode& asset) {
  DraftNode* properties = migration.properties();
  std::string_view framework = text_of(asset.find("mlm:framework"));
  if (framework.empty() && properties != nullptr)
    framework = text_of(properties->find("mlm:framework"));
  return guess_artifact_type(text_of(asset.find("href")), framework);
}

ArtifactGuess guess_artifact_type(std::string_view href, std::string_view framework) {
  const std::string name = lower(href.substr(0, href.find_first_of("?#")));
  for (const Ending& row : kEndings) {
    if (!name.ends_with(row.ending)) continue;
    if (!row.framework.empty() && row.framework != lower(framework)) continue;
    return {row.type,
            row.is_certain ? "the file name says it"
                           : "the file name suggests it, but it could be `torch.jit.save`",
            row.is_certain};
  }
  return {};
}

}  // namespace stacmlm::mlm::migration
