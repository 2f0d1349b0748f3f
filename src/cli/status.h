// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How the program ends.
namespace stacmlm::cli::status {

inline constexpr int kClean = 0;
inline constexpr int kFindings = 1;
inline constexpr int kNotDone = 2;

}  // namespace stacmlm::cli::status
