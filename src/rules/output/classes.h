// SPDX-License-Identifier: Apache-2.0
// What tasks give, and what an output says about classes and where in the image they are.
#pragma once

#include <string_view>

#include "rules/context.h"

namespace stacmlm::rules {

/// Any task of the segmentation family.
bool is_segmentation(std::string_view task);
bool is_detection(std::string_view task);
/// Tasks whose result has one value for each class: for an image, or for each pixel of it.
bool classifies_scenes(std::string_view task);
bool classifies_pixels(std::string_view task);
/// The result is another image.
bool makes_image(std::string_view task);

/// True if one of the tasks gives classes.
bool produces_classes(const mlm::Field<mlm::Strings>& tasks);

/// The dimension that counts the classes: `class`, or the channels of a classification or
/// segmentation. Nothing if there is none.
const Dimension& class_dimension(const OutputView& output);

/// True if the values are floating-point numbers, so that none is the index of a class.
bool is_floating(const mlm::Structure& result);

/// True if every dimension is known to be none of space; a name of one's own may be one.
bool has_no_space(const TensorView& result);

}  // namespace stacmlm::rules
