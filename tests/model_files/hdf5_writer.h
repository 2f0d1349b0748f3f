// SPDX-License-Identifier: Apache-2.0
// Small HDF5 files, as h5py writes them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

struct H5Attribute {
  std::string name;
  std::vector<std::string> texts{};
  bool is_array = false;
  bool is_fixed = false;  ///< texts of one length, in the attribute itself
};

/// A group, a dataset, or a link to elsewhere.
struct H5Node {
  enum class Kind { kGroup, kDataset, kSoftLink, kExternalLink, kLinkToRoot };
  std::string name{};
  Kind kind = Kind::kGroup;
  std::vector<H5Attribute> attributes{};
  std::vector<H5Node> children{};
  // Of a dataset.
  std::string type = "float32";  ///< or float16, float64, int8, uint8, int32, int64, bool
  std::vector<std::uint64_t> shape{};
  bool has_external_files = false;
  bool is_virtual = false;
  std::uint16_t filter = 0;  ///< in chunks, which this filter packed; 0: neither
  bool is_hole = false;      ///< its bytes stand at the end, see hdf5_file()
  bool is_dense = false;     ///< of a group: says that more links stand in a fractal heap
  std::string target{};      ///< of a link
};

H5Node h5_group(std::string name, std::vector<H5Node> children,
                std::vector<H5Attribute> attributes = {});
H5Node h5_dataset(std::string name, std::vector<std::uint64_t> shape, std::string type = "float32");
H5Attribute h5_text(std::string name, std::string text);

/// `version` of the superblock: 0 with groups as symbol tables, 2 and 3 with links in their
/// headers. External links need 2 or 3. Elements are zeros.
std::string hdf5(const H5Node& root, int version = 0);

/// The same as a file; what is_hole says takes no room.
File hdf5_file(std::string path, const H5Node& root);

}  // namespace stacmlm::model_files
