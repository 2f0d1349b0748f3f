// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace stacmlm::rules {

/// The relations of ml-model whose `href` names an image and no file.
inline constexpr std::array<std::string_view, 2> kImageRelations = {"ml-model:inferencing-image",
                                                                    "ml-model:training-image"};

constexpr bool is_image_relation(std::string_view rel) {
  return rel == kImageRelations[0] || rel == kImageRelations[1];
}

enum class ImageForm : std::uint8_t {
  kFull,     ///< `<registry>/<owner>/<image>:<tag>`, or with a digest
  kPartial,  ///< an engine can pull it, but from where or which one is not said
  kNone,     ///< names no image
};

/// How a text names an image. What podman takes for the name of a transport (`dir:`, `oci:`) is
/// none.
ImageForm image_form(std::string_view reference);

}  // namespace stacmlm::rules
