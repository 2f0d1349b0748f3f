// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/fetcher.h"
#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"

namespace stacmlm::run {

/// What the file of an example holds.
enum class ExampleKind { kTensor, kRaster, kLayer };

/// An asset that is an example.
struct ExampleAsset {
  json::Value asset;
  std::string key;
  std::string path;    ///< or URL
  std::string tensor;  ///< empty: not told
  ExampleKind kind = ExampleKind::kTensor;
  bool is_input = false;

  /// A scene, or what a run makes of one; else it is put through the model as it is.
  [[nodiscard]] bool is_of_scene() const { return kind != ExampleKind::kTensor; }
};

/// Those of an Item, in its order. `kInvalidDocument`: one of them has no href, or files that are
/// other ones than it states (`file:size`, `file:checksum`). `fetcher` may be null: no file is far.
base::Result<std::vector<ExampleAsset>> find_examples(json::Value item,
                                                      const std::string& item_path,
                                                      base::Fetcher* fetcher);

/// The bytes of its file.
base::Result<std::unique_ptr<artifact::Source>> open_example(const ExampleAsset& example,
                                                             base::Fetcher* fetcher);

/// An Error says of which asset it is.
template <class T>
base::Result<T> about(const ExampleAsset& example, base::Result<T> result) {
  if (result) return result;
  return tl::unexpected(std::move(result).error().during("assets/" + example.key));
}

}  // namespace stacmlm::run
