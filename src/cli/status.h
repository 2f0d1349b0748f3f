// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace stacmlm::cli {

/// How the program ends.
namespace status {
inline constexpr int kClean = 0;
inline constexpr int kFindings = 1;
inline constexpr int kNotDone = 2;
}  // namespace status

}  // namespace stacmlm::cli
