// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace stacmlm::cli {

/// A page of docs/rules, as it stands there. The build puts them into the program.
struct Page {
  std::string_view name;  ///< `MLM302-shape-dim-order-mismatch`
  std::string_view text;
};

std::span<const Page> pages();

}  // namespace stacmlm::cli
