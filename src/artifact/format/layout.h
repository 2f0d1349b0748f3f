// SPDX-License-Identifier: Apache-2.0
// Where channels stand by convention, if the file itself does not say.
#pragma once

#include <string_view>

namespace stacmlm::artifact {

/// Kernels of that framework (MLM's word) have their channels behind the sizes of the kernel: those
/// that it takes, and those that it gives. Of all others they stand in front, the other way round.
bool has_channels_behind_kernel(std::string_view framework);

/// Images of that format have their channels last, whatever framework the model is of.
bool has_images_with_channels_last(std::string_view format);

}  // namespace stacmlm::artifact
