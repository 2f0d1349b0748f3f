// SPDX-License-Identifier: Apache-2.0
// Where the libraries of runtimes are, and what they make.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/shared_library.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run {

/// Gives back what a library made.
template <class T>
struct Release {
  void (*release)(T*) = nullptr;
  void operator()(T* thing) const { release(thing); }
};
template <class T>
using Owned = std::unique_ptr<T, Release<T>>;

/// What the libraries of all runtimes have. `Library::check(status)` says whether a call succeeded.
template <class Library>
struct RuntimeLibrary {
  std::string path;
  std::string version;  ///< `1.32.0`

  /// What `call` puts where it is told to, given back by `release`.
  template <class T, class Call>
  base::Result<Owned<T>> make(void (*release)(T*), const Call& call) const {
    T* made = nullptr;
    STACMLM_CHECK(static_cast<const Library*>(this)->check(call(&made)));
    return Owned<T>(made, Release<T>{release});
  }
};

/// Where a runtime's library may be.
struct LibraryPlaces {
  std::string_view title;               ///< `ONNX Runtime`
  std::string_view folder;              ///< below RuntimeOptions::folders
  std::string_view file;                ///< `libonnxruntime.so`; numbers may stand behind it
  std::span<const char* const> system;  ///< names that the system may know it by, best first
  std::string_view option;              ///< of the program, that names it
};

/// Loads the file that the options name, or the newest in the first folder that has one, or that of
/// the system. `kNotFound`: there is none.
base::Result<base::SharedLibrary> load_library(const LibraryPlaces& places,
                                               const RuntimeOptions& options);

}  // namespace stacmlm::run
