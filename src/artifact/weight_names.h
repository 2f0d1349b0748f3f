// SPDX-License-Identifier: Apache-2.0
// What the name of a weight says, in files that say nothing else about it.
#pragma once

#include <cstddef>
#include <string_view>

#include "stacmlm/artifact/element_type.h"
#include "stacmlm/artifact/model_file.h"

namespace stacmlm::artifact {

/// The last part of a dotted, or slashed, name.
std::string_view last_part(std::string_view name);

/// True for the running statistics of batch normalisation.
bool is_running_statistic(std::string_view name);

/// True for element types of numbers with a fraction, complex ones too: what is learned.
bool has_fraction(std::string_view element_type);

/// Parameter or buffer, by the names that PyTorch, TensorFlow and Flax give, and by the element
/// type: what is counted in 64 bits, or is true or false, is not learned. A guess.
WeightKind kind_of_weight(std::string_view name, std::string_view data_type);

/// Parameter or constant, of numbers that stand in a graph and have no role there: fractions are
/// learned, and so are integers with a scale. Where no scale is known, integers of 8 bits and less
/// with more than one dimension; a list of them, or one alone, is a zero point or an index.
WeightKind kind_of_constant(const ElementType& type, std::size_t rank, bool has_scale = false);

}  // namespace stacmlm::artifact
