// SPDX-License-Identifier: Apache-2.0
// Libraries that are loaded when they are wanted, and stay for the rest of the program: they have
// threads and data of their own, and nobody can tell when they are done with them.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

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

struct SharedLibrary {
  void* handle = nullptr;
  std::string path;

  /// A function of the library; false: it has none of that name.
  template <class Function>
  [[nodiscard]] bool take(const char* name, Function& function) const {
    function = reinterpret_cast<Function>(symbol(name));
    return function != nullptr;
  }

 private:
  [[nodiscard]] void* symbol(const char* name) const;
};

/// The file, or the library of that name where the system and the program look.
base::Result<SharedLibrary> open_library(const std::string& path);

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
base::Result<SharedLibrary> load_library(const LibraryPlaces& places,
                                         const RuntimeOptions& options);

}  // namespace stacmlm::run
