// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "artifact/archive/archive.h"

namespace stacmlm::artifact::pt2 {

/// What an entry of the archive is for. Whatever is not known to be harmless is kUnknown.
enum class PartKind {
  kPlain,         ///< versions, byte order, texts that are not loaded
  kProgram,       ///< an exported program
  kWeightList,    ///< names and places of weights
  kConstantList,  ///< ... of constants
  kStored,        ///< a tensor, raw if a list says so, else a pickle
  kPickle,
  kNative,  ///< for AOTInductor
  kItem,    ///< MLM metadata
  kUnknown,
};

struct Part {
  const ArchiveEntry* entry = nullptr;
  PartKind kind = PartKind::kUnknown;
  std::string model;  ///< to which program it belongs: `model`
};

/// `root`: the folder in which all lies, with its slash.
Part part_of(const ArchiveEntry& entry, std::string_view root);

}  // namespace stacmlm::artifact::pt2
