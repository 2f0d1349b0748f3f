// SPDX-License-Identifier: Apache-2.0
// What HDF5 files consist of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stacmlm::model_files {

/// The checksum of HDF5: Bob Jenkins' lookup3.
std::uint32_t checksum(std::string_view bytes);
/// Filled up to a multiple of 8 bytes.
std::string padded(std::string text);

std::string integer_type(std::uint32_t size, bool is_signed);
/// The type of that name (see H5Node::type), and the bytes of one element.
std::string datatype(const std::string& name);
std::uint64_t size_of(const std::string& type);

std::string dataspace(const std::vector<std::uint64_t>& shape);

}  // namespace stacmlm::model_files
