// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <new>

namespace stacmlm::cli {

inline constexpr const char* kOutOfMemory = "not enough memory";

/// What `work` gives, or `fail` where the memory for it runs out: one document must not cost the
/// others of a run.
template <class Work, class Fail>
auto unless_out_of_memory(Work work, Fail fail) -> decltype(work()) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return fail();
  }
}

}  // namespace stacmlm::cli
