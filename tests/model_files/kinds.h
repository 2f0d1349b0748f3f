// SPDX-License-Identifier: Apache-2.0
// Model files for tests, the demo and the benchmarks: small, real, and made here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stacmlm::model_files {

/// Zeros that are in the file that is written, and take no room on the disk.
struct Hole {
  std::uint64_t at = 0;  ///< so many of File::bytes stand before it
  std::uint64_t size = 0;
};

/// One file of a model.
struct File {
  std::string path{};  ///< below the folder it is written to; `unet.onnx`
  std::string bytes{};
  std::vector<Hole> holes{};  ///< by place
};

/// A model that can be made by name.
struct Kind {
  std::string_view name;     ///< `onnx-unet`
  std::string_view summary;  ///< what it is, and what is wrong with it
  std::vector<File> (*make)();
};

/// Each folder of a format lists its own; kinds.cc puts them together.
std::vector<Kind> all_kinds();

/// The bytes of the first file of that kind. Ends the program if there is none.
std::string bytes_of(std::string_view kind);

}  // namespace stacmlm::model_files
