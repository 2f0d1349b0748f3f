// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

std::span<const Kind> keras_kinds();
std::span<const Kind> hdf5_kinds();

/// A layer of a Keras 3 configuration: `"class_name": ..., "config": {"name": ..., MORE}`.
std::string keras_layer(std::string_view module, std::string_view class_name, std::string_view name,
                        std::string_view more = "");

/// The configuration of a Sequential model of 4 values and these layers, text of JSON.
std::string keras_sequential(std::string_view layers);

/// A `.keras` file with that configuration, and a Dense layer's weights.
std::string keras_file(std::string_view config);

}  // namespace stacmlm::model_files
