// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace stacmlm::artifact::pt2 {

/// True if the text of a symbolic size is arithmetic on symbols and nothing else. PyTorch hands it
/// to SymPy, which evaluates it as Python.
bool is_arithmetic(std::string_view expression);

/// True if the text of a guard compares sizes of inputs and nothing else. PyTorch makes a function
/// of it.
bool is_comparison(std::string_view guard);

/// The name of a size that is one symbol, `s0` or `Symbol('s0', integer=True)`; else empty.
std::string symbol_of(std::string_view expression);

}  // namespace stacmlm::artifact::pt2
