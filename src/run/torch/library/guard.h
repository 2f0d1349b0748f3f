// SPDX-License-Identifier: Apache-2.0
// Nothing that libtorch throws leaves this library.
#pragma once

#include <torch/script.h>

#include <exception>
#include <new>
#include <string>
#include <utility>

#include "stacmlm/base/result.h"

namespace stacmlm::run::pt {

/// The line that says what was wrong: others tell where in the code it was.
std::string what_of(const std::string& message);

/// What `work` gives, or the Error of what it throws.
template <class Work>
auto guarded(const Work& work) noexcept -> decltype(work()) {
  const auto failed = [](const std::string& message) {
    return base::fail(base::ErrorKind::kBackend, what_of(message));
  };
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return base::fail(base::ErrorKind::kLimitExceeded, "there is not enough memory");
  } catch (const c10::Error& error) {
    return failed(error.what_without_backtrace());
  } catch (const std::exception& error) {
    return failed(error.what());
  } catch (...) {
    return failed("libtorch failed");
  }
}

}  // namespace stacmlm::run::pt
