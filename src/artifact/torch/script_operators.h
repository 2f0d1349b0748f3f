// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "stacmlm/artifact/danger.h"

namespace stacmlm::artifact::torch {

enum class OperatorKind {
  kComputes,  ///< takes tensors and numbers, gives tensors and numbers
  kFiles,     ///< reads or writes files
  kForeign,   ///< of a library that is not PyTorch
  kUnknown,
};

/// Of an operator `aten::relu`.
OperatorKind kind_of_operator(std::string_view name);

/// True for a name that reads or writes files in whatever namespace: `from_file`.
bool is_file_name(std::string_view name);

/// True for a function of the language itself: `range`.
bool is_language_function(std::string_view name);

}  // namespace stacmlm::artifact::torch
