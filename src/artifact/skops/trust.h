// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace stacmlm::artifact::skops {

/// True for a type that makes data, or a model of scikit-learn: what skops trusts by itself.
bool is_trusted_type(std::string_view module, std::string_view name);

/// True for modules of scikit-learn whose classes take indices from the file and follow them in
/// compiled code without looking.
bool is_compiled(std::string_view module);

/// True for a function that skops trusts by itself: arithmetic of NumPy and SciPy.
bool is_trusted_function(std::string_view module, std::string_view name);

/// True for a generator of `numpy.random`.
bool is_bit_generator(std::string_view name);

/// True for a word of `__loader__` that skops has.
bool is_loader(std::string_view name);

}  // namespace stacmlm::artifact::skops
