// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "run/plan/planning.h"

namespace stacmlm::run {

tl::unexpected<base::Error> refuse(std::string_view field, std::string_view why,
                                   std::string_view cure) {
  return base::fail(base::ErrorKind::kUnsupported,
                    cure.empty() ? fmt::format("{}: {}", field, why)
                                 : fmt::format("{}: {}; {}", field, why, cure));
}

}  // namespace stacmlm::run
