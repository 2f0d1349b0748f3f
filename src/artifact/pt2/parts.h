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

/// The folder in which all lies, with its slash; PyTorch takes that of the first entry.
std::string_view root_of(const Archive& archive);

/// True for the layout up to PyTorch 2.7.
bool is_old_layout(const Archive& archive);

/// The entry that has, or would have, the MLM metadata.
std::string item_name(const Archive& archive);

/// `root`: the folder in which all lies, with its slash.
Part part_of(const ArchiveEntry& entry, std::string_view root);

}  // namespace stacmlm::artifact::pt2
